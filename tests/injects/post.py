"""A tiny map with injects, and games on this map."""

from __future__ import annotations

from textwrap import dedent, indent

from tests import tiny
from tests.compiling import compiled, rulebook_of
from wargame.adjudicator import Adjudicator

METRICS = """
metrics:
  hope: {range: 0..100, start: 50}
  dread: {of: town, range: 0..100, start: 10}
  secret: {range: 0..100, owner: red}
  chest: {range: 0..9}
parameters:
  some: {value: 3, source: invented, status: assumption}
  rare: {value: 0.25, source: invented, status: assumption}
steps:
  fills:
    phase: late
    add:
      chest: {tax: 1}
      secret: {plots: 1}
  worries:
    phase: early
    for: town
    add:
      dread: {worry: 0.5 * hope / 100}
"""


def files(injects: str, scenario: str = "", rules: str = "") -> dict[str, str]:
    """Return the texts of the tiny scenario with these injects. `injects`: the section without its key."""
    letters = indent(dedent(injects).strip("\n"), "  ")
    return tiny.files(METRICS + rules, f"{scenario}injects:\n{letters}\n")


def problems_in(injects: str, scenario: str = "", rules: str = "") -> list[str]:
    """Return the problems of injects as `line:column: message`. Line 1 is the line after `injects:`."""
    texts = files(injects, scenario, rules)
    head = texts["scenarios/tiny.yaml"].split("injects:\n")[0].count("\n") + 1
    _, problems = compiled(texts, "tiny")
    return [
        f"{problem.place.line - head}:{problem.place.column - 2}: {problem.message}"
        for problem in problems.all
        if not problem.warning or "stands bare" in problem.message
    ]


def post(injects: str, scenario: str = "", rules: str = "") -> Adjudicator:
    """Compile the tiny map with these injects."""
    return Adjudicator(rulebook_of(files(injects, scenario, rules), "tiny"))


def came_in(adjudicator: Adjudicator, inject: str, turns: int, seed: int = 1, **texts: str) -> int:
    """Return the turn in which an inject comes in a game of this length, or 0 if the inject does not come."""
    state = adjudicator.open(seed)
    for _ in range(turns):
        tiny.play(adjudicator, state, **texts)
    return int(state.value(f"came_{inject}"))
