"""Playback, report, why and log of a resolved turn."""

import re

import pytest

from tests.game.conftest import Recorded, watched
from wargame.errors import UsageError
from wargame.game.match import Match


@pytest.fixture
def match(pair: Recorded) -> Match:
    match = pair.match
    for orders in (("escort ABJ 2 main", "services BKO"), ("buy_fuel", "services KKR")):
        for order in orders:
            match.add("junta", order)
        for order in ("blockade ABJ 2", "govern KKR"):
            match.add("jnim", order)
        match.commit("junta")
        match.commit("jnim")
        match.adjudicate()
    return match


def number(text: str) -> float:
    """Read a printed number."""
    return float(text.replace("−", "-").replace("+", "").replace(",", ""))


def test_printed_causes_add_up_to_the_printed_change_for_every_cell(match: Match) -> None:
    told = 0
    for turn in (1, 2):
        for metric, cells in match.view(None).metrics.items():
            for cell in cells:
                why = match.why(None, metric, cell, turn)
                assert why.exact
                if not why.change:
                    continue
                assert sum(number(term.printed) for term in why.terms) == pytest.approx(number(why.change), abs=1e-9)
                assert number(why.before) + number(why.change) == pytest.approx(number(why.after), abs=1e-9)
                told += bool(why.terms)
    assert told > 10


@pytest.mark.parametrize(
    "scenario", ["first_convoy", "harbour_winter", pytest.param("bamako_siege", marks=pytest.mark.slow)]
)
def test_the_ledger_explains_every_cell_to_the_bit(scenario: str) -> None:
    played = watched(scenario, 2)
    events = [event for event in played.events if event["kind"] == "adjudicated"]
    match = played.match
    for event in events:
        turn = event["turn"]
        before, after = match.view_at(None, turn).metrics, match.view_at(None, turn + 1).metrics
        sums: dict[tuple[str, tuple[str, ...]], float] = {}
        for _, _, metric, entities, _, amount in event["ledger"]:
            sums[metric, tuple(entities)] = sums.get((metric, tuple(entities)), 0.0) + amount
        for metric, cells in after.items():
            for cell, value in cells.items():
                assert before[metric][cell] + sums.get((metric, cell), 0.0) == value
                why = match.why(None, metric, cell, turn)
                if why.change:
                    assert sum(number(term.printed) for term in why.terms) == pytest.approx(number(why.change))


@pytest.mark.parametrize("scenario", ["first_convoy", "harbour_winter", "bamako_siege"])
def test_a_turn_is_told_in_few_steps(scenario: str) -> None:
    played = watched(scenario, 2)
    for seat in played.match.seats:
        for turn in (1, 2):
            steps = played.match.playback(seat, turn)
            assert 3 <= len(steps) <= 34
            assert all(step.title and step.phase_label for step in steps)


def test_causes_stand_in_order_of_weight_with_rule_and_source(match: Match) -> None:
    why = match.why(None, "fear", ("ABJ",), 1)
    sizes = [abs(term.amount or 0) for term in why.terms]
    assert sizes == sorted(sizes, reverse=True)
    assert why.terms[0].word == "much"
    term = next(term for term in why.terms if term.cause == "memory fades")
    assert (term.rule, term.rule_label) == ("fear_of_drivers", "What the drivers hear")
    assert re.fullmatch(r"rules/first_convoy/road\.yaml:\d+:\d+", term.place)
    names = {reading.name: reading for reading in term.readings}
    assert "[EST]" in names["fear_fades"].note
    assert names["fear"].link == ("fear", ("ABJ",))


def test_following_the_links_of_why_reaches_a_source(match: Match) -> None:
    for term in match.why(None, "fuel_days", (), 2).terms:
        parameters = [reading for reading in term.readings if reading.kind == "parameter"]
        assert parameters or not term.rule
        assert all(reading.note for reading in parameters)


