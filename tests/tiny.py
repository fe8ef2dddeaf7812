"""Rule sets of a few lines, written where a test needs them, and compiled with a map of four towns."""

from __future__ import annotations

from textwrap import indent

from wargame.adjudicator import Adjudicator
from wargame.content import Problems, load_sources
from wargame.rulebook import compile_scenario

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


def tiny(rules: str, scenario: str = "", **sections: str) -> Adjudicator:
    """Compile the tiny map with these rules; `sections` are further sections of the rules by name."""
    text = RULES + rules + "".join(f"{name}:\n{indent(body, '  ')}\n" for name, body in sections.items())
    files = {
        "rules/tiny/ruleset.yaml": text,
        "rules/tiny/purses.yaml": PURSES,
        "scenarios/tiny.yaml": SCENARIO + scenario,
    }
    problems = Problems()
    loaded = load_sources(files, "tiny", problems)
    rulebook = compile_scenario(loaded, problems) if loaded is not None else None
    assert rulebook is not None, ([str(problem) for problem in problems.errors], text)
    return Adjudicator(rulebook)
