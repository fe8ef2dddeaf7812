"""What seats and facilitators read of a match: views, options, drafts, the log, reports, causes and the result.

Must not know: files, screens, clocks, or how a game changes.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.bots.knowledge import SeatKnowledge
from wargame.errors import OrderError, UsageError
from wargame.game.deals.records import deal_history
from wargame.game.disclosure.account import Account
from wargame.game.disclosure.action_numbers import action_numbers
from wargame.game.match_state import MatchState
from wargame.game.order_effects import true_effects
from wargame.game.orders import draft as drafts
from wargame.game.orders.lookup import Lookup
from wargame.game.orders.seat_draft import SeatDraft
from wargame.game.played_game import PlayedGame, played_game
from wargame.game.result import game_result
from wargame.game.seat_knowledge import seat_knowledge
from wargame.game.telling.beliefs import beliefs
from wargame.game.telling.changed_hands import hands_told, players_told
from wargame.game.telling.game_log import GameLog
from wargame.game.telling.inbox import inbox
from wargame.game.telling.ledger import ledger_of
from wargame.game.telling.playback import playback_steps
from wargame.game.telling.report import turn_report
from wargame.game.telling.shown_values import shows_values, with_values
from wargame.game.telling.why import why_changed
from wargame.game.telling.why_span import why_changed_over
from wargame.game.wording.number import WRITTEN, NumberFormatter
from wargame.model.match.deal_record import DealHistory
from wargame.model.match.events import (
    SeatChanged,
)
from wargame.model.match.note import Note
from wargame.model.match.order import Order
from wargame.model.match.outcome import SettledOrder
from wargame.model.match.result import GameResult
from wargame.model.match.ruling import Ruling, VoidRuling
from wargame.model.rules.metric import MetricCell
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.letter import Letter
from wargame.model.telling.log import LogLine
from wargame.model.telling.order_effects import OrderEffects
from wargame.model.telling.playback import PlaybackStep
from wargame.model.telling.table_view import TableView
from wargame.model.telling.turn_report import Reason, TurnReport
from wargame.model.telling.view import Draft, Option, View
from wargame.model.telling.why import NamedValue, Term, Why
from wargame.rulebook import Rulebook


class MatchReader:
    """Reads one game.

    A result for a seat holds nothing that the seat may not know. A result for seat None is the truth. Screens show the
    truth only in the look back and after the end. Unknown seats and turns raise UsageError.
    """

    def __init__(self, game: MatchState) -> None:
        """Prepare to read a match. `game`: the data of the match, which events may still change."""
        self._game = game
        self.rulebook: Rulebook = game.engine.rulebook
        self._log = GameLog(game.past)
        self.scenario: Scenario = game.scenario

    # -- the present turn ---------------------------------------------------------------------------------------------

    @property
    def turn(self) -> int:
        """Return the turn for which seats write orders now. Return the last turn after the end."""
        return self._game.past.now + (0 if self.ending else 1)

    @property
    def length(self) -> int:
        """Return the largest number of turns that the game can have."""
        return self._game.length

    @property
    def ending(self) -> str:
        """Return the ending of the game as text. The text is empty while the game continues."""
        return self._game.past.ending

    @property
    def seats(self) -> Mapping[str, str]:
        """Return the player of each seat: `human` or the name of a bot."""
        return dict(self._game.seats)

    @property
    def seat_changes(self) -> tuple[SeatChanged, ...]:
        """Return the changes of players, the oldest first."""
        return tuple(self._game.seat_changes)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return the notes of observers and the facilitator, the oldest first. Teams may not read these notes."""
        return tuple(self._game.notes)

    def rulings(self, turn: int) -> tuple[Ruling, ...]:
        """Return the facilitator's rulings on a resolved turn. Teams may not read these rulings."""
        return self._game.past.turn(turn).rulings

    @property
    def void_rulings(self) -> tuple[VoidRuling, ...]:
        """Return the rulings that became void, the oldest first. Teams may not read these rulings."""
        return tuple(self._game.void_rulings)

    @property
    def had_people(self) -> bool:
        """Return whether a person has played a seat so far.

        Nobody may read the truth of a game with people before the end.
        """
        return self._game.had_people

    @property
    def odds_shown(self) -> bool:
        """Return whether seats may ask for odds."""
        return self._game.odds_shown

    @property
    def human_seats(self) -> tuple[str, ...]:
        """Return the seats that people play."""
        return tuple(self._game.seat_drafts)

    @property
    def played(self) -> int:
        """Return the number of resolved turns."""
        return self._game.past.now

    @property
    def digest(self) -> str:
        """Return the SHA-256 hash of the present state."""
        return self._game.engine.adjudicator.digest(self._game.past.state)

    # -- views --------------------------------------------------------------------------------------------------------

    def view(self, seat: str | None) -> View:
        """Return what a seat sees now.

        The view also holds the values at the opening of the last turn and at the start.
        """
        self._check_seat(seat)
        points = self._game.engine.ap(self._game.past.state, seat) if seat else 0
        seen = self._game.past.view(seat, self._game.past.now, self._game.length)
        return attrs.evolve(seen, turn=self.turn, ap=points, ending=self.ending)

    def view_at(self, seat: str | None, turn: int) -> View:
        """Return what a seat saw when a turn opened, for the look back. Turn 1 opened at the start of the game.

        Action points are not included.
        """
        self._check_seat(seat)
        if not 1 <= turn <= self._game.past.now + 1:
            raise UsageError(f"Turn {turn} has not opened; the game stands at turn {self.turn}.")
        return self._game.past.view(seat, turn - 1, self._game.length)

    def options(self, seat: str) -> tuple[Option, ...]:
        """Return the options of a seat that are not in its draft.

        An option is an order that the seat might give, with its prices. An illegal option contains the reason.
        """
        self._check_seat(seat)
        return self._game.available.free(seat)

    def lookup(self, seat: str, line: int | None = None) -> Lookup:
        """Return the object that reads typed text as orders of a seat.

        `line`: the number of the draft line that the text will replace. None: the text is a new order.
        """
        return self._game.available.lookup(seat, line)

    def refusal(self, seat: str) -> OrderError | None:
        """Return why a commit of the seat's draft would be refused, with the remedy. Return None if nothing is wrong.

        The reason is the reason that the commit gives.
        """
        return self._game.available.refusal(seat)

    def levels(self, seat: str, line: int) -> tuple[float, ...]:
        """Return the levels that a line of the draft can have now."""
        orders = self._game.seat_drafts.of(seat).orders
        drafts.check_line(orders, line)
        return self._game.available.levels(seat, orders[line - 1])

    def knowledge(self, seat: str, moment: int | None = None) -> SeatKnowledge:
        """Return all that a seat knew at a moment, by default now. Odds are computed only from this knowledge."""
        self._check_seat(seat)
        return seat_knowledge(self._game.engine, self._game.past, seat, self.played if moment is None else moment)

    def cells(self, metric: str) -> tuple[tuple[str, ...], ...]:
        """Return the entity codes of every cell of a metric.

        A cell is one number of the metric. Invisible cells are included.

        Raises UsageError for an unknown metric.
        """
        if metric not in self.scenario.rules.metrics:
            raise UsageError(f'There is no metric "{metric}".')
        return self._game.engine.rulebook.layout[metric].cells

    def action_numbers(self, seat: str | None, action: str) -> tuple[NamedValue, ...]:
        """Return the parameters in an action's price and effects, each with its status and source."""
        self._check_seat(seat)
        return action_numbers(self.scenario, self._game.past.reader, action, seat)

    def log(self, seat: str | None, numbers: NumberFormatter = WRITTEN, since: int = 1) -> tuple[LogLine, ...]:
        """Return the log from turn `since` on, as a seat may read it. The oldest line comes first."""
        self._check_seat(seat)
        lines = self._log.lines(seat, self.inbox(seat), numbers, since)
        changes = (LogLine(turn, text) for turn, text in hands_told(self.scenario, self._game.seat_changes, seat))
        changed = [line for line in changes if line.turn >= since]
        return tuple(sorted((*changed, *lines), key=lambda line: line.turn)) if changed else lines

    def inbox(self, seat: str | None, numbers: NumberFormatter = WRITTEN) -> tuple[Letter, ...]:
        """Return the injects that came to a seat, with the answers of the seat. The oldest inject comes first.

        Return all injects if `seat` is None. A letter shows values as the seat saw them when the letter came.
        """
        self._check_seat(seat)
        seat_draft, seen = (
            self._game.seat_drafts.get(seat or "", SeatDraft()),
            self._game.past.observation(seat, self._game.past.now).cells,
        )
        letters = inbox(self.scenario, seat, seen, seat_draft.orders, seat_draft.read, self._answered(seat))
        return tuple(self._filled(seat, letter, numbers) for letter in letters if letter.turn <= self.turn)

    def _filled(self, seat: str | None, letter: Letter, numbers: NumberFormatter) -> Letter:
        if not shows_values(self.scenario, letter.inject):
            return letter
        seen = self._game.past.observation(seat, letter.turn - 1)
        return with_values(self.scenario, letter, seen, numbers)

    def _answered(self, seat: str | None) -> frozenset[str]:
        """Return the injects that the seat answered. Only resolved turns count."""
        return self._game.past.answered.get(seat or "", frozenset())

    def deal_history(self, seat: str | None) -> DealHistory:
        """Return the deals and offers of the game as the seat knew them during the game."""
        self._check_seat(seat)
        game = self._game
        return deal_history(game.past, game.vocabulary, seat) if game.vocabulary else DealHistory()

    def deals(self, seat: str | None) -> tuple[TableView, ...]:
        """Return the tables as a seat may know them: deals in force, offers, and their worth for the seat."""
        self._check_seat(seat)
        return self._game.tables.talks(seat, opened=bool(self.ending))

    def playback(self, seat: str | None, turn: int, numbers: NumberFormatter = WRITTEN) -> tuple[PlaybackStep, ...]:
        """Return a resolved turn step by step."""
        self._check_seat(seat)
        return playback_steps(self._account(seat, turn, numbers))

    def report(self, seat: str | None, turn: int, numbers: NumberFormatter = WRITTEN) -> TurnReport:
        """Return the report of a resolved turn.

        The report of the truth (`seat` is None) also says what each team believed about the headlines.
        """
        self._check_seat(seat)
        report = turn_report(self._account(seat, turn, numbers), self.length)
        changes = hands_told(self.scenario, self._game.seat_changes, seat)
        report = attrs.evolve(report, news=(*report.news, *(text for when, text in changes if when == turn)))
        if seat is not None:
            return report
        known = {team: self._game.past.observation(team, turn) for team in self._game.seats}
        return attrs.evolve(
            report, beliefs=beliefs(self.scenario, self._game.past.observation(None, turn), known, numbers)
        )

    def why(
        self,
        seat: str | None,
        metric: str,
        entities: tuple[str, ...],
        turn: int,
        numbers: NumberFormatter = WRITTEN,
        opened: bool = True,
    ) -> Why:
        """Return the causes of the change of one cell in a resolved turn.

        A cell is one number of a metric. Raises UsageError for a cell that does not exist.

        Every seat reads all causes with their numbers after the end of the game, unless `opened` is false.
        """
        self._check_seat(seat)
        self._check_cell(metric, entities)
        return why_changed(self._account(seat, turn, numbers, opened=opened and bool(self.ending)), metric, entities)

    def why_over(
        self,
        seat: str | None,
        metric: str,
        entities: tuple[str, ...],
        turns: tuple[int, int],
        numbers: NumberFormatter = WRITTEN,
        opened: bool = True,
    ) -> Why:
        """Return the causes of a cell's change from the first to the last of these turns, as `why` returns them.

        Raises UsageError for a cell that does not exist, and for turns that are not resolved.
        """
        first, last = turns
        if first >= last:
            if first > last:
                raise UsageError(f"Turns run from the first to the last, as in {last}..{first}, not {first}..{last}.")
            return self.why(seat, metric, entities, last, numbers, opened)
        self._check_seat(seat)
        self._check_cell(metric, entities)
        opened = opened and bool(self.ending)
        accounts = [self._account(seat, turn, numbers, opened) for turn in range(first, last + 1)]
        return why_changed_over(accounts, metric, entities)

    def order_effects(self, seat: str, turns: tuple[int, int], cell: MetricCell | None = None) -> OrderEffects:
        """Return the true effects of a seat's orders from the first to the last of these turns.

        `cell`: a number that comes before the headlines and the margin, or None.

        Callers decide who may read the truth. Raises UsageError for turns that are not resolved.
        """
        self._check_seat(seat)
        return true_effects(self._game, seat, turns, cell)

    def _check_cell(self, metric: str, entities: tuple[str, ...]) -> None:
        if entities not in self.cells(metric):
            raise UsageError(f"{metric} has no cell {', '.join(entities) or 'of the nation'}.")

    def _account(self, seat: str | None, turn: int, numbers: NumberFormatter, opened: bool = False) -> Account:
        return attrs.evolve(self._game.past.account(seat, turn, opened), numbers=numbers)

    def orders(self, seat: str | None, turn: int) -> Mapping[str, tuple[Order, ...]]:
        """Return the orders that a seat gave in a resolved turn. Return the orders of all seats if `seat` is None."""
        self._check_seat(seat)
        orders = self._game.past.turn(turn).orders
        return dict(orders) if seat is None else {seat: orders.get(seat, ())}

    def reasons(self, seat: str | None, turn: int) -> tuple[Reason, ...]:
        """Return the reasons of a seat in a resolved turn. Return the reasons of all seats if `seat` is None.

        A reason is a text by the bot or by the person who played the seat.
        """
        self._check_seat(seat)
        return self._game.past.account(seat, turn).reasons

    def reason_of(self, turn: int, seat: str, line: int) -> str:
        """Return the reason for one order of a resolved turn. A person has one reason for all orders of a turn.

        `line`: the position of the order among the orders of its seat, counted from 0.

        The reason is not redacted, so callers decide who may read it.
        """
        record = self._game.past.turn(turn)
        given = record.reasons.get(seat, ())
        return given[line] if line < len(given) else record.written.get(seat, "")

    def own_orders(self, seat: str, turn: int) -> tuple[SettledOrder, ...]:
        """Return the settled orders of a seat in a resolved turn."""
        self._check_seat(seat)
        return self._game.past.account(seat, turn).own

    def ledger(self, seat: str, turn: int) -> tuple[tuple[MetricCell, Term], ...]:
        """Return every change of a resolved turn with its causes, as the seat read them during the game."""
        self._check_seat(seat)
        return tuple(ledger_of(self._game.past.account(seat, turn)))

    def drawn_parameters(self, seat: str | None = None) -> Mapping[str, float | str]:
        """Return the hidden parameters that a seat knows. Return all hidden parameters if `seat` is None."""
        self._check_seat(seat)
        return self._game.past.drawn(seat)

    def result(self) -> GameResult:
        """Return margins, components and hidden parameters. Raises UsageError before the end."""
        if not self.ending:
            raise UsageError("The game has not ended.")
        game = self._game
        players = players_told(game.seats, game.first_seats, game.seat_changes)
        return game_result(game.engine, game.past.state, players, self.ending, self.turn)

    def played_game(self) -> PlayedGame:
        """Return the resolved turns with their true states. Callers decide who may read these states."""
        return played_game(self._game)

    # -- drafts --------------------------------------------------------------------------------------------------------

    def draft(self, seat: str) -> Draft:
        """Return the draft of a seat with costs, remaining points and problems."""
        return self._game.available.draft(seat)

    def kept_text(self, seat: str) -> str:
        """Return the unfinished line of a seat."""
        return self._game.seat_drafts.of(seat).typed

    def why_committed(self, seat: str) -> str:
        """Return the reason that a seat wrote with its commit."""
        return self._game.seat_drafts.of(seat).why

    def waiting_for(self) -> tuple[str, ...]:
        """Return the human seats that have not committed."""
        return (
            ()
            if self.ending
            else tuple(seat for seat, seat_draft in self._game.seat_drafts.items() if not seat_draft.committed)
        )

    @property
    def ready(self) -> bool:
        """Return whether the turn can be adjudicated: the game is not over and every human seat has committed."""
        return not self.ending and not self.waiting_for()

    def _check_seat(self, seat: str | None) -> None:
        if seat is not None and seat not in self._game.seats:
            raise UsageError(f'There is no seat "{seat}" in this game. Seats: {", ".join(self._game.seats)}.')
