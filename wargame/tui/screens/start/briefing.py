"""The briefing: content note, situation, first steps, and the page of the seat with its role, aims and knowledge.

Must not know: other teams' pages.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from wargame.game.wording.par import par_note
from wargame.model.scenario.looks import SeatBriefing
from wargame.tui.commands import ALL, HELP, bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Line, fold
from wargame.tui.drawing.headline import headline_lines, turn_line
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.seat_session import SeatSession
from wargame.tui.widgets.list_pane import ListRow, ListRows

MARGIN = 16  # number of cells in the column with the headings
COMMANDS = (
    command("enter,space", "on", "Go on", "the next page; after the last, the map"),
    command("escape", "back", "To the map", "on to the map"),
    HELP,
    ALL,
)


class BriefingScreen(ListScreen[None]):
    """The pages that a team reads before its first turn."""

    NAME = "Briefing"
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, seat_session: SeatSession) -> None:
        super().__init__(pen)
        self.seat_session = seat_session

    def top(self) -> tuple[Line, ...]:
        """Return the top lines: the turn and the team."""
        scenario, view, width = self.seat_session.scenario, self.seat_session.view, self.size.width
        return turn_line(scenario, view, None, width, "briefing"), *headline_lines(scenario, view, width)

    def rows(self, width: int) -> ListRows:
        """Return the rows, with headings on the left and sentences on the right."""
        briefing = self.seat_session.scenario.briefing
        page = briefing.seats.get(self.seat_session.seat, SeatBriefing())
        note = briefing.note.removeprefix("Content note:").strip()
        parts = (
            ("CONTENT NOTE", note[:1].upper() + note[1:]),
            ("WHAT IS NEW", briefing.situation),
            ("WHO YOU ARE", page.who),
            ("WHAT COUNTS", page.counts),
            ("WHAT YOU KNOW", page.knows),
            ("PAR", par_note(self.seat_session.scenario, self.seat_session.view.length)),
            ("FIRST THINGS", "\n".join(f"{n} {text}" for n, text in enumerate(page.first, 1))),
        )
        rows: list[ListRow] = [ListRow()]
        for heading, text in parts:
            if not text:
                continue
            for index, line in enumerate(fold(text.replace("\n\n", "\n"), min(100, width - MARGIN - 2))):
                rows.append(
                    ListRow(
                        (
                            (heading.ljust(MARGIN) if index == 0 else " " * MARGIN, BOLD if index == 0 else DIM),
                            (line, PLAIN),
                        )
                    )
                )
            rows.append(ListRow())
        rows.pop()
        # A page never contains only the last line of a text.
        return tuple(rows if len(rows) <= self.list.size.height else rows[1:])

    def on_list_pane_acted(self) -> None:
        """Continue on Enter."""
        self.action_on()

    def action_on(self) -> None:
        """Show the next page. Show the map after the last page."""
        if self.list.at_end:
            self.put_away()
        else:
            self.list.action_page(1)
