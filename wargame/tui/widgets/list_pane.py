"""A pane of lines: menus, reports, causes, logs, help. Some lines can be marked.

Must not know: what the lines mean. This widget returns the key of a marked line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import attrs
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from wargame.tui.drawing.canvas import BOLD, DIM, Canvas, Line
from wargame.tui.widgets.picture import Picture

MORE_ABOVE, MORE_BELOW = " more ↑", " more ↓"


@attrs.frozen
class ListRow:
    """One line of the pane.

    `key`: a text that identifies the line. The key is empty if the line cannot be marked.
    `bar`: whether the line has the background of a bar.
    """

    line: Line = ()
    key: str = ""
    bar: bool = False


ListRows = tuple[ListRow, ...]


class ListPane(Picture, can_focus=True):
    """Lines that are made for the width of the pane. Arrows move the mark. Arrows scroll if no line can be marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "act", show=False),
    ]

    class Marked(Message):
        """A message: the mark has moved."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Acted(Message):
        """A message: somebody pressed Enter on the marked line. The key is empty if no line can be marked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._make: Callable[[int], ListRows] = lambda _: ()
        self.marked = ""
        self.first = 0
        self._following = True

    def show(self, make: Callable[[int], ListRows], marked: str | None = None) -> None:
        """Show the lines that `make` returns for a width. `marked`: the key of the line to mark."""
        self._make = make
        self._following = True
        if marked is not None:
            self.marked = marked
            self.first = 0
        self.redraw()

    @property
    def rows(self) -> ListRows:
        """Return the lines for the present width."""
        return self._make(max(1, self.size.width))

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the lines that can be marked."""
        return tuple(row.key for row in self.rows if row.key)

    @property
    def at_end(self) -> bool:
        """Return whether the last line is visible."""
        return self.first + self.size.height >= len(self.rows)

    def draw(self, canvas: Canvas) -> None:
        """Draw the lines around the mark."""
        rows = self._make(canvas.width)
        keys = [row.key for row in rows if row.key]
        if keys and self.marked not in keys:
            self.marked = keys[0]
        if self._following:
            self._follow(rows, canvas.height)
        self.first = max(0, min(self.first, len(rows) - canvas.height))
        for y, row in enumerate(rows[self.first : self.first + canvas.height]):
            if row.bar:
                canvas.fill(0, y, canvas.width, 1, "bar")
            below = y == canvas.height - 1 and self.first + canvas.height < len(rows)
            above = y == 0 and self.first > 0
            canvas.put_line(1, y, row.line, canvas.width - 1 - (len(MORE_BELOW) if above or below else 0))
            if row.key and row.key == self.marked:
                canvas.put(0, y, "›", BOLD)
        if self.first + canvas.height < len(rows):
            canvas.put_right(canvas.width, canvas.height - 1, MORE_BELOW, DIM)
        if self.first > 0:
            canvas.put_right(canvas.width, 0, MORE_ABOVE, DIM)

    def _follow(self, rows: ListRows, height: int) -> None:
        index = next((i for i, row in enumerate(rows) if row.key and row.key == self.marked), None)
        if index is not None:
            if index < self.first:
                self.first = 0 if not any(row.key for row in rows[:index]) else index
            elif index >= self.first + height - 1:
                self.first = index - height + 2

    def cursor_at(self) -> tuple[int, int] | None:
        """Return the cell of the cursor, which stands before the marked line."""
        index = next((i for i, row in enumerate(self.rows) if row.key and row.key == self.marked), None)
        return None if index is None else (0, index - self.first)

    def action_move(self, step: int) -> None:
        """Move the mark by `step` lines that can be marked. Scroll at the ends and in a list without such lines."""
        keys = self.keys
        if not keys:
            self._scroll(step)
        elif self.marked in keys:
            at = keys.index(self.marked) + step
            if not 0 <= at < len(keys) and at - step in (0, len(keys) - 1):
                self._scroll(step)  # lines without a key may follow the last marked line
            else:
                self._mark(keys[max(0, min(len(keys) - 1, at))])

    def action_page(self, step: int) -> None:
        """Move by a page."""
        if self.keys:
            self.action_move(step * max(1, self.size.height - 2))
        else:
            self._scroll(step * max(1, self.size.height - 1))

    def action_edge(self, index: int) -> None:
        """Go to the first or last line."""
        keys = self.keys
        if keys:
            self._mark(keys[index])
        else:
            self._scroll(-len(self.rows) if index == 0 else len(self.rows))

    def action_act(self) -> None:
        """Post a message that somebody pressed Enter on the marked line."""
        self.tell(self.Acted(self.marked if self.marked in self.keys else ""))

    def _scroll(self, step: int) -> None:
        self._following = False
        self.first = max(0, min(self.first + step, len(self.rows) - self.size.height))
        self.redraw()

    def _mark(self, key: str) -> None:
        self.marked = key
        self._following = True
        self.redraw()
        self.call_after_refresh(self.show_cursor)
        self.tell(self.Marked(key))

    def follow(self, key: str) -> None:
        """Mark a line because another list has marked its line with this key. No message is posted."""
        self.marked = key
        self._following = True
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Mark the clicked line. A click on the marked line has the effect of Enter."""
        index = self.first + event.y
        rows = self.rows
        if 0 <= index < len(rows) and rows[index].key:
            if rows[index].key == self.marked:
                self.action_act()
            else:
                self._mark(rows[index].key)

    def on_mouse_scroll_down(self) -> None:
        """Scroll forward."""
        self.action_move(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll back."""
        self.action_move(-1)
