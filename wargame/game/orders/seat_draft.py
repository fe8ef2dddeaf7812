"""The drafts of people: the orders with their earlier versions, an unfinished line, and the commit.

Must not know: rules, or how orders are read.
"""

from __future__ import annotations

import attrs

from wargame.errors import OrderError, Refusal, UsageError
from wargame.model.match.order import Orders


@attrs.define
class SeatDraft:
    """The draft of a human seat during one turn."""

    orders: Orders = ()
    history: list[Orders] = attrs.field(factory=list)
    typed: str = ""
    committed: bool = False
    why: str = ""
    signed: dict[str, str] = attrs.field(factory=dict)  # table -> the offer that this seat signed
    read: set[str] = attrs.field(factory=set)  # injects that the seat has read; their loss in a crash does no harm

    def write(self, orders: Orders) -> None:
        """Store a new draft. Keep the old draft for undo."""
        self.history.append(self.orders)
        self.orders = orders

    def undo(self) -> None:
        """Return to the draft before the last change."""
        self.orders = self.history.pop()

    def clear(self) -> None:
        """Clear the draft for the next turn. An unfinished line stays."""
        self.orders = ()
        self.history = []
        self.signed = {}
        self.committed = False
        self.why = ""


class SeatDrafts(dict[str, SeatDraft]):
    """The drafts of a match by seat. Only seats that people play have drafts."""

    def of(self, seat: str) -> SeatDraft:
        """Return the draft of a seat. Raises UsageError if no person plays the seat."""
        if seat not in self:
            raise UsageError(f'No person plays "{seat}".')
        return self[seat]


def must_fit(text: str, most: int, what: str) -> None:
    """Raise OrderError if somebody typed a text that is too long to keep."""
    if len(text) > most:
        message = f"{what} has at most {most:,} letters, and this one has {len(text):,}. Write less."
        raise OrderError(Refusal.NOT_UNDERSTOOD, message)
