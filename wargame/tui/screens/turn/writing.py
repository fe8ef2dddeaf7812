"""Writing orders: the order line and the list over the map. The person adds and changes orders here.

Must not know: what else is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import attrs
from textual.timer import Timer

from wargame.errors import WargameError
from wargame.model.match.completion import Completion, CompletionRow
from wargame.model.match.order import Order
from wargame.model.telling.view import Draft
from wargame.tui.drawing.canvas import DIM, PLAIN
from wargame.tui.drawing.choices import FRAME
from wargame.tui.drawing.footer import FooterHint
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import GameScreen
from wargame.tui.seat_session import SeatSession
from wargame.tui.widgets.choices import Choices, OrderVerdict
from wargame.tui.widgets.order_line import BETWEEN, OrderLine
from wargame.tui.widgets.panes import Footer
from wargame.tui.widgets.prompt import SIGN, Prompt

WAITING = "o writes an order, ? explains keys and signs"
KEPT_AFTER = 0.3  # number of seconds without a key after which the unfinished line is saved
LIST_ROWS = 6
WIDEST = 160  # number of columns; a wider window has margins
MOST_ROWS = 14

WRITING: tuple[FooterHint, ...] = (
    ("⏎", "Add"),
    ("↑↓", "Choose"),
    ("1–9", "Pick"),
    ("→", "Complete"),
    ("Esc", "Close, text is kept"),
    ("?", "All orders"),
)


class WritingScreen(GameScreen[None]):
    """The part of a turn's screen on which a person writes orders.

    `editing`: the number of the line that is being changed, counted from 1.
    `here`: the place whose orders are listed.
    """

    def __init__(self, pen: Pen, seat_session: SeatSession) -> None:
        super().__init__(pen)
        self.seat_session = seat_session
        # the draft on the screen; reading the draft at every key press would price all orders again
        self.draft = seat_session.draft
        self.message = ""
        self.editing: int | None = None
        self.here = ""
        self._mark = -1
        self._refusal = ""
        self._keeper: Timer | None = None
        self._aside = ""  # the unfinished text before an order was edited, or before the orders at a place were shown

    @property
    def line(self) -> OrderLine:
        """Return the order line."""
        return self.query_one(OrderLine)

    def start_writing(self) -> None:
        """Restore the unfinished line from the save."""
        self.aim(None, "")
        self.write_here(False)
        kept = self.seat_session.match.kept_text(self.seat_session.seat)
        if kept:
            self.line.value = kept

    def aim(self, editing: int | None, here: str) -> None:
        """Choose how the typed text is read: as a new order, or as a replacement of an order.

        `editing`: the number of the draft line that the text replaces.
        `here`: the place whose orders are listed.
        """
        self.editing, self.here = editing, here
        self.line.look_up = partial(self.seat_session.complete, line=editing, here=here)

    def renew_draft(self) -> None:
        """Show the present draft. Screens with more panes also show these panes again."""
        self.draft = self.seat_session.draft

    def return_focus(self) -> None:
        """Return the focus to the pane that had the focus before the line was opened."""

    def did(self, act: str) -> None:
        """Report an action of the person to the tutorial."""

    # -- opening and closing ------------------------------------------------------------------------------------------

    def open_line(self, here: str = "") -> None:
        """Set the focus to the order line and show the list."""
        if self.draft.committed:
            self.say("Your orders are committed; press c to withdraw the commit first.")
            return
        if here and self.line.value:
            self._aside, self.line.value = self.line.value, ""
        self.aim(self.editing, here)
        self._mark, self._refusal, self.message = -1, "", ""
        self.write_here(True)
        self.set_focus(self.line)
        self.line.cursor_position = len(self.line.value)
        self.line.renew()
        self.renew_line()
        self.query_one(Footer).show(WRITING)
        self.did("open")

    def open_with(self, text: str) -> None:
        """Open the line with the beginning of an order. This beginning stands after the unfinished text."""
        typed = self.line.value.strip()
        self.open_line()
        if self.line.can_focus and not typed.endswith(text.strip()):
            self.line.value = f"{typed}{BETWEEN}{text}" if typed else text
            self.line.cursor_position = len(self.line.value)

    def write_here(self, writing: bool) -> None:
        """Show or hide the space for the line and its list. Nothing else changes the layout."""
        self.line.can_focus = writing
        self.line.display = self.query_one(OrderVerdict).display = self.query_one(Choices).display = writing
        prompt = self.query_one(Prompt)
        prompt.styles.width = len(SIGN) if writing else "1fr"
        if writing:
            prompt.show(("", PLAIN))

    def edit_order(self, index: int) -> None:
        """Open the line with an order of the draft. Enter then replaces this order."""
        lines = self.draft.lines
        if not 0 <= index < len(lines):
            self.say("There is no order to change.")
            return
        if self.editing is None:
            self._aside = self.line.value
        self.editing = index + 1
        self.open_line()
        self.line.value = lines[index].order.text
        self.line.cursor_position = len(self.line.value)

    def close_line(self) -> None:
        """Close the line and return the focus. The text of an edited order is dropped. Any other text stays."""
        if not self.line.can_focus:
            return
        if self.editing is not None:
            self.aim(None, self.here)
            self.line.value = ""
        self.line.value, self._aside = self.typed, ""
        self.aim(None, "")
        self.keep_text()
        self.return_focus()
        self.write_here(False)
        self.renew_footer()
        self.renew_line()

    @property
    def typed(self) -> str:
        """Return the whole unfinished text: the stored part and the line."""
        return BETWEEN.join(text for text in (self._aside, self.line.value) if text)

    def keep_text(self) -> None:
        """Save the unfinished line."""
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper = None
        if self.editing is not None:
            return
        try:
            self.seat_session.match.keep_text(self.seat_session.seat, self.typed)
        except WargameError as refusal:
            self._refusal = self.message = str(refusal)

    def renew_line(self) -> None:
        """Show the text of the line, its possible orders, and the price."""
        line, writing, draft = self.line, self.line.can_focus, self.draft
        found = line.found if writing else Completion("")
        if not writing:
            idle = "committed; c withdraws" if draft.committed else WAITING
            words = (line.value, PLAIN) if line.value else (idle, DIM)
            self.query_one(Prompt).show(words, self.message)
        self.query_one(OrderVerdict).show(found, self.seat_session.units)
        if writing:
            if self.editing is not None:
                draft = _without(draft, self.editing - 1)
            self.query_one(Choices).show(found, draft, self.seat_session.units, self.shown_mark, self._refusal)

    @property
    def shown_mark(self) -> int:
        """Return the marked row of the list. The first row is marked after typing.

        An empty line has no marked row until somebody presses an arrow key.
        """
        return max(self._mark, 0) if self.line.current or self._mark >= 0 else -1

    def fit_choices(self, height: int, log: int) -> None:
        """Place the list above the log. The list covers only the lower part of the board."""
        rows = max(LIST_ROWS, min(MOST_ROWS, height // 4))
        choices = self.query_one(Choices)
        choices.styles.height = rows + FRAME
        margin = max(0, (self.size.width - WIDEST) // 2)
        choices.styles.offset = (margin, height - 2 - log - rows - FRAME)

    def say(self, message: str) -> None:
        """Show a sentence in the line until the next action."""
        self.message = message
        self.renew_line()

    # -- messages of the line -----------------------------------------------------------------------------------------

    def on_order_line_typed(self) -> None:
        """Show the list for the new text. Save the text after a moment."""
        self._refusal = ""
        self._mark = -1
        if self._keeper is not None:
            self._keeper.stop()
        self._keeper = self.set_timer(KEPT_AFTER, self.keep_text)
        self.renew_line()

    def on_order_line_moved(self, message: OrderLine.Moved) -> None:
        """Move the mark of the list."""
        count = len(self.line.found.rows)
        if not count:
            return
        start = self.shown_mark
        self._mark = max(-1 if not self.line.current else 0, min(count - 1, start + message.step))
        self._refusal = ""
        if self._mark >= 0:
            text, typed = self.line.found.rows[self._mark].text, self.line.current
            self.line.ghost(text[len(typed) :] if text.lower().startswith(typed.lower()) else "")
        self.renew_line()

    def on_order_line_listed(self) -> None:
        """Show all legal orders, as for an empty line. The typed text stays."""
        self.aim(self.editing, "")
        self.line.found = self.line.look_up("")
        self._mark = 0
        self.renew_line()

    def on_order_line_closed(self) -> None:
        """Close the line."""
        self.close_line()

    def on_order_line_picked(self, message: OrderLine.Picked) -> None:
        """Choose a row with a digit."""
        self.take_row(self.line.found.rows[message.row])

    def on_order_line_refused(self, message: OrderLine.Refused) -> None:
        """Say why the line did not accept a pasted text."""
        self.keep_refusal(message.reason)

    def on_order_line_entered(self) -> None:
        """Add the marked or written order on Enter. Close the line if it is empty and no row is marked."""
        line, rows = self.line, self.line.found.rows
        row = rows[self._mark] if 0 <= self._mark < len(rows) else None
        if row is None and line.current and rows:
            row = rows[0]  # the first row is marked after the first typed letter
        if row is not None and row.begun:
            self.take_row(row)
        elif len(line.lines) > 1:
            self.take_all(line.lines)
        elif row is not None:
            self.take_row(row)
        elif not line.current:
            self.close_line()
        else:
            self.take(line.current)

    def take_row(self, row: CompletionRow) -> None:
        """Use a row of the list: add its order, or write its text into the line."""
        if row.begun:
            self._mark = -1
            self.line.write_on(row.begun)
        else:
            self.take(row.order)

    def take(self, order: Order | str) -> None:
        """Add an order, or replace the edited order. Show the reason and keep the text if the order is refused."""
        match, seat = self.seat_session.match, self.seat_session.seat
        try:
            if self.editing is not None:
                match.replace(seat, self.editing, order)
            else:
                match.add(seat, order)
        except WargameError as refusal:
            self._refusal = str(refusal)
            self.renew_line()
            return
        editing, self._mark, self._refusal = self.editing is not None, -1, ""
        if editing:
            self.close_line()
        else:
            self.line.value = ""
            self.line.renew()
        self.did("order" if len(self.seat_session.draft.lines) == 1 else "list")
        self.renew_draft()

    def take_all(self, texts: tuple[str, ...]) -> None:
        """Add pasted orders. Refused orders stay in the line. The reason for the first refusal is shown."""
        refused: list[str] = []
        reasons: list[str] = []
        for text in texts:
            try:
                self.seat_session.match.add(self.seat_session.seat, text)
            except WargameError as refusal:
                refused.append(text)
                reasons.append(str(refusal))
        self.line.set_lines(tuple(refused))
        self.line.renew()
        self._mark = -1
        self._refusal = reasons[0] if reasons else ""
        self.call_after_refresh(self.keep_refusal, self._refusal)
        self.did("order")
        self.renew_draft()

    def keep_refusal(self, refusal: str) -> None:
        """Show a refusal again. The list for the new text would otherwise hide the refusal."""
        self._refusal = refusal
        self.renew_line()

    def change(self, act: Callable[[str], Draft]) -> None:
        """Change the draft of this seat. Show the reason if the change is refused."""
        try:
            act(self.seat_session.seat)
            self.message = ""
        except WargameError as refusal:
            self.message = str(refusal)
        self.renew_draft()


def _without(draft: Draft, index: int) -> Draft:
    """Return a draft without the price of one order, because another order will replace this order."""
    if not 0 <= index < len(draft.lines):
        return draft
    freed = draft.lines[index].cost
    return attrs.evolve(draft, left={name: left + freed.get(name, 0.0) for name, left in draft.left.items()})
