"""Makes conditions that hold whenever a true condition might hold, as far as a seat sees exactly.

Must not know: states or games. Everything here is decided when rules are loaded.
"""

from __future__ import annotations

import attrs

from wargame.language import signs
from wargame.rulebook.fog.interval_check import IntervalCheck
from wargame.rulebook.fog.visibility import FormulaVisibility
from wargame.rulebook.ir.nodes import ApplyNode, MetricNode, Node
from wargame.rulebook.ir.walk import walk


@attrs.frozen
class Possibility:
    """Judges what is possible for one seat. `check`: the bounds of values, without estimates."""

    visibility: FormulaVisibility
    check: IntervalCheck

    def possible(self, node: Node) -> Node:
        """Return a condition that holds whenever the true condition might hold.

        The returned condition reads only what the seat sees.
        """
        return self._judge(node, True)

    def _judge(self, node: Node, doubt: bool) -> Node:
        """Return the condition with its hidden parts (parts that the seat does not see) replaced by the truth `doubt`.

        Some parts read seen and unseen cells of one metric. Such a part is judged by its seen cells and the bounds of
        its unseen cells.
        """
        graph = self.visibility.graph
        if not self.visibility.hidden(node):
            return graph.as_truth(node)
        if isinstance(node, ApplyNode) and node.operation in (signs.AND, signs.OR):
            return graph.op(node.operation, *(self._judge(a, doubt) for a in node.args))
        if isinstance(node, ApplyNode) and node.operation is signs.NOT:
            return graph.op(signs.NOT, self._judge(node.args[0], not doubt))
        if not self._partly_seen(node):
            return graph.truth(doubt)
        return graph.op(signs.NOT, self.check.fails(node)) if doubt else self.check.holds(node)

    def _partly_seen(self, node: Node) -> bool:
        return any(
            isinstance(part, MetricNode) and self.visibility.seen_cells(part) is not None for part in walk([node])
        )
