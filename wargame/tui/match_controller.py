"""Shows one game in the app: seats, turns, the screens after a commit, and the end.

A curtain is a screen that hides the game while another person takes the keyboard. A sheet is a screen over the turn,
such as the log.

Must not know: the menu, rules or files.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from textual.geometry import Offset
from textual.message import Message

from wargame.errors import WargameError
from wargame.game.match_odds import SWITCHED_OFF, CompileGames, MatchOdds
from wargame.game.wording.engine_words import explained_words
from wargame.game.wording.number import WRITTEN
from wargame.model.rules.deal import TABLE
from wargame.tui.base_app import BaseApp
from wargame.tui.drawing import words
from wargame.tui.drawing.headline import seat_name
from wargame.tui.drawing.inspector import entity_content
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.after.facilitator import FacilitatorScreen
from wargame.tui.screens.after.finish import FinishScreen
from wargame.tui.screens.after.playback import PlaybackScreen
from wargame.tui.screens.after.report import PlaybackWanted, ReportScreen, WhyWanted
from wargame.tui.screens.after.why import WhyScreen
from wargame.tui.screens.common.curtain import CurtainScreen
from wargame.tui.screens.common.pick import PickItem, PickScreen
from wargame.tui.screens.common.turn_choices import turn_choices
from wargame.tui.screens.common.wait import WaitScreen
from wargame.tui.screens.start.briefing import BriefingScreen
from wargame.tui.screens.turn.deals import DealsScreen
from wargame.tui.screens.turn.deals_read import DealsReadScreen
from wargame.tui.screens.turn.inbox import InboxScreen
from wargame.tui.screens.turn.log import LogScreen
from wargame.tui.screens.turn.odds import OddsScreen
from wargame.tui.screens.turn.review import ReviewScreen
from wargame.tui.screens.turn.turn import TurnScreen
from wargame.tui.screens.turn.values import ValuesScreen
from wargame.tui.seat_choices import NEXT_TURN, seat_choices, unled_choices
from wargame.tui.seat_rotation import SeatRotation
from wargame.tui.seat_session import SeatSession
from wargame.tui.sheets import Sheet, SheetWanted

if TYPE_CHECKING:
    from wargame.store.session import Session


FACILITATOR_SEAT = "(facilitator)"  # the facilitator in the curtain; no seat has this name


class MenuWanted(Message):
    """A message: the person wants to leave the game for the menu."""


class GameFailed(Message):
    """A message: the game cannot continue."""

    def __init__(self, heading: str, problem: str) -> None:
        super().__init__()
        self.heading, self.problem = heading, problem


class MatchController:
    """Shows people the screens of a match in an app, in the right order."""

    def __init__(
        self, app: BaseApp, session: Session, compiled: CompileGames | None = None, facilitated: bool = False
    ) -> None:
        self.app, self.session = app, session
        self.facilitated = facilitated  # whether a facilitator at this keyboard reads each turn before the teams do
        self.odds = MatchOdds(session.match, compiled)
        self.rotation = SeatRotation(session.match)
        self.pen = Pen(session.match.scenario.looks, app.plain_glyphs)
        self.asks = False  # whether a game that never had people waits for a word before each turn

    def keep_text(self) -> None:
        """Save the unfinished line of the open seat."""
        for screen in self.app.screen_stack:
            if isinstance(screen, TurnScreen) and screen.is_mounted:
                screen.keep_text()

    def problem(self) -> str:
        """Return the fault of the save. The text is empty if there is no fault."""
        try:
            self.session.check()
        except WargameError as error:
            return str(error)
        return ""

    # -- seats --------------------------------------------------------------------------------------------------------

    def sit_down(self, last: str) -> None:
        """Let the next person play. Show a curtain first if several people share the keyboard.

        `last`: the seat that made the last commit. The text is empty if there is no such seat.
        """
        rotation = self.rotation
        if rotation.match.ending:
            self.finish()
        elif (self.asks or rotation.match.had_people) and not rotation.people:
            self.nobody_left()
        # all seats have committed; a save may end between the last commit and the resolved turn
        elif rotation.match.ready:
            self.resolve()
        elif not rotation.shared:
            self.open_seat(rotation.people[0])
        else:
            self.curtain(last)

    def curtain(self, last: str, goal: str = "") -> None:
        """Hide everything until the next team opens the curtain.

        `goal`: the seat whose team must come. An empty text means the next seat without a commit.
        """
        names = self.rotation.names()
        if goal == FACILITATOR_SEAT:
            names = {FACILITATOR_SEAT: "Facilitator"}
        rotation = self.rotation
        self.app.clear_notifications()
        self.app.cursor_position = Offset(0, 0)
        match = rotation.match
        dates = words.span_text(match.scenario.calendar, match.turn)
        where = f"turn {match.turn} of {match.length}{'   ' + dates if dates else ''}"
        self.app.show(CurtainScreen(self.pen, names, goal or rotation.next_seat, last, where))

    def curtain_opened(self, message: CurtainScreen.Opened) -> None:
        """Open the seat of the team that opened the curtain, or the facilitator's screen."""
        if message.seat == FACILITATOR_SEAT:
            self.app.show(FacilitatorScreen(self.pen, self.rotation.match))
        else:
            self.open_seat(message.seat)

    def open_seat(self, seat: str) -> None:
        """Show the turn screen of a seat. The last playback or the briefing comes first if the seat has not seen it."""
        rotation = self.rotation
        seat_session = rotation.seat_session(seat)
        turn = TurnScreen(self.pen, seat_session, rotation.tutor, self.odds)
        if rotation.unseen(seat):
            playback = PlaybackScreen(self.pen, seat_session, rotation.match.played, rotation.tutor, self.odds)
            self.app.show(turn, playback)
        elif rotation.newcomer(seat):
            self.app.show(turn, BriefingScreen(self.pen, seat_session))
        else:
            self.app.show(turn)

    @property
    def seat_session(self) -> SeatSession | None:
        """Return the session of the person at the keyboard. Return None while a curtain or the menu is shown."""
        found = (screen.seat_session for screen in self.app.screen_stack if isinstance(screen, TurnScreen))
        return next(found, None)

    def glossary(self) -> dict[str, str]:
        """Return the scenario's glossary: each word with its meaning."""
        return explained_words(self.session.match.scenario, self.session.match.odds_shown)

    def sides(self) -> tuple[tuple[str, str], ...]:
        """Return (sign, name) for each faction that has a sign on the map."""
        scenario = self.session.match.scenario
        return tuple((self.pen.sign(code), scenario.label(code)) for code in scenario.looks.factions)

    def drafted(self) -> int:
        """Return the number of orders in the open draft."""
        return len(self.seat_session.draft.lines) if self.seat_session and self.seat_session.seat else 0

    # -- a turn -------------------------------------------------------------------------------------------------------

    def sheet_wanted(self, message: SheetWanted) -> None:
        """Open a sheet over the turn."""
        seat_session = self.seat_session
        if seat_session is None:
            return
        match message.sheet:
            case Sheet.REVIEW:
                self.app.push_screen(ReviewScreen(self.pen, seat_session, self.odds, self.line_of_odds))
            case Sheet.ODDS if not seat_session.match.odds_shown:
                self.app.notify(SWITCHED_OFF, markup=False)
            case Sheet.ODDS:
                self.app.push_screen(OddsScreen(self.pen, seat_session, self.odds, self.order_in_question))
            case Sheet.REPORT:
                self.app.push_screen(
                    ReportScreen(self.pen, seat_session, seat_session.match.played, self.rotation.tutor)
                )
            case Sheet.LOG:
                self.app.push_screen(LogScreen(self.pen, seat_session))
            case Sheet.INBOX:
                self.rotation.tutor.did("inbox")
                self.app.push_screen(InboxScreen(self.pen, seat_session))
            case Sheet.DEALS:
                self.rotation.tutor.did("deals")
                self.app.push_screen(DealsScreen(self.pen, seat_session), self.terms_wanted)
            case Sheet.VALUES:
                self.app.push_screen(ValuesScreen(self.pen, seat_session, self.marked))
            case Sheet.BRIEFING:
                self.app.push_screen(BriefingScreen(self.pen, seat_session))
            case Sheet.WHY:
                self.app.push_screen(
                    PickScreen(self.pen, "WHY: which number?", self.cells(seat_session)), self.cell_chosen
                )
            case Sheet.GO:
                board = seat_session.board
                named = (*((t.code, t.label) for t in board.tiles), *((r.code, r.label) for r in board.roads))
                choices = tuple(PickItem(code, code, label) for code, label in named)
                self.app.push_screen(PickScreen(self.pen, "GO TO", choices), self.place_chosen)
            case Sheet.SEATS:
                choices = seat_choices(seat_session.match, seat_session.seat)
                self.app.push_screen(PickScreen(self.pen, "SEATS: who plays from now on", choices), self.seat_chosen)
            case Sheet.MENU:
                self.app.post_message(MenuWanted())
            case _:
                assert_never(message.sheet)

    @property
    def order_in_question(self) -> int:
        """Return the draft line that is marked on the screen, counted from 1. Return 0 if no line is marked."""
        turns = (screen for screen in self.app.screen_stack if isinstance(screen, TurnScreen))
        return next((screen.order_in_question for screen in turns), 0)

    @property
    def line_of_odds(self) -> int:
        """Return the draft line that the odds on the screen of the turn are mainly about, or 0."""
        turns = (screen for screen in self.app.screen_stack if isinstance(screen, TurnScreen))
        return next((screen.line_in_question for screen in turns), 0)

    @property
    def marked(self) -> str:
        """Return the marked place or road of the open turn."""
        return next((screen.marked for screen in self.app.screen_stack if isinstance(screen, TurnScreen)), "")

    def cells(self, seat_session: SeatSession) -> tuple[PickItem, ...]:
        """Return the numbers that `why` can explain as a list of choices.

        The numbers are the headlines, the numbers of the marked place or road, and the numbers of the team's tables.
        """
        scenario, found = seat_session.scenario, {}
        content = (
            entity_content(scenario, seat_session.view, seat_session.board, self.pen, self.marked)
            if self.marked
            else None
        )
        facts = [(fact.metric, fact.entities) for fact in content.facts if fact.metric] if content else []
        cells = [(headline.metric, headline.entity) for headline in scenario.headlines_of(seat_session.seat)]
        roads = [road.code for road in seat_session.board.roads]
        asked = [*facts[:1], *cells, *facts[1:]] if self.marked in roads else [*cells, *facts]
        for metric, entities in (*asked, *_of_tables(seat_session)):
            value = seat_session.view.value(metric, *entities)
            known = scenario.rules.metrics[metric]
            estimate = seat_session.view.estimate(metric, *entities)
            now = WRITTEN.in_full(known, value, estimate)
            change = WRITTEN.change(known, seat_session.view.change(metric, *entities), estimate)
            key = "|".join((metric, *entities))
            label = words.label_text(scenario, metric, entities)
            found[key] = PickItem(key, label, f"{now} {change}", called=(metric, known.short))
        return tuple(found.values())

    def cell_chosen(self, key: str | None) -> None:
        """Show the causes of a number's change."""
        if key and self.seat_session is not None:
            metric, *entities = key.split("|")
            self.ask_why(metric, tuple(entities), self.seat_session.match.played)

    def why_wanted(self, message: WhyWanted) -> None:
        """Show the causes of a number's change."""
        self.ask_why(message.metric, message.entities, message.turn)

    def ask_why(self, metric: str, entities: tuple[str, ...], turn: int) -> None:
        """Show the causes of a number's change in a turn."""
        if self.seat_session is not None:
            self.rotation.tutor.did("why")
            self.app.push_screen(WhyScreen(self.pen, self.seat_session, self.odds, (metric, entities), turn))

    def seat_chosen(self, key: str | None) -> None:
        """Change the player of a seat. A person who gives a seat to a bot leaves the keyboard at once."""
        seat_session = self.seat_session
        if not key or seat_session is None:
            return
        seat, _, player = key.partition("=")
        if self.hand_over({seat: player}):
            if seat == seat_session.seat:
                self.sit_down(last="")
            else:
                name = seat_name(seat_session.scenario, seat)
                self.app.notify(f"{name} is played at this keyboard from this turn on.", markup=False)

    def hand_over(self, players: dict[str, str]) -> bool:
        """Change the players of seats. Show the reason and return False if this is impossible."""
        try:
            self.rotation.match.change_seats(players)
        except WargameError as error:
            self.app.notify(str(error), severity="error", markup=False)
            return False
        return True

    def nobody_left(self) -> None:
        """Ask a person before each turn how to continue, because bots play all seats."""
        match = self.rotation.match
        self.app.show()
        self.app.push_screen(PickScreen(self.pen, "BOTS PLAY EVERY SEAT", unled_choices(match)), self.unled_chosen)

    def unled_chosen(self, key: str | None) -> None:
        """Carry out the choice of a person while bots play all seats.

        The choices are to resolve the turn, to take a seat, and to leave for the menu.
        """
        if not key:
            self.app.post_message(MenuWanted())
        elif key == NEXT_TURN:
            self.resolve()
        elif self.hand_over(dict([key.split("=")])):
            self.sit_down(last="")
        else:
            self.nobody_left()

    def terms_wanted(self, text: str | None) -> None:
        """Open the order line, in which the person writes the terms."""
        if text and isinstance(self.app.screen, TurnScreen):
            self.app.screen.open_with(text)

    def place_chosen(self, code: str | None) -> None:
        """Mark a place or road."""
        if code and isinstance(self.app.screen, TurnScreen):
            self.app.screen.go_to(code)

    def committed(self) -> None:
        """Hide the screen of a team that has committed. Then open the next seat or resolve the turn."""
        rotation, seat_session = self.rotation, self.seat_session
        assert seat_session is not None, "only an open seat can commit"
        rotation.tutor.did("commit")
        if rotation.match.ready:
            self.resolve()
        else:
            self.curtain(seat_name(seat_session.scenario, seat_session.seat))

    def resolve(self) -> None:
        """Resolve the turn. A facilitator at this keyboard reads the turn first."""
        if self.facilitated:
            self.curtain("", FACILITATOR_SEAT)
        else:
            self.publish()

    def teams_asked(self) -> None:
        """Hide the facilitator's screen from the teams that must commit again, also from a team that plays alone."""
        self.curtain("", self.rotation.next_seat)

    def publish(self) -> None:
        """Resolve the turn in a worker behind a wait screen. The teams may then read the turn."""
        match = self.rotation.match
        note = f"turn {match.turn} of {match.length}: all orders together"
        self.app.show(WaitScreen(self.pen, "The turn is being resolved", note))
        self.app.run_worker(self.resolved(), group="game")

    async def resolved(self) -> None:
        """Resolve the turn and show the results. A game without people runs to its end."""
        match = self.rotation.match
        try:
            for seat in self.rotation.people:
                match.keep_text(seat, "")  # the unfinished line is dropped with its turn, as the review has said
            await asyncio.to_thread(match.adjudicate)
        except WargameError as error:
            self.app.post_message(
                GameFailed("The turn could not be resolved; what was saved before is safe.", str(error))
            )
            return
        if match.ending and len(self.rotation.people) == 1:
            self.open_seat(self.rotation.people[0])
        else:
            self.sit_down(last="")

    def playback_over(self) -> None:
        """Show the report after the playback. Return to the report if the report opened the playback."""
        seat_session = self.seat_session
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        if seat_session is None or not isinstance(below, TurnScreen):
            self.app.pop_screen()
            return
        self.rotation.has_seen(seat_session.seat)
        self.app.replace_top(ReportScreen(self.pen, seat_session, seat_session.match.played, self.rotation.tutor))

    def deals_wanted(self) -> None:
        """Show the tables of deals for reading."""
        if self.seat_session is not None:
            self.app.push_screen(DealsReadScreen(self.pen, self.seat_session))

    def playback_wanted(self, message: PlaybackWanted) -> None:
        """Show a turn again."""
        if self.seat_session is not None:
            playback = PlaybackScreen(self.pen, self.seat_session, message.turn, self.rotation.tutor, self.odds)
            self.app.push_screen(playback)

    def report_over(self) -> None:
        """Show the map after the report. Show the end after the last turn."""
        if self.rotation.match.ending:
            self.finish()
        else:
            self.rotation.tutor.at_turn(self.rotation.match.turn)
            self.app.pop_screen()

    # -- the end ------------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Show the end of the game."""
        match = self.rotation.match
        self.app.show(FinishScreen(self.pen, match.scenario, match.result()))

    def ask_branch(self, chosen: Callable[[int], None]) -> None:
        """Ask from which turn the finished game is played again. `chosen`: gets the turn."""

        def answered(key: str | None) -> None:
            if key:
                chosen(int(key))

        heading = "PLAY AGAIN: from which turn"
        self.app.push_screen(PickScreen(self.pen, heading, turn_choices(self.session.match)), answered)

    # -- idle people --------------------------------------------------------------------------------------------------

    def idle(self) -> None:
        """Hide the screen because nobody has pressed a key for some time. Only a shared keyboard needs this."""
        seat_session = self.seat_session
        if self.rotation.shared and seat_session is not None and seat_session.seat:
            self.keep_text()
            self.curtain("", seat_session.seat)


def _of_tables(seat_session: SeatSession) -> list[tuple[str, tuple[str, ...]]]:
    """Return the metrics of the team's own tables, such as trust. The engine's own metrics are left out."""
    metrics, seen = seat_session.scenario.rules.metrics.values(), seat_session.view.metrics
    own = [(talk.table,) for talk in seat_session.talks if talk.own]
    named = [metric.name for metric in metrics if metric.of == (TABLE,) and metric.label and not metric.inner]
    return [(name, cell) for name in named for cell in own if cell in seen.get(name, {})]
