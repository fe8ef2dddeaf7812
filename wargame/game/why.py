"""Why a cell changed in a turn: its ledger entries by cause, adding up to the change.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from wargame.game.account import Account
from wargame.model.why import Why


def why_changed(account: Account, metric: str, entities: tuple[str, ...]) -> Why:
    """Give the causes of a cell's change."""
    return Why(metric, entities, account.turn, label=metric)
