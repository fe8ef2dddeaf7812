"""Orders that had a part in a rule, as far as the seat may know of them.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from wargame.game.account import Account
from wargame.game.labels import order_effect, seat_label, seen_text
from wargame.model.outcome import SettledOrder
from wargame.model.playback import Deed


def deeds_of(account: Account, rule: str) -> tuple[Deed, ...]:
    """Give the orders that a rule reads: one's own, then those of others that showed."""
    step = account.scenario.rules.steps.get(rule)
    if step is None:
        return ()
    actions = account.reader.step_reads(step).actions
    settled = [s for s in (*account.own, *account.others) if s.order.action in actions and not s.lapsed]
    return tuple(_deed(account, s) for s in settled)


def _deed(account: Account, settled: SettledOrder) -> Deed:
    return Deed(
        seat=settled.seat,
        who=seat_label(account.scenario, settled.seat),
        order=settled.order.text if settled.seat == account.seat else seen_text(settled.order),
        effect=order_effect(account.scenario, settled.order),
        own=settled.seat == account.seat,
    )
