"""Secrecy: changing what a seat may not know changes no byte that the seat receives."""

import copy
from typing import Any

import pytest

from tests.game.conftest import Recorded, watched
from wargame.game.match import Match
from wargame.rulebook import Rulebook


def received(match: Match, seat: str) -> str:
    """Every byte that a seat can get out of a match."""
    told: list[Any] = [match.turn, match.ending, match.view(seat), match.options(seat), match.log(seat)]
    if seat in match.human_seats:
        told += [match.draft(seat), match.completions(seat, ""), match.completions(seat, "e")]
    for turn in range(1, match.played + 1):
        told += [match.playback(seat, turn), match.report(seat, turn), match.orders(seat, turn)]
        told += [match.view_at(seat, turn)]
        for metric in match.scenario.rules.metrics:
            told += [match.why(seat, metric, cell, turn) for cell in match.cells(metric)]
    return repr(told)


def tampered(match: Match, events: list[dict[str, Any]], seat: str) -> list[dict[str, Any]]:
    """Change in the record all that the seat may not know of what others did, and of what happened unseen."""
    visible = {(metric, cell) for metric, cells in match.view(seat).metrics.items() for cell in cells}
    rules = match.scenario.rules
    events = copy.deepcopy(events)
    for event in events:
        if "state" in event:
            for metric, values in event["state"]["metrics"].items():
                for place, cell in enumerate(match.cells(metric)):
                    if (metric, cell) not in visible:
                        values[place] = rules.metrics[metric].low + rules.metrics[metric].high - values[place]
            for name, values in event["state"]["parameters"].items():
                if rules.parameters[name].known_to != seat and not rules.parameters[name].pick:
                    values[0] += 0.125
        if event["kind"] != "adjudicated":
            continue
        event["draws"] = [[key, 1 - value] for key, value in event["draws"]]
        event["reasons"] = {other: ["changed"] * len(said) for other, said in event["reasons"].items()}
        event["ledger"] = [
            [*entry[:5], entry[5] if (entry[2], tuple(entry[3])) in visible else entry[5] + 1]
            for entry in event["ledger"]
        ]
        for report in event["reports"]:
            if "everyone" not in report["seen_by"] and seat not in report["seen_by"]:
                report["text"] = "changed"
        event["orders"] = {other: given if other == seat else [] for other, given in event["orders"].items()}
        event["settled"] = [
            settled
            for settled in event["settled"]
            if settled["seat"] == seat or {"everyone", seat} & set(rules.actions[settled["order"].split()[0]].seen_by)
        ]
    return events


@pytest.fixture
def war(pair: Recorded) -> Recorded:
    for _ in range(3):
        for order in ("escort ABJ", "services BKO"):
            pair.match.add("junta", order)
        for order in ("ambush KKR", "govern KKR main", "recruit KKR"):
            pair.match.add("jnim", order)
        pair.match.commit("junta", "why I do it")
        pair.match.commit("jnim", "why we do it")
        pair.match.adjudicate()
    return pair


@pytest.mark.parametrize("seat", ["junta", "jnim"])
def test_what_a_seat_may_not_know_changes_no_byte_that_it_gets(war: Recorded, seat: str) -> None:
    events = war.events
    changed = tampered(war.match, events, seat)
    assert changed != events
    other = Match.resume(war.rulebook, changed, lambda event: None)
    assert received(other, seat) == received(war.match, seat)
    assert repr(other.playback(None, 1)) != repr(war.match.playback(None, 1))


@pytest.mark.parametrize(
    ("scenario", "seat"),
    [
        ("harbour_winter", "cabinet"),
        ("harbour_winter", "consortium"),
        ("bamako_siege", "jnim"),
        ("bamako_siege", "aes"),
    ],
)
def test_large_scenarios_keep_their_secrets_too(scenario: str, seat: str) -> None:
    played = watched(scenario, 2)
    changed = tampered(played.match, played.events, seat)
    other = Match.resume(played.rulebook, changed, lambda event: None)
    assert received(other, seat) == received(played.match, seat)
    assert other.view(None) != played.match.view(None)


@pytest.mark.parametrize("seat", ["junta", "jnim"])
def test_the_drafts_of_others_change_no_byte(pair: Recorded, seat: str) -> None:
    other = "jnim" if seat == "junta" else "junta"
    before = received(pair.match, seat)
    order = next(option for option in pair.match.options(other) if option.legal).order()
    pair.match.add(other, order.text)
    pair.match.keep_text(other, "gov")
    assert received(pair.match, seat) == before


def test_one_side_does_not_learn_what_the_other_ordered_in_secret(war: Recorded) -> None:
    said = received(war.match, "junta")
    assert "govern KKR" in said
    assert "ambush KKR" not in said
    assert "why we do it" not in said
    assert "govern KKR main" not in said
    assert "ambush KKR" in received(war.match, "jnim")


def test_a_cell_that_is_not_seen_is_refused_and_tells_nothing(war: Recorded) -> None:
    why = war.match.why("junta", "cp", ("KKR", "jnim"), 1)
    assert why.refused
    assert (why.before, why.after, why.change, why.terms) == ("", "", "", ())
    assert not war.match.why(None, "cp", ("KKR", "jnim"), 1).refused


def test_after_the_end_every_seat_is_told_all_causes(rulebook: Rulebook) -> None:
    match = Recorded(rulebook, {"junta": "human"}, length=2).match
    for _ in range(2):
        match.commit("junta")
        match.adjudicate()
        hidden = match.why("junta", "money", ("jnim",), 1)
        assert bool(hidden.refused) is not bool(match.ending)
    assert hidden.exact
    assert hidden.terms
