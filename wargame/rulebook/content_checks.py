"""Checks of a whole rule set: its size, its dead content, its bare numbers, and which metrics need named causes.

Must not know: how formulas are computed.
"""

from __future__ import annotations

from collections.abc import Iterable

from wargame.content import Problems
from wargame.model.formula import Formula
from wargame.model.metric import Form
from wargame.model.scenario import Scenario
from wargame.rulebook.checked import CheckedRules, CheckedStep
from wargame.rulebook.reader import Reader
from wargame.rulebook.world import World

MOST_CELLS = 20_000
MOST_LINES = 5_000
WIDEST = 4_096  # product of a metric's axes


def caused(scenario: Scenario) -> frozenset[str]:
    """Metrics that people ask `why` about: headlines, and the metric of the roads."""
    shown = {h.metric for rows in scenario.headlines.values() for h in rows}
    if scenario.looks.road.metric:
        shown.add(scenario.looks.road.metric)
    return frozenset(shown)


def check_size(world: World, problems: Problems) -> None:
    """Refuse states and rule sets that could not be held or run."""
    cells = 0
    for metric in world.scenario.rules.metrics.values():
        product = 1
        for size in world.book.shape(tuple(metric.of)):
            product *= size
        cells += product
        if product > WIDEST:
            problems.add(metric.place, f"`{metric.name}` would have {product} cells; {WIDEST} is the limit")
    if cells > MOST_CELLS:
        problems.add(world.scenario.place, f"the state would have {cells} cells; {MOST_CELLS} is the limit")
    lines = sum(
        len(s.lets) + len(s.sets) + len(s.moves) + sum(len(a.causes) for a in s.adds)
        for s in world.scenario.rules.steps.values()
    )
    if lines > MOST_LINES:
        problems.add(world.scenario.rules.place, f"the rules have {lines} lines; {MOST_LINES} is the limit")


def _written(steps: Iterable[CheckedStep]) -> set[str]:
    found: set[str] = set()
    for step in steps:
        found |= {s.target.metric.name for s in step.sets} | {a.target.metric.name for a in step.adds}
        found |= {a.add.target.metric.name for a in step.afters}
        found |= {t.metric.name for m in step.moves for t in (m.origin, m.goal)}
    return found


def check_use(reader: Reader, rules: CheckedRules, problems: Problems) -> None:
    """Warn of what does nothing, and of numbers without a source; check formulas that nothing uses."""
    scenario = reader.world.scenario
    reads = frozenset().union(*(node.reads for step in rules.steps for node in step.nodes()))
    for formula in scenario.rules.formulas.values():
        if formula.name not in reader.read_names:
            problems.add(formula.body.place, f"formula `{formula.name}` is never used", warning=True)
            if not formula.takes:
                reader.read(Formula(formula.name, formula.body.place))
    paid = {m for seat in scenario.seats.values() for m in seat.pays.values()}
    written = _written(rules.steps) | paid
    for metric in scenario.rules.metrics.values():
        if metric.name not in written and metric.form is not Form.TIMER:
            problems.add(metric.place, f"`{metric.name}` is never written", warning=True)
    for action in scenario.rules.actions.values():
        if not any(read.split(":")[1:2] == [action.name] for read in reads if ":" in read):
            problems.add(action.place, f"no rule reads the effort of `{action.name}`", warning=True)
    for parameter in scenario.rules.parameters.values():
        if parameter.name not in reader.read_names:
            problems.add(parameter.place, f"parameter `{parameter.name}` is never used", warning=True)
    for place, number in reader.bare:
        problems.add(place, f"{number} stands bare: make it a parameter with source and status", warning=True)
