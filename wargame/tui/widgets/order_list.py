"""The pane of the draft: orders with a mark.

Must not know: the match. This widget gets a draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from wargame.model.telling.view import Draft
from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.orders import LineOdds, PendingItem, draw_orders, rows_shown
from wargame.tui.widgets.picture import Picture


class OrderList(Picture, can_focus=True):
    """The orders of the draft.

    The list posts Marked when the mark moves. The list posts Acted when somebody presses Enter to change an order.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "move(-99)", show=False),
        Binding("end", "move(99)", show=False),
        Binding("enter", "act", show=False),
    ]

    class Marked(Message):
        """A message: the mark has moved to a line of the draft, counted from 0."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

    class Acted(Message):
        """A message: somebody wants to change a line of the draft."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.draft = Draft()
        self.units: Mapping[str, str] = {}
        self.asked: tuple[PendingItem, ...] = ()
        self.odds: LineOdds = ()
        self.marked = 0

    def show(self, draft: Draft, units: Mapping[str, str], asked: Sequence[PendingItem] = ()) -> None:
        """Show a draft and the tasks of the team. The mark stays on its line if this line still exists."""
        self.draft, self.units, self.asked = draft, units, tuple(asked)
        self.marked = max(0, min(self.marked, len(draft.lines) - 1))
        self.redraw()

    def show_odds(self, odds: LineOdds) -> None:
        """Show the odds of each line. An empty sequence means that no odds are shown."""
        self.odds = odds if len(odds) == len(self.draft.lines) else ()
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw the list."""
        draw_orders(canvas, self.draft, dict(self.units), self.marked, self.has_focus, self.asked, self.odds)

    def cursor_at(self) -> tuple[int, int] | None:
        """Return the cell of the cursor, which stands before the marked line."""
        rows = self._rows
        return (0, 1 + rows.index((self.marked, False))) if (self.marked, False) in rows else None

    @property
    def _rows(self) -> tuple[tuple[int, bool], ...]:
        """Return the rows on the screen: the line of the draft, and whether the row has its odds."""
        width, height = self.size
        return rows_shown(self.draft, width, height, self.marked, len(self.asked), bool(self.odds))

    def mark(self, line: int) -> None:
        """Move the mark and post a message."""
        self.marked = max(0, min(line, len(self.draft.lines) - 1))
        self.redraw()
        self.show_cursor()
        self.tell(self.Marked(self.marked))

    def action_move(self, step: int) -> None:
        """Move the mark."""
        self.mark(self.marked + step)

    def action_act(self) -> None:
        """Post a message that somebody wants to change the marked line."""
        if self.draft.lines:
            self.tell(self.Acted(self.marked))

    def on_click(self, event: events.Click) -> None:
        """Mark the clicked line. A click on the marked line has the effect of Enter."""
        rows = self._rows
        if 0 < event.y <= len(rows):
            line = rows[event.y - 1][0]
            if line == self.marked and self.has_focus:
                self.action_act()
            else:
                self.mark(line)
