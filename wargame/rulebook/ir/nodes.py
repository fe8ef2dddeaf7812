"""The nodes of checked formulas. A node is a value of the graph. Each sort of value has a frozen class.

The properties of a value are known before any game. A reduction makes one value from many values, such as their sum.

Equal values are one node, as `graph` ensures. Nodes can therefore be compared by identity.

Must not know: text, places in files, or the writers that turn nodes into code.
"""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum
from typing import Any, TypeAlias

import attrs

from wargame.language.draw import Distribution
from wargame.language.operation import Operation
from wargame.language.reduction import Reduction
from wargame.rulebook.ir.axes import Axes

CONSTANT, BY_TURN, BY_GAME = 0, 1, 2  # how often a value changes: never, with the turn, or with the game

CellPattern = tuple[int | str, ...]  # for each storage axis of a metric: a position, or the axis that reads it


@attrs.frozen(eq=False, kw_only=True)
class BaseNode:
    """The properties of every value.

    `args`: the values from which this value is computed.
    `varies`: CONSTANT (always the same), BY_TURN (the same in all games of a turn) or BY_GAME (may differ between
        games).
    `low`, `high`: the least and the greatest possible value.
    `truth`: whether the value is true or false, and no number.
    `enum`: the metric or parameter that defines the choice, if the value is a choice.
    `grid`: whether the value is a multiple of 2**-30.
    `reads`: the names of the parts of the state that the value reads.
    `size`: the number of nodes in the value.
    `depth`: the largest number of nodes on a path from the value to a node without parts.
    """

    args: tuple[Node, ...] = ()
    axes: Axes = ()
    varies: int = BY_GAME
    low: float
    high: float
    truth: bool = False
    enum: str = ""
    grid: bool = False
    reads: frozenset[str] = frozenset()
    has_draw: bool = False
    has_let: bool = False
    size: int = 1
    depth: int = 1

    @property
    def payload(self) -> Hashable:
        """Return the data that distinguish this node from nodes of its class with the same parts and properties."""
        return ()

    @property
    def is_number(self) -> bool:
        """Return whether the node is one plain number or truth with a known value."""
        return False


@attrs.frozen(eq=False, kw_only=True)
class ConstNode(BaseNode):
    """A value that is the same in every game: a number, a truth, or an array [axes..., 1].

    `choice`: the word for the value, if the value is a choice.
    """

    value: Any
    varies: int = CONSTANT
    choice: str = ""

    @property
    def payload(self) -> Hashable:
        """Return the bits of the value."""
        return (self.value.tobytes(), self.value.dtype.str) if self.axes else repr(self.value), self.choice

    @property
    def is_number(self) -> bool:
        """Return whether the value has no axes."""
        return not self.axes


@attrs.frozen(eq=False, kw_only=True)
class TurnNode(BaseNode):
    """The number of the turn, from 1."""

    varies: int = BY_TURN


@attrs.frozen(eq=False, kw_only=True)
class SeasonNode(BaseNode):
    """A number that is 1 in a season and 0 otherwise."""

    name: str
    varies: int = BY_TURN

    @property
    def payload(self) -> Hashable:
        """Return the season."""
        return self.name


@attrs.frozen(eq=False, kw_only=True)
class LevelNode(BaseNode):
    """The level of the order for which a condition or a price is computed."""


@attrs.frozen(eq=False, kw_only=True)
class MetricNode(BaseNode):
    """Cells of a metric."""

    name: str
    cells: CellPattern

    @property
    def payload(self) -> Hashable:
        """Return the metric and its cells."""
        return self.name, self.cells


@attrs.frozen(eq=False, kw_only=True)
class ParameterNode(BaseNode):
    """A hidden parameter, which each game draws."""

    name: str

    @property
    def payload(self) -> Hashable:
        """Return the parameter."""
        return self.name


class EffortKind(Enum):
    """How rules read orders: as effort, or as the plain sum of ordered levels.

    Effort includes the factors for main effort and fatigue. The plain sum leaves these factors out.
    """

    EFFORT = "effort"
    ORDERED = "ordered"


@attrs.frozen(eq=False, kw_only=True)
class EffortNode(BaseNode):
    """The effort or the ordered levels of this turn, for each target and (if there are several givers) for each giver.

    `role`: the role of the target, if the action has two targets.
    """

    kind: EffortKind
    action: str
    role: str

    @property
    def key(self) -> str:
        """Return the name of the array in the state, such as `effort:redeploy:origin`."""
        return f"{self.kind.value}:{self.action}:{self.role}"

    @property
    def payload(self) -> Hashable:
        """Return the name of the array."""
        return self.key


