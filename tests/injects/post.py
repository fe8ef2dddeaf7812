"""A tiny map on which letters come: the injects of a test, and games of it."""

from __future__ import annotations

from textwrap import dedent, indent

from tests.tiny import PURSES, RULES, SCENARIO
from wargame.adjudicator import Adjudicator, State
from wargame.content import Problems, load_sources
from wargame.game.order_text import exact
from wargame.model.outcome import TurnOutcome
from wargame.rulebook import compile_scenario

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
    """The texts of the tiny scenario with these injects (written without their section's head)."""
    return {
        "rules/tiny/ruleset.yaml": RULES + METRICS + rules,
        "rules/tiny/purses.yaml": PURSES,
        "scenarios/tiny.yaml": SCENARIO + scenario + "injects:\n" + indent(dedent(injects).strip("\n"), "  ") + "\n",
    }


def problems_in(injects: str, scenario: str = "", rules: str = "") -> list[str]:
    """What is wrong with injects: `line:column: message`, lines counted from the one after `injects:`."""
    texts = files(injects, scenario, rules)
    head = texts["scenarios/tiny.yaml"].split("injects:\n")[0].count("\n") + 1
    problems = Problems()
    loaded = load_sources(texts, "tiny", problems)
    if loaded is not None:
        compile_scenario(loaded, problems)
    return [
        f"{problem.place.line - head}:{problem.place.column - 2}: {problem.message}"
        for problem in problems.all
        if not problem.warning or "stands bare" in problem.message
    ]


def post(injects: str, scenario: str = "", rules: str = "") -> Adjudicator:
    """Compile the tiny map with these injects."""
    problems = Problems()
    loaded = load_sources(files(injects, scenario, rules), "tiny", problems)
    rulebook = compile_scenario(loaded, problems) if loaded is not None else None
    assert rulebook is not None, [str(problem) for problem in problems.errors]
    return Adjudicator(rulebook)


def play(adjudicator: Adjudicator, state: State, **texts: str) -> TurnOutcome:
    """Resolve a turn in which seats write these orders, separated by semicolons."""
    actions = adjudicator.scenario.rules.actions
    orders = {}
    for seat in state.seats:
        read = [exact(text.strip(), actions) for text in texts.get(seat, "").split(";") if text.strip()]
        assert None not in read, texts
        orders[seat] = tuple(order for order in read if order is not None)
    return adjudicator.adjudicate(state, orders)


def came_in(adjudicator: Adjudicator, inject: str, turns: int, seed: int = 1, **texts: str) -> int:
    """The turn in which an inject comes in a game of so many turns; 0 if it does not."""
    state = adjudicator.open(seed)
    for _ in range(turns):
        play(adjudicator, state, **texts)
    return int(state.value(f"came_{inject}"))
