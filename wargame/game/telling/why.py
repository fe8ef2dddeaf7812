"""The causes of a cell's change in a turn. A cell is one number of a metric. The amounts of the causes add up.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

import attrs

from wargame.game.disclosure.account import Account
from wargame.game.telling.causes import cell_terms
from wargame.game.telling.readings import readings
from wargame.game.wording.labels import cell_label
from wargame.game.wording.number import fine_digits, fine_units
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.telling.why import Term, Why


def why_changed(account: Account, metric: str, entities: tuple[str, ...]) -> Why:
    """Return the causes of a cell's change. Return only a refusal for a cell that the seat does not see."""
    label = cell_label(account.scenario, metric, entities, account.seat)
    before, after = account.before.value(metric, entities), account.after.value(metric, entities)
    known = account.scenario.rules.metrics[metric]
    if account.after.estimate(metric, entities) is not None:
        return _guessed(account, known, entities, label)
    if before is None or after is None:
        return Why(metric, entities, account.turn, label, refused="Your side does not see this.", exact=False)
    numbers = account.numbers
    found, exact = _deep(account, known, entities)
    if known.type in (MetricType.ENUM, MetricType.FLAG):
        then, now = numbers.value(known, before), numbers.value(known, after)
        return Why(metric, entities, account.turn, label, then, now, "", exact, found)
    old, new = fine_units(known, before), fine_units(known, after)
    digits = fine_digits(known)
    step = 10.0**digits
    return Why(
        metric=metric,
        entities=entities,
        turn=account.turn,
        label=label,
        before=numbers.plain(old / step, digits),
        after=numbers.plain(new / step, digits),
        change=numbers.signed((new - old) / step, digits) if exact else numbers.change(known, after - before),
        exact=exact,
        terms=found,
    )


def _guessed(account: Account, metric: Metric, entities: tuple[str, ...], label: str) -> Why:
    """Return the answer for a cell that the seat estimates.

    The answer has no sum. The answer has the causes in words if the seat may read the causes.
    """
    cell, numbers = (metric.name, entities), account.numbers
    before, after = (
        numbers.in_full(metric, moment.value(*cell), moment.estimate(*cell))
        for moment in (account.before, account.after)
    )
    estimate = account.after.estimate(*cell)
    moved = numbers.change(metric, estimate.change, estimate) if estimate is not None else ""
    found, _ = _deep(account, metric, entities)
    note = "" if found else "Your side does not learn the causes now; the end of the game shows them."
    return Why(
        metric.name, entities, account.turn, label, before, after, moved, False, found, estimated=True, note=note
    )


def _deep(account: Account, metric: Metric, entities: tuple[str, ...]) -> tuple[tuple[Term, ...], bool]:
    """Return the causes of the change of a cell, and whether their amounts are exact.

    Each cause has the names in its formula. A person can then ask `why` about one of these names.
    """
    found, exact = cell_terms(account, metric, entities)
    here = [entry for entry in account.entries if (entry.metric, entry.entities) == (metric.name, entities)]
    first = {(entry.step, entry.cause): entry for entry in reversed(here)}
    rules = account.scenario.rules.steps
    return tuple(
        attrs.evolve(term, readings=readings(account, first[term.rule, term.cause], rules[term.rule], term.formula))
        if term.formula
        else term
        for term in found
    ), exact
