"""Rule sets of a few lines for tests, compiled with a map of four towns."""

from __future__ import annotations

from textwrap import indent

from tests.compiling import rulebook_of
from wargame.adjudicator import Adjudicator, State
from wargame.game.orders.grammar import exact
from wargame.model.match.order import Order
from wargame.model.match.outcome import TurnOutcome

TOWNS = ("ALF", "BEX", "COB", "DIT")
RULES = """\
title: Tiny
kinds:
  faction: {again: other}
  town:
    attributes: {people: number, walled: flag}
    relations: {near: {to: town, mutual: true}}
phases: [early, late]
effort: {main: 1.25, fatigue: 0.75}
include: [purses.yaml]
"""
PURSES = """\
metrics:
  money: {of: faction, range: 0..50, start: 10}
  gold: {range: -4..20, start: 3}
"""
SCENARIO = """\
title: Tiny
rules: tiny
entities:
  faction: {red: {}, blue: {}}
  town:
    ALF: {people: 3, walled: 1, near: [BEX]}
    BEX: {people: 0.1, near: [COB]}
    COB: {people: 7, walled: 1}
    DIT: {people: 0}
seats:
  red: {label: Red, ap: 5, bank: 2, pays: {money: money, gold: gold}}
  blue: {label: Blue, ap: 3, bank: 0, pays: {money: money}}
lengths: [{turns: 60, name: long}]
"""


def files(rules: str, scenario: str = "") -> dict[str, str]:
    """Return the texts of the tiny map with these rules. `scenario`: further sections of the scenario."""
    return {
        "rules/tiny/ruleset.yaml": RULES + rules,
        "rules/tiny/purses.yaml": PURSES,
        "scenarios/tiny.yaml": SCENARIO + scenario,
    }


def tiny(rules: str, scenario: str = "", **sections: str) -> Adjudicator:
    """Compile the tiny map with these rules. `sections`: further sections of the rules, by name."""
    more = "".join(f"{name}:\n{indent(body, '  ')}\n" for name, body in sections.items())
    return Adjudicator(rulebook_of(files(rules + more, scenario), "tiny"))


def written(adjudicator: Adjudicator, text: str) -> tuple[Order, ...]:
    """Return the orders in a text. Semicolons separate the orders."""
    read = [exact(each.strip(), adjudicator.scenario.rules.actions) for each in text.split(";") if each.strip()]
    assert None not in read, text
    return tuple(order for order in read if order is not None)


def play(adjudicator: Adjudicator, state: State, **texts: str) -> TurnOutcome:
    """Resolve a turn in which seats give these orders. Semicolons separate the orders of a seat."""
    return adjudicator.adjudicate(state, {seat: written(adjudicator, texts.get(seat, "")) for seat in state.seats})
