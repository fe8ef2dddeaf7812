"""What became of an order: what was reported where it went, the largest change it had a part in, or when it arrives.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.game.account import Account
from wargame.game.changes import CellChange, printed_change, weight
from wargame.game.figures import plain
from wargame.model.outcome import Entry, SettledOrder
from wargame.model.step import Step
from wargame.model.turn_report import OrderResult

AP = "ap"


def order_result(account: Account, settled: SettledOrder) -> OrderResult:
    """Say what became of one of the seat's orders."""
    return OrderResult(
        order=settled.order.text,
        main=settled.order.main,
        text=settled.lapsed or _done(account, settled),
        paid=paid_text(account, settled),
        lapsed=bool(settled.lapsed),
    )


def paid_text(account: Account, settled: SettledOrder) -> str:
    """Write what an order cost: `2 AP, 2.4 bn`."""
    return ", ".join(
        f"{plain(price, 0 if price == round(price) else 1)} {unit_of_currency(account, settled.seat, currency)}"
        for currency, price in settled.paid.items()
        if price
    )


def unit_of_currency(account: Account, seat: str, currency: str) -> str:
    """Give the unit of a currency: that of the metric that pays it."""
    if currency == AP:
        return "AP"
    metric = account.scenario.rules.metrics.get(account.scenario.seats[seat].pays.get(currency, ""))
    return (metric.unit or metric.short or currency) if metric else currency


def _done(account: Account, settled: SettledOrder) -> str:
    steps = [
        step
        for step in account.scenario.rules.steps.values()
        if settled.order.action in account.reader.step_reads(step).actions
    ]
    reported = _reported(account, settled, steps)
    change = _largest_change(account, settled, steps)
    if reported:
        return reported
    if change:
        shown = printed_change(account, change)
        return f"{shown.label} {shown.difference or 'hardly moved'}"
    waits = [later.turns for step in steps for later in step.afters if _is_in(account, settled, step, later.turns)]
    if waits:
        return f"Under way, arrives in turn {account.turn + min(waits)}."
    return "Carried out."


def _is_in(account: Account, settled: SettledOrder, step: Step, turns: int) -> bool:
    return any(
        write.after == turns and settled.order.action in account.reader.reads(write.amount.text, step).actions
        for write in account.reader.writes(step)
    )


def _reported(account: Account, settled: SettledOrder, steps: list[Step]) -> str:
    """Find what a rule that reads the order said about its target."""
    ids = {step.id for step in steps}
    targets = settled.order.targets
    for line in account.reports:
        if line.step in ids and targets and set(line.entities) & set(targets):
            return line.text
    return ""


def _largest_change(account: Account, settled: SettledOrder, steps: list[Step]) -> CellChange | None:
    """Find the cell at the order's target on which causes that read the order worked most."""
    best: CellChange | None = None
    for step in steps:
        sums: dict[tuple[str, tuple[str, ...]], float] = {}
        for entry in _entries_with(account, settled, step):
            cell = entry.metric, entry.entities
            sums[cell] = sums.get(cell, 0.0) + entry.amount
        # Where an order leads from one place to another, the place that it leads to tells more.
        if len(settled.order.targets) > 1 and any(settled.order.targets[-1] in entities for _, entities in sums):
            sums = {cell: amount for cell, amount in sums.items() if settled.order.targets[-1] in cell[1]}
        for (metric, entities), amount in sums.items():
            change = CellChange(metric, entities, account.found[step.id, metric, entities], amount)
            if amount and (best is None or weight(account.scenario, change) > weight(account.scenario, best)):
                best = change
    return best


def _entries_with(account: Account, settled: SettledOrder, step: Step) -> Iterator[Entry]:
    """Give the entries of a step whose cause reads the order and whose cell is not at another place of its kind."""
    kinds = {target.kind for target in account.scenario.rules.actions[settled.order.action].targets}
    elsewhere = {code for kind in kinds for code in account.scenario.of_kind(kind)} - set(settled.order.targets)
    for entry in account.entries:
        if entry.step != step.id or elsewhere & set(entry.entities):
            continue
        writes = account.reader.writes_of(step, entry.metric, entry.entities, entry.cause)
        now = [write for write in writes if not write.after]
        if any(settled.order.action in account.reader.reads(write.amount.text, step).actions for write in now):
            yield entry
