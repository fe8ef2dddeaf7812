"""Two lists about a turn side by side. One list stands above the other list in a narrow window.

Must not know: what is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from wargame.review.side_by_side import SideBySide
from wargame.tui.commands import ALL, HELP, bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Line, cut_name, fold
from wargame.tui.drawing.headline import WIDE
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import GameScreen
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows
from wargame.tui.widgets.panes import Footer, TopLines

APART = "*"
COMMANDS = (
    command("left_square_bracket", "turn(-1)", "Turn", "the turn before", printed="[ ]"),
    command("right_square_bracket", "turn(1)", "Turn after", "the turn after", printed="]", footer=False),
    command("f", "alarms", "Filter", "only the rows that differ, or all rows"),
    command("y", "copy", "Copy", "copy both sides as text"),
    command("escape,backspace,equals_sign", "back", "Back", "back to the look back"),
    HELP,
    ALL,
)


class SideBySideScreen(GameScreen[None]):
    """Two lists with the same rows. A star marks a row in which the sides differ. The mark moves on both sides."""

    NAME = "Compare"
    PROSE = (
        "Both lists have the same rows. A star marks a row in which the sides differ. "
        "A number that a team only estimated differs if the truth lies outside its interval.",
    )
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, of_turn: Callable[[int], SideBySide], turn: int, last: int) -> None:
        """Prepare the lists. `of_turn`: returns the sides of a turn. `last`: the last turn that can be shown."""
        super().__init__(pen)
        self.of_turn, self.last = of_turn, last
        self.sides = of_turn(max(1, min(turn, last)))
        self.only_apart = False

    def compose(self) -> ComposeResult:
        """Return the top lines, both lists and the footer."""
        yield TopLines(id="top")
        with Container(id="sides"):
            yield ListPane(id="one")
            yield ListPane(id="other")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the turn, and give the first list the focus."""
        self.renew()
        self.one.focus()

    @property
    def one(self) -> ListPane:
        """Return the first list."""
        return self.query_one("#one", ListPane)

    @property
    def other(self) -> ListPane:
        """Return the second list."""
        return self.query_one("#other", ListPane)

    def renew(self) -> None:
        """Show the turn on both sides."""
        self.query_one("#sides").styles.layout = "horizontal" if self.size.width >= WIDE else "vertical"
        first = f"COMPARE │ turn {self.sides.turn} of {self.last} │ {APART} differs │ {self.sides.said}"
        self.query_one(TopLines).show(((first, PLAIN),))
        self.one.show(lambda width: self.rows(width, False))
        self.other.show(lambda width: self.rows(width, True))

    def on_resize(self) -> None:
        """Show the sides in the layout of the new width."""
        self.renew()

    def rows(self, width: int, other: bool) -> ListRows:
        """Return the rows of a side. Both sides have the same number of lines for each row."""
        rows = [ListRow(((self.sides.other if other else self.sides.one, BOLD),), bar=True)]
        name = min(34, width // 2)
        for number, row in enumerate(self.sides.rows):
            if row.heading:
                rows.append(ListRow(((f" {row.name}", DIM),)))
                continue
            if self.only_apart and not row.apart:
                continue
            room = max(8, width - name - 6)
            here, there = (fold(text, room) or [""] for text in (row.one, row.other))
            texts = there if other else here
            for at in range(max(len(here), len(there))):
                head = cut_name(row.name, name) if at == 0 else ""
                star = APART if row.apart and at == 0 else " "
                text = texts[at] if at < len(texts) else ""
                line: Line = ((f"{star} {head.ljust(name)} ", PLAIN), (text, BOLD if row.apart else PLAIN))
                rows.append(ListRow(line, str(number) if at == 0 else ""))
        return tuple(rows)

    def on_list_pane_marked(self, message: ListPane.Marked) -> None:
        """Move the mark on both sides."""
        for pane in (self.one, self.other):
            if pane.marked != message.key:
                pane.follow(message.key)

    def action_turn(self, step: int) -> None:
        """Show another turn."""
        self.sides = self.of_turn(max(1, min(self.last, self.sides.turn + step)))
        self.renew()

    def action_alarms(self) -> None:
        """Show only the rows that differ. Show all rows again if only these rows are shown."""
        self.only_apart = not self.only_apart
        self.renew()

    def action_copy(self) -> None:
        """Copy both sides to the clipboard as text."""
        lines = [f"{self.sides.one} | {self.sides.other}"]
        lines += [f"{APART if row.apart else ' '} {row.name}: {row.one} | {row.other}" for row in self.sides.rows]
        self.app.copy_to_clipboard("\n".join(lines))
