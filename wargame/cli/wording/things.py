"""Finds all named things of a scenario or rule set, such as metrics and steps.

The module also finds which things read or write other things.

Must not know: how rules are computed. This module finds names in formulas by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

from wargame.errors import Place
from wargame.game.wording.number import SPOKEN
from wargame.model.rules.inject import KIND
from wargame.model.rules.kinds import FACTION
from wargame.model.rules.parameter import Parameter, Status
from wargame.model.rules.step import Step
from wargame.model.scenario.ruleset import RuleSet
from wargame.model.scenario.scenario import Scenario
from wargame.model.text.formula import Formula

_WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@attrs.frozen
class Thing:
    """A named part of the rules or of the scenario.

    `template`: the place in the engine's template from which the engine made this part. None for an author's part.
    """

    sort: str
    name: str
    place: Place
    label: str = ""
    item: object = attrs.field(default=None, eq=False, repr=False)
    template: Place | None = attrs.field(default=None, eq=False)


class Things:
    """All named things of a scenario or rule set."""

    def __init__(self, things: Iterable[Thing], inner: Iterable[Thing]) -> None:
        """Store the things. `inner`: the engine's own things, which a search finds only by their full names."""
        self._all = tuple(things)
        names = {(thing.sort, thing.name) for thing in self._all} | {("step", thing.name) for thing in self._all}
        self._inner = tuple(thing for thing in inner if (thing.sort, thing.name) not in names)
        self._words = {thing: frozenset(_words(thing.item)) for thing in (*self._all, *self._inner)}

    @classmethod
    def of_rules(cls, rules: RuleSet) -> Things:
        """Return the things of a rule set."""
        return cls(_of_rules(rules), _inner(rules))

    @classmethod
    def of_scenario(cls, scenario: Scenario) -> Things:
        """Return the things of a scenario and its rules."""
        rules = attrs.evolve(scenario.rules, endings=scenario.endings, fog=scenario.fog)
        return cls([*_of_rules(rules), *_of_scenario(scenario)], _inner(rules))

    def names(self) -> tuple[str, ...]:
        """Return the names of all things."""
        return tuple(thing.name for thing in (*self._all, *self._inner))

    def called(self, name: str) -> tuple[Thing, ...]:
        """Return the things with this name. There may be several, because a step and an action may share a name."""
        return tuple(thing for thing in (*self._all, *self._inner) if thing.name == name)

    def parameters_in(self, thing: Thing) -> tuple[Parameter, ...]:
        """Return the parameters that a thing reads, sorted by name.

        The result includes the parameters in the formulas that the thing reads.
        """
        words = set(self._words[thing])
        for formula in self.formulas_in(thing):
            words |= self._words[formula]
        found = [other.item for other in self._all if other.name in words and other != thing]
        return tuple(item for item in found if isinstance(item, Parameter))

    def formulas_in(self, thing: Thing) -> tuple[Thing, ...]:
        """Return the formulas that a thing reads. The result includes the formulas that these formulas read."""
        formulas = {other.name: other for other in self._all if other.sort == "formula" and other != thing}
        found: dict[str, Thing] = {}
        waiting = list(self._words[thing])
        while waiting:
            word = waiting.pop()
            if word in formulas and word not in found:
                found[word] = formulas[word]
                waiting += self._words[formulas[word]]
        return tuple(formulas[name] for name in formulas if name in found)

    def writers_of(self, thing: Thing) -> tuple[Thing, ...]:
        """Return the steps that write a metric."""
        if thing.sort != "metric":
            return ()
        return tuple(other for other in self._all if any(thing.name in _written(step) for step in _steps(other.item)))

    def readers_of(self, thing: Thing) -> tuple[Thing, ...]:
        """Return the things whose formulas contain the name of this thing."""
        if thing.sort in ("step", "ending", "inject"):
            return ()
        return tuple(other for other in self._all if thing.name in self._words[other] and other != thing)


def mark(parameter: Parameter) -> str:
    """Return `[EST]` for a parameter whose status is estimate or assumption. Return an empty text for a fact."""
    return "" if parameter.status is Status.FACT else "[EST]"


