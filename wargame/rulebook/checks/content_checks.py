"""Checks of a whole rule set: its size, unused content, numbers without a source, and metrics that need named causes.

Must not know: how formulas are computed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from wargame.content import Problems
from wargame.errors import Place
from wargame.model.rules.metric import MetricType
from wargame.model.scenario.scenario import Scenario
from wargame.rulebook.checked import CheckedRules, CheckedStep
from wargame.rulebook.language.base_reader import WIDEST
from wargame.rulebook.language.reader import Reader
from wargame.rulebook.language.world import World

MOST_CELLS = 20_000
MOST_LINES = 5_000


def caused(scenario: Scenario) -> frozenset[str]:
    """Return the metrics whose changes people look up with `wargame why`: headline metrics, and the metric of the
    roads.
    """
    shown = {headline.metric for headline in scenario.headlines_of(None)}
    if scenario.looks.road.metric:
        shown.add(scenario.looks.road.metric)
    return frozenset(shown)


def check_kinds(scenario: Scenario, problems: Problems) -> bool:
    """Refuse kinds with too many entities. The tables of their links would need too much memory."""
    wide = [kind for kind in scenario.rules.kinds.values() if len(scenario.of_kind(kind.name)) > WIDEST]
    for kind in wide:
        size = len(scenario.of_kind(kind.name))
        problems.add(kind.place, f"`{kind.name}` has {size} entities; {WIDEST} is the limit")
    return not wide


def check_size(world: World, problems: Problems) -> None:
    """Refuse states and rule sets that need too much memory or running time."""
    cells = 0
    for action in world.scenario.rules.actions.values():
        product = math.prod(world.book.size(target.kind) for target in action.targets)
        if product > WIDEST:
            problems.add(action.place, f"`{action.name}` would have {product} targets; {WIDEST} is the limit")
    for metric in world.scenario.rules.metrics.values():
        product = math.prod(world.book.shape(tuple(metric.of)))
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


def _check_flows(world: World, steps: Iterable[CheckedStep], problems: Problems) -> None:
    """Warn of flows (metrics that start each turn with 0) that rules read before any rule of the turn writes them.

    A rule always reads 0 from such a flow.
    """
    phases = world.scenario.rules.phases
    in_order = sorted(steps, key=lambda checked: phases.index(checked.step.phase))
    arriving = {after.add.target.metric.name for checked in in_order for after in checked.afters}
    written = set(arriving)
    later = _written(in_order)
    for checked in in_order:
        reads = frozenset().union(*(node.reads for node in checked.nodes()))
        for metric in world.scenario.rules.metrics.values():
            if metric.flow and metric.name in reads and metric.name in later - written:
                problems.add(
                    _place_of(metric.name, checked),
                    f"`{metric.name}` is a flow and is written later in the turn only: here it is always "
                    f"{max(0.0, metric.low):g}",
                    warning=True,
                )
        written |= _written([checked])


def _place_of(name: str, checked: CheckedStep) -> Place:
    """Return the place in the file where the formulas of a step use a name.

    Return the place of the step if only a named formula uses the name.
    """
    step = checked.step
    adds = [*step.adds, *(add for after in step.afters for add in after.add)]
    formulas = [
        *((step.when,) if step.when is not None else ()),
        *(let.value for let in step.lets),
        *(row.value for row in step.sets),
        *(cause.amount for add in adds for cause in add.causes),
        *(move.amount for move in step.moves),
        *(report.when for report in step.reports if report.when is not None),
    ]
    places = [place for formula in formulas if (place := formula.place_of(name)) is not None]
    return places[0] if places else step.place


def _written(steps: Iterable[CheckedStep]) -> set[str]:
    found: set[str] = set()
    for step in steps:
        found |= {s.target.metric.name for s in step.sets} | {a.target.metric.name for a in step.adds}
        found |= {a.add.target.metric.name for a in step.afters}
        found |= {t.metric.name for m in step.moves for t in (m.origin, m.goal)}
    return found


def check_use(reader: Reader, rules: CheckedRules, problems: Problems, whole: bool) -> None:
    """Warn of content that nothing uses, and of numbers without a source. Check the formulas that nothing uses.

    `whole`: whether all parts were read. An unreadable part may use content that seems unused.
    """
    scenario = reader.world.scenario
    idle = list(reader.idle)
    reads = frozenset().union(*(node.reads for step in rules.steps for node in step.nodes()))
    for formula in scenario.rules.formulas.values():
        if formula.name not in reader.read_names and not formula.body.by_engine:
            idle.append((formula.body.place, f"formula `{formula.name}` is never used"))
            reader.read_unused(formula)
    paid = {m for seat in scenario.seats.values() for m in seat.pays.values()}
    written = _written(rules.steps) | paid
    for metric in scenario.rules.metrics.values():
        if metric.name not in written and metric.type is not MetricType.TIMER and not metric.inner:
            idle.append((metric.place, f"`{metric.name}` is never written"))
    for action in scenario.rules.actions.values():
        if not any(read.split(":")[1:2] == [action.name] for read in reads if ":" in read):
            idle.append((action.place, f"no rule reads the effort of `{action.name}`"))
    for parameter in scenario.rules.parameters.values():
        if parameter.name not in reader.read_names:
            idle.append((parameter.place, f"parameter `{parameter.name}` is never used"))
    if whole and not problems.errors:
        for place, message in idle:
            problems.add(place, message, warning=True)
        _check_flows(reader.world, rules.steps, problems)
    told = {problem.place for problem in problems.all}  # places that already have a problem
    for place, number in reader.bare:
        if place in told:
            continue
        problems.add(place, f"{number} stands bare: make it a parameter with source and status", warning=True)
