"""A resolved turn step by step. A step has orders, a rule with its causes, the dice, the result, and a sentence.

Must not know: steps that the seat may not see. The match leaves out these steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer

from wargame.game.wording.number import WRITTEN
from wargame.game.wording.odds import fallen_texts
from wargame.game.wording.order_odds import FallenOrder, fallen_orders, told_at_step
from wargame.model.match.order import Orders
from wargame.model.telling.odds import FallenTurn
from wargame.model.telling.playback import PlaybackStep
from wargame.tui.commands import ALL, HELP, KeyCommand, bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, MARK, PLAIN, Line, Span, fold, width_of
from wargame.tui.drawing.headline import headline_lines, turn_line
from wargame.tui.drawing.pen import Pen
from wargame.tui.rows.step_rows import step_rows
from wargame.tui.screens.after.report import DEALS, DealsWanted
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.seat_session import SeatSession
from wargame.tui.sheets import Sheet
from wargame.tui.tutor import Tutor
from wargame.tui.widgets.hint import Hint
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows
from wargame.tui.widgets.panes import Footer, TopLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.game.match_odds import MatchOdds

ODDS_PROSE = "The last step says what your odds had said, and how the dice fell."
PACE = 2.0  # number of seconds for each step in the automatic playback

COMMANDS = (
    command("space,right", "step(1)", "Next", "next step"),
    command("left,backspace", "step(-1)", "Back", "step before"),
    command("right_square_bracket", "phase(1)", "Next phase", "first step of the next phase", printed="]"),
    command(
        "left_square_bracket", "phase(-1)", "Phase before", "first step of the phase before", printed="[", footer=False
    ),
    command("enter,escape", "back", "To the report", "skip the rest"),
    command("a", "play", "Play by itself", "two seconds a step; any key stops"),
    DEALS,
    HELP,
    ALL,
)


class PlaybackScreen(ListScreen[None]):
    """A resolved turn. The screen shows one named rule at a time."""

    NAME = "Playback"
    PROSE = ("Each step is one rule that did something you may see. Your own orders come first in each phase.",)
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    class Over(Message):
        """A message: the person has watched or skipped the playback."""

    class Fell(Message):
        """A message: the program has computed what the odds had said of this turn."""

        def __init__(self, fallen: FallenTurn) -> None:
            super().__init__()
            self.fallen = fallen

    def __init__(self, pen: Pen, seat_session: SeatSession, turn: int, tutor: Tutor, odds: MatchOdds) -> None:
        super().__init__(pen)
        self.seat_session, self.turn, self.tutor = seat_session, turn, tutor
        self.steps: tuple[PlaybackStep, ...] = seat_session.match.playback(seat_session.viewer, turn)
        self.odds = odds
        self.fallen: FallenTurn | None = None
        self.at = 0
        self._player: Timer | None = None

    def compose(self) -> ComposeResult:
        """Return the step and, below the step, the box of the tutorial."""
        yield TopLines(id="top")
        yield ListPane(id="list")
        yield Hint(id="hint")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the step of the tutorial."""
        step = self.tutor.step
        shown = step is not None and step.until == "playback"
        hint = self.query_one(Hint)
        hint.show(self.tutor.heading, step.say if step and shown else "", self.tutor.keys())
        hint.styles.height = hint.rows_wanted(self.size.width)

        if self.odds_told:
            fell = self.odds.fell(self.seat_session.seat, self.turn)
            self.run_worker(lambda: self._compute(fell), group="odds", thread=True)

    def _compute(self, fell: Callable[[], FallenTurn]) -> None:
        """Post what the odds had said of this turn as a message. The method runs in a thread."""
        self.post_message(self.Fell(fell()))

    def on_playback_screen_fell(self, message: Fell) -> None:
        """Show what the odds had said."""
        self.fallen = message.fallen
        self.renew()

    @property
    def orders(self) -> Orders:
        """Return the orders of the team in this turn."""
        seat = self.seat_session.seat
        return self.seat_session.match.orders(seat, self.turn)[seat] if seat else ()

    @property
    def odds_told(self) -> bool:
        """Return whether the playback says what the odds had said of the team's orders."""
        return self.seat_session.match.odds_shown and bool(self.orders)

    @property
    def pages(self) -> int:
        """Return the number of steps. The odds are one more step at the end."""
        return len(self.steps) + self.odds_told

    @property
    def step(self) -> PlaybackStep | None:
        """Return the present step of the playback. Return None without a step, and for the odds at the end."""
        return self.steps[self.at] if self.at < len(self.steps) else None

    def prose_now(self) -> tuple[str, ...]:
        """Return the sentences that explain the screen, with a sentence about odds if the playback shows odds."""
        return (*self.PROSE, ODDS_PROSE) if self.odds_told else self.PROSE

    def top(self) -> tuple[Line, ...]:
        """Return the step and the turn, and the headlines before and after the turn."""
        view, width = self.seat_session.match.view_at(self.seat_session.viewer, self.turn + 1), self.size.width
        state = f"what happened: step {self.at + 1} of {self.pages}" if self.pages else "what happened"
        past = self.seat_session.match.view_at(self.seat_session.viewer, self.turn)
        return turn_line(self.seat_session.scenario, past, None, width, state), *headline_lines(
            self.seat_session.scenario, view, width, arrow=True
        )

    def rows(self, width: int) -> ListRows:
        """Return the phases and the step."""
        step = self.step
        if step is None and self.odds_told:
            return self._odds_rows(width)
        if step is None:
            return (ListRow(), ListRow((("Nothing that you may see happened in this turn.", PLAIN),)))
        rows: list[ListRow] = [ListRow(self._phases(step, width), bar=True), ListRow()]
        told = told_at_step(self._told(), self.steps, self.at)
        return (*rows, *step_rows(step, width, told))

    def _told(self) -> tuple[FallenOrder, ...]:
        """Return what the odds had said of each order, as soon as this is computed."""
        session = self.seat_session
        if self.fallen is None:
            return ()
        view = session.match.view_at(session.seat, self.turn + 1)
        return fallen_orders(session.scenario, view, self.fallen, WRITTEN)

    def _odds_rows(self, width: int) -> ListRows:
        """Return the last step: the odds of each order of the team, and the actual results."""
        session, fallen = self.seat_session, self.fallen
        rows = [ListRow((("YOUR ODDS, and how the dice fell", MARK),), bar=True), ListRow()]
        if fallen is None:
            return (*rows, ListRow((("Your orders are being tried on what you knew ...", DIM),)))
        for each in self._told():
            rows.append(ListRow(((f" {each.order.text}", BOLD),)))
            rows += [ListRow(((f"   {part}", PLAIN),)) for text in each.lines for part in fold(text, width - 5)]
        rows.append(ListRow())
        view = session.match.view_at(session.seat, self.turn + 1)
        for text in fallen_texts(session.scenario, session.seat, view, fallen, WRITTEN):
            rows += [ListRow(((f" {part}", PLAIN),)) for part in fold(text, width - 3)]
        return tuple(rows)

    def _phases(self, here: PlaybackStep, width: int) -> Line:
        labels = list(dict.fromkeys(step.phase_label for step in self.steps))
        at = labels.index(here.phase_label)
        count = f" {here.number_in_phase} of {here.total_in_phase}" if here.total_in_phase > 1 else ""
        # The line is as wide as the screen allows. The earliest phases are dropped if the shortest form is too long.
        for passed, gap, first in ((" ✓", "   ", 0), ("✓", " ", 0), *(("✓", " ", n) for n in range(1, at + 1))):
            spans: list[Span] = [("… ", DIM)] if first else []
            for index, label in enumerate(labels[first:], first):
                said = f"{label.upper()}{count}" if index == at else label + (passed if index < at else "")
                spans.append((said + gap, MARK if index == at else DIM))
            if width_of(spans) - len(gap) <= width - 1:
                break
        return tuple(spans)

    def action_step(self, step: int) -> None:
        """Show another step. Show the report after the last step."""
        self._stop()
        self._go(step)

    def _go(self, step: int) -> None:
        if self.at + step >= self.pages:
            self.action_back()
            return
        self.at = max(0, self.at + step)
        self.list.first = 0
        self.renew()

    def action_phase(self, step: int) -> None:
        """Show the first step of another phase."""
        self._stop()
        starts = [i for i, each in enumerate(self.steps) if i == 0 or each.phase != self.steps[i - 1].phase]
        ahead = [i for i in starts if (i - self.at) * step > 0]
        if ahead:
            self._go((ahead[0] if step > 0 else ahead[-1]) - self.at)
        elif step > 0:
            self.action_back()

    def commands_now(self) -> tuple[KeyCommand, ...]:
        """Return the commands. The command Deals appears only if the scenario has deals."""
        return tuple(each for each in self.KEYS if each is not DEALS or self.seat_session.scenario.rules.deals)

    def action_open(self, name: str) -> None:
        """Show the tables of deals. Nothing can be changed there, and nothing else opens from the playback."""
        if Sheet(name) is Sheet.DEALS and self.seat_session.scenario.rules.deals:
            self.tell(DealsWanted())

    def action_play(self) -> None:
        """Show one step after the other until somebody presses a key."""
        if self._player is None:
            self._player = self.set_interval(PACE, lambda: self._go(1))
        else:
            self._stop()

    def _stop(self) -> None:
        if self._player is not None:
            self._player.stop()
            self._player = None

    def on_key(self) -> None:
        """Stop the automatic playback on any key."""
        self._stop()

    def on_list_pane_acted(self) -> None:
        """Show the report on Enter."""
        self.action_back()

    def action_back(self) -> None:
        """Show the report."""
        self._stop()
        self.tutor.did("playback")
        self.tell(self.Over())
