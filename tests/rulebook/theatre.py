"""A small war of three areas and two roads. A test adds one theme file, and reads the messages and results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.compiling import compiled
from wargame.adjudicator import Adjudicator
from wargame.adjudicator.state import State
from wargame.model.match.order import Order
from wargame.model.match.outcome import TurnOutcome
from wargame.rulebook import Rulebook

RULES = """\
title: Theatre
kinds:
  faction: {attributes: {density: number}, again: other}
  area:
    attributes: {people: number, rural: flag}
    relations: {neighbours: {to: area, mutual: true}}
  corridor:
    attributes: {capacity: number}
    relations: {crosses: {to: area, inverse: crossed_by}}
  ration: {members: [tight, loose]}
needs: {faction: [junta, jnim], area: [BKO, KYS, MNK]}
phases: [early, late]
effort: {main: 1.15, fatigue: 0.85}
include: [part.yaml]
metrics:
  fuel: {range: 0..100, start: 10}
  calm: {range: 0..100, start: 20}
  legitimacy: {of: area, range: 0..100, start: 50}
  fear: {of: corridor, range: 0..1, start: 0.5}
  cp: {of: [faction, area], range: 0..100, start: 10, owner: axis}
  money: {of: faction, range: 0..50, start: 20, owner: axis}
  trust: {of: [faction, other], range: -10..10, owner: nobody}
  regime: {values: [in_office, successor, collapsed], start: in_office}
  open_for: {of: area, timer: 4}
  harm: {of: area, range: 0..100, flow: true}
  posts: {of: area, range: 0..20, whole: true, start: 4}
  lit: {of: area, flag: true}
parameters:
  kd: {value: 0.25, source: invented, status: assumption}
  nerve: {prior: [uniform, 0, 1], source: invented, status: assumption}
  intention: {pick: {concessions: 0.5, capture: 0.5}, source: invented, status: assumption, known_to: jnim}
formulas:
  pressure: fear * capacity
  odds(a, b): a / max(a + b, 0.01)
actions:
  escort: {label: Escort, by: junta, target: corridor, levels: 1..4}
  redeploy: {label: Redeploy, by: junta, target: {origin: area, goal: area}, levels: 1..9}
  raid: {label: Raid, by: [junta, jnim], target: area, levels: 1..4}
  rationing: {label: Rationing, by: junta, target: ration}
  appeal: {label: Appeal, by: junta}
"""
SCENARIO = """\
title: Theatre
rules: theatre
calendar: {start: 2025-09-01, days: 14}
seasons: {rains: [2..3]}
entities:
  faction:
    junta: {density: 2}
    jnim: {density: 1}
  area:
    BKO: {people: 4, neighbours: [KYS]}
    KYS: {people: 2, rural: 1, neighbours: [MNK]}
    MNK: {people: 1, rural: 1}
  corridor:
    DKR: {capacity: 2, crosses: [KYS, BKO]}
    ABJ: {capacity: 1, crosses: [MNK]}
    GAO: {capacity: 3}
seats:
  junta: {label: Junta, ap: 9, pays: {money: money}}
  jnim: {label: JNIM, ap: 9, npc: true, pays: {money: money}}
lengths: [{turns: 12, par: {junta: {mean: 1, sd: 1}, jnim: {mean: 1, sd: 1}}}]
include: [more.yaml]
"""
GOALS = """\
scores:
  junta: {all: {weight: 1, value: fuel}}
  jnim: {all: {weight: 1, value: 100 - fuel}}
"""
PART, MORE = "rules/theatre/part.yaml", "scenarios/theatre/more.yaml"
MARK = "«"  # this sign stands before the character that a problem must name


def sources(part: str, more: str = "glossary: {}\n", rules: str = RULES) -> dict[str, str]:
    """Return the files of the theatre, with one theme file of rules and one file of the scenario."""
    return {
        "rules/theatre/ruleset.yaml": rules + GOALS,
        PART: part,
        "scenarios/theatre/scenario.yaml": SCENARIO,
        MORE: more,
    }


def told(files: Mapping[str, str]) -> tuple[Rulebook | None, list[str]]:
    """Load and compile the files. Return the rule book, and every problem as it is printed."""
    rulebook, problems = compiled(files, "theatre")
    return rulebook, [str(problem) for problem in problems.all]


def marked(text: str) -> tuple[str, str]:
    """Return a text without its mark, and the `line:column` of the character after the mark."""
    before = text[: text.index(MARK)]
    return text.replace(MARK, ""), f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def problems_in(part: str, rules: str = RULES) -> list[str]:
    """Return the problems of a theme file as `line:column: message`."""
    return [
        problem.removeprefix(f"{PART}:")
        for problem in told(sources(part, rules=rules))[1]
        if problem.startswith(f"{PART}:")
    ]


class Game:
    """A game in the theatre with a theme file."""

    def __init__(self, part: str, more: str = "glossary: {}\n", seed: int = 1, seats: Sequence[str] = ("junta",)):
        rulebook, problems = told(sources(part, more))
        assert rulebook is not None, problems
        self.adjudicator = Adjudicator(rulebook)
        self.state: State = self.adjudicator.open(seed, seats=tuple(seats))
        self.outcome: TurnOutcome | None = None

    def turn(self, *orders: Order, seat: str = "junta") -> Game:
        """Play a turn with the orders of one seat."""
        self.outcome = self.adjudicator.adjudicate(self.state, {seat: orders})
        return self

    def __getitem__(self, cell: str | tuple[str, ...]) -> float:
        name, *codes = (cell,) if isinstance(cell, str) else cell
        return self.state.value(name, tuple(codes))

    def of(self, metric: str) -> list[float]:
        """Return all cells of a metric, in order."""
        return list(self.state.cells(metric).values())

    def causes(self, metric: str, *codes: str) -> dict[str, float]:
        """Return the amounts in the ledger of the last turn for a cell, by cause."""
        assert self.outcome is not None
        booked: dict[str, float] = {}
        for entry in self.outcome.entries:
            if entry.metric == metric and entry.entities == codes and entry.amount:
                booked[entry.cause] = booked.get(entry.cause, 0.0) + entry.amount
        return booked

    @property
    def reports(self) -> list[str]:
        """Return the report sentences of the last turn."""
        assert self.outcome is not None
        return [line.text for line in self.outcome.reports]
