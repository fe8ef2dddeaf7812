"""Review and commit: the whole draft, the remaining points, and one line for a reason.

Must not know: what other teams do.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from wargame.errors import WargameError
from wargame.game.disclosure.reasons import WHO_READS
from wargame.game.wording.number import WRITTEN
from wargame.game.wording.order_odds import best_odds, brought_text
from wargame.model.match.events import LONGEST_REASON
from wargame.model.telling.odds import OddsSheet
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, PLAIN, ROUND, Canvas, Span, fold
from wargame.tui.drawing.headline import seat_name
from wargame.tui.drawing.orders import AP, order_text
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import BaseScreen
from wargame.tui.seat_session import SeatSession
from wargame.tui.widgets.panes import Footer
from wargame.tui.widgets.picture import Picture
from wargame.tui.widgets.why_line import WhyLine

if TYPE_CHECKING:
    from wargame.game.match_odds import MatchOdds, OddsQuestion

ABOVE_LINE = f"Why (optional; {WHO_READS}):"


class ReviewPicture(Picture):
    """The draft in a frame, with space for the line below it."""

    seat_session: SeatSession
    refusal = ""
    brings: tuple[str, ...] = ()  # what each order brings and when, once the odds have answered
    brings_short: tuple[str, ...] = ()  # the same with short names, for a narrow window

    def draw(self, canvas: Canvas) -> None:
        """Draw the frame and its content."""
        seat_session, width = self.seat_session, canvas.width
        draft, scenario, units = seat_session.draft, seat_session.scenario, seat_session.units
        canvas.fill(0, 0, width, canvas.height, "sheet")
        # the line and the lower edge of the frame are drawn by other widgets
        canvas.box(0, 0, width, canvas.height + 1, ROUND, DIM)
        canvas.put(2, 0, f" REVIEW turn {seat_session.view.turn}, {seat_session.name} ", BOLD)
        if any(self.brings):
            head = " What each order brings "
            canvas.put(min(52, width - 2 - len(head)), 0, head, DIM)
        room = canvas.height - 5
        for y, line in enumerate(draft.lines[:room], 1):
            canvas.put_right(4, y, str(y), DIM)
            canvas.put(5, y, "★" if line.order.main else " ", BOLD)
            canvas.put(7, y, order_text(line.order.text, line.order.main), PLAIN, 24)
            prices = "  ".join(f"{WRITTEN.amount(a)} {_unit(units, n)}" for n, a in line.cost.items())
            canvas.put(32, y, prices, PLAIN, 20)
            action = scenario.rules.actions[line.order.action]
            brings = self.brings[y - 1] if y <= len(self.brings) else ""
            if len(brings) > width - 55:
                brings = self.brings_short[y - 1]
            canvas.put(53, y, line.problem or brings or action.effect, ALARM if line.problem else DIM, width - 55)
        if not draft.lines:
            canvas.put(3, 1, "No orders. An empty draft means that you do nothing this turn.", ALARM, width - 5)
        y = min(room, max(1, len(draft.lines))) + 1
        canvas.put_line(3, y, self._left(), width - 5)
        notes = fold(self.refusal, width - 6)[:2] if self.refusal else self._notes()
        for offset, text in enumerate(notes[:2], 1):
            canvas.put(3, y + offset, text, ALARM if self.refusal else BOLD, width - 5)
        canvas.put(3, canvas.height - 1, ABOVE_LINE, DIM, width - 5)

    def _left(self) -> tuple[Span, ...]:
        draft, units = self.seat_session.draft, self.seat_session.units
        parts = [f"{WRITTEN.amount(amount)} {_unit(units, name)}" for name, amount in draft.left.items()]
        bank = self.seat_session.scenario.seats[self.seat_session.seat].bank
        left = draft.left.get(AP, 0)
        kept = min(left, bank)
        fate = f" ({WRITTEN.amount(kept)} can be kept, {WRITTEN.amount(left - kept)} lost)" if left > 0 else ""
        return ((f"left: {parts[0] if parts else ''}{fate}  {'  '.join(parts[1:])}", PLAIN),)

    def _notes(self) -> list[str]:
        draft = self.seat_session.draft
        notes = [f"! {text}" for text in (*draft.over, *draft.contradictions)]
        orders = [line.order for line in draft.lines]
        warned = zip(orders, self.seat_session.against_word(*orders), strict=True)
        notes += [f"! {order.text}: {warning}" for order, warning in warned if warning]
        notes += [f"! {text}" for text in self.seat_session.owed]
        notes += [
            f"! Inject {letter.inject} is not answered, which means {letter.otherwise}."
            for letter in self.seat_session.letters
            if letter.due
        ]
        notes += [
            f"! {seat_name(self.seat_session.scenario, offer.by)}'s offer is not answered: {offer.title} (Esc, then d)"
            for offer in self.seat_session.waiting_deals
        ]
        notes += [
            f"! {line.order.text}: something you cannot see may forbid it" for line in draft.lines if line.may_fail
        ]
        typed = self.seat_session.match.kept_text(self.seat_session.seat)
        if typed:
            notes.append(f"! Half-typed, not yet an order: {typed}. It is lost when the turn ends.")
        if len(draft.lines) > 1 and not any(line.order.main for line in draft.lines):
            notes.append("No main effort is named: Esc, mark an order, press *")
        return notes


def _unit(units: object, name: str) -> str:
    return "AP" if name == AP else str(units.get(name, name)) if isinstance(units, dict) else name


class Edge(Picture):
    """The lower edge of the frame."""

    def draw(self, canvas: Canvas) -> None:
        """Draw the edge."""
        canvas.fill(0, 0, canvas.width, 1, "sheet")
        canvas.put(0, 0, "╰" + "─" * (canvas.width - 2) + "╯", DIM)


class ReviewScreen(BaseScreen[None], ModalScreen[None]):
    """The review. The screen posts Committed after a commit, and stays until another screen is shown."""

    class Committed(Message):
        """A message: the team has committed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = "#why-line"

    class Answered(Message):
        """A message: an answer of the odds has been computed."""

        def __init__(self, sheet: OddsSheet) -> None:
            super().__init__()
            self.sheet = sheet

    def __init__(self, pen: Pen, seat_session: SeatSession, odds: MatchOdds, line: int) -> None:
        super().__init__()
        self.pen, self.seat_session, self.odds = pen, seat_session, odds
        self.line = line  # the marked line of the draft, which the list of orders tries most often, or 0
        self.sheets: list[OddsSheet] = []

    def compose(self) -> ComposeResult:
        """Return frame, line and footer."""
        with Vertical(id="review"):
            picture = ReviewPicture(id="review-picture")
            picture.seat_session, picture.pen = self.seat_session, self.pen
            yield picture
            with Horizontal(id="why-row"):
                yield Static(self.pen.text("│  › "), id="why-left", markup=False)
                yield WhyLine(id="why-line", compact=True, select_on_focus=False, max_length=LONGEST_REASON)
                yield Static(self.pen.text("│"), id="why-right", markup=False)
            edge = Edge(id="why-edge")
            edge.pen = self.pen
            yield edge
        footer = Footer(id="footer")
        footer.pen = self.pen
        yield footer

    def on_mount(self) -> None:
        """Set the size of the frame and show the keys."""
        self.query_one(Footer).show([("⏎", "Commit"), ("Esc", "Back to the draft")])
        self.fit()
        if (refusal := self.seat_session.match.refusal(self.seat_session.seat)) is not None:
            self.query_one(ReviewPicture).refusal = f"A commit is refused now: {refusal}"
        elif self.seat_session.draft.lines and self.seat_session.match.odds_shown:
            question = self.odds.question_of_orders(self.seat_session.seat, self.line)
            self.run_worker(lambda: self._computed(question), group="odds", thread=True)

    def _computed(self, question: OddsQuestion) -> None:
        """Post each answer about the effects of the orders as a message.

        Stop after the last answer, or when the screen no longer needs answers.
        """
        worker = get_current_worker()
        with closing(self.odds.answers_of_orders(question, lambda: worker.is_cancelled)) as answers:
            for sheet in answers:
                self.post_message(self.Answered(sheet))

    def on_review_screen_answered(self, message: Answered) -> None:
        """Show beside each order the clearest change that the order causes."""
        self.sheets.append(message.sheet)
        picture, scenario, horizons = self.query_one(ReviewPicture), self.seat_session.scenario, self.odds.horizons()
        lines = range(1, len(self.seat_session.draft.lines) + 1)
        found = [best_odds(scenario, self.sheets, line, horizons) for line in lines]
        picture.brings, picture.brings_short = (
            tuple(brought_text(scenario, odds, WRITTEN, short) if odds else "" for odds in found)
            for short in (False, True)
        )
        picture.redraw()

    def on_resize(self) -> None:
        """Change the size of the frame to fit the window."""
        self.fit()

    def fit(self) -> None:
        """Make the frame as high as the draft needs."""
        height = min(self.size.height - 2, len(self.seat_session.draft.lines) + 8)
        self.query_one("#review").styles.height = height

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Commit on Enter. Show the reason if the commit is refused. The draft then stays unchanged."""
        try:
            self.seat_session.match.commit(self.seat_session.seat, message.value.strip())
        except WargameError as refusal:
            picture = self.query_one(ReviewPicture)
            picture.refusal = str(refusal)
            picture.redraw()
            return
        self.tell(self.Committed())

    def on_why_line_emptied(self) -> None:
        """Return to the draft."""
        self.action_leave()

    def action_leave(self) -> None:
        """Return to the draft."""
        self.put_away()
