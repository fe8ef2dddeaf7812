"""Finds the metrics, parameters, orders and dice that a formula reads. Only the text of the rules is used.

Must not know: any value. This module reads formulas and never computes them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from wargame.model.rules.inject import REPLY, came
from wargame.model.rules.step import Step
from wargame.model.scenario.scenario import Scenario
from wargame.model.text.formula import Formula

_DICE = frozenset({"chance", "uniform", "normal", "lognormal", "triangular"})
OF_ORDERS = frozenset({"effort", "ordered"})  # functions whose argument is an action


@attrs.frozen
class Dependencies:
    """All inputs of a formula. The inputs of `let` lines and other formulas in this formula are included.

    `metrics`: each metric with the entities that the formula names for it, such as `BKO` in `fuel[BKO]`.
    """

    metrics: frozenset[tuple[str, tuple[str, ...]]] = frozenset()
    parameters: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    dice: bool = False

    def __or__(self, other: Dependencies) -> Dependencies:
        return Dependencies(
            self.metrics | other.metrics,
            self.parameters | other.parameters,
            self.actions | other.actions,
            self.dice or other.dice,
        )


@attrs.frozen
class FormulaName:
    """A name in a formula, with the entities in brackets after the name."""

    name: str
    picked: tuple[str, ...]
    order: bool = False


@attrs.frozen
class Write:
    """One amount that a step can add to a metric: the metric, the entities in the target, the cause and the formula."""

    metric: str
    picked: tuple[str, ...]
    cause: str
    amount: Formula
    after: int = 0


class RuleReader:
    """Reads the rules of a scenario. Each formula is parsed once."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._rules = scenario.rules
        self._codes = frozenset(scenario.entities) | {
            member for kind in scenario.rules.kinds.values() for member in kind.members
        }
        self._names: dict[str, tuple[FormulaName, ...]] = {}
        self._reads: dict[tuple[str, str], Dependencies] = {}
        self._writes: dict[str, tuple[Write, ...]] = {}

    def names(self, text: str) -> tuple[FormulaName, ...]:
        """Return the names in a formula in their order, without repetitions."""
        if text not in self._names:
            self._names[text] = tuple(dict.fromkeys(self._walk(parsed(text))))
        return self._names[text]

    def reads(self, text: str, step: Step) -> Dependencies:
        """Return the inputs of a formula in a step."""
        key = step.id, text
        if key not in self._reads:
            lets = {let.name: let.value.text for let in step.lets}
            self._reads[key] = self._gather(text, lets, frozenset())
        return self._reads[key]

    def step_reads(self, step: Step) -> Dependencies:
        """Return the inputs of a whole step: the inputs of its condition and of all its amounts."""
        texts = [write.amount.text for write in self.writes(step)]
        texts += [step.when.text] if step.when else []
        gathered = Dependencies()
        for text in texts:
            gathered |= self.reads(text, step)
        return gathered

    def before(self, step: Step) -> tuple[Step, ...]:
        """Return the steps that run before this step in a turn, in the order of the turn."""
        phases = {phase: number for number, phase in enumerate(self._rules.phases)}
        ordered = sorted(self._rules.steps.values(), key=lambda each: phases.get(each.phase, -1))
        return tuple(ordered[: ordered.index(step)])

    def named_actions(self, step: Step) -> frozenset[str]:
        """Return the actions that a step names. Actions in the named formulas of the step do not count."""
        texts = [write.amount.text for write in self.writes(step)]
        texts += [let.value.text for let in step.lets] + ([step.when.text] if step.when else [])
        return frozenset(name.name for text in texts for name in self.names(text) if name.order)

    @cached_property
    def longest_delay(self) -> int:
        """Return the largest number of turns by which a step with `after` delays its effect."""
        return max((write.after for step in self._rules.steps.values() for write in self.writes(step)), default=0)

    def writes(self, step: Step) -> tuple[Write, ...]:
        """Return every amount that a step can add to a metric."""
        if step.id not in self._writes:
            self._writes[step.id] = tuple(self._find_writes(step))
        return self._writes[step.id]

    def writes_of(self, step: Step, metric: str, entities: tuple[str, ...], cause: str) -> tuple[Write, ...]:
        """Return the amounts of a step that may have made a ledger entry. The most certain amount comes first.

        A step need not name its causes. The result then has all amounts that the step adds to this number of the
        metric.
        """
        fitting = tuple(
            write
            for write in self.writes(step)
            if write.metric == metric and all(code in entities for code in write.picked)
        )
        named = tuple(write for write in fitting if write.cause == cause)
        return named or fitting

    def _find_writes(self, step: Step) -> Iterator[Write]:
        for line in step.sets:
            yield self._write(line.target, "", line.value)
        for add in step.adds:
            for cause in add.causes:
                yield self._write(add.target, cause.name, cause.amount)
        for move in step.moves:
            yield self._write(move.origin, move.name, move.amount)
            yield self._write(move.goal, move.name, move.amount)
        for later in step.afters:
            for add in later.add:
                for cause in add.causes:
                    yield self._write(add.target, cause.name, cause.amount, later.turns)

    def _write(self, target: Formula, cause: str, amount: Formula, after: int = 0) -> Write:
        names = self.names(target.text)
        return Write(names[0].name, names[0].picked, cause, amount, after) if names else Write("", (), cause, amount)

    def _gather(self, text: str, lets: Mapping[str, str], on_the_way: frozenset[str]) -> Dependencies:
        gathered = Dependencies()
        for name in self.names(text):
            gathered |= self._behind(name, lets, on_the_way)
        return gathered

    def _behind(self, name: FormulaName, lets: Mapping[str, str], on_the_way: frozenset[str]) -> Dependencies:
        """Return all inputs of one name.

        `lets`: name -> text of each `let` line.
        `on_the_way`: the names whose texts contain this name. These names are not followed again.
        """
        if name.order:
            return Dependencies(actions=frozenset({name.name}))
        if name.name in _DICE:
            return Dependencies(dice=True)
        if name.name in self._rules.metrics:
            return Dependencies(metrics=frozenset({(name.name, name.picked)}))
        if name.name in self._rules.parameters:
            return Dependencies(parameters=frozenset({name.name}))
        if name.name in on_the_way:
            return Dependencies()
        if name.name in lets:
            return self._gather(lets[name.name], lets, on_the_way | {name.name})
        if name.name in self._rules.formulas:
            return self._gather(self._rules.formulas[name.name].body.text, {}, on_the_way | {name.name})
        return Dependencies()

    def _walk(self, node: ast.AST | None) -> Iterator[FormulaName]:
        match node:
            case None:
                return
            case ast.Call(func=ast.Name(id=called), args=args):
                if called in OF_ORDERS and args and isinstance(args[0], ast.Name):
                    yield FormulaName(args[0].id, (), order=True)
                    return
                if called in ("happened", "chose") and args and isinstance(args[0], ast.Name):
                    inject = args[0].id
                    yield FormulaName(came(inject), ()) if called == "happened" else FormulaName(REPLY, (inject,))
                    return
                yield FormulaName(called, ())
                for argument in args:
                    yield from self._walk(argument)
            case ast.Subscript(value=ast.Name(id=base), slice=picks):
                yield FormulaName(base, tuple(pick for pick in ids_in(picks) if pick in self._codes))
            case ast.Name(id=base):
                yield FormulaName(base, ())
            case _:
                for child in ast.iter_child_nodes(node):
                    yield from self._walk(child)


def parsed(text: str) -> ast.AST | None:
    """Return the syntax tree of a formula. Return None for a formula with a syntax error.

    The loader has already reported the error.
    """
    try:
        # The brackets allow a formula to have several lines.
        return ast.parse(f"({text.strip()})", mode="eval").body
    except SyntaxError:
        return None


def ids_in(node: ast.AST) -> tuple[str, ...]:
    """Return all names in a syntax tree."""
    return tuple(found.id for found in ast.walk(node) if isinstance(found, ast.Name))