@attrs.frozen(eq=False, kw_only=True)
class RecentNode(BaseNode):
    """The mean of the values that a metric had at the ends of the last `turns` turns, cell by cell."""

    name: str
    cells: CellPattern
    turns: int

    @property
    def payload(self) -> Hashable:
        """Return the metric, its cells, and the number of turns."""
        return self.name, self.cells, self.turns


@attrs.frozen(eq=False, kw_only=True)
class LetNode(BaseNode):
    """A value with a name in a step.

    The let has no value at a cell where the step does not apply. A formula of another cell reads 0 there.
    """

    step: str
    name: str

    @property
    def inner(self) -> Node:
        """Return the value without the name."""
        return self.args[0]

    @property
    def payload(self) -> Hashable:
        """Return the step and the name of the let."""
        return self.step, self.name


@attrs.frozen(eq=False, kw_only=True)
class DrawNode(BaseNode):
    """A draw with one die for each cell of `over`. The name of each die begins with `die`.

    `numbers`: the arguments, if all of them are plain numbers.
    """

    distribution: Distribution
    die: str
    over: Axes
    numbers: tuple[float, ...] | None

    @property
    def payload(self) -> Hashable:
        """Return the die and its distribution."""
        return self.distribution.name, self.die, self.over, self.numbers


@attrs.frozen(eq=False, kw_only=True)
class ReduceNode(BaseNode):
    """A value reduced over an axis."""

    reduction: Reduction
    axis: str

    @property
    def inner(self) -> Node:
        """Return the value that still has the axis."""
        return self.args[0]

    @property
    def payload(self) -> Hashable:
        """Return the reduction and the axis."""
        return self.reduction.name, self.axis


@attrs.frozen(eq=False, kw_only=True)
class FollowNode(BaseNode):
    """A value that is reduced along a relation. Each `origin` has one value, made from the values of its goals.

    An origin without links has 0.
    """

    reduction: Reduction
    relation: str
    origin: str
    goal: str

    @property
    def inner(self) -> Node:
        """Return the value that has one number for each goal."""
        return self.args[0]

    @property
    def payload(self) -> Hashable:
        """Return the relation, the reduction, and the kinds at both ends of the relation."""
        return self.reduction.name, self.relation, self.origin, self.goal


@attrs.frozen(eq=False, kw_only=True)
class PickNode(BaseNode):
    """A value at one entity of an axis."""

    axis: str
    index: int

    @property
    def inner(self) -> Node:
        """Return the value that still has the axis."""
        return self.args[0]

    @property
    def payload(self) -> Hashable:
        """Return the axis and the position of the entity."""
        return self.axis, self.index


@attrs.frozen(eq=False, kw_only=True)
class RenameNode(BaseNode):
    """A value in which an axis has another name."""

    axis: str
    to: str

    @property
    def inner(self) -> Node:
        """Return the value with the old name of the axis."""
        return self.args[0]

    @property
    def payload(self) -> Hashable:
        """Return the old and the new name."""
        return self.axis, self.to


@attrs.frozen(eq=False, kw_only=True)
class ApplyNode(BaseNode):
    """An operation on values, cell by cell."""

    operation: Operation

    @property
    def payload(self) -> Hashable:
        """Return the operation."""
        return self.operation.name


@attrs.frozen
class Aggregate:
    """A statistic of finished games. Only the analysis knows the statistics."""


@attrs.frozen(eq=False, kw_only=True)
class MeasuredNode(BaseNode):
    """A value that is measured in finished games. No rule reads such a value, and no writer writes code for it."""

    aggregate: Aggregate

    @property
    def payload(self) -> Hashable:
        """Return the statistic."""
        return self.aggregate


@attrs.frozen(eq=False, kw_only=True)
class BadNode(BaseNode):
    """A wrong part of a formula. All values that use the part are wrong too."""

    low: float = 0.0
    high: float = 0.0
    varies: int = CONSTANT


BAD = BadNode()

Node: TypeAlias = (
    ConstNode
    | TurnNode
    | SeasonNode
    | LevelNode
    | MetricNode
    | ParameterNode
    | EffortNode
    | RecentNode
    | LetNode
    | DrawNode
    | ReduceNode
    | FollowNode
    | PickNode
    | RenameNode
    | ApplyNode
    | MeasuredNode
    | BadNode
)


class NotOfRulesError(Exception):
    """A writer received a value that no rule can read. The mistake is in the program, not in an author's file."""

    def __init__(self, node: MeasuredNode | BadNode) -> None:
        super().__init__(f"{type(node).__name__} stands in a program")
