"""The names in the formula of a cause, with their values before the rule. A person can ask `why` about each name.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from wargame.game.disclosure.account import Account
from wargame.game.disclosure.dependencies import FormulaName
from wargame.game.disclosure.disclosure import knows_orders, knows_parameter
from wargame.game.result import parameter_note, parameter_value
from wargame.game.wording.labels import metric_label, words
from wargame.model.match.outcome import Entry
from wargame.model.rules.step import Step
from wargame.model.telling.why import NamedValue

LET, FORMULA = "let", "formula"
DEEPEST = 4


def readings(account: Account, entry: Entry, step: Step, formula: str) -> tuple[NamedValue, ...]:
    """Return the names in a formula with their values for the cell of an entry. A cell is one number of a metric.

    Functions and entities are left out.

    The name of a `let` line or of another formula is followed by the names in its text. Each name appears once.
    """
    return tuple(_walk(account, entry, step, formula, 0, set()))


def _walk(
    account: Account, entry: Entry, step: Step, formula: str, depth: int, said: set[FormulaName]
) -> Iterator[NamedValue]:
    for name in account.reader.names(formula):
        reading = None if name in said else _reading(account, entry, step, name)
        if reading is None:
            continue
        said.add(name)
        yield attrs.evolve(reading, depth=depth)
        if reading.kind in (LET, FORMULA) and depth < DEEPEST:
            yield from _walk(account, entry, step, reading.note, depth + 1, said)


def value_found(account: Account, metric: str, entities: tuple[str, ...], step: str) -> float | None:
    """Return the value of a cell before a step: the value at the opening of the turn, plus all entries before the step.

    A cell that the seat estimates has its estimate from the opening of the turn.
    """
    value = account.before.value(metric, entities)
    if value is None or account.before.estimate(metric, entities) is not None:
        return value
    for entry in account.entries:
        if entry.step == step:
            break
        if entry.metric == metric and entry.entities == entities:
            value += entry.amount
    return value


def _reading(account: Account, entry: Entry, step: Step, name: FormulaName) -> NamedValue | None:
    rules = account.scenario.rules
    lets = {let.name: let.value.text for let in step.lets}
    if name.order:
        return _orders(account, name.name)
    if name.name in lets:
        return NamedValue(name.name, LET, words(name.name), note=lets[name.name].strip())
    if name.name in rules.metrics:
        return _metric(account, entry, step, name)
    if name.name in rules.parameters:
        parameter = rules.parameters[name.name]
        drawn = account.drawn.get(parameter.name, parameter.value)
        known = knows_parameter(account, parameter)
        value = parameter_value(drawn, account.numbers) if known else ""
        note = parameter_note(parameter) if known else "hidden until the end"
        return NamedValue(name.name, "parameter", parameter.label or words(name.name), value, note)
    if name.name in rules.formulas:
        formula = rules.formulas[name.name]
        return NamedValue(name.name, FORMULA, formula.label or words(name.name), note=formula.body.text.strip())
    return None


def _metric(account: Account, entry: Entry, step: Step, name: FormulaName) -> NamedValue:
    metric = account.scenario.rules.metrics[name.name]
    label = metric_label(account.scenario, name.name)
    cell = _cell(account, entry, name)
    value = value_found(account, name.name, cell, step.id) if cell is not None else None
    if cell is None or value is None:
        seen = account.visibility.sees_any(name.name, name.picked)
        return NamedValue(name.name, "metric", label, note="" if seen else "your side does not see this")
    text = account.numbers.in_full(metric, value, account.before.estimate(name.name, cell))
    return NamedValue(name.name, "metric", label, text, link=(name.name, cell))


def _cell(account: Account, entry: Entry, name: FormulaName) -> tuple[str, ...] | None:
    """Return the one cell that a name in the formula of an entry means. Return None if the name means several cells."""
    axes = account.scenario.rules.metrics[name.name].of
    at = dict(zip(account.scenario.rules.metrics[entry.metric].of, entry.entities, strict=False))
    picked = list(name.picked)
    cell = []
    for axis in axes:
        code = next((code for code in picked if _is_of(account, code, axis)), at.get(axis))
        if code is None:
            return None
        if code in picked:
            picked.remove(code)
        cell.append(code)
    return tuple(cell)


def _is_of(account: Account, code: str, kind: str) -> bool:
    kinds = account.scenario.rules.kinds
    return kind in kinds and code in account.scenario.of_kind(kind)


def _orders(account: Account, action: str) -> NamedValue:
    """Return the visible orders of an action, with their levels."""
    known = account.scenario.rules.actions[action]
    given = [
        " ".join((*settled.order.targets, settled.order.level_word))
        for settled in (*account.own, *account.others)
        if settled.order.action == action and not settled.lapsed
    ]
    value = ", ".join(given) or ("none" if knows_orders(account, action) else "")
    return NamedValue(action, "order", known.label or words(action), value)
