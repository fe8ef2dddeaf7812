"""Keeps the odds of the open draft up to date while a person types.

One thread computes the odds. A newer question replaces an older question. The thread gives up the older question as
soon as possible. Keys never wait for the thread.

Must not know: how odds are computed, or how they are drawn.
"""

from __future__ import annotations

from threading import Lock
from time import sleep
from typing import TYPE_CHECKING, Any

import attrs
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from wargame.errors import OrderError
from wargame.game.wording.number import WRITTEN
from wargame.game.wording.odds import standing_line
from wargame.game.wording.order_odds import OrderOddsText, best_odds, order_odds_text
from wargame.model.match.order import Orders
from wargame.model.telling.odds import ExpectedMargin, OddsSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.game.match_odds import MatchOdds, OddsQuestion
    from wargame.tui.seat_session import SeatSession

PAUSE = 0.05  # number of seconds before an answer, so that the key that asks is drawn first


@attrs.frozen(eq=False)
class LiveQuestion:
    """A question to the thread.

    `orders`: the question about the orders of the draft, or None if there are no orders.
    `stands`: the function that computes the margin that the seat can expect, or None if this margin is known.
    """

    orders: OddsQuestion | None
    stands: Callable[[], ExpectedMargin] | None


class LiveOdds:
    """The odds of the draft on a turn's screen. `ask` starts the thread. The screen passes each answer to `take`."""

    class Answered(Message):
        """A message: odds of the orders have been computed."""

        def __init__(self, sheet: OddsSheet) -> None:
            super().__init__()
            self.sheet = sheet

    class Stood(Message):
        """A message: the margin that the team can expect has been computed."""

        def __init__(self, standing: ExpectedMargin) -> None:
            super().__init__()
            self.standing = standing

    def __init__(self, screen: Screen[Any], seat_session: SeatSession, odds: MatchOdds) -> None:
        self._screen, self._session, self._odds = screen, seat_session, odds
        self._wanted: LiveQuestion | None = None
        self._asked: tuple[int, Orders, int] | None = None
        self._running, self._resting = False, False
        self._lock = Lock()
        self._sheets: list[OddsSheet] = []
        self._texts: dict[int, OrderOddsText | None] = {}
        self.standing: ExpectedMargin | None = None
        self.refusal = ""  # why the draft has no odds

    @property
    def shown(self) -> bool:
        """Return whether the screen shows odds. A facilitator may have switched them off."""
        match = self._session.match
        return match.odds_shown and self._session.seated and not match.ending

    # -- asking -------------------------------------------------------------------------------------------------------

    def ask(self, line: int) -> None:
        """Ask for the odds of the present draft. Nothing happens if this question is asked or answered already.

        `line`: the number of the draft line whose levels the person compares. The first line is 1. 0 means no line.
        """
        session = self._session
        if not self.shown:
            self.rest()
            self._sheets, self._texts, self.standing = [], {}, None
            return
        orders = tuple(each.order for each in session.draft.lines)
        asked = session.match.played, orders, line
        if asked == self._asked and not self._resting:
            return
        if self._asked is None or asked[:2] != self._asked[:2]:
            self._sheets = []
        self._texts = {}
        self._asked, self._resting = asked, False
        if self.standing is not None and self.standing.turn != session.match.turn:
            self.standing = None
        scored = session.seat in session.match.rulebook.rules.scores
        stands = self._odds.standing(session.seat) if scored and self.standing is None else None
        question, self.refusal = None, ""
        try:
            question = self._odds.question_of_orders(session.seat, line) if orders else None
        except OrderError as refusal:
            self.refusal = refusal.message
        with self._lock:
            self._wanted = LiveQuestion(question, stands)
            if self._running:
                return
            self._running = True
        self._screen.run_worker(self._answer, group="odds", thread=True)

    def rest(self) -> None:
        """Let the thread stop, because another screen lies over this screen. The next call of `ask` starts the thread
        again.
        """
        self._resting = True

    def _answer(self) -> None:
        """Answer the newest question until there is no newer question. The method runs in the thread."""
        worker = get_current_worker()

        def stop() -> bool:
            return self._wanted is not None or self._resting or worker.is_cancelled

        while True:
            with self._lock:
                question, self._wanted = self._wanted, None
                if question is None or worker.is_cancelled:
                    self._running = False
                    return
            sleep(PAUSE)
            if not stop():
                self._answer_one(question, stop)

    def _answer_one(self, question: LiveQuestion, stop: Callable[[], bool]) -> None:
        answers = iter(self._odds.answers_of_orders(question.orders, stop) if question.orders is not None else ())
        first = next(answers, None)
        if first is not None:
            self._screen.post_message(self.Answered(first))
        if question.stands is not None and not stop():
            self._screen.post_message(self.Stood(question.stands()))
        for sheet in answers:
            self._screen.post_message(self.Answered(sheet))

    # -- answers ------------------------------------------------------------------------------------------------------

    def take(self, sheet: OddsSheet) -> bool:
        """Keep an answer about the present draft. Return False for an answer about another draft."""
        if not self._fits(sheet):
            return False
        self._sheets.append(sheet)
        self._texts = {}
        return True

    def _fits(self, sheet: OddsSheet) -> bool:
        return (
            self._asked is not None
            and self.shown
            and (sheet.turn - 1, sheet.draft.plan.orders) == self._asked[:2]
            and self._session.match.played == self._asked[0]
        )

    def line_text(self, line: int) -> OrderOddsText | None:
        """Return what the odds say of a line of the draft, counted from 1. Return None without an answer."""
        if line not in self._texts:
            session = self._session
            found = best_odds(session.scenario, self._sheets, line, self._odds.horizons())
            self._texts[line] = (
                order_odds_text(session.scenario, session.view, found, WRITTEN) if found is not None else None
            )
        return self._texts[line]

    def standing_text(self, width: int) -> str:
        """Return the margin that the team can expect, as a text for `width` characters. The text is empty if the margin
        is unknown.
        """
        if self.standing is None or not self.shown:
            return ""
        long, short = (
            standing_line(self._session.scenario, self.standing, WRITTEN, label, self._session.view.length)
            for label in (True, False)
        )
        return long if len(long) <= width else short
