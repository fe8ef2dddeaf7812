"""The tables of a team for reading, after a turn and after the end. The team writes no orders at these times.

Must not know: orders, or the tables as other teams see them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import attrs
from textual.binding import BindingType

from wargame.tui.commands import ALL, BACK, HELP, bindings, command
from wargame.tui.drawing.canvas import DIM, PLAIN, Line
from wargame.tui.screens.common.seat_list import SeatList
from wargame.tui.screens.turn.deals import TableRows
from wargame.tui.widgets.list_pane import ListRow, ListRows

COMMANDS = (command("escape,backspace,enter,d", "back", "Back", BACK.meaning), HELP, ALL)


class DealsReadScreen(SeatList):
    """Tables after the last turn. Nothing can be signed on this screen."""

    NAME, HEAD = "Deals", "DEALS"
    PROSE = (
        "Deals in force and open offers after the last turn, and the news about deals. "
        "To offer, sign, refuse or leave, press d on the map.",
    )
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def more_lines(self) -> tuple[Line, ...]:
        """Return a sentence which says that this screen is for reading only, and where deals are made."""
        if not self.seat_session.seat or self.seat_session.match.ending:
            return ((("Every table as it stood at the end", PLAIN),),)
        waiting = len(self.seat_session.waiting_deals)
        owed = f"{waiting} deal{' waits' if waiting == 1 else 's wait'} for you. " if waiting else ""
        return (((f"{owed}To offer, sign or leave: d on the map", PLAIN),),)

    def rows(self, width: int) -> ListRows:
        """Return the team's own tables, and below them the other tables that the team knows. No line can be marked."""
        return tuple(self._rows(width)) or (ListRow((("Nobody deals here.", DIM),)),)

    def _rows(self, width: int) -> Iterator[ListRow]:
        for talk in sorted(self.seat_session.talks, key=lambda each: not each.own):
            for row in TableRows(
                self.seat_session, attrs.evolve(talk, ready=(), clauses=()), width, to_read=True
            ).all():
                yield attrs.evolve(row, key="")

    def on_list_pane_acted(self) -> None:
        """Go back on Enter."""
        self.action_back()