def test_causes_of_ones_own_orders_are_marked(match: Match) -> None:
    ours = {term.cause for term in match.why("junta", "fear", ("ABJ",), 1).terms if term.own}
    theirs = {term.cause for term in match.why("jnim", "fear", ("ABJ",), 1).terms if term.own}
    assert "the escort" in ours
    assert "the threat" in theirs


def test_playback_tells_each_rule_once_in_the_order_of_the_phases(match: Match) -> None:
    steps = match.playback("junta", 1)
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert {step.total for step in steps} == {len(steps)}
    order = [*match.scenario.rules.phases]
    phases = [order.index(step.phase) for step in steps if step.phase in order]
    assert phases == sorted(phases)
    rules = [step.rule for step in steps if step.rule]
    assert len(rules) == len(set(rules))
    road = next(step for step in steps if step.rule == "fear_of_drivers")
    assert road.because == "Drivers act on what they expect. A threat outlasts the week in which it was made."
    assert road.place_label == "Abidjan road"
    assert [(each.who, each.own) for each in road.contributions] == [
        ("Junta", True),
        ("JNIM", False),
    ]
    assert road.changes[0].metric == "fear"
    assert road.terms


def test_ones_own_orders_come_first_in_a_phase(match: Match) -> None:
    steps = match.playback("junta", 1)
    for phase in {step.phase for step in steps}:
        own = [any(each.own for each in step.contributions) for step in steps if step.phase == phase]
        assert own == sorted(own, reverse=True)


def test_the_report_shows_every_headline_with_change_and_cause(match: Match) -> None:
    report = match.report("junta", 1)
    assert [row.label for row in report.rows] == [headline.label for headline in match.scenario.headlines["junta"]]
    fuel = report.rows[0]
    view = match.view_at("junta", 2)
    assert fuel.now == f"{view.value('fuel_days'):.1f}"
    assert [order.order for order in report.orders] == ["escort ABJ 2 main", "services BKO"]
    assert all(order.text for order in report.orders)
    assert report.orders[0].paid.startswith("2 AP, ")
    assert any(seen.text.startswith("JNIM: blockade ABJ 2. ") for seen in report.seen)


def test_an_order_that_takes_time_says_when_it_arrives(match: Match) -> None:
    report = match.report("junta", 2)
    bought = next(order for order in report.orders if order.order.startswith("buy_fuel"))
    assert bought.text == "Under way, arrives in turn 3."


def test_the_log_grows_by_turn(match: Match) -> None:
    turns = [line.turn for line in match.log("junta")]
    assert turns == sorted(turns)
    assert set(turns) == {1, 2, 3}  # the letter of turn 3 has come
    assert [line.text for line in match.log("junta") if line.turn == 3] == ["Inject I2: Queues at the pumps."]


def test_what_has_not_been_resolved_cannot_be_told(match: Match) -> None:
    for turn in (0, 3, -1):
        with pytest.raises(UsageError, match="has not been resolved"):
            match.report("junta", turn)
    with pytest.raises(UsageError, match="no metric"):
        match.why("junta", "joy", (), 1)
    with pytest.raises(UsageError, match="no cell"):
        match.why("junta", "fear", ("MOON",), 1)
    with pytest.raises(UsageError, match="has not opened"):
        match.view_at("junta", 9)


def test_numbers_that_two_seats_call_alike_say_whose_they_are_and_name_no_place_twice() -> None:
    match = watched("bamako_siege", 1).match
    labels = [row.label for row in match.report(None, 1).rows]
    assert len(set(labels)) == len(labels)
    assert {"Authority in Gao, ISGS", "Authority in Gao, FLA", "Money, JNIM", "Authority in Ménaka"} < set(labels)
    assert match.why(None, "control", ("GAO", "isgs"), 1).label == "Authority in Gao, ISGS"
    assert "Money" in [row.label for row in match.report("jnim", 1).rows]  # of its own alone, it needs no name
