"""Checked rules: steps, actions, scores, endings and doctrines. Each formula has become a node.

A node is one value of the graph of values (see ir/nodes.py).

Must not know: text, places, or how nodes are computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from wargame.model.rules.action import Action
from wargame.model.rules.metric import Metric
from wargame.model.rules.step import Step
from wargame.model.scenario.seat import Doctrine
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.nodes import Node

WRITTEN = "{} written"


@attrs.frozen
class WrittenCells:
    """The cells of a metric that a rule writes.

    `cells`: for each axis of the metric, the position of one entity, or an axis name that means all entities.
    """

    metric: Metric
    cells: tuple[int | str, ...]

    @property
    def axes(self) -> Axes:
        """Return the axes along which all entities are written."""
        return tuple(c for c in self.cells if isinstance(c, str))

    def overlaps(self, other: WrittenCells) -> bool:
        """Return whether two targets have a common cell."""
        return self.metric.name == other.metric.name and all(
            a == b or isinstance(a, str) or isinstance(b, str) for a, b in zip(self.cells, other.cells, strict=True)
        )


@attrs.frozen
class CheckedSet:
    """A change that gives a target a new value."""

    target: WrittenCells
    value: Node


@attrs.frozen
class CheckedAdd:
    """A change that adds named amounts to a target."""

    target: WrittenCells
    causes: tuple[tuple[str, Node], ...]


@attrs.frozen
class CheckedMove:
    """A transfer between cells. The sum of these cells stays the same."""

    amount: Node
    origin: WrittenCells
    goal: WrittenCells
    spread: Node | None
    cause: str


@attrs.frozen
class CheckedAfter:
    """A change that adds amounts to a target, `turns` turns later."""

    turns: int
    add: CheckedAdd


@attrs.frozen
class CheckedReport:
    """A sentence of a report.

    `values`: maps each name in braces to the value that the sentence shows.
    `metrics`: maps the names of some values to their metrics. The text shows these values in the style of the metric,
        as screens do. The constant WRITTEN makes the names of these values in the text.
    """

    text: str
    when: Node | None
    values: Mapping[str, Node]
    metrics: Mapping[str, Metric]
    seen_by: tuple[str, ...]


@attrs.frozen
class CheckedStep:
    """A checked rule.

    `over`: the axes of the rule, in the order in which the author wrote them.
    """

    step: Step
    over: Axes
    when: Node | None
    lets: Mapping[str, Node]
    sets: tuple[CheckedSet, ...]
    adds: tuple[CheckedAdd, ...]
    moves: tuple[CheckedMove, ...]
    afters: tuple[CheckedAfter, ...]
    reports: tuple[CheckedReport, ...]

    def nodes(self) -> Iterator[Node]:
        """Return the node of every formula. The nodes of reports come last."""
        yield from self.lets.values()
        if self.when is not None:
            yield self.when
        for row in self.sets:
            yield row.value
        for add in (*self.adds, *(a.add for a in self.afters)):
            yield from (node for _, node in add.causes)
        for move in self.moves:
            yield move.amount
            if move.spread is not None:
                yield move.spread
        for report in self.reports:
            yield from report.values.values()
            if report.when is not None:
                yield report.when


@attrs.frozen
class CheckedAction:
    """An action with its conditions and prices.

    `axes`: the axis of the giver (if there are several givers) and the axes of the targets.
    """

    action: Action
    axes: Axes
    giver_axis: str
    requires: tuple[Node, ...]
    cost: Mapping[str, Node]


@attrs.frozen
class CheckedRow:
    """A row of a doctrine: weights of actions, and the condition under which the row counts."""

    when: Node | None
    weights: Mapping[str, Node]
    reason: str


@attrs.frozen
class CheckedDoctrine:
    """A doctrine. Its formulas read only what its seat sees."""

    doctrine: Doctrine
    rows: tuple[CheckedRow, ...]
    targets: Mapping[str, Mapping[str, Node]]
    levels: Mapping[str, Node]
    answers: Mapping[str, Mapping[str, Node]]


@attrs.frozen
class CheckedDealing:
    """The worth of deals to one seat, computed from what the seat sees.

    A ready deal is a deal whose terms the rule set defines.

    `deals`: the worth of each ready deal, as one number.
    `holding`: by table, the worth of one turn of the deal in force, as one number.
    `clauses`: the worth of one unit for each place of the clause.
    `terms`: deal -> clause -> the amounts of the clause in this ready deal, for each place of the clause.
    """

    deals: Mapping[str, Node]
    clauses: Mapping[str, Node]
    terms: Mapping[str, Mapping[str, Node]]
    holding: Mapping[str, Node]
    faith: Mapping[str, Node]  # by table
    audience: Mapping[str, Node]  # by table


@attrs.frozen
class CheckedComponent:
    """A component of a score."""

    name: str
    label: str
    weight: Node
    value: Node


@attrs.frozen
class CheckedRules:
    """All parts of a scenario that have formulas."""

    steps: tuple[CheckedStep, ...]
    actions: Mapping[str, CheckedAction]
    scores: Mapping[str, tuple[CheckedComponent, ...]]
    endings: Mapping[str, Node]
    doctrines: Mapping[str, Mapping[str, CheckedDoctrine]]  # bot -> seat -> doctrine
    dealing: Mapping[str, CheckedDealing]  # by party with a seat
    starts: Mapping[str, tuple[tuple[tuple[int | str, ...], Node], ...]]  # metric -> (cells, value)

    def nodes(self) -> Iterator[Node]:
        """Return the node of every formula."""
        for step in self.steps:
            yield from step.nodes()
        for action in self.actions.values():
            yield from action.requires
            yield from action.cost.values()
        for parts in self.scores.values():
            for part in parts:
                yield from (part.weight, part.value)
        yield from self.endings.values()
        for doctrine in (d for of_seats in self.doctrines.values() for d in of_seats.values()):
            for row in doctrine.rows:
                yield from row.weights.values()
                yield from (row.when,) if row.when is not None else ()
            for roles in doctrine.targets.values():
                yield from roles.values()
            yield from doctrine.levels.values()
            for weights in doctrine.answers.values():
                yield from weights.values()
        for worth in self.dealing.values():
            for table in (worth.deals, worth.clauses, worth.holding, worth.faith, worth.audience):
                yield from table.values()
            for terms in worth.terms.values():
                yield from terms.values()
