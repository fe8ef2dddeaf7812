"""Checks steps: formulas, whether values fit their targets, cells that two changes write, and causes without a name.

A cell is one number of a metric.

Must not know: how steps are computed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable

import attrs

from wargame.errors import Place
from wargame.language.functions.extremes import GREATEST_OF, LEAST_OF
from wargame.language.registry import WORDS
from wargame.model.rules.kinds import playing_kinds
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.rules.step import Add, Report, Step
from wargame.model.text.braces import braces_in
from wargame.model.text.formula import Formula
from wargame.rulebook.checked import (
    WRITTEN,
    CheckedAdd,
    CheckedAfter,
    CheckedMove,
    CheckedReport,
    CheckedSet,
    CheckedStep,
    WrittenCells,
)
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.nodes import ConstNode, MetricNode, Node
from wargame.rulebook.language import inject_queries as inject_queries
from wargame.rulebook.language import names
from wargame.rulebook.language.base_reader import Scope
from wargame.rulebook.language.reader import Reader

FARTHEST = 1e200  # the limit of an amount that could overflow within the declared ranges
LARGEST_CHANGE = 2.0**21  # the largest change of a cell by one step; up to it, sums on the grid are exact
_NAME = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*){0,2}", re.ASCII)
_FORM = re.compile(r"[+]?,?(\.\d)?[f%]?")  # number formats; a format with a width could fill the memory
_FORMS = {MetricType.ENUM: "an enum", MetricType.FLAG: "a flag", MetricType.TIMER: "a timer"}


@attrs.frozen
class StepChecker:
    """Checks the steps of one scenario.

    `caused`: the metrics that only named causes may change.
    """

    reader: Reader
    caused: frozenset[str]

    def check(self, step: Step) -> CheckedStep:
        """Read every formula of a step. Wrong parts are reported and left out."""
        reader = self.reader
        over = self._over(step)
        scope = Scope(over=over)
        when = self._when(step, over)
        lets: dict[str, Node] = {}
        scope.later = {let.name for let in step.lets}
        for let in step.lets:
            known = let.name in reader.world.symbols and not reader.is_lost(let.name)
            if known or let.name in WORDS or let.name in ("turn", "level"):
                reader.problems.add(
                    let.value.place, f"`{let.name}` has a meaning already: call this let something else"
                )
            scope.die, scope.drawn = step.die(let.name), False
            value = reader.read(let.value, scope)
            if step.inject:
                value = inject_queries.national(reader, let, value)
            if value is not reader.bad:
                value = reader.graph.let(step.id, let.name, value)
            scope.lets[let.name] = lets[let.name] = value
            scope.later.discard(let.name)
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
        if step.inject:
            inject_queries.check_landing(reader, step, lets)
        for let in step.lets:
            if let.name not in scope.used:
                reader.idle.append((let.value.place, f"`{let.name}` is never used"))
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
        if isinstance(node, ConstNode) and node.is_number and not node.value:
            self.reader.problems.add(step.when.place, "`when` is never true", warning=not step.inject)
        elif (node.low, node.high) == (0.0, 0.0):
            self.reader.problems.add(
                step.when.place, "`when` is never true by the declared ranges", warning=not step.inject
            )
        return self.reader.graph.as_truth(node)

    def target(self, formula: Formula) -> WrittenCells | None:
        """Read a target: a whole metric, or a metric with a pick in [ ]."""
        node = self.reader.read(formula)
        if node is self.reader.bad:
            return None
        if not isinstance(node, MetricNode):
            self.reader.problems.add(
                formula.place, f"`{formula.text}` is not a metric, and only metrics can be written"
            )
            return None
        target = WrittenCells(self.reader.world.scenario.rules.metrics[node.name], node.cells)
        if target.axes != node.axes:
            self.reader.problems.add(
                formula.place, f"`{formula.text}` swaps the axes of what it writes: swap those of the value instead"
            )
            return None
        return target

    def _fitted(self, formula: Formula, target: WrittenCells, scope: Scope) -> Node | None:
        node = self.reader.read(formula, scope)
        bounded = None if node is self.reader.bad else self._bounded(node, formula)
        return bounded if bounded is not None and self._fits(bounded, formula, target) else None

    def _bounded(self, node: Node, formula: Formula) -> Node | None:
        """Return an amount that is cut at a limit. The limit is larger than the range of every cell.

        Report a problem and return None if the value is no number.
        """
        reach = max(abs(node.low), abs(node.high))
        if reach <= FARTHEST:
            return node
        if math.isfinite(reach):
            graph = self.reader.graph
            return graph.op(LEAST_OF, graph.op(GREATEST_OF, node, graph.number(-FARTHEST)), graph.number(FARTHEST))
        self.reader.problems.add(
            formula.place, "this can reach any size by the declared ranges: cut it, as in min(x, 1000)"
        )
        return None

    def _exact(self, node: Node, formula: Formula, metric: Metric, causes: int) -> Node:
        """Limit an amount to the range in which the ledger is exact. Warn if the range of the metric is larger."""
        most, graph = LARGEST_CHANGE / causes, self.reader.graph
        reach = max(abs(node.low), abs(node.high))
        if reach <= most:
            return node
        if metric.high - metric.low > most:
            self.reader.problems.add(
                formula.place,
                f"this can reach {reach:.2g} by the declared ranges, and counts up to {most:,.0f} here: "
                "cut it, as in clip(x, -1000, 1000)",
                warning=True,
            )
        return graph.op(LEAST_OF, graph.op(GREATEST_OF, node, graph.number(-most)), graph.number(most))

    def _fits(self, node: Node, formula: Formula, target: WrittenCells) -> bool:
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

    def _takes(self, node: Node, formula: Formula, metric: Metric) -> bool:
        """Return whether a new value fits its target. An enum (a metric whose values are words) accepts only one of its
        own words.
        """
        own = node.enum if metric.type is MetricType.ENUM else ""
        if (node.enum == own == "" and metric.type is not MetricType.ENUM) or own == metric.name:
            return True
        values = ", ".join(metric.values)
        if metric.type is not MetricType.ENUM:
            message = f"`{node.enum}` is a choice, and `{metric.name}` is a number"
        elif not node.enum:
            message = f"`{metric.name}` takes one of its values ({values}), not a number"
        else:
            given, owner = node.enum, "another choice"
            if isinstance(node, ConstNode):
                given, owner = node.choice, f"a value of `{node.enum}`"
            message = f"`{given}` is {owner}, not of `{metric.name}` ({values})"
        self.reader.problems.add(formula.place, message)
        return False

    def _sets(self, step: Step, scope: Scope) -> Iterable[CheckedSet]:
        for row in step.sets:
            target = self.target(row.target)
            if target is None:
                if not self.reader.is_lost(row.target.text):  # it may be a word of a metric that could not be read
                    self.reader.read(row.value, scope)
                continue
            added = any(add.target.text == row.target.text for add in step.adds)  # another problem names this mistake
            if target.metric.name in self.caused and not added:
                self.reader.problems.add(
                    row.target.place,
                    f"`{target.metric.name}` is a headline: it changes only by `add` with named causes, or by `move`",
                )
            value = self._fitted(row.value, target, scope)
            if value is not None and self._takes(value, row.value, target.metric):
                yield CheckedSet(target, value)

    def _add(self, add: Add, scope: Scope) -> Iterable[CheckedAdd]:
        target = self.target(add.target)
        if target is None:
            for cause in add.causes:
                self.reader.read(cause.amount, scope)
            return
        if target.metric.type in (MetricType.ENUM, MetricType.FLAG, MetricType.TIMER):
            self.reader.problems.add(
                add.target.place, f"`{target.metric.name}` is {_FORMS[target.metric.type]}: write it with `set`"
            )
        causes: list[tuple[str, Node]] = []
        for cause in add.causes:
            if target.metric.name in self.caused and not cause.name:
                self.reader.problems.add(
                    cause.amount.place,
                    f"`{target.metric.name}` is a headline: give this change a name, as in cause: amount",
                )
            node = self._fitted(cause.amount, target, scope)
            if node is not None and node.enum and target.metric.type is MetricType.ENUM:
                continue
            if node is not None and node.enum:
                self.reader.problems.add(cause.amount.place, f"`{node.enum}` is a choice, not an amount")
            elif node is not None:
                causes.append((cause.name, self._exact(node, cause.amount, target.metric, len(add.causes))))
        if causes:
            yield CheckedAdd(target, tuple(causes))

    def _moves(self, step: Step, scope: Scope) -> Iterable[CheckedMove]:
        for move in step.moves:
            origin, goal = self.target(move.origin), self.target(move.goal)
            amount = self.reader.read(move.amount, scope)
            spread = self.reader.read(move.spread, scope) if move.spread else None
            if origin is None or goal is None or amount is self.reader.bad or spread is self.reader.bad:
                continue
            fixed = [
                (target, formula)
                for target, formula in ((origin, move.origin), (goal, move.goal))
                if target.metric.type is not MetricType.NUMBER
            ]
            for target, formula in fixed:
                self.reader.problems.add(
                    formula.place, f"`{target.metric.name}` is no plain number: it cannot be moved"
                )
            if fixed:
                continue
            if spread is None and origin.metric.name == goal.metric.name and origin.cells == goal.cells:
                self.reader.problems.add(
                    move.goal.place, f"`{move.goal.text}` moves to itself: say with `spread` who receives how much"
                )
            if amount.enum:
                self.reader.problems.add(move.amount.place, f"`{amount.enum}` is a choice, not an amount")
            ends = set(origin.axes) | (set(goal.axes) if spread is None else set())
            extra = [a for a in amount.axes if a not in ends]
            if extra:
                book = self.reader.world.book
                self.reader.problems.add(
                    move.amount.place,
                    f"this amount is {names.per(amount.axes)}, but the move is {names.per(book.sort(ends))}: "
                    f"wrap it in total(…, {extra[0]}), or pick one",
                )
            bounded = self._bounded(amount, move.amount)
            if bounded is None:
                continue
            if spread is not None and not self._fits(spread, move.spread or move.amount, goal):
                continue
            if move.spread is not None:
                self._pools_apart(move.spread.place, origin, goal)
            yield CheckedMove(bounded, origin, goal, spread, move.name)

    def _pools_apart(self, place: Place, origin: WrittenCells, goal: WrittenCells) -> None:
        """Warn of a move with `spread` in which things of one side become things of another side.

        All sources of such a move pay into one common amount (a pool). The pool also joins the cells of all factions if
        the source and the goal both have an axis of factions.
        """
        world = self.reader.world
        shared = [axis for axis in origin.axes if axis in goal.axes]
        if len(shared) < 2:
            return
        kinds = [world.book.kind_of[axis] for axis in shared]
        side = next((kind for kind in playing_kinds(world.scenario.rules.kinds) if kind in kinds), kinds[0])
        code, name = world.book.codes[side][0], origin.metric.name
        self.reader.problems.add(
            place,
            f"this pools {' and '.join(shared)}: what leaves `{name}` of one {side} may arrive at another {side}. "
            f"Write a move for each {side}, as in from: {name}[{code}], with the amount and the spread of {code}",
            warning=True,
        )

    def _within(self, node: Node, scope: Scope, place: Place, what: str) -> bool:
        """Return whether a value in a report is a single value at each cell of the step.

        Report a problem if the value is not single.
        """
        extra = set(node.axes) - set(scope.over)
        if extra:
            self.reader.problems.add(
                place, f"{what} is {names.per(node.axes)}, but the step runs {_for(scope.over)}: pick one or reduce"
            )
        return not extra

    def _reports(self, step: Step, scope: Scope) -> Iterable[CheckedReport]:
        for report in step.reports:
            when = self.reader.read(report.when, scope) if report.when else None
            if when is not None and report.when is not None and when is not self.reader.bad:
                self._within(when, scope, report.when.place, "this condition")
            values: dict[str, Node] = {}
            metrics: dict[str, Metric] = {}
            for name, form, place in _shown(report):
                if name in scope.over:
                    continue
                node = self._word(name, form, place, scope)
                if node is None:
                    continue
                values[_key(name)] = node
                if isinstance(node, MetricNode) and not form:
                    metrics[_key(name)] = self.reader.world.scenario.rules.metrics[node.name]
            if when is not self.reader.bad:
                yield CheckedReport(_formed(report.text, values, metrics), when, values, metrics, report.seen_by)

    def _word(self, name: str, form: str, place: Place, scope: Scope) -> Node | None:
        """Read a name in the braces of a report. Report a problem if the report cannot show its value."""
        world, problems = self.reader.world, self.reader.problems
        if name in world.book.kind_of:
            problems.add(place, f"`{{{name}}}` has no meaning here: the step runs {_for(scope.over)}")
            return None
        if not _NAME.fullmatch(name):
            problems.add(place, f"{{{name[:40]}}} in a report must be a let, a metric or an axis")
            return None
        if not _FORM.fullmatch(form):
            problems.add(place, f"`{form[:40]}` is not a way to write a number, as .0f, .1f and .0% are")
            return None
        first, *entities = name.split(".")  # `fear.ABJ` is as long as `fear[ABJ`, so all places stay right
        node = self.reader.read(Formula(f"{first}[{','.join(entities)}]" if entities else name, place), scope)
        if node is self.reader.bad:
            return None
        if node.enum:
            problems.add(place, f"`{name}` is a choice, and only numbers are shown: write a report for each value")
            return None
        return node if self._within(node, scope, place, f"`{name}`") else None

    def _twice(self, step: Step, checked: CheckedStep) -> None:
        written: list[tuple[str, WrittenCells, Formula]] = []
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

    def _quiet(self, formula: Formula, done: Iterable[CheckedSet | CheckedAdd]) -> WrittenCells | None:
        node = self.reader.read(formula) if done else self.reader.bad
        if not isinstance(node, MetricNode):
            return None
        return WrittenCells(self.reader.world.scenario.rules.metrics[node.name], node.cells)


def _for(over: Axes) -> str:
    return f"for {' and '.join(over)}" if over else "for the nation"


def _key(name: str) -> str:
    """Return the name of a value for `str.format`, without dots. A dot in a name has a meaning for `str.format`."""
    return name.replace(".", " ")


def _formed(text: str, values: Collection[str], metrics: Collection[str]) -> str:
    """Return the text of a report for `str.format`.

    A metric without a format is written as on the screens. Other numbers without a format lose their needless digits.
    """
    for brace in reversed(braces_in(text) or ()):
        key = _key(brace.name)
        if key not in values:
            continue
        form = f":{brace.form}" if brace.form else ":g"
        shown = f"{{{WRITTEN.format(key)}}}" if key in metrics and not brace.form else f"{{{key}{form}}}"
        text = f"{text[: brace.offset - 1]}{shown}{text[text.index('}', brace.offset) + 1 :]}"
    return text


def _shown(report: Report) -> list[tuple[str, str, Place]]:
    """Return the braces in a report: the name, the format, and the place of the name."""
    return [(brace.name, brace.form, report.place_at(brace.offset)) for brace in braces_in(report.text) or ()]
