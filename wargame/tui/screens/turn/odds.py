"""The screen with the odds of the draft, or of one of its orders. Odds are computed in a thread, so keys still work.

Must not know: how odds are computed.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.worker import get_current_worker

from wargame.errors import OrderError, WargameError
from wargame.game.wording.number import WRITTEN
from wargame.game.wording.odds import fallen_texts, odds_texts, rests_on, standing_text, turns_ahead
from wargame.model.telling.odds import ExpectedMargin, FallenTurn, OddsSheet
from wargame.tui.commands import ALL, BACK, HELP, bindings, command
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, PLAIN, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.seat_list import SeatList
from wargame.tui.seat_session import SeatSession
from wargame.tui.widgets.list_pane import ListRow, ListRows

if TYPE_CHECKING:
    from wargame.game.match_odds import MatchOdds, OddsQuestion

FARTHEST = 9  # turns

COMMANDS = (
    command("escape,backspace,enter,percent_sign", "back", "Back", BACK.meaning),
    command("right_square_bracket", "ahead(1)", "Later", "look one turn further"),
    command("left_square_bracket", "ahead(-1)", "Earlier", "look one turn less far"),
    command("right", "level(1)", "More", "more effort on the order, and its odds", footer=False),
    command("left", "level(-1)", "Less", "less effort on the order, and its odds", footer=False),
    HELP,
    ALL,
)


class OddsScreen(SeatList):
    """The odds as a list: each number with its band and its probability to rise or fall.

    The list also shows the differences between the draft and other plans. A plan is a list of orders.
    """

    NAME = "Odds"
    PROSE = (
        "A trial is one imagined game that agrees with all that you see. The same dice fall in all plans. "
        "The ± of a difference holds in 9 of 10 cases. The first answer comes early, and it becomes finer.",
    )
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    class Answered(Message):
        """A message: odds have been computed. `turns`: the number of turns that the odds look ahead."""

        def __init__(self, sheet: OddsSheet, turns: int) -> None:
            super().__init__()
            self.sheet, self.turns = sheet, turns

    class Stood(Message):
        """A message: the margin that the team can expect has been computed."""

        def __init__(self, standing: ExpectedMargin) -> None:
            super().__init__()
            self.standing = standing

    class Fell(Message):
        """A message: the comparison of the last turn's results with its odds has been computed."""

        def __init__(self, fallen: FallenTurn) -> None:
            super().__init__()
            self.fallen = fallen

    def __init__(self, pen: Pen, seat_session: SeatSession, odds: MatchOdds, line: int) -> None:
        super().__init__(pen, seat_session)
        self.odds, self.line, self.turns = odds, line, 1
        self.sheet: OddsSheet | None = None
        self.refusal = ""  # why the draft has no odds
        self.standing: ExpectedMargin | None = None
        self.fallen: FallenTurn | None = None

    def on_mount(self) -> None:
        """Show the list, and ask for the odds."""
        super().on_mount()
        self.ask()

    def head(self) -> str:
        """Return the title: the order in question, or the whole draft."""
        lines = self.seat_session.draft.lines
        what = lines[self.line - 1].order.text if self.line else "all orders"
        return f"ODDS {turns_ahead(self.turns)}: {what}"

    def ask(self) -> None:
        """Start a thread that computes the odds. An older computation stops."""
        question, self.refusal = None, ""
        try:
            question = self.odds.question(self.seat_session.seat, self.line)
        except OrderError as refusal:
            self.refusal, self.sheet = str(refusal), None
            self.renew()
        turns, scored = self.turns, self.seat_session.seat in self.seat_session.match.rulebook.rules.scores
        stands = self.odds.standing(self.seat_session.seat) if scored and self.standing is None else None
        asked = self.seat_session.match.played and self.fallen is None
        fell = self.odds.fell(self.seat_session.seat) if asked else None
        self.run_worker(
            lambda: self._computed(question, turns, stands, fell), group="odds", exclusive=True, thread=True
        )

    def _computed(
        self,
        question: OddsQuestion | None,
        turns: int,
        stands: Callable[[], ExpectedMargin] | None,
        fell: Callable[[], FallenTurn] | None,
    ) -> None:
        """Post each answer as a message. Stop after the last answer, or when the screen no longer needs answers.

        Then post the margin that the team can expect, and the comparison of the last turn with its odds.
        """
        worker = get_current_worker()
        # the next question waits for the end of this one
        with closing(self._answers(question, turns)) as answers:
            for sheet in answers:
                if worker.is_cancelled:
                    break
                self.post_message(self.Answered(sheet, turns))
        if stands is not None and not worker.is_cancelled:
            self.post_message(self.Stood(stands()))
        if fell is not None and not worker.is_cancelled:
            self.post_message(self.Fell(fell()))

    def _answers(self, question: OddsQuestion | None, turns: int) -> Generator[OddsSheet, None, None]:
        if question is not None:
            yield from self.odds.answer(question, turns)

    def on_odds_screen_answered(self, message: Answered) -> None:
        """Show an answer in place of the old answer."""
        now = tuple(line.order for line in self.seat_session.draft.lines)
        if message.turns == self.turns and message.sheet.draft.plan.orders == now:
            self.sheet = message.sheet
            self.renew()

    def on_odds_screen_stood(self, message: Stood) -> None:
        """Show the margin that the team can expect."""
        self.standing = message.standing
        self.renew()

    def on_odds_screen_fell(self, message: Fell) -> None:
        """Show the comparison of the last turn's results with its odds."""
        self.fallen = message.fallen
        self.renew()

    def rows(self, width: int) -> ListRows:
        """Return the rows of the answer. Return a row about the running computation if there is no answer."""
        sheet, session = self.sheet, self.seat_session
        if self.refusal:
            return tuple(ListRow(((f" {text}", ALARM),)) for text in fold(self.refusal, width - 2))
        if sheet is None:
            return (ListRow((("Your orders are being tried on what you know ...", DIM),)),)
        rows: list[ListRow] = []
        for text in odds_texts(session.scenario, session.view, sheet, WRITTEN):
            now = f"  now {text.now}" if text.now else ""
            rows.append(ListRow(((f" {text.label}", BOLD), (now, DIM))))
            rows.append(
                ListRow(((f"   {text.band}, 8 of 10".ljust(34), PLAIN), (f"{text.direction}: {text.chance}", BOLD)))
            )
            rows += [
                ListRow(((f"     against {name}".ljust(34), DIM), (f"{apart}  ({share})", PLAIN)))
                for name, share, apart in text.against
            ]
        rows.append(ListRow())
        if self.standing is not None:
            stands = fold(standing_text(session.scenario, self.standing, WRITTEN, session.view.length), width - 2)
            rows += [ListRow(((f" {part}", BOLD),)) for part in stands]
            rows.append(ListRow())
        fell = self.fallen
        of = session.scenario, session.seat, session.view
        for told in fallen_texts(*of, fell, WRITTEN) if fell is not None else ():
            rows += [ListRow(((f" {part}", PLAIN),)) for part in fold(f"Last turn. {told}", width - 2)]
        for note in rests_on(session.scenario, sheet, WRITTEN):
            rows += [ListRow(((f" {text}", DIM),)) for text in fold(note, width - 2)]
        return tuple(rows)

    def on_list_pane_acted(self) -> None:
        """Go back on Enter."""
        self.action_back()

    def action_level(self, step: int) -> None:
        """Raise or lower the level of the order in question. Then show the odds of the new level."""
        session = self.seat_session
        if not self.line:
            self.app.notify("These are the odds of all orders. Mark an order on the map screen first.", markup=False)
            return
        before = session.draft.texts
        try:
            session.match.step_level(session.seat, self.line, step)
        except WargameError as refusal:
            self.app.notify(str(refusal), markup=False)
            return
        if session.draft.texts != before:
            self.renew()
            self.ask()

    def action_ahead(self, step: int) -> None:
        """Show odds for more turns or fewer turns ahead. `step`: 1 for more, -1 for fewer."""
        left = self.seat_session.match.length - self.seat_session.match.turn + 1
        turns = max(1, min(self.turns + step, left, FARTHEST))
        if turns != self.turns:
            self.turns = turns
            self.renew()
            self.ask()
