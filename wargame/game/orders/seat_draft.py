"""The desks of people: a draft with the way back, a half-typed line, and whether its seat has committed.

Must not know: rules, or how orders are read.
"""

from __future__ import annotations

import attrs

from wargame.errors import UsageError
from wargame.model.order import Orders


@attrs.define
class SeatDraft:
    """What lies on a human seat's desk during one turn."""

    orders: Orders = ()
    history: list[Orders] = attrs.field(factory=list)
    typed: str = ""
    committed: bool = False
    why: str = ""
    signed: dict[str, str] = attrs.field(factory=dict)  # table -> the offer under which this seat put its name
    read: set[str] = attrs.field(factory=set)  # injects that were looked at; of no account after a crash

    def write(self, orders: Orders) -> None:
        """Put a new draft on the desk and keep the old one for undo."""
        self.history.append(self.orders)
        self.orders = orders

    def undo(self) -> None:
        """Go back to the draft before the last change."""
        self.orders = self.history.pop()

    def clear(self) -> None:
        """Make the desk ready for the next turn; a half-typed line stays."""
        self.orders = ()
        self.history = []
        self.signed = {}
        self.committed = False
        self.why = ""


class SeatDrafts(dict[str, SeatDraft]):
    """The desks of a match by seat; only seats that people play have one."""

    def of(self, seat: str) -> SeatDraft:
        """Give the desk of a seat. Raises UsageError where no person plays it."""
        if seat not in self:
            raise UsageError(f'No person plays "{seat}".')
        return self[seat]
