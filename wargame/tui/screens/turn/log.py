"""The whole log of a team, with a filter. The newest turn comes first.

Must not know: what other teams read.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from wargame.tui.commands import ALL, BACK, HELP, bindings, command
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, PLAIN, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.seat_list import SeatList
from wargame.tui.seat_session import SeatSession
from wargame.tui.widgets.list_pane import ListRow, ListRows

COMMANDS = (
    command("escape,backspace,enter,l", "back", "Back", BACK.meaning),
    command("f", "alarms", "Filter", "alarms only, or everything"),
    HELP,
    ALL,
)


class LogScreen(SeatList):
    """All log entries of a team."""

    NAME = "Log"
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, seat_session: SeatSession) -> None:
        super().__init__(pen, seat_session)
        self.alarms_only = False

    def head(self) -> str:
        """Return the title. The title also says which entries the filter leaves out."""
        return "LOG, alarms only" if self.alarms_only else "LOG"

    def rows(self, width: int) -> ListRows:
        """Return one or more lines for each entry."""
        rows: list[ListRow] = []
        for line in self.seat_session.log:
            if self.alarms_only and not line.alarm:
                continue
            first, *more = fold(line.text, width - 9)
            rows.append(
                ListRow(
                    (
                        (f"T{line.turn}".ljust(4), DIM),
                        ("! " if line.alarm else "  ", ALARM if line.alarm else PLAIN),
                        (first, BOLD if line.alarm else PLAIN),
                    )
                )
            )
            rows += [ListRow(((" " * 6 + text, PLAIN),)) for text in more]
        return tuple(rows) or (ListRow((("Nothing has been reported yet.", DIM),)),)

    def on_list_pane_acted(self) -> None:
        """Go back on Enter."""
        self.action_back()

    def action_alarms(self) -> None:
        """Show only alarms. Show all entries again if only alarms are shown."""
        self.alarms_only = not self.alarms_only
        self.list.first = 0
        self.renew()
