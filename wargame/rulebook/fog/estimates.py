"""Estimates as formulas. An estimate replaces a metric that a seat does not see exactly.

An estimate is made of ordinary nodes and draws. The noise is the random error of an estimate.

Must not know: values, or the readers of an estimate. The dice of the noise have the names `fog|metric|viewer|entities`.
The noise changes the value of no other die.

The noise may depend on hidden parameters (the quality of a source in this game). The ± that the seat reads never
depends on hidden parameters. The ± is computed with the stated values (the values in the rule file) of the parameters
that the seat does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from wargame.content.problems import Problems
from wargame.language import signs
from wargame.language.draws.normal import LOGNORMAL, NORMAL
from wargame.language.functions.extremes import GREATEST_OF, LEAST_OF
from wargame.language.functions.powers import EXPONENTIAL
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.fog import FogRow, Sharpness
from wargame.model.text.formula import Formula
from wargame.rulebook.fog.visibility import FormulaVisibility
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.fog_map import UNSEEN, FogRowNumbers
from wargame.rulebook.ir.nodes import BadNode, DrawNode, Node
from wargame.rulebook.language import names
from wargame.rulebook.language.base_reader import Scope
from wargame.rulebook.language.reader import Reader
from wargame.rulebook.language.world import World

NINE_IN_TEN = 1.2815515655446004  # nine of ten normal draws are lower; half the width of the 80 % interval
SPAN = 8.0  # the width of a limited normal prior, in standard deviations
_DRAWS = {Sharpness.TIMES: LOGNORMAL, Sharpness.PLUS: NORMAL}


@attrs.frozen
class ErrorSource:
    """Two facts about the errors of a seat's estimates by one row of the fog table.

    `lean`: the standard deviation of an error that all readings of a game share.
    `open_size`: whether the seat does not know the size of the errors in this game.
    """

    lean: float = 0.0
    open_size: bool = False


@attrs.frozen(eq=False)
class EstimatedMetric:
    """A metric as a seat sees it, over its storage axes.

    `rows`: how the seat sees each cell (see FogMap).
    `value`: the exact number, or the number with noise, within the metric's range. The number means nothing in unseen
    cells.
    `width`, `factor`: in 8 of 10 cases, the truth differs from the value by at most `width` + `factor` * value. Both
    numbers read only what the seat sees.
    `sources`: the error source of each row, by the number of the row.
    """

    rows: FogRowNumbers
    value: Node
    width: Node
    factor: Node
    sources: Mapping[int, ErrorSource] = attrs.field(factory=dict)


EstimatedMetrics = Mapping[tuple[str, str], EstimatedMetric]  # (seat, metric)


def estimate_nodes(estimates: EstimatedMetrics) -> Iterator[Node]:
    """Return every node of the estimates."""
    for estimate in estimates.values():
        yield from (estimate.value, estimate.width, estimate.factor)


@attrs.frozen
class FogChecker:
    """Reads the noise in the fog table for every seat."""

    reader: Reader
    _told: dict[str, Reader] = attrs.field(factory=dict, init=False)
    _worlds_of: dict[str, tuple[World, World]] = attrs.field(factory=dict, init=False)

    def estimates(self) -> EstimatedMetrics:
        """Return the estimate of every metric that a seat sees by a row of the fog table."""
        found = {}
        self._check_purses()
        for seat in self._viewers():
            for metric in self.reader.world.scenario.rules.metrics:
                rows = self.reader.world.fog.rows(seat, metric)
                numbers = sorted(set(rows[rows >= 0].reshape(-1).tolist()))
                if numbers:
                    found[seat, metric] = self._estimate(seat, metric, rows, numbers)
        return found

    def _viewers(self) -> tuple[str, ...]:
        """Return the seats of the scenario.

        A rule set alone has no seats. Return the players that the rule set names in this case.
        """
        scenario = self.reader.world.scenario
        if scenario.seats:
            return tuple(scenario.seats)
        named = {code for row in scenario.fog for code in row.to}
        return tuple(code for code in scenario.players if code in named or EVERYONE in named)

    def _check_purses(self) -> None:
        """Check that a seat sees, without an error, the metrics from which the seat pays for orders.

        Otherwise the prices of the seat's orders would reveal these metrics.
        """
        world = self.reader.world
        for seat in world.scenario.seats:
            for metric, entities in world.scenario.purses(seat).values():
                if not world.sees(seat, metric, tuple(map(world.place_of, entities))):
                    place = next((c.place for row in world.scenario.fog for c in row.cells if c.metric == metric), None)
                    if place is not None:
                        self.reader.problems.add(place, f"{seat} pays with `{metric}`: it sees its own purse exactly")

    def _estimate(self, seat: str, metric: str, rows: FogRowNumbers, numbers: list[int]) -> EstimatedMetric:
        world, graph = self.reader.world, self.reader.graph
        declared = world.scenario.rules.metrics[metric]
        axes = world.axes_of(declared)
        truth = names.leaf(graph, world, world.symbols[metric])
        value: Node = truth if not (rows == UNSEEN).all() else graph.number(declared.low)
        width: Node = graph.number(0.0)
        factor = width
        for number in numbers:
            row = world.fog.row(number)
            noisy, wide, times = self._noisy(seat, metric, row, truth)
            raised = graph.op(GREATEST_OF, noisy, graph.number(declared.low))
            bounded = graph.op(LEAST_OF, raised, graph.number(declared.high))
            here = graph.table((rows == number)[..., None], axes, truth=True)
            value = graph.op(signs.WHERE, here, bounded if noisy is not truth else truth, value)
            width = graph.op(signs.WHERE, here, wide, width)
            factor = graph.op(signs.WHERE, here, times, factor)
        sources = {number: self._source(seat, metric, world.fog.row(number)) for number in numbers}
        return EstimatedMetric(rows, value, width, factor, sources)

    def _source(self, seat: str, metric: str, row: FogRow) -> ErrorSource:
        """Return the two facts about the errors by a row of the fog table.

        Only the rules count, not the draws or settings of a game.
        """
        if row.noise is None:
            return ErrorSource()
        over = self.reader.world.scenario.rules.metrics[metric].of
        quiet = Problems()  # these problems were reported when the noise was read
        drawn, stated = (
            Reader(world, self.reader.graph, quiet).read(row.noise, Scope(over=over, die="fog"))
            for world in self._worlds(seat)
        )
        if quiet.errors or isinstance(drawn, BadNode) or isinstance(stated, BadNode):
            return ErrorSource()
        if not isinstance(drawn, DrawNode) or not isinstance(stated, DrawNode):
            return ErrorSource(open_size=drawn is not stated)
        mean, size = drawn.args
        return ErrorSource((mean.high - mean.low) / SPAN, size is not stated.args[1])

    def _noisy(self, seat: str, metric: str, row: FogRow, truth: Node) -> tuple[Node, Node, Node]:
        """Return three nodes: the truth with noise, the width, and the factor.

        EstimatedMetric explains the width and the factor.
        """
        graph, zero = self.reader.graph, self.reader.graph.number(0.0)
        nothing = truth, zero, zero
        if row.noise is None:
            return nothing
        viewer = self.reader.world.scenario.entities.get(seat)
        declared = self.reader.world.scenario.rules.metrics[metric]
        over, die = declared.of, f"fog|{declared.die}|{viewer.die if viewer else seat}"
        within = row.sharpness is Sharpness.WITHIN
        drawn, stated = (
            reader.read(row.noise, Scope(over=over, die="" if within else die))
            for reader in (self.reader, self._stated(seat))
        )
        if isinstance(drawn, BadNode) or isinstance(stated, BadNode):
            return nothing
        if within:
            if not self._fits(drawn, stated, row.noise, over, seat):
                return nothing
            size = graph.op(signs.MUL, drawn, graph.number(1.0 / NINE_IN_TEN))
            return graph.op(signs.ADD, truth, self._normal(over, die, size)), stated, zero
        wanted = _DRAWS[row.sharpness]
        if not isinstance(drawn, DrawNode) or drawn.distribution is not wanted:
            key = row.sharpness.value
            self.reader.problems.add(row.noise.place, f"noise is one draw: write `{key}: {wanted.name}(0, size)`")
            return nothing
        if not self._tells_nothing(stated.args[0], row.noise, seat):
            return nothing
        if not self._fits(drawn.args[1], stated.args[1], row.noise, over, seat):
            return nothing
        wide = graph.op(signs.MUL, graph.number(NINE_IN_TEN), stated.args[1])
        if row.sharpness is Sharpness.PLUS:
            return graph.op(signs.ADD, truth, drawn), wide, zero
        spread = graph.op(signs.SUB, graph.op(EXPONENTIAL, wide), graph.op(EXPONENTIAL, graph.op(signs.NEG, wide)))
        return graph.op(signs.MUL, truth, drawn), zero, graph.op(signs.MUL, spread, graph.number(0.5))

    def _normal(self, over: Axes, die: str, size: Node) -> Node:
        """Return a draw from normal(0, size) for each cell."""
        graph = self.reader.graph
        return graph.draw(NORMAL, die, over, (graph.number(0.0), size))

    def _stated(self, seat: str) -> Reader:
        """Return a reader that uses the stated values of those hidden parameters that the seat does not know."""
        if seat not in self._told:
            _, world = self._worlds(seat)
            self._told[seat] = Reader(world, self.reader.graph, self.reader.problems)
        return self._told[seat]

    def _worlds(self, seat: str) -> tuple[World, World]:
        """Return two worlds (meanings of names): one without the settings that are hidden from a seat, and one with
        stated values.
        """
        if seat not in self._worlds_of:
            self._worlds_of[seat] = _with_open(self.reader.world, seat), _as_stated(self.reader.world, seat)
        return self._worlds_of[seat]

    def _fits(self, node: Node, stated: Node, formula: Formula, over: Axes, seat: str) -> bool:
        """Return whether the formula for a noise has the axes of its metric, and its ± reads only what the seat sees.

        A problem is reported if the formula does not fit.
        """
        extra = set(node.axes) - set(over)
        if extra:
            here = names.per(self.reader.world.book.sort(over))
            self.reader.problems.add(
                formula.place, f"this size is {names.per(node.axes)}, but what it blurs is {here}: pick one or reduce"
            )
            return False
        if node.has_draw or min(node.low, stated.low) < 0.0:
            self.reader.problems.add(formula.place, "a size is a plain number, 0 or more")
        return self._tells_nothing(stated, formula, seat)

    def _tells_nothing(self, stated: Node, formula: Formula, seat: str) -> bool:
        """Return whether the ± of an estimate reads only what the seat sees exactly.

        Report a problem if the ± reads more.
        """
        hidden = FormulaVisibility(self.reader.world, self.reader.graph, seat).hidden(stated)
        if hidden:
            place = formula.place_of(hidden) or formula.place
            self.reader.problems.add(
                place, f"this size reads `{hidden}`, which {seat} does not see exactly: its ± would tell it"
            )
        return not hidden


def _with_open(world: World, seat: str) -> World:
    """Return the same world without the settings that are hidden from a seat."""
    hidden = {name for name, p in world.scenario.rules.parameters.items() if p.hidden and p.known_to != seat}
    return attrs.evolve(world, settings={name: v for name, v in world.settings.items() if name not in hidden})


def _as_stated(world: World, seat: str) -> World:
    """Return the world in which every number that is hidden from a seat has its stated value.

    A hidden choice has no stated value. The choice stays hidden, even if a setting fixes the choice.
    """
    settings = dict(world.settings)
    for name, parameter in world.scenario.rules.parameters.items():
        if parameter.hidden and parameter.known_to != seat:
            settings.pop(name, None)
            if parameter.prior is not None:
                settings[name] = parameter.value
    return attrs.evolve(world, settings=settings)
