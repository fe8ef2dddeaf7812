"""Tables that opened in a turn, and their parties. Each opening is reported once.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.game.disclosure.account import Account
from wargame.game.wording.labels import capital, seat_label, words
from wargame.model.rules.deal import OPEN


def openings(account: Account) -> Mapping[str, str]:
    """Return a sentence for each table that opened for the seat in a turn.

    The sentence also names the parties if the reader sees the truth.
    """
    told = {}
    for table in account.scenario.rules.deals.tables.values():
        cells = {party: (table.id, party) for party in table.between}
        opened = [
            party
            for party, cell in cells.items()
            if account.after.value(OPEN, cell) and account.before.value(OPEN, cell) == 0
        ]
        label = table.label or capital(words(table.id))
        if account.seat in opened:
            told[table.id] = f"A table has opened to you: {label}. You can offer and sign deals there."
        elif opened and account.visibility.everything:
            parties = " and ".join(seat_label(account.scenario, party) for party in opened)
            told[table.id] = f"A table has opened to {parties}: {label}."
    return told
