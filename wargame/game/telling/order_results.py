"""The result of an order: a report about its target, the largest change that it made, or its arrival.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.game.disclosure.account import Account
from wargame.game.disclosure.own_part import own_part
from wargame.game.telling.causes import bundles
from wargame.game.telling.changes import CellChange, printed_change, shown_on_board, weight
from wargame.model.match.outcome import Entry, SettledOrder
from wargame.model.rules.deal import ACTS, AGE, BOUND, BROKEN, KNOWN, NUMBER, SECRET
from wargame.model.rules.metric import MetricType
from wargame.model.rules.step import Step
from wargame.model.telling.turn_report import OrderResult

AP = "ap"
# Factors for the importance of a change on the board and of a change in the team's own numbers.
ON_BOARD, OWN = 4, 2
FROM_THERE = "news from there: "
BOOKKEEPING = frozenset({AGE, BOUND, BROKEN, KNOWN, NUMBER, SECRET})  # the engine's own metrics of a table


def order_result(account: Account, settled: SettledOrder) -> OrderResult:
    """Return the result of one order of the seat as text."""
    return OrderResult(
        order=settled.order.text,
        main=settled.order.main,
        text=settled.lapsed or _done(account, settled),
        paid=paid_text(account, settled),
        lapsed=bool(settled.lapsed),
    )


def paid_text(account: Account, settled: SettledOrder) -> str:
    """Return the price of an order as text, such as `2 AP, 2.4 bn`."""
    return ", ".join(
        f"{account.numbers.amount(price)} {unit_of_currency(account, settled.seat, currency)}"
        for currency, price in settled.paid.items()
        if price
    )


def unit_of_currency(account: Account, seat: str, currency: str) -> str:
    """Return the unit of a currency. The unit is the unit of the metric from which the seat pays."""
    if currency == AP:
        return "AP"
    metric = account.scenario.rules.metrics.get(account.scenario.seats[seat].pays.get(currency, ""))
    return (metric.unit or metric.short or currency) if metric else currency


def _done(account: Account, settled: SettledOrder) -> str:
    """Return the result as text. Rules that name the action come before rules that use the action in a formula."""
    if settled.order.words:
        inject = account.scenario.rules.injects[settled.order.targets[0]]
        return inject.choices[round(settled.order.level) - 1].text or "Answered."
    action = settled.order.action
    steps = [s for s in account.scenario.rules.steps.values() if action in account.reader.step_reads(s).actions]
    direct = [step for step in steps if action in account.reader.named_actions(step)]
    for rules in (direct, steps):
        found = _reported(account, settled, rules) or _changed(account, settled, rules)
        found = found or _waits(account, settled, rules)
        if found:
            return found
    return "Carried out; no visible effect yet."


def _reported(account: Account, settled: SettledOrder, steps: list[Step]) -> str:
    """Return the report of a rule about the order's target as text.

    A report about the whole map also counts if the rule belongs to this order. The order need not be the cause of what
    another rule reports, so the text then says only that the news comes from the target.
    """
    ids = {step.id for step in steps}
    for_it = {step.id for step in steps if step.when and settled.order.action in _reads(account, step.when.text, step)}
    targets = set(settled.order.targets)
    for line in account.reports:
        if line.step in ids and (targets & set(line.entities) or (not line.entities and line.step in for_it)):
            return line.text if line.step in for_it else f"{FROM_THERE}{line.text}"
    return ""


def _changed(account: Account, settled: SettledOrder, steps: list[Step]) -> str:
    """Return the largest change that the order made as text. A change at its target is preferred.

    The change is the difference from the same turn without the order.
    """
    found = [change for step in steps for change in _changes(account, settled, step)]
    if not found:
        return ""
    targets = settled.order.targets

    def worth(change: CellChange) -> tuple[bool, bool, bool, float]:
        there = bool(set(targets) & set(change.entities)) if targets else not change.entities
        near = (ON_BOARD if shown_on_board(account, change) else 1) * (OWN if settled.seat in change.entities else 1)
        shows = bool(account.numbers.change(account.scenario.rules.metrics[change.metric], change.amount))
        return there, not change.rough, shows, near * weight(account.scenario, change)

    best = max(found, key=worth)
    shown = printed_change(account, best)
    if best.rough:
        return f"Had a part in this: {shown.label}."
    if account.scenario.rules.metrics[best.metric].type in (MetricType.FLAG, MetricType.ENUM):
        return f"{shown.label}: {shown.before} → {shown.after}"
    return f"{shown.label} {shown.difference}" if shown.difference else ""


def _waits(account: Account, settled: SettledOrder, steps: list[Step]) -> str:
    """Return a text that says in which turn the effect of the order will arrive."""
    turns = [
        write.after
        for step in steps
        for write in account.reader.writes(step)
        if write.after and settled.order.action in _reads(account, write.amount.text, step)
    ]
    return f"Under way, arrives in turn {account.turn + min(turns)}." if turns else ""


def _changes(account: Account, settled: SettledOrder, step: Step) -> Iterator[CellChange]:
    sums: dict[tuple[str, tuple[str, ...]], float] = {}
    rough: set[tuple[str, tuple[str, ...]]] = set()
    for bundle in bundles(tuple(_entries_with(account, settled, step)), by_cell=True):
        part = own_part(account, bundle.first, bundle.amount, settled.order)
        if part is None:
            continue
        cell = bundle.first.metric, bundle.first.entities
        if part.amount is None:
            rough.add(cell)
        sums[cell] = sums.get(cell, 0.0) + (bundle.amount if part.amount is None else part.amount)
    # The goal of an order with two places is more important than its origin.
    goal = settled.order.targets[-1] if len(settled.order.targets) > 1 else ""
    if goal and any(goal in entities for _, entities in sums):
        sums = {cell: amount for cell, amount in sums.items() if goal in cell[1]}
    for (metric, entities), amount in sums.items():
        if amount:
            yield CellChange(
                metric, entities, account.found[step.id, metric, entities], amount, (metric, entities) in rough
            )


def _entries_with(account: Account, settled: SettledOrder, step: Step) -> Iterator[Entry]:
    """Return the ledger entries of a step whose cause uses the order.

    An order with a target has no entries for other entities of the same kind. For example, `escort ABJ 2` has no
    entries for the road DKR.
    """
    kinds = {target.kind for target in account.scenario.rules.actions[settled.order.action].targets}
    elsewhere = {code for kind in kinds for code in account.scenario.of_kind(kind)} - set(settled.order.targets)
    kept = BOOKKEEPING if settled.order.action not in ACTS else frozenset()
    for entry in account.entries:
        if entry.metric in kept:
            continue  # the news already report the end of the deal, which was the purpose of the order
        if entry.step != step.id or elsewhere & set(entry.entities):
            continue
        writes = account.reader.writes_of(step, entry.metric, entry.entities, entry.cause)
        if any(settled.order.action in _reads(account, w.amount.text, step) for w in writes if not w.after):
            yield entry


def _reads(account: Account, text: str, step: Step) -> frozenset[str]:
    return account.reader.reads(text, step).actions
