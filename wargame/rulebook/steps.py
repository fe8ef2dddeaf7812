"""Checks steps: reads their formulas, fits values to targets, refuses double writes and nameless causes.

Must not know: how steps are computed.
"""

from __future__ import annotations

import string
from collections.abc import Iterable

import attrs

from wargame.model.formula import Formula
from wargame.model.metric import Form
from wargame.model.step import Add, Step
from wargame.rulebook import names
from wargame.rulebook.axes import Axes
from wargame.rulebook.checked import (
    CheckedAdd,
    CheckedAfter,
    CheckedMove,
    CheckedReport,
    CheckedSet,
    CheckedStep,
    Target,
)
from wargame.rulebook.graph import Node
from wargame.rulebook.reader import FUNCTIONS, Reader, Scope


@attrs.frozen
class StepChecker:
    """Checks the steps of one scenario. `caused` are metrics that change only by named causes."""

    reader: Reader
    caused: frozenset[str]

    def check(self, step: Step) -> CheckedStep:
        """Read every formula of a step; what is bad is left out, and its problem is in the collector."""
        reader = self.reader
        over = self._over(step)
        scope = Scope(over=over)
        when = self._when(step, over)
        lets: dict[str, Node] = {}
        for let in step.lets:
            if let.name in reader.world.symbols or let.name in FUNCTIONS:
                reader.problems.add(
                    let.value.place, f"`{let.name}` has a meaning already: call this let something else"
                )
            scope.die, scope.drawn = step.die(let.name), False
            value = reader.read(let.value, scope)
            if value is not reader.bad:
                node = reader.graph.node(
                    "let", (value,), (step.id, let.name), value.axes, (value.low, value.high), truth=value.truth,
                    grid=value.grid, let=True,
                )  # fmt: skip
                node.enum = value.enum
                value = node
            scope.lets[let.name] = lets[let.name] = value
        scope.die = ""
        checked = CheckedStep(
            step,
            over,
            when,
            lets,
            tuple(self._sets(step, scope)),
            tuple(a for add in step.adds for a in self._add(add, scope)),
            tuple(self._moves(step, scope)),
            tuple(
                CheckedAfter(after.turns, add)
                for after in step.afters
                for a in after.add
                for add in self._add(a, scope)
            ),
            tuple(self._reports(step, scope)),
        )
        self._twice(step, checked)
        for let in step.lets:
            if let.name not in scope.used:
                reader.problems.add(let.value.place, f"`{let.name}` is never used", warning=True)
        return checked

    def _over(self, step: Step) -> Axes:
        known = [a for a in step.over if a in self.reader.world.book.kind_of]
        return tuple(known)

    def _when(self, step: Step, over: Axes) -> Node | None:
        if step.when is None:
            return None
        node = self.reader.read(step.when, Scope(over=over))
        if node is self.reader.bad:
            return None
        extra = set(node.axes) - set(over)
        if extra:
            self.reader.problems.add(
                step.when.place,
                f"`when` is per {' and '.join(sorted(extra))}, but the step runs {_for(over)}: "
                f"write for: {sorted(extra)[0]}, or reduce, as in any(x, {sorted(extra)[0]})",
            )
            return None
        if node.op == "const" and not node.axes and not node.value:
            self.reader.problems.add(step.when.place, "`when` is never true", warning=True)
        elif (node.low, node.high) == (0.0, 0.0):
            self.reader.problems.add(step.when.place, "`when` is never true by the declared ranges", warning=True)
        return self.reader.graph.as_truth(node)

    def target(self, formula: Formula) -> Target | None:
        """Read a target: a metric, whole or picked."""
        node = self.reader.read(formula)
        if node is self.reader.bad:
            return None
        if node.op != "metric":
            self.reader.problems.add(
                formula.place, f"`{formula.text}` is not a metric, and only metrics can be written"
            )
            return None
        name, cells = node.data
        return Target(self.reader.world.scenario.rules.metrics[name], cells)

    def _fitted(self, formula: Formula, target: Target, scope: Scope, what: str = "") -> Node | None:
        node = self.reader.read(formula, scope)
        if node is self.reader.bad:
            return None
        return node if self._fits(node, formula, target, what) else None

    def _fits(self, node: Node, formula: Formula, target: Target, what: str) -> bool:
        extra = [a for a in node.axes if a not in target.axes]
        if not extra:
            return True
        world = self.reader.world
        ways = [
            link.name
            for link in world.links.values()
            if link.goal == world.book.kind_of[extra[0]]
            and any(world.book.kind_of[a] == link.origin for a in target.axes)
        ]
        wrap = f"total(…, {ways[0]})" if len(ways) == 1 else f"total(…, {extra[0]})"
        codes = world.book.codes[world.book.kind_of[extra[0]]]
        example = f", or pick one, as in x[{codes[0]}]" if codes else ""
        self.reader.problems.add(
            formula.place,
            f"`{target.metric.name}` is {names.per(target.axes)} here, but this value is {names.per(node.axes)}: "
            f"wrap it in {wrap}{example}",
        )
        return False

    def _sets(self, step: Step, scope: Scope) -> Iterable[CheckedSet]:
        for row in step.sets:
            target = self.target(row.target)
            if target is None:
                self.reader.read(row.value, scope)
                continue
            if target.metric.name in self.caused:
                self.reader.problems.add(
                    row.target.place,
                    f"`{target.metric.name}` is a headline: it changes only by `add` with named causes, or by `move`",
                )
            value = self._fitted(row.value, target, scope)
            if value is None:
                continue
            if (target.metric.form is Form.ENUM) != bool(value.enum) or (
                value.enum and value.enum != target.metric.name
            ):
                self.reader.problems.add(
                    row.value.place,
                    f"`{target.metric.name}` takes one of its values ({', '.join(target.metric.values)})"
                    if target.metric.form is Form.ENUM
                    else f"`{value.enum}` is a choice, and `{target.metric.name}` is a number",
                )
                continue
            yield CheckedSet(target, value)

    def _add(self, add: Add, scope: Scope) -> Iterable[CheckedAdd]:
        target = self.target(add.target)
        if target is None:
            for cause in add.causes:
                self.reader.read(cause.amount, scope)
            return
        if target.metric.form in (Form.ENUM, Form.FLAG, Form.TIMER):
            self.reader.problems.add(
                add.target.place, f"`{target.metric.name}` is a {target.metric.form.value}: write it with `set`"
            )
        causes: list[tuple[str, Node]] = []
        for cause in add.causes:
            if target.metric.name in self.caused and not cause.name:
                self.reader.problems.add(
                    cause.amount.place,
                    f"`{target.metric.name}` is a headline: give this change a name, as in cause: amount",
                )
            node = self._fitted(cause.amount, target, scope)
            if node is not None and node.enum:
                self.reader.problems.add(cause.amount.place, f"`{node.enum}` is a choice, not an amount")
            elif node is not None:
                causes.append((cause.name, node))
        if causes:
            yield CheckedAdd(target, tuple(causes))

    def _moves(self, step: Step, scope: Scope) -> Iterable[CheckedMove]:
        for move in step.moves:
            origin, goal = self.target(move.origin), self.target(move.goal)
            amount = self.reader.read(move.amount, scope)
            spread = self.reader.read(move.spread, scope) if move.spread else None
            if origin is None or goal is None or amount is self.reader.bad or spread is self.reader.bad:
                continue
            if spread is not None and not self._fits(spread, move.spread or move.amount, goal, ""):
                continue
            for target, formula in ((origin, move.origin), (goal, move.goal)):
                if target.metric.form is not Form.NUMBER:
                    self.reader.problems.add(
                        formula.place, f"`{target.metric.name}` is no plain number: it cannot be moved"
                    )
            yield CheckedMove(amount, origin, goal, spread, move.name)

    def _reports(self, step: Step, scope: Scope) -> Iterable[CheckedReport]:
        for report in step.reports:
            when = self.reader.read(report.when, scope) if report.when else None
            values: dict[str, Node] = {}
            for name, spec in _fields(report.text):
                if name in self.reader.world.book.kind_of:
                    continue
                value = self.reader.read(Formula(name, report.place), scope) if name.isidentifier() else self.reader.bad
                if value is self.reader.bad and not name.isidentifier():
                    self.reader.problems.add(report.place, f"{{{name}}} in a report must be a let, a metric or an axis")
                elif value is not self.reader.bad:
                    values[name] = value
                    if not _formats(spec):
                        self.reader.problems.add(report.place, f"`{spec}` is not a way to write a number, as .0f is")
            if when is not self.reader.bad:
                yield CheckedReport(report.text, when, values, report.seen_by)

    def _twice(self, step: Step, checked: CheckedStep) -> None:
        written: list[tuple[str, Target, Formula]] = []
        for row in step.sets:
            target = self._quiet(row.target, checked.sets)
            if target is not None:
                written.append(("set", target, row.target))
        for add in step.adds:
            target = self._quiet(add.target, checked.adds)
            if target is not None:
                written.append(("added to", target, add.target))
        for i, (how, target, formula) in enumerate(written):
            for earlier, other, _ in written[:i]:
                if target.overlaps(other):
                    both = f"both {earlier} and {how}" if earlier != how else f"{how} twice"
                    self.reader.problems.add(formula.place, f"`{target.metric.name}` is {both} in this step; keep one")

    def _quiet(self, formula: Formula, done: Iterable[CheckedSet | CheckedAdd]) -> Target | None:
        node = self.reader.read(formula) if done else self.reader.bad
        if node is self.reader.bad or node.op != "metric":
            return None
        name, cells = node.data
        return Target(self.reader.world.scenario.rules.metrics[name], cells)


def _for(over: Axes) -> str:
    return f"for {' and '.join(over)}" if over else "for the nation"


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return [(name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        return []


def _formats(spec: str) -> bool:
    try:
        format(1.0, spec)
    except ValueError:
        return False
    return True
