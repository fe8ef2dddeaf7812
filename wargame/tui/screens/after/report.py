"""The report of a turn: changes with their main causes, the team's own orders, and visible orders of other teams.

Must not know: how the report is made, or any other seat.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from wargame.model.telling.turn_report import TurnReport
from wargame.tui.commands import ALL, HELP, KeyCommand, bindings, command
from wargame.tui.drawing.canvas import BOLD, PLAIN, Line
from wargame.tui.drawing.headline import seat_name
from wargame.tui.drawing.pen import Pen
from wargame.tui.drawing.words import span_text
from wargame.tui.rows.report_rows import report_rows
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.seat_session import SeatSession
from wargame.tui.sheets import Sheet, opens
from wargame.tui.tutor import Tutor
from wargame.tui.widgets.hint import Hint
from wargame.tui.widgets.list_pane import ListPane, ListRows
from wargame.tui.widgets.panes import Footer, TopLines

DEALS = command("d", opens(Sheet.DEALS), "Deals", "the tables as they stand now, to read")
COMMANDS = (
    command("enter,escape,t", "back", "Go on", "on to the map"),
    command("w", "why", "Why", "the causes of the marked number"),
    command("left_square_bracket", "turn(-1)", "Turn before", "the report of the turn before", printed="["),
    command("right_square_bracket", "turn(1)", "Turn after", "the report of the turn after", printed="]"),
    command("p", "play", "Playback", "watch this turn again"),
    DEALS,
    command("y", "copy", "Copy", "copy as text"),
    HELP,
    ALL,
)


class WhyWanted(Message):
    """A message: the person wants the causes of a number in a turn."""

    def __init__(self, metric: str, entities: tuple[str, ...], turn: int) -> None:
        super().__init__()
        self.metric, self.entities, self.turn = metric, entities, turn


class PlaybackWanted(Message):
    """A message: the person wants the playback of a turn."""

    def __init__(self, turn: int) -> None:
        super().__init__()
        self.turn = turn


class DealsWanted(Message):
    """A message: the person wants to read the tables."""


class ReportScreen(ListScreen[None]):
    """The report of one turn. A person can mark the numbers."""

    NAME = "Report"
    PROSE = (
        "Mark a number with the arrows and press w to see its causes. "
        "Words stand for numbers that your team may not know.",
    )
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    class Over(Message):
        """A message: the person has read the report."""

    def __init__(self, pen: Pen, seat_session: SeatSession, turn: int, tutor: Tutor) -> None:
        super().__init__(pen)
        self.seat_session, self.turn, self.tutor = seat_session, turn, tutor
        self.report: TurnReport = seat_session.match.report(seat_session.viewer, turn)

    def compose(self) -> ComposeResult:
        """Return a list and, below the list, the box of the tutorial."""
        yield TopLines(id="top")
        yield ListPane(id="list")
        yield Hint(id="hint")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the step of the tutorial."""
        self.renew_hint()

    def commands_now(self) -> tuple[KeyCommand, ...]:
        """Return the commands. The command Deals appears only if the scenario has deals."""
        led = {DEALS.action: bool(self.seat_session.scenario.rules.deals)}
        return tuple(each for each in self.KEYS if led.get(each.action, True))

    def renew_hint(self) -> None:
        """Show the step of the tutorial if the step is about the screens after a turn."""
        step = self.tutor.step
        shown = step is not None and step.until in ("why", "report")
        hint = self.query_one(Hint)
        hint.show(self.tutor.heading, step.say if step and shown else "", self.tutor.keys())
        hint.styles.height = hint.rows_wanted(self.size.width)

    def on_screen_resume(self) -> None:
        """Show the step of the tutorial again. The step may have changed while the screen `why` was open."""
        if self.is_mounted:
            self.renew_hint()

    def top(self) -> tuple[Line, ...]:
        """Return the turn and the seat."""
        scenario, turn = self.seat_session.scenario, self.turn
        dates = span_text(scenario.calendar, turn)
        first = f"{scenario.title} │ T{turn}/{self.seat_session.view.length}{' ' + dates if dates else ''}"
        team = seat_name(scenario, self.seat_session.seat).upper()
        return ((f"{first} │ {team} │ REPORT", PLAIN),), ((f"What turn {turn} changed", BOLD),)

    def rows(self, width: int) -> ListRows:
        """Return all parts of the report."""
        return report_rows(self.report, width)

    def on_list_pane_acted(self) -> None:
        """Continue on Enter."""
        self.action_back()

    def action_back(self) -> None:
        """Close the report and show the next screen."""
        self.tutor.did("report")
        self.tell(self.Over())

    def action_why(self) -> None:
        """Ask for the causes of the marked number."""
        key = self.list.marked
        if key.isdigit() and int(key) < len(self.report.rows):
            row = self.report.rows[int(key)]
            self.tell(WhyWanted(row.metric, row.entities, self.turn))

    def action_play(self) -> None:
        """Show the playback of the turn again."""
        self.tell(PlaybackWanted(self.turn))

    def action_open(self, name: str) -> None:
        """Show the tables for reading. No other sheet can be opened here."""
        if Sheet(name) is Sheet.DEALS and self.seat_session.scenario.rules.deals:
            self.tell(DealsWanted())

    def action_turn(self, step: int) -> None:
        """Show the report of another turn."""
        turn = max(1, min(self.seat_session.match.played, self.turn + step))
        self.turn, self.report = turn, self.seat_session.match.report(self.seat_session.viewer, turn)
        self.renew(marked="0")

    def action_copy(self) -> None:
        """Copy the report to the clipboard as text."""
        self.app.copy_to_clipboard("\n".join("".join(text for text, _ in row.line).rstrip() for row in self.rows(100)))
