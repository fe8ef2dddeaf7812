"""The common part of all readers of formulas: places, names, and reports of problems.

Must not know: the syntax of formulas, or the meaning of functions.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping

import attrs

from wargame.content import Problems
from wargame.errors import Place
from wargame.language.operation import Operation
from wargame.model.text.formula import Formula
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.graph import Graph
from wargame.rulebook.ir.nodes import BAD, Node
from wargame.rulebook.language.world import World

WIDEST = 4_096  # the most cells of one value, over all its axes


@attrs.define
class Scope:
    """The names that a formula may read besides the common names.

    These names are the lets (named values) and axes of the formula's step, and the level of an order.
    """

    lets: dict[str, Node] = attrs.field(factory=dict)
    over: Axes = ()
    die: str = ""  # the first part of the names of this line's dice; empty if the line allows no draws
    level: tuple[float, float] | None = None
    taken: Mapping[str, Node] | None = None  # the values of the arguments of a named formula
    trail: tuple[str, ...] = ()
    drawn: bool = False
    roles: Mapping[str, str] = attrs.field(factory=dict)  # names of an order's targets -> their axes
    bare: bool = False  # whether plain numbers are allowed here without a parameter
    used: set[str] = attrs.field(factory=set)
    later: set[str] = attrs.field(factory=set)  # the let that is being read, and later lets of the step


class BaseReader:
    """Reads formulas of one scenario. Mistakes are added to `problems`. A wrong part makes the whole formula wrong."""

    bad: Node = BAD

    def __init__(self, world: World, graph: Graph, problems: Problems) -> None:
        self.world = world
        self.graph = graph
        self.problems = problems
        self.read_names: set[str] = set()
        self.bare: list[tuple[Place, str]] = []
        self.idle: list[tuple[Place, str]] = []  # unused content; reported only if there is no other problem
        self._formula: Formula | None = None
        self._text = ""
        self._here: ast.expr | None = None

    def _place(self, node: ast.expr) -> Place:
        assert self._formula is not None
        return self._formula.place_at(node.col_offset)  # a formula has ASCII signs only, so bytes are characters

    def wrong(self, node: ast.expr, message: str, unknown: str = "") -> Node:
        """Report a problem at a part of the present formula, and return the node `bad` for the part.

        `unknown`: an unknown name. No problem is reported if the entry with this name could not be read.
        """
        if not unknown or not self.is_lost(unknown):
            self.problems.add(self._place(node), message, unknown=unknown)
        return self.bad

    def is_lost(self, name: str) -> bool:
        """Return whether a name belongs to an entry that could not be read."""
        symbol = self.world.symbols.get(name)
        return symbol is not None and symbol.kind == "lost"

    def warn(self, node: ast.expr, message: str) -> None:
        """Report a warning at a part of the present formula."""
        self.problems.add(self._place(node), message, warning=True)

    def op(self, operation: Operation, *args: Node) -> Node:
        """Apply an operation.

        The result is `bad` if an argument is `bad`, or if the result would have too many cells.
        """
        if any(a is self.bad for a in args) or self.too_wide(*(a.axes for a in args)):
            return self.bad
        return self.graph.op(operation, *args)

    def too_wide(self, *axes: Axes) -> bool:
        """Return whether a value with all these axes would have too many cells. Report a problem in this case."""
        return self.too_many(math.prod(self.world.book.shape(self.world.book.union(*axes))))

    def too_many(self, cells: int) -> bool:
        """Return whether a value would have too many cells. Report a problem in this case."""
        if cells > WIDEST and self._here is not None:
            self.wrong(self._here, f"a value here would have {cells} cells; {WIDEST} is the limit: reduce earlier")
        return cells > WIDEST

    def number(self, node: ast.expr, value: Node) -> Node:
        """Return a value that must be a number. Report a problem if the value is a choice."""
        if value is not self.bad and value.enum:
            return self.wrong(node, f"`{value.enum}` is a choice, not a number: compare it, as in `x == name`")
        return value
