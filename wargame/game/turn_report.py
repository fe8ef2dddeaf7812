"""The report of a turn: headline metrics, one's orders, what was seen of others.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from wargame.game.account import Account
from wargame.game.log import ending_text
from wargame.model.turn_report import TurnReport


def turn_report(account: Account) -> TurnReport:
    """Make the report of a resolved turn."""
    return TurnReport(
        turn=account.turn,
        seat=account.seat or "",
        news=tuple(line.text for line in account.reports),
        ending=ending_text(account) if account.ending else "",
    )
