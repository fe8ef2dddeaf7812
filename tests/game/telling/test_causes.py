"""Entries of one cause of one rule are one, the largest first; what cancels out is left away."""

from __future__ import annotations

import attrs

from tests import tiny
from tests.compiling import rulebook_of
from wargame.game.match import Match
from wargame.game.telling.causes import bundles
from wargame.model.match.outcome import Entry
from wargame.model.telling.why import Term, told_apart


def entry(step: str, cause: str, amount: float, metric: str = "hope", *cell: str) -> Entry:
    return Entry("early", step, metric, cell, cause, amount)


RAIN, MUD = entry("weather", "rain", -2.0), entry("weather", "mud", 1.0)
MORE_RAIN, OTHER_RAIN = entry("weather", "rain", -3.0), entry("flood", "rain", 4.0)


def test_entries_of_one_cause_of_one_rule_are_summed() -> None:
    found = bundles([RAIN, MUD, MORE_RAIN, OTHER_RAIN])
    assert [(bundle.first, bundle.amount) for bundle in found] == [(RAIN, -5.0), (OTHER_RAIN, 4.0), (MUD, 1.0)]
    assert found[0].entries == (RAIN, MORE_RAIN)


def test_what_cancels_out_is_left_away() -> None:
    assert bundles([]) == ()
    assert bundles([RAIN, MUD, entry("weather", "rain", 2.0)]) == bundles([MUD])


def test_cells_are_kept_apart_where_that_is_asked() -> None:
    entries = [entry("weather", "rain", 1.0, "wet", town) for town in ("ALF", "BEX", "ALF")]
    assert [bundle.amount for bundle in bundles(entries)] == [3.0]
    assert [bundle.amount for bundle in bundles(entries, by_cell=True)] == [2.0, 1.0]
    apart = bundles([RAIN, entry("weather", "rain", 5.0, "fear")], by_cell=True)
    assert [bundle.amount for bundle in apart] == [5.0, -2.0]


def test_a_cause_that_did_less_than_last_turn_is_told_as_less() -> None:
    """A flow rises because fewer tankers burn: the fire is no reason for a rise, its lack is."""
    rules = (
        "metrics:\n  arrived: {range: -50..50, flow: true, label: Arrived, short: Arr}\n"
        "parameters:\n  sent: {value: 9, source: x, status: assumption}\n"
        "  lost: {value: 6, source: x, status: assumption}\n"
        "steps:\n  roads: {phase: early, add: {arrived: {tankers sent: sent, tankers burned: -lost / turn}}}\n"
    )
    headlines = "headlines: {red: [{metric: arrived}]}\n"
    match = Match.new(
        rulebook_of(tiny.files(rules, headlines), "tiny"), 1, {"red": "human", "blue": "random"}, 60, lambda event: None
    )
    because = []
    for _ in range(2):
        match.commit("red")
        match.adjudicate()
        because.append(match.report("red", match.played).rows[0].because)
    assert because == ["tankers sent", "tankers burned (less)"]


def named(rule: str, cause: str, label: str = "") -> Term:
    return Term(cause, 1, "much", 1.0, rule=rule, rule_label=label or rule.capitalize())


def test_causes_of_different_rules_never_have_one_name() -> None:
    rain, mud, other = named("weather", "rain"), named("weather", "mud"), named("flood", "rain")
    assert [term.name for term in told_apart([rain, mud, other])] == ["rain (Weather)", "mud", "rain (Flood)"]
    assert [term.name for term in told_apart([rain, mud, rain])] == ["rain", "mud", "rain"]
    paid, same = named("", "rain", " "), named("flood", "rain", "Weather")
    names = [term.name for term in told_apart([attrs.evolve(paid, rule_label=""), rain, same])]
    assert names == ["rain (orders)", "rain (weather)", "rain (flood)"]
    assert told_apart(told_apart([rain, other])) == told_apart([rain, other])
