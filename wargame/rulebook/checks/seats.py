"""Checks the parts of content for seats: actions, doctrines, scores, endings and starting values.

Must not know: how the parts are computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs
import numpy as np

from wargame.model.rules.action import Action, Requirement
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.scenario.seat import Component, Doctrine
from wargame.model.text.formula import Formula
from wargame.rulebook.checked import (
    CheckedAction,
    CheckedComponent,
    CheckedDoctrine,
    CheckedRow,
)
from wargame.rulebook.fog.estimated_formula import EstimatedFormula
from wargame.rulebook.fog.estimates import EstimatedMetrics
from wargame.rulebook.fog.visibility import FormulaVisibility
from wargame.rulebook.ir.axes import Axes, role_axis
from wargame.rulebook.ir.nodes import Node
from wargame.rulebook.language import names
from wargame.rulebook.language.base_reader import Scope
from wargame.rulebook.language.reader import Reader

SAME_TARGET = "Its two targets must differ."
CellStart = tuple[tuple[int | str, ...], Node]


@attrs.frozen
class SeatChecker:
    """Checks all parts of a scenario except its steps."""

    reader: Reader
    estimates: EstimatedMetrics = attrs.field(factory=dict)

    def action(self, action: Action) -> CheckedAction:
        """Read the conditions and prices of an action at its target.

        A metric of the giver's kind means the metric of the giver itself.
        """
        scenario = self.reader.world.scenario
        giver_axis, givers = scenario.giver_kind(action), scenario.givers(action)
        axes = ((giver_axis,) if giver_axis else ()) + tuple(role_axis(t) for t in action.targets)
        requires = []
        for requirement in action.requires:
            node = self._at_order(requirement.that, action, axes)
            requires.append(self.reader.graph.as_truth(node) if node is not None else self.reader.graph.number(1.0))
        apart = self._apart(action)
        if apart is not None:
            requires.append(apart)
            action = attrs.evolve(
                action, requires=(*action.requires, Requirement(Formula("", action.place), SAME_TARGET))
            )
        cost = {}
        for currency, formula in action.cost.items():
            node = self._at_order(formula, action, axes)
            if node is None:
                continue
            cost[currency] = node
            for seat in givers:
                hidden = FormulaVisibility(self.reader.world, self.reader.graph, seat, giver_axis).hidden(node)
                if hidden:
                    place = formula.place_of(hidden) or formula.place
                    self.reader.problems.add(place, f"this price reads `{hidden}`, which {seat} does not see")
        return CheckedAction(action, axes, giver_axis, tuple(requires), cost)

    def _apart(self, action: Action) -> Node | None:
        """Return the condition that the two targets of an action differ, if the targets have the same kind.

        Return None for all other actions.
        """
        if len(action.targets) != 2 or action.targets[0].kind != action.targets[1].kind:
            return None
        size = self.reader.world.book.size(action.targets[0].kind)
        axes = self.reader.world.book.sort({role_axis(t) for t in action.targets})
        return self.reader.graph.table(~np.eye(size, dtype=bool)[..., None], axes, truth=True)

    def _early(self, formula: Formula, node: Node) -> bool:
        """Report a formula that reads orders before any order of the turn exists. Return whether the formula reads
        orders.

        Such a formula is always 0.
        """
        asked = next((read for read in sorted(node.reads) if read.startswith(("effort:", "ordered:"))), "")
        if asked:
            which, action, role = asked.split(":")
            call = f"{which}({action}, {role})" if role else f"{which}({action})"
            place = formula.place_of(which) or formula.place
            self.reader.problems.add(
                place,
                f"`{call}` is 0 while orders are written: let a step keep it in a metric, and ask for that metric",
            )
        return bool(asked)

    def _at_order(self, formula: Formula, action: Action, axes: Axes) -> Node | None:
        scope = Scope(level=(min(action.levels), max(action.levels)), roles=_roles(action))
        node = self.reader.read(formula, scope)
        if node is self.reader.bad or self._early(formula, node):
            return None
        giver = action.by[0] if action.by else ""
        own = self.reader.world.scenario.player_kind(giver)
        if own in node.axes and own not in axes and giver in self.reader.world.book.codes[own]:
            node = self.reader.graph.pick(node, own, self.reader.world.place_of(giver))
        extra = set(node.axes) - set(axes)
        if extra:
            where = names.per(self.reader.world.book.sort(set(axes) - {own}))
            self.reader.problems.add(
                formula.place,
                f"`{action.name}` is ordered {where}, but this is {names.per(node.axes)}: pick one or reduce",
            )
            return None
        return node

    def doctrine(self, doctrine: Doctrine) -> CheckedDoctrine:
        """Read a doctrine. Its formulas may read only values that its seat sees or estimates now."""
        actions = self.reader.world.scenario.rules.actions
        rows = []
        for row in doctrine.rows:
            when = self.visible(row.when, doctrine.faction) if row.when else None
            weights = {}
            for name, formula in row.weights.items():
                node = self.visible(formula, doctrine.faction)
                if node is not None:
                    weights[name] = node
            rows.append(CheckedRow(self.reader.graph.as_truth(when) if when else None, weights, row.reason))
        targets: dict[str, dict[str, Node]] = {}
        for name, by_role in doctrine.targets.items():
            targets[name] = {}
            for position, target in enumerate(actions[name].targets if name in actions else ()):
                weight = by_role.get(target.role) or (next(iter(by_role.values())) if len(by_role) == 1 else None)
                if weight is not None:
                    node = self.visible(weight, doctrine.faction, actions[name], position + 1)
                    targets[name] |= {target.role: node} if node is not None else {}
        levels: dict[str, Node] = {}
        for name, formula in doctrine.levels.items():
            if name in actions:
                node = self.visible(formula, doctrine.faction, actions[name], len(actions[name].targets))
                levels |= {name: node} if node is not None else {}
        return CheckedDoctrine(doctrine, tuple(rows), targets, levels, self._answers(doctrine))

    def _answers(self, doctrine: Doctrine) -> dict[str, dict[str, Node]]:
        """Read the weights by which a doctrine answers injects for its seat."""
        injects = self.reader.world.scenario.rules.injects
        answers: dict[str, dict[str, Node]] = {}
        for name, weights in doctrine.answers.items():
            if self.reader.is_lost(name):
                continue
            known = injects[name].words if name in injects and doctrine.faction in injects[name].by else ()
            for word, formula in weights.items():
                if word not in known:
                    asked = f" (its choices: {', '.join(known)})" if known else ""
                    self.reader.problems.add(
                        formula.place, f"`{name}` does not let {doctrine.faction} choose `{word}`{asked}"
                    )
                    continue
                node = self.visible(formula, doctrine.faction)
                if node is not None:
                    answers.setdefault(name, {})[word] = node
        return answers

    def visible(self, formula: Formula, seat: str, action: Action | None = None, known: int = 0) -> Node | None:
        """Read a formula that may use only what a seat knows.

        The formula has one value for the whole game, or one value for each entity of some targets of an action.
        `known`: the number of these targets, from the first.
        """
        axes = tuple(role_axis(t) for t in action.targets[:known]) if action is not None else ()
        node = self.reader.read(formula, Scope(bare=True, roles=_roles(action) if action is not None else {}))
        if node is self.reader.bad or self._early(formula, node):
            return None
        own = self.reader.world.scenario.player_kind(seat)
        if own in node.axes and own not in axes:
            node = self.reader.graph.pick(node, own, self.reader.world.place_of(seat))
        kind_of = self.reader.world.book.kind_of
        if axes and kind_of[axes[-1]] in node.axes:
            node = self.reader.graph.rename(node, kind_of[axes[-1]], axes[-1])
        extra = set(node.axes) - set(axes)
        if extra:
            self.reader.problems.add(
                formula.place, f"this is {names.per(node.axes)}; here it must be {names.per(axes)}: pick one or reduce"
            )
            return None
        estimated = EstimatedFormula(self.reader.world, self.reader.graph, seat, self.estimates)
        unknown = estimated.unknown(node)
        if unknown:
            place = formula.place_of(unknown) or formula.place
            late = (seat, unknown) in self.estimates
            how = "sees only late or in words" if late else "does not see"
            self.reader.problems.add(place, f"this reads `{unknown}`, which {seat} {how}")
            return None
        return estimated.of(node)

    def components(self, components: Iterable[Component]) -> tuple[CheckedComponent, ...]:
        """Read the components of a faction's score."""
        checked = []
        for part in components:
            weight, value = self._national(part.weight), self._national(part.value)
            if weight is not None and value is not None:
                checked.append(CheckedComponent(part.name, part.label or part.name, weight, value))
        return tuple(checked)

    def national(self, formula: Formula) -> Node | None:
        """Read a condition with one value for the whole game."""
        return self._national(formula)

    def _national(self, formula: Formula) -> Node | None:
        node = self.reader.read(formula, Scope(bare=True))
        if node is self.reader.bad:
            return None
        if node.axes:
            self.reader.problems.add(
                formula.place, f"this is {names.per(node.axes)}; it must be national: pick or reduce"
            )
            return None
        return node

    def starts(self) -> dict[str, tuple[CellStart, ...]]:
        """Read starting values: first the values in metrics, then the values in the scenario, then the values in rows
        of entities.

        Each metric comes after the metrics on which its starting values depend.
        """
        scenario = self.reader.world.scenario
        found: dict[str, list[CellStart]] = {}
        for metric in scenario.rules.metrics.values():
            axes = self.reader.world.axes_of(metric)
            rows: list[CellStart] = []
            general = scenario.start.get(metric.name, metric.start)
            node = self._start(general, metric, axes) if general is not None else None
            rows.append(
                (axes, node if node is not None else self.reader.graph.number(min(max(0.0, metric.low), metric.high)))
            )
            rows.extend(self._rows(metric, axes))
            found[metric.name] = rows
        return self._in_order(found)

    def _rows(self, metric: Metric, axes: Axes) -> Iterable[CellStart]:
        book = self.reader.world.book
        for code, entity in self.reader.world.scenario.entities.items():
            given = entity.start.get(metric.name)
            own = [a for a in axes if book.kind_of[a] == entity.kind]
            if given is None or not own:
                continue
            here = book.index(own[0], code)
            others = [a for a in axes if a != own[0]]
            if isinstance(given, Formula):
                node = self._start(given, metric, tuple(others))
                cells = tuple(here if a == own[0] else a for a in axes)
                if node is not None:
                    yield cells, node
            elif isinstance(given, Mapping) and others:
                for other, formula in given.items():
                    if other not in book.codes[book.kind_of[others[0]]]:
                        continue
                    there = book.index(others[0], other)
                    node = self._start(formula, metric, ())
                    if node is not None:
                        yield tuple(here if a == own[0] else there for a in axes), node

    def _start(self, formula: Formula, metric: Metric, axes: Axes) -> Node | None:
        node = self.reader.read(formula, Scope(bare=True))
        if node is self.reader.bad:
            return None
        extra = set(node.axes) - set(axes)
        if extra or node.has_draw:
            self.reader.problems.add(
                formula.place, f"this start is {names.per(node.axes)}, but here it must be {names.per(axes)}"
            )
            return None
        if (metric.type is MetricType.ENUM) != bool(node.enum) or (node.enum and node.enum != metric.name):
            values = ", ".join(metric.values)
            self.reader.problems.add(formula.place, f"`{metric.name}` starts at one of its values: {values}")
            return None
        return node

    def _ring(self, waiting: dict[str, list[CellStart]]) -> None:
        """Report starting values that depend on each other.

        The problem has the place of the first of these values in the file.
        """
        ring = _ring_of(waiting)
        metrics = self.reader.world.scenario.rules.metrics
        first = min(ring, key=lambda name: metrics[name].place)
        formula = self.reader.world.scenario.start.get(first) or metrics[first].start
        around = (*ring, *ring)[ring.index(first) : ring.index(first) + len(ring) + 1]
        told = f"the start of `{first}` needs itself" if len(ring) == 1 else "these starts need each other"
        self.reader.problems.add(
            formula.place if formula is not None else metrics[first].place,
            f"{told}{': ' + ' -> '.join(around) if len(ring) > 1 else ''}: give one a number",
        )

    def _in_order(self, found: dict[str, list[CellStart]]) -> dict[str, tuple[CellStart, ...]]:
        ordered: dict[str, tuple[CellStart, ...]] = {}
        waiting = dict(found)
        while waiting:
            ready = [
                name
                for name, rows in waiting.items()
                if not any(read in waiting and read != name for _, node in rows for read in node.reads)
                and not any(name in node.reads for _, node in rows)
            ]
            if not ready:
                self._ring(waiting)
                return ordered
            for name in ready:
                ordered[name] = tuple(waiting.pop(name))
        return ordered


def _ring_of(found: Mapping[str, Iterable[CellStart]]) -> tuple[str, ...]:
    """Return a ring of starting values. Each value in the ring depends on the next value."""
    needs = {
        name: next(read for _, node in rows for read in sorted(node.reads) if read in found)
        for name, rows in found.items()
    }
    trail = [next(iter(found))]
    while needs[trail[-1]] not in trail:
        trail.append(needs[trail[-1]])
    return tuple(trail[trail.index(needs[trail[-1]]) :])


def _roles(action: Action) -> dict[str, str]:
    """Return the axis of each target of an action, by the name of the target in the formulas of the action."""
    return {t.role: role_axis(t) for t in action.targets}
