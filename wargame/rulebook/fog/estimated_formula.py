"""Formulas over the values that a seat sees. The present estimate of the seat replaces each number that is not exact.

Must not know: states or games. Everything here is decided when rules are loaded.
"""

from __future__ import annotations

import attrs

from wargame.language import signs
from wargame.rulebook.fog.estimates import EstimatedMetric, EstimatedMetrics
from wargame.rulebook.fog.visibility import FormulaVisibility
from wargame.rulebook.ir.fog_map import EXACT, UNSEEN
from wargame.rulebook.ir.graph import Graph
from wargame.rulebook.ir.nodes import MetricNode, Node
from wargame.rulebook.language.world import World


@attrs.frozen
class EstimatedFormula:
    """Changes formulas, so one seat can compute the changed formulas."""

    world: World
    graph: Graph
    seat: str
    estimates: EstimatedMetrics
    giver_axis: str = ""

    def unknown(self, node: Node) -> str:
        """Return the name of the first input that the seat cannot see and cannot estimate now, or an empty text.

        Some values reach a seat only some turns later, or only in words such as `few`. A formula cannot read such
        values, because a formula does not remember earlier turns.
        """
        if isinstance(node, MetricNode):
            return "" if self._exact(node) or self._estimate(node) is not None else node.name
        if node.args:
            return next((found for arg in node.args if (found := self.unknown(arg))), "")
        return self.hidden(node)

    def hidden(self, node: Node) -> str:
        """Return the name of the first input of a node that the seat does not see exactly.

        The text is empty if the seat sees all inputs exactly.
        """
        return self.visibility.hidden(node)

    @property
    def visibility(self) -> FormulaVisibility:
        """Return the object that decides what the seat sees exactly."""
        return FormulaVisibility(self.world, self.graph, self.seat, self.giver_axis)

    def half(self, node: MetricNode, value: Node) -> Node:
        """Return half the width of a metric's estimate, for an estimate with this value.

        The seat must know the metric.
        """
        estimate = self._estimate(node)
        assert estimate is not None, "a metric that is exact or unknown has no width"
        by_size = self.graph.op(signs.MUL, self._at(node, estimate.factor), value)
        return self.graph.op(signs.ADD, self._at(node, estimate.width), by_size)

    def of(self, node: Node) -> Node:
        """Return the same formula over what the seat sees. The formula must have no unknown input."""
        if isinstance(node, MetricNode):
            estimate = None if self._exact(node) else self._estimate(node)
            return node if estimate is None else self._at(node, estimate.value)
        return self.graph.with_parts(node, tuple(self.of(a) for a in node.args))

    def _exact(self, node: MetricNode) -> bool:
        return self.world.sees(self.seat, node.name, node.cells, self.giver_axis)

    def _estimate(self, node: MetricNode) -> EstimatedMetric | None:
        """Return the estimate of a metric, if the seat can now estimate all cells that the node reads."""
        name, cells = node.name, node.cells
        axes = self.world.fog.axes_of(name)
        swapped = any(cell in axes and cell != axis for axis, cell in zip(axes, cells, strict=True))
        estimate = None if swapped else self.estimates.get((self.seat, name))
        if estimate is None:
            return None
        numbers = set(estimate.rows[self.world.places(self.seat, cells, self.giver_axis)].reshape(-1).tolist())
        rows = [self.world.fog.row(number) for number in numbers - {EXACT, UNSEEN}]
        return estimate if UNSEEN not in numbers and all(row.fresh and not row.words for row in rows) else None

    def _at(self, node: MetricNode, value: Node) -> Node:
        """Return those cells of `value` that the node reads. The value has one number for each cell of the metric."""
        for axis, cell in zip(self.world.fog.axes_of(node.name), node.cells, strict=True):
            if isinstance(cell, int):
                value = self.graph.pick(value, axis, cell)
            else:
                value = self.graph.rename(value, axis, cell)
        return value
