"""Finds the orders that had a part in the effect of a rule. Orders that the seat may not know are left out.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.game.disclosure.account import Account
from wargame.game.telling.changes import CellChange
from wargame.game.wording.labels import order_effect, seat_label, seen_text
from wargame.model.match.outcome import SettledOrder
from wargame.model.telling.playback import ContributingOrder


def contributing_orders(account: Account, rule: str, changes: Sequence[CellChange]) -> tuple[ContributingOrder, ...]:
    """Return the orders behind a rule's changes: first the seat's own orders, then the visible orders of other seats.

    A rule without changes, which only reported, has all orders that its formulas read.
    """
    step = account.scenario.rules.steps.get(rule)
    if step is None:
        return ()
    if changes:
        causes = {(e.metric, e.entities, e.cause) for e in account.entries if e.step == rule}
        writes = [
            write
            for change in changes
            for metric, entities, cause in causes
            if (metric, entities) == (change.metric, change.entities)
            for write in account.reader.writes_of(step, metric, entities, cause)
        ]
        texts = {write.amount.text for write in writes if not write.after}
        texts |= {step.when.text} if step.when else set()
        actions = frozenset[str]().union(*(account.reader.reads(text, step).actions for text in texts))
    else:
        actions = account.reader.step_reads(step).actions
    settled = [s for s in (*account.own, *account.others) if s.order.action in actions and not s.lapsed]
    return tuple(_contribution(account, s) for s in settled)


def own_orders(account: Account) -> tuple[ContributingOrder, ...]:
    """Return all own orders of the seat that were carried out. The truth has the orders of all seats."""
    given = account.own if account.seat is not None else account.others
    return tuple(_contribution(account, settled) for settled in given if not settled.lapsed)


def _contribution(account: Account, settled: SettledOrder) -> ContributingOrder:
    return ContributingOrder(
        seat=settled.seat,
        who=seat_label(account.scenario, settled.seat),
        order=settled.order.text if settled.seat == account.seat else seen_text(settled.order),
        effect=order_effect(account.scenario, settled.order),
        own=settled.seat == account.seat,
    )