def worth(parameter: Parameter) -> str:
    """Return a parameter's value, unit and status as text. A parameter without a value shows its prior."""
    unit = f" {parameter.unit}" if parameter.unit else ""
    if parameter.pick:
        text = "drawn: " + ", ".join(f"{name} {chance:.0%}" for name, chance in parameter.pick.items())
    elif parameter.prior is not None:
        numbers = ", ".join(f"{SPOKEN.free(value)}" for value in parameter.prior.values)
        text = f"{SPOKEN.free(parameter.value)}{unit}, drawn: {parameter.prior.name}({numbers})"
    else:
        text = f"{SPOKEN.free(parameter.value)}{unit}"
    known = f", known to {parameter.known_to}" if parameter.known_to else ""
    return f"{text}{', hidden' if parameter.hidden else ''}{known} ({parameter.status.value})"


def _of_rules(rules: RuleSet) -> Iterator[Thing]:
    for kind in rules.kinds.values():
        if kind.name == KIND and rules.injects:
            continue
        yield Thing("kind", kind.name, kind.place, "", kind)
        for code, label in kind.members.items():
            yield Thing(kind.name, code, kind.place, label, None)
        for relation in kind.relations:
            yield Thing("relation", relation.name, relation.place or kind.place, "", None)
    for metric in rules.metrics.values():
        if metric.inner:
            continue
        yield Thing("metric", metric.name, metric.place, metric.label, metric)
    for parameter in rules.parameters.values():
        yield Thing("parameter", parameter.name, parameter.place, parameter.label, parameter)
    for formula in rules.formulas.values():
        yield Thing("formula", formula.name, formula.body.place, formula.label, formula, formula.template)
    for action in rules.actions.values():
        if action.words:
            continue
        yield Thing("action", action.name, action.place, action.label, action, action.template)
    for step in rules.steps.values():
        if not step.inject:
            yield Thing("step", step.id, step.place, step.name, step, step.template)
    for inject in rules.injects.values():
        # The effects of an inject are in the steps that the engine makes from the inject. People have no names for
        # these steps.
        made = tuple(step for step in rules.steps.values() if step.inject == inject.id)
        yield Thing("inject", inject.id, inject.place, inject.title, made)
    for ending in rules.endings.values():
        yield Thing("ending", ending.name, ending.when.place, ending.label, ending)
    for row in rules.fog:
        cells = ", ".join(dict.fromkeys(cell.metric for cell in row.cells))
        yield Thing("fog of", f"{cells} for {', '.join(row.to)}", row.place, "", row)


def _inner(rules: RuleSet) -> Iterator[Thing]:
    """Return the engine's own things for deals and injects. No screen shows these things, and no author wrote them."""
    for metric in rules.metrics.values():
        if metric.inner:
            yield Thing("metric", metric.name, metric.place, metric.label, metric, metric.template)
    for action in rules.actions.values():
        if action.words:
            yield Thing("action", action.name, action.place, action.label, action, action.template)
    for step in rules.steps.values():
        if step.inject:
            yield Thing("step", step.id, step.place, step.name, step, step.template)


def _of_scenario(scenario: Scenario) -> Iterator[Thing]:
    for entity in scenario.entities.values():
        sort = "faction" if entity.kind == FACTION else entity.kind
        yield Thing(sort, entity.code, entity.place, entity.label, entity)


def _formulas(item: object) -> Iterator[Formula]:
    """Return every formula inside a part of the content, such as a step or an action."""
    if isinstance(item, Formula):
        yield item
    elif isinstance(item, Mapping):
        for value in item.values():
            yield from _formulas(value)
    elif isinstance(item, tuple):
        for value in item:
            yield from _formulas(value)
    else:
        kind = type(item)
        if attrs.has(kind):
            for field in attrs.fields(kind):
                yield from _formulas(getattr(item, field.name))


def _words(item: object) -> Iterator[str]:
    for formula in _formulas(item):
        yield from _WORD.findall(formula.text)


def _steps(item: object) -> tuple[Step, ...]:
    """Return a step itself, or the steps in a tuple, such as the steps that were made from an inject."""
    if isinstance(item, Step):
        return (item,)
    return tuple(step for step in item if isinstance(step, Step)) if isinstance(item, tuple) else ()


def _written(step: Step) -> set[str]:
    """Return the names of the metrics that a step writes."""
    targets = [line.target for line in step.sets]
    targets += [line.target for line in step.adds]
    targets += [line.target for after in step.afters for line in after.add]
    targets += [end for move in step.moves for end in (move.origin, move.goal)]
    return {found[0] for target in targets if (found := _WORD.search(target.text))}
