"""The compiled rule book of a scenario: checked rules, the shape of a game's state, and the programs for the state.

Must not know: any game being played.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property

import attrs

from wargame.content import Problems
from wargame.model.rules.deal import RECKONING, TALKS
from wargame.model.rules.metric import Metric
from wargame.model.scenario.scenario import Scenario
from wargame.rulebook.checked import CheckedRules
from wargame.rulebook.checks import certainties, content_checks, reports
from wargame.rulebook.checks.dealing import check_dealing
from wargame.rulebook.checks.letters import check_letters
from wargame.rulebook.checks.seats import SeatChecker
from wargame.rulebook.checks.steps import StepChecker
from wargame.rulebook.checks.terms import check_terms
from wargame.rulebook.checks.work import check_orders, check_work
from wargame.rulebook.fog.estimated_formula import EstimatedFormula
from wargame.rulebook.fog.estimates import EstimatedMetrics, FogChecker, estimate_nodes
from wargame.rulebook.fog.interval_check import IntervalCheck
from wargame.rulebook.fog.possibility import Possibility
from wargame.rulebook.fog.visibility import FormulaVisibility
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.graph import Graph
from wargame.rulebook.ir.nodes import EffortNode, Node, RecentNode
from wargame.rulebook.ir.relations import LinkRounds
from wargame.rulebook.ir.walk import walk
from wargame.rulebook.language.reader import Reader
from wargame.rulebook.language.world import World, survey
from wargame.rulebook.numpy_writer.program import GameArrays, ProgramWriter, TurnProgram
from wargame.rulebook.python_writer.turn import RecordedTurn


@attrs.frozen
class MetricLayout:
    """How a metric is stored: its storage axes, and the entity codes of every cell in storage order."""

    metric: Metric
    axes: Axes
    shape: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]  # codes in the order in which the metric declares its axes


class Rulebook:
    """A scenario with checked formulas. A program is the code that computes some formulas. Each program is written on
    first use.
    """

    def __init__(
        self, world: World, graph: Graph, rules: CheckedRules, links: dict[str, LinkRounds], estimates: EstimatedMetrics
    ) -> None:
        self.estimates = estimates
        self.world = world
        self.scenario = world.scenario
        self.graph = graph
        self.rules = rules
        self.writer = ProgramWriter(world, rules, links)

    @cached_property
    def turn(self) -> TurnProgram:
        """Return the program of a turn, without a ledger."""
        return self.writer.turn()

    @cached_property
    def recorded_turn(self) -> RecordedTurn:
        """Return the program of the turn of a single game. The program records every ledger amount, draw and report."""
        return RecordedTurn(self.world, self.rules, self.writer.links, self.effort_starts, self.writer.arrivals)

    @cached_property
    def opening(self) -> Callable[[GameArrays], None]:
        """Return the program of starting values."""
        return self.writer.opening()

    @cached_property
    def layout(self) -> Mapping[str, MetricLayout]:
        """Return how each metric is stored."""
        book = self.world.book
        found = {}
        for metric in self.scenario.rules.metrics.values():
            axes = self.world.axes_of(metric)
            order = [axes.index(a) for a in metric.of]
            stored: list[tuple[str, ...]] = [()]
            for axis in axes:
                stored = [(*cell, code) for cell in stored for code in book.codes[book.kind_of[axis]]]
            cells = tuple(tuple(cell[i] for i in order) for cell in stored)
            found[metric.name] = MetricLayout(metric, axes, book.shape(axes), cells)
        return found

    def nodes(self) -> Iterator[Node]:
        """Return every node that is computed from a state: the nodes of the rules, then the nodes of the estimates."""
        yield from self.rules.nodes()
        yield from estimate_nodes(self.estimates)

    @cached_property
    def action_names(self) -> tuple[str, ...]:
        """Return the names of all actions. The numbers of actions follow this order."""
        return tuple(self.rules.actions)

    @cached_property
    def action_numbers(self) -> Mapping[str, int]:
        """Return the number of each action."""
        return {name: number for number, name in enumerate(self.action_names)}

    @cached_property
    def histories(self) -> Mapping[str, int]:
        """Return how many past turns of each metric a state keeps. A metric is missing if no rule reads its past
        values.
        """
        found: dict[str, int] = {}
        for node in walk(self.nodes()):
            if isinstance(node, RecentNode):
                found[node.name] = max(node.turns, found.get(node.name, 0))
        return found

    @cached_property
    def effort_shapes(self) -> Mapping[str, tuple[int, ...]]:
        """Return the shape of each array from which rules read effort or ordered levels."""
        return {
            node.key: self.world.book.shape(node.axes) for node in walk(self.nodes()) if isinstance(node, EffortNode)
        }

    @cached_property
    def effort_starts(self) -> Mapping[str, int]:
        """Return, for each array of `effort_shapes`, its first row in `State.effort_block`."""
        found, start = {}, 0
        for name, shape in self.effort_shapes.items():
            found[name] = start
            start += math.prod(shape)
        return found

    def visibility(self, seat: str, giver_axis: str = "") -> FormulaVisibility:
        """Return the object that decides what formulas may reveal to a seat."""
        return FormulaVisibility(self.world, self.graph, seat, giver_axis)

    def possibility(self, seat: str, giver_axis: str = "") -> Possibility:
        """Return the object that judges which conditions might hold, as far as a seat sees."""
        exact = EstimatedFormula(self.world, self.graph, seat, self.estimates, giver_axis)
        return Possibility(self.visibility(seat, giver_axis), IntervalCheck(exact, by_estimates=False))

    def interval_check(self, seat: str, giver_axis: str = "") -> IntervalCheck:
        """Return the object that judges which conditions a seat knows for certain by its estimates."""
        return IntervalCheck(EstimatedFormula(self.world, self.graph, seat, self.estimates, giver_axis))


def compile_scenario(
    scenario: Scenario,
    problems: Problems,
    settings: Mapping[str, float | str] | None = None,
    lost: Collection[str] = (),
) -> Rulebook | None:
    """Return the rule book of a scenario with checked formulas. Return None if any problem is an error.

    `settings`: the parameters that are fixed for every game. A value is a number or the name of a choice.
    `lost`: the names of entries that could not be read. Formulas with such names are not reported.
    """
    if not content_checks.check_kinds(scenario, problems):
        return None
    world = survey(scenario, settings or {}, lost)
    links = {name: LinkRounds.of(relation.rows) for name, relation in world.links.items()}
    graph = Graph(world.book, links)
    reader = Reader(world, graph, problems)
    content_checks.check_size(world, problems)
    check_orders(world, problems)
    steps = StepChecker(reader, content_checks.caused(scenario))
    estimates = FogChecker(reader).estimates()
    seats = SeatChecker(reader, estimates)
    without = set(scenario.without)
    agreed = check_terms(reader)
    endings = {
        name: node for name, ending in scenario.endings.items() if (node := seats.national(ending.when)) is not None
    }
    rules = CheckedRules(
        steps=tuple(
            steps.check(s)
            for s in scenario.rules.steps.values()
            if s.id not in without and (agreed or s.phase not in (TALKS, RECKONING))
        ),
        actions={name: seats.action(a) for name, a in scenario.rules.actions.items() if name not in without},
        scores={f: seats.components(parts) for f, parts in scenario.scores.items()},
        endings={name: graph.as_truth(node) for name, node in endings.items()},
        doctrines={b: {f: seats.doctrine(d) for f, d in own.items()} for b, own in scenario.doctrines.items()},
        dealing={s: check_dealing(seats, s) for s in scenario.rules.deals.parties if s in scenario.seats and agreed},
        starts=seats.starts(),
    )
    content_checks.check_use(reader, rules, problems, not lost)
    if not problems.errors:
        check_work(world, rules, estimate_nodes(estimates), problems)
    reports.check_reports(world, rules.steps, problems)
    check_letters(world, problems)
    if not lost:
        certainties.check_certainties(scenario, rules, endings, problems)
    if problems.errors:
        return None
    return Rulebook(world, graph, rules, links, estimates)
