"""Odds: what they say, from nothing but what the seat knows, on the same beliefs and dice for every plan."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from tests.contracts.shipped import LARGEST, SEATS
from tests.game.bargains import bargains, resolve
from tests.game.conftest import Recorded, watched
from tests.game.tampering import other_truth
from tests.tiny import tiny
from wargame.adjudicator import Adjudicator
from wargame.bots.onward import OnwardPlayer
from wargame.bots.seat_beliefs import SeatBeliefs
from wargame.errors import OrderError, UsageError
from wargame.game import match_odds
from wargame.game import odds as odds_of_seat
from wargame.game.match import Match
from wargame.game.match_odds import MatchOdds
from wargame.game.odds import Odds, never, plans_about_each, plans_of, usual_bots
from wargame.game.wording.number import SPOKEN, WRITTEN
from wargame.game.wording.odds import fallen_texts, standing_line
from wargame.game.wording.order_odds import fallen_orders, order_odds, order_odds_text, told_at_step
from wargame.model.match.order import Order
from wargame.model.rules.deal import AGE, BOUND, NUMBER, OFFERED, promised
from wargame.model.telling.odds import MARGIN, OddsReading, OddsSheet, TrialPlan
from wargame.rulebook import Rulebook

TURNS = 3
GAMES, KEPT = 40, 20
SMALLEST = "first_convoy"
OF_ALL = [pytest.param(*each.values, marks=pytest.mark.slow) if each.values[0] == LARGEST else each for each in SEATS]


def odds_of(match: Match, seat: str) -> Odds:
    """Odds with few games: what they rest on is the same, and they are quick."""
    adjudicator = Adjudicator(match.rulebook)
    player = OnwardPlayer(adjudicator, usual_bots(adjudicator, tuple(match.seats)))
    return Odds(player, seat, SeatBeliefs(player, seat, GAMES, KEPT))


def asked(match: Match, seat: str, plans: tuple[TrialPlan, ...], turns: int = 1) -> OddsSheet:
    odds = odds_of(match, seat)
    odds.open(match.knowledge(seat))
    return list(odds.ask(plans, turns, 30))[-1]


@pytest.mark.parametrize(("name", "seat"), OF_ALL)
def test_another_truth_behind_the_same_knowledge_gives_the_same_odds(name: str, seat: str) -> None:
    played = watched(name, TURNS)
    other = other_truth(played.rulebook, played.match, played.events, seat)
    plans = plans_of(played.match.orders(seat, TURNS)[seat], 1)
    sheet = asked(played.match, seat, plans, 2)
    assert repr(asked(other, seat, plans, 2)) == repr(sheet)
    assert any(forecast.low < forecast.high for forecast in sheet.draft.forecasts)
    assert other.view(None) != played.match.view(None)


@pytest.mark.parametrize("seat", ["junta", "jnim"])
def test_beliefs_hold_all_that_is_seen_and_what_comes(rulebook: Rulebook, seat: str) -> None:
    played = Recorded(rulebook, {"junta": "human", "jnim": "human"}, seed=3).match
    played.add("junta", "buy_fuel")
    for _ in range(2):
        for each in ("junta", "jnim"):
            played.commit(each)
        played.adjudicate()
        played.add("junta", "buy_fuel")
    known = played.knowledge(seat)
    odds = odds_of(played, seat)
    odds.open(known)
    believed = odds.beliefs.draw(np.arange(50))
    for metric, layout in believed.layout.items():
        for place, cell in enumerate(layout.cells):
            value = known.now.value(metric, cell)
            if value is not None and known.now.estimate(metric, cell) is None:
                assert (believed.array(metric).reshape(-1, 50)[place] == value).all(), (metric, cell)
    assert len(set(believed.game_keys.tolist())) == 50
    coming = {(due, cause) for (due, _, cause), there in known.coming.items() if there}
    assert coming == ({(3, "fuel bought abroad")} if seat == "junta" else set())
    booked = {(due, cause) for game in range(50) for due, _, cause, _ in odds.player.adjudicator.booked(believed, game)}
    assert coming <= booked


@pytest.mark.parametrize("offer", ["offer calm", "offer hush", "offer peace: gold 3; 3 turns"])
def test_beliefs_hold_the_deals_that_a_seat_knows(offer: str) -> None:
    """The parties know their deal, with their own terms too. Others know it if it is public."""
    played = bargains()
    played.match.add("red", offer)
    resolve(played)
    known = believed_deals(played.match, "blue")
    assert known["offered"] == 1.0, "the offer lies before blue"
    played.match.add("blue", "sign peace")
    resolve(played)
    for seat in ("red", "blue", "green"):
        told = seat != "green" or offer != "offer hush"
        assert all(share == 1.0 for share in believed_deals(played.match, seat).values()) is told, seat


def believed_deals(match: Match, seat: str) -> dict[str, float]:
    """For each metric of deals, return the share of believed games in which all its cells are true."""
    odds, true = odds_of(match, seat), match._game.past.state
    odds.open(match.knowledge(seat))
    believed = odds.beliefs.draw(np.arange(20, dtype=np.intp))
    names = [NUMBER, AGE, BOUND, OFFERED, promised("gold"), promised("quiet")]
    return {
        name: float((believed.array(name).reshape(-1, 20) == true.array(name).reshape(-1, 1)).all(axis=0).mean())
        for name in names
    }


def test_games_played_on_turn_by_turn_are_those_played_at_once(rulebook: Rulebook) -> None:
    played = Recorded(rulebook, {"junta": "human", "jnim": "doctrine"}, seed=4).match
    along, sheets = odds_of(played, "junta"), []
    for _ in range(3):
        played.add("junta", "escort ABJ 2")
        along.open(played.knowledge("junta"))
        sheets.append(list(along.ask(plans_of(()), 1, 30))[-1])
        played.commit("junta")
        played.adjudicate()
    assert sheets[-1] == asked_at(played, 2)
    assert sheets[0] == asked_at(played, 0)


def asked_at(match: Match, moment: int) -> OddsSheet:
    odds = odds_of(match, "junta")
    odds.open(match.knowledge("junta", moment))
    return list(odds.ask(plans_of(()), 1, 30))[-1]


MINE = {
    "actions": 'dig: {by: red, levels: 1..2, cost: {ap: 1}, describe: "Dig."}',
    "metrics": "found: {range: 0..100}\nvein: {range: 0..100, start: richness, owner: blue}",
    "parameters": "richness: {value: 1, prior: [uniform, 0, 2], label: R, source: test, status: assumption}",
    "steps": "digging:\n  phase: early\n  add: {found: {digging: vein * ordered(dig)}}",
}


def test_a_difference_is_what_the_orders_bring() -> None:
    """The vein is uniform from 0 to 2, so two spades bring 2 on average, and one spade brings 1 less."""
    scenario = "headlines:\n  red: [{metric: found}]\nscores:\n  red:\n    wealth: {weight: 1, value: found}\n"
    match = Recorded(tiny("", scenario, **MINE).rulebook, {"red": "human", "blue": "human"}, length=3).match
    match.add("red", "dig 2")
    question = MatchOdds(match).question("red", 1)
    assert [plan.name for plan in question.plans] == ["as drafted", "no dig", "dig 1"]
    sheet = list(MatchOdds(match).answer(question, trials=400))[-1]
    assert sheet.readings == (OddsReading("found"), OddsReading(MARGIN))
    draft, none, _ = (odds.forecasts[0] for odds in sheet.plans)
    assert (none.low, none.high, none.rises) == (0.0, 0.0, 0.0) and draft.rises == 1.0
    assert draft.low == pytest.approx(0.4, abs=0.2) and draft.high == pytest.approx(3.6, abs=0.2)
    over_none, over_less = sheet.plans[1].differences[0], sheet.plans[2].differences[0]
    assert over_none.mean == pytest.approx(2.0, abs=2 * over_none.error)
    assert over_less.mean == pytest.approx(over_none.mean / 2) and over_less.error == pytest.approx(over_none.error / 2)
    assert 0.05 < over_none.error < 0.25


def test_plans_are_the_draft_its_absence_and_the_neighbouring_levels() -> None:
    draft = (Order("dig", level=2.0), Order("rest"))
    assert [plan.name for plan in plans_of(draft)] == ["as drafted", "no orders"]
    assert [plan.name for plan in plans_of((), 0)] == ["no orders"]
    plans = plans_of(draft, 1, (1.0, 2.0, 3.0))
    assert [[each.level for each in plan.orders] for plan in plans] == [[2, 1], [1], [1, 1], [3, 1]]


def test_a_line_that_is_not_there_is_refused(solo: Recorded) -> None:
    with pytest.raises(OrderError, match="There is no line 1"):
        MatchOdds(solo.match).question("junta", 1)


def test_a_facilitator_switches_odds_off_for_good_and_on_again(pair: Recorded) -> None:
    pair.match.facilitator.switch_odds(True)  # they are on: nothing to record
    assert len(pair.events) == 1
    pair.match.facilitator.switch_odds(False)
    for match in (pair.match, pair.resumed()):
        odds = MatchOdds(match)
        for asked in (odds.question, odds.standing):
            with pytest.raises(UsageError, match="switched the odds off"):
                asked("junta")
    pair.match.facilitator.switch_odds(True)
    assert pair.resumed().odds_shown and MatchOdds(pair.match).question("junta").plans


@pytest.fixture
def few_games(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SeatBeliefs.__init__, "__defaults__", (GAMES, KEPT))


@pytest.mark.usefixtures("few_games")
def test_how_a_seat_stands_follows_from_what_it_knows(rulebook: Rulebook) -> None:
    match = Recorded(rulebook, {"junta": "human", "jnim": "doctrine"}, seed=4).match
    odds = MatchOdds(match)
    first = odds.standing("junta")()
    assert first.change is None and first.component == "" and first.low < first.margin < first.high
    match.add("junta", "escort ABJ 2")
    match.commit("junta")
    match.adjudicate()
    second = odds.standing("junta")()
    assert (
        (second.turn, second.seat) == (2, "junta") and second.component in ("fuel", "legitimacy") and second.error > 0.0
    )
    assert second.change is not None
    assert second.change.mean == pytest.approx(second.margin - first.margin)
    assert MatchOdds(match).standing("junta")() == second, "who comes back to a save reads the same"


@pytest.mark.usefixtures("few_games")
def test_what_fell_is_compared_with_what_the_odds_had_said(rulebook: Rulebook) -> None:
    match = Recorded(rulebook, {"junta": "human", "jnim": "doctrine"}, seed=4).match
    match.add("junta", "escort ABJ 2")
    odds = MatchOdds(match)
    said = list(odds.answer(odds.question("junta"), trials=1_000))[-1]
    with pytest.raises(UsageError, match="No turn"):
        odds.fell("junta")
    match.commit("junta")
    match.adjudicate()
    turn = odds.fell("junta", trials=1_000)()
    fell = turn.readings
    assert [plan.plan.name for plan in turn.sheet.plans] == ["as drafted", "no escort"]
    assert [each.reading for each in fell] == [each for each in said.readings if each.metric != MARGIN]
    assert [each.forecast for each in fell] == list(said.draft.forecasts[: len(fell)])
    for each in fell:
        assert each.value == match.view("junta").value(each.reading.metric, *each.reading.entities)
        assert (each.below < 0.1) <= (each.value <= each.forecast.low)


@pytest.mark.usefixtures("few_games", "few_trials")
def test_playback_repeats_the_last_odds_before_the_commit_at_the_step_that_ends_the_number(rulebook: Rulebook) -> None:
    match = Recorded(rulebook, {"junta": "human", "jnim": "doctrine"}, seed=4).match
    match.add("junta", "escort ABJ 2 main")
    live, scenario = MatchOdds(match), match.scenario
    said = [sheet for sheet in live.answers_of_orders(live.question_of_orders("junta", 1), never) if sheet.turns == 1]
    best = order_odds(scenario, said[-1], 1)
    before = match.view("junta")
    match.commit("junta")
    match.adjudicate()
    fell = MatchOdds(match).fell("junta")()
    repeated = order_odds(scenario, fell.sheet, 1)
    assert best is not None and repeated is not None and repeated.sheet.trials == best.sheet.trials
    assert repeated.sheet.plans[:2] == best.sheet.plans[:2] and repeated.clearest == best.clearest is not None
    texts = [order_odds_text(scenario, before, each, WRITTEN).share for each in (best, repeated)]
    assert texts[0] == texts[1] != ""

    told, steps = fallen_orders(scenario, match.view("junta"), fell, WRITTEN), match.playback("junta", 1)
    reading = repeated.sheet.readings[repeated.clearest]
    changing = [
        at
        for at, step in enumerate(steps)
        if any((each.metric, each.entities) == (reading.metric, reading.entities) for each in step.changes)
    ]
    assert [at for at in range(len(steps)) if told_at_step(told, steps, at)] == changing[-1:]


def until_accepted(match: Match, seat: str) -> list[str]:
    """Take away the orders that a commit refuses, and return the refusals. A draft without orders gets a legal one."""
    refusals = []
    while (refusal := match.refusal(seat)) is not None:
        refusals.append(str(refusal))
        lines = match.draft(seat).lines
        match.remove(seat, next((number for number, line in enumerate(lines, 1) if line.problem), len(lines)))
    if not match.draft(seat).lines:
        match.add(seat, next(option for option in match.options(seat) if option.legal).order().text)
    return refusals


def told_of_odds(match: Match, seat: str) -> str:
    """Return all that screens and plain mode tell of the odds: of each order, of the standing, and of past turns."""
    odds, view, scenario = MatchOdds(match), match.view(seat), match.scenario
    told: list[object] = []
    for sheet in odds.answers_of_orders(odds.question_of_orders(seat, 1), never):
        told += [sheet, *(order_odds(scenario, sheet, line) for line in range(1, 3))]
    if seat in match.rulebook.rules.scores:
        told += [standing_line(scenario, odds.standing(seat)(), WRITTEN)]
    for turn in range(1, match.played + 1):
        fell, after = odds.fell(seat, turn)(), match.view_at(seat, turn + 1)
        told += [fell, fallen_orders(scenario, after, fell, WRITTEN)]
        steps = match.playback(seat, turn)
        told += [told_at_step(fallen_orders(scenario, after, fell, SPOKEN), steps, at) for at in range(len(steps))]
    return repr([told, view.turn])


OF_SMALLEST = [
    each if each.values[0] == SMALLEST else pytest.param(*each.values, marks=pytest.mark.slow) for each in SEATS
]


@pytest.mark.usefixtures("few_games", "few_trials")
@pytest.mark.parametrize(("name", "seat"), OF_SMALLEST)
def test_another_truth_behind_the_same_knowledge_is_told_the_same(name: str, seat: str) -> None:
    played = watched(name, 2)
    other = other_truth(played.rulebook, played.match, played.events, seat)
    own = played.resumed()  # other tests read the game itself
    for match in (own, other):
        match.change_seats({seat: "human"})
        match.repeat_last(seat)
    assert until_accepted(other, seat) == until_accepted(own, seat)
    assert len(own.draft(seat).lines) > 0
    assert told_of_odds(other, seat) == told_of_odds(own, seat)


@pytest.fixture
def few_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, trials in (("FIRST", 20), ("LATER", 30), ("MOST", 40)):
        monkeypatch.setattr(odds_of_seat, name, trials)
        monkeypatch.setattr(match_odds, name, trials)


def test_knowledge_is_the_same_only_if_every_part_of_it_is(solo: Recorded) -> None:
    known, again = solo.match.knowledge("junta"), solo.match.knowledge("junta")
    assert known is not again and known.same_as(again)
    for field in attrs.fields(type(known)):
        value = attrs.evolve(known.own, banked=known.own.banked + 1) if field.name == "own" else "another"
        assert not known.same_as(attrs.evolve(known, **{field.name: value})), field.name


@pytest.mark.usefixtures("few_trials")
def test_plans_that_were_tried_before_are_not_tried_again_and_say_the_same(
    solo: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    escort, buy = Order("escort", ("ABJ",), 2.0), Order("buy_fuel")
    plans = plans_about_each((escort, buy), 1, (1.0, 2.0, 3.0))
    assert [plan.name for plan in plans] == ["as drafted", "no escort", "no buy_fuel", "escort ABJ 1", "escort ABJ 3"]
    together, apart = odds_of(solo.match, "junta"), odds_of(solo.match, "junta")
    for odds in (together, apart):
        odds.open(solo.match.knowledge("junta"))
    whole = list(together.ask(plans, 1, 40))
    for plan in plans[1:]:
        list(apart.ask((plans[0], plan), 1, 40))
    apart.open(solo.match.knowledge("junta"))  # the same knowledge anew
    monkeypatch.setattr(OnwardPlayer, "play", None)
    assert list(apart.ask(plans, 1, 40)) == whole


@pytest.mark.usefixtures("few_games", "few_trials")
def test_answers_about_orders_begin_with_the_line_in_question_and_stop_when_told(solo: Recorded) -> None:
    for text in ("escort ABJ 2", "buy_fuel"):
        solo.match.add("junta", text)
    odds = MatchOdds(solo.match)
    sheets = list(odds.answers_of_orders(odds.question_of_orders("junta", 1), never))
    assert [(sheet.turns, sheet.trials) for sheet in sheets] == [(1, 20), (1, 20), (3, 20), (1, 30), (3, 30), (1, 40)]
    first, second = sheets[:2]
    assert [odds.plan.name for odds in first.plans] == ["as drafted", "no escort", "escort ABJ 1"]
    assert [odds.plan.name for odds in second.plans][1:3] == ["no escort", "no buy_fuel"]
    for line in (1, 2):
        found = order_odds(solo.match.scenario, second, line)
        assert found is not None and found.order == second.draft.plan.orders[line - 1]
        assert len(found.sheet.plans) == (3 if line == 1 else 2)
    assert order_odds(solo.match.scenario, first, 2) is None
    waited = []
    question = odds.question_of_orders("junta", 2)
    for sheet in odds.answers_of_orders(question, lambda: len(waited) > 1):
        waited.append(sheet)
    assert len(waited) == 2


@pytest.mark.usefixtures("few_games", "few_trials")
def test_the_odds_of_an_order_tell_the_number_that_it_changes_most_clearly(solo: Recorded) -> None:
    for text in ("escort ABJ 2", "buy_fuel"):
        solo.match.add("junta", text)
    odds, scenario = MatchOdds(solo.match), solo.match.scenario
    sheets = list(odds.answers_of_orders(odds.question_of_orders("junta", 1), never))
    now, later = sheets[-3:-1]
    escort, bought, arrived = (order_odds(scenario, *of) for of in ((now, 1), (now, 2), (later, 2)))
    assert escort is not None and escort.clearest is not None
    assert now.readings[escort.clearest].metric in ("fuel_days", "tankers")
    assert bought is not None and bought.clearest is None, "the price of an order is not what it brings"
    assert arrived is not None and arrived.clearest is not None
    text = order_odds_text(scenario, solo.match.view("junta"), arrived, WRITTEN)
    assert (text.short, text.sign, text.turns, text.until) == ("Fuel", "↓", 3, 3) and text.size.startswith("+")


def test_a_number_that_comes_late_is_not_compared_with_the_odds_of_its_turn() -> None:
    """Red reads the vein a turn late. What it reads after turn 2 is about turn 1."""
    scenario = (
        "headlines:\n  red: [{metric: found}, {metric: vein}]\nscores:\n  red: {wealth: {weight: 1, value: found}}\n"
    )
    fog = "- {metric: vein, to: red, exact: true, lag: 1}"
    match = Recorded(tiny("", scenario, fog=fog, **MINE).rulebook, {"red": "human", "blue": "human"}, length=4).match
    for _ in range(2):
        match.add("red", "dig 2")
        for seat in ("red", "blue"):
            match.commit(seat)
        match.adjudicate()
    turn = MatchOdds(match).fell("red")()
    assert [each.reading.metric for each in turn.readings] == ["found"]
    told = fallen_texts(match.scenario, "red", match.view("red"), turn, WRITTEN)
    assert told[0] == "Found: the odds had said 2, 8 times in 10. It is 2: near the middle of the trials."
    assert told[1].startswith("Vein: the odds had said ") and told[1].endswith("No report of that turn has come yet.")
