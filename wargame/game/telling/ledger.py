"""The ledger of a turn as one seat reads it: every cause of every change. Words replace secret amounts.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.game.disclosure.account import Account
from wargame.game.telling.causes import cell_terms
from wargame.model.rules.metric import MetricCell
from wargame.model.telling.why import Term


def ledger_of(account: Account) -> Iterator[tuple[MetricCell, Term]]:
    """Return every cell that changed, with each term of its change."""
    metrics = account.scenario.rules.metrics
    for cell in dict.fromkeys((entry.metric, entry.entities) for entry in account.entries):
        if metrics[cell[0]].inner:
            continue
        terms, _ = cell_terms(account, metrics[cell[0]], cell[1])
        for term in terms:
            yield cell, term
