"""The causes of a change, the largest first. Words (`much`, `some` or `little`) replace secret numbers.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import attrs

from wargame.game.disclosure.account import Account
from wargame.game.disclosure.disclosure import knows
from wargame.game.disclosure.own_part import own_part, seats_behind
from wargame.game.disclosure.redaction import COARSE, word_for
from wargame.game.wording.labels import ORDERS, phase_label, rule_label
from wargame.game.wording.number import fine_digits, fine_units, largest_remainder
from wargame.model.match.outcome import Entry
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.rules.number_style import scaled
from wargame.model.telling.why import Term, told_apart


@attrs.frozen
class Bundle:
    """All entries with the same cause of the same rule, and their sum."""

    entries: tuple[Entry, ...]
    amount: float

    @property
    def first(self) -> Entry:
        """Return the first entry. All entries have the same phase, rule and cause."""
        return self.entries[0]


def bundles(entries: Sequence[Entry], by_cell: bool = False) -> tuple[Bundle, ...]:
    """Group entries by rule and cause. The largest group comes first. Groups with the sum 0 are left out.

    `by_cell`: whether each cell (one number of a metric) has groups of its own.
    """
    gathered: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        cell = (entry.metric, *entry.entities) if by_cell else ()
        gathered.setdefault((entry.step, entry.cause, *cell), []).append(entry)
    found = [Bundle(tuple(same), sum(entry.amount for entry in same)) for same in gathered.values()]
    return tuple(sorted((b for b in found if b.amount != 0), key=lambda b: -abs(b.amount)))


def cell_terms(
    account: Account, metric: Metric, entities: tuple[str, ...], of: Collection[tuple[str, str]] | None = None
) -> tuple[tuple[Term, ...], bool]:
    """Return the causes of a cell's change as terms. A term here is a printed cause with its amount. A cell is one
    number of a metric.

    The flag says whether the terms are numbers that add up.

    `of`: the (rule, cause) pairs of the wanted terms. The text of a term does not depend on `of`.

    The seat may not know the amounts of some terms. Words replace these amounts. A single unknown amount could be
    computed from the others, so words then replace all amounts.
    """
    cell = metric.name, entities
    found = bundles([entry for entry in account.entries if (entry.metric, entry.entities) == cell])
    known = [all(knows(account, entry) for entry in bundle.entries) for bundle in found]
    unknown = known.count(False)
    if metric.type in (MetricType.ENUM, MetricType.FLAG):
        numbers = [""] * len(found)
    else:
        amounts = [bundle.amount for bundle in found]
        numbers = _numbers(account, metric, amounts, _whole(account, metric, entities) if not unknown else None)
    told = [
        number if not unknown or (unknown > 1 and open_) else "" for number, open_ in zip(numbers, known, strict=True)
    ]
    largest = max((abs(bundle.amount) for bundle in found), default=0.0)
    made = tuple(
        _term(account, metric, bundle, number, largest)
        for bundle, number in zip(found, told, strict=True)
        if of is None or (bundle.first.step, bundle.first.cause) in of
    )
    return told_apart(made), not unknown


def _whole(account: Account, metric: Metric, entities: tuple[str, ...]) -> int | None:
    """Return the change of a cell as a whole number of units of the last printed decimal.

    The printed terms must add up to this change.

    Return None if the seat only estimates the change. Each term is then rounded separately.
    """
    before, after = account.before.value(metric.name, entities), account.after.value(metric.name, entities)
    if before is None or after is None or account.after.estimate(metric.name, entities) is not None:
        return None
    return fine_units(metric, after) - fine_units(metric, before)


def _numbers(account: Account, metric: Metric, amounts: Sequence[float], units: int | None) -> list[str]:
    digits = fine_digits(metric)
    step = 10.0**digits
    exact = [scaled(metric, amount) * step for amount in amounts]
    whole = [round(value) for value in exact] if units is None else largest_remainder(exact, units)
    return [account.numbers.signed(value / step, digits) for value in whole]


def _term(account: Account, metric: Metric, bundle: Bundle, number: str, largest: float) -> Term:
    entry = bundle.first
    step = account.scenario.rules.steps.get(entry.step)
    share = abs(bundle.amount) / largest
    word = word_for(share)
    writes = account.reader.writes_of(step, entry.metric, entry.entities, entry.cause) if step else ()
    formula = writes[0].amount.text.strip() if writes else ""
    ordered = {settled.order.action for settled in account.own if not settled.lapsed}
    paid = {f"{ORDERS}{account.scenario.rules.actions[action].label or action}" for action in ordered}
    mine = not entry.entities or account.seat in entry.entities
    part = own_part(account, entry, bundle.amount)
    changed = part.amount if part is not None and number else None
    own_change = ""
    if changed is not None and changed != bundle.amount:
        own_change = account.numbers.signed(scaled(metric, changed), fine_digits(metric))
    return Term(
        cause=entry.cause.removeprefix(ORDERS),
        sign=1 if bundle.amount > 0 else -1,
        word=word,
        share=share if number else COARSE[word],
        amount=bundle.amount if number else None,
        printed=number,
        own=part is not None or (step is None and mine and entry.cause in paid),
        own_change=own_change,
        whole=(part is not None and part.amount == bundle.amount) or (part is None and step is None),
        rule=step.id if step else "",
        rule_label=rule_label(account.scenario, step.id) if step else "",
        phase=phase_label(entry.phase) if entry.phase else "",
        place=str(writes[0].amount.place) if writes else "",
        formula=formula,
        because=step.because if step else "",
        source=step.source if step else "",
        by=seats_behind(account, entry, bundle.amount),
    )
