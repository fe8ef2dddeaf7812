"""The application: from the menu through a game and back.

Must not know: rules; games come from the store, seats from a match.
"""

from __future__ import annotations

import asyncio
import locale
import sys
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from wargame.errors import ContentError, WargameError
from wargame.store.setup import PlaySetup
from wargame.tui.chair import Chair
from wargame.tui.drawing import words
from wargame.tui.drawing.headline import headlines, seat_name
from wargame.tui.drawing.inspector import entity_sheet
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.briefing import BriefingScreen
from wargame.tui.screens.curtain import CurtainScreen
from wargame.tui.screens.finish import FinishScreen
from wargame.tui.screens.log import LogScreen
from wargame.tui.screens.menu import MenuScreen
from wargame.tui.screens.new_game import ScenarioScreen, SeatsScreen
from wargame.tui.screens.pick import Choice, PickScreen
from wargame.tui.screens.playback import PlaybackScreen
from wargame.tui.screens.report import PlaybackWanted, ReportScreen, WhyWanted
from wargame.tui.screens.review import ReviewScreen
from wargame.tui.screens.saves import SavesScreen
from wargame.tui.screens.trouble import TroubleScreen
from wargame.tui.screens.turn import TurnScreen, Wanted
from wargame.tui.screens.values import ValuesScreen
from wargame.tui.screens.wait import WaitScreen
from wargame.tui.screens.why import WhyScreen
from wargame.tui.stage import Stage
from wargame.tui.table import Table

if TYPE_CHECKING:
    from wargame.store.session import Session
    from wargame.tui.catalogue import Catalogue


class WargameApp(Stage):
    """The game. `setup` None shows the menu; otherwise the game it asks for is opened at once."""

    def __init__(self, setup: PlaySetup | None = None, plain_glyphs: bool = False) -> None:
        super().__init__(plain_glyphs)
        self.setup = setup
        self.session: Session | None = None
        self.table: Table | None = None
        self.catalogue: Catalogue | None = None

    def get_default_screen(self) -> Screen[Any]:
        """The menu lies under everything."""
        return MenuScreen(self.pen, None)

    def on_mount(self) -> None:
        """Open what was asked for, or fill the menu."""
        if self.setup is not None:
            self.open_game(self.setup)
        else:
            self.run_worker(self.fill_menu(), group="menu")
        self.check_size()

    # -- the menu -----------------------------------------------------------------------------------------------------

    async def fill_menu(self) -> None:
        """Read scenarios and saves beside the menu, which stands already."""
        from wargame.tui.catalogue import read_catalogue

        self.catalogue = await asyncio.to_thread(read_catalogue)
        menu = self.screen_stack[0]
        if isinstance(menu, MenuScreen):
            menu.fill(self.catalogue)

    async def known(self) -> Catalogue:
        """Give the catalogue, waiting for it where it is still being read."""
        if self.catalogue is None:
            await self.workers.wait_for_complete([w for w in self.workers if w.group == "menu"])
        if self.catalogue is None:
            await self.fill_menu()
        assert self.catalogue is not None
        return self.catalogue

    def to_menu(self) -> None:
        """Leave the game, which is saved, and show the menu."""
        self.let_go()
        self.show()
        self.run_worker(self.fill_menu(), group="menu")

    async def on_menu_screen_wanted(self, message: MenuScreen.Wanted) -> None:
        """An entry of the menu was opened."""
        known = await self.known()
        match message.entry:
            case "tutorial" if known.tutorial:
                offer = known.tutorial
                people = next((seat for seat, _, npc in offer.seats if not npc), "")
                seats = {seat: "human" if seat == people else "doctrine" for seat, _, npc in offer.seats if not npc}
                self.open_game(PlaySetup(scenario=offer.name, seats=seats))
            case "continue" if known.unfinished:
                self.open_game(PlaySetup(save=known.unfinished[0].path))
            case "new":
                self.push_screen(ScenarioScreen(self.pen, known), self.scenario_chosen)
            case "saves":
                self.push_screen(SavesScreen(self.pen, known.saves), self.save_chosen)
            case "leave":
                self.action_leave()

    def scenario_chosen(self, name: str | None) -> None:
        """Ask who plays what."""
        offer = next((offer for offer in self.catalogue.offers if offer.name == name), None) if self.catalogue else None
        if offer is not None:
            self.push_screen(
                SeatsScreen(self.pen, offer, self.catalogue.bots if self.catalogue else ()), self.seats_chosen
            )

    def seats_chosen(self, setup: PlaySetup | None) -> None:
        """Open the game, or go back to the scenarios."""
        if setup is not None:
            self.open_game(setup)
        elif self.catalogue is not None:
            self.push_screen(ScenarioScreen(self.pen, self.catalogue), self.scenario_chosen)

    def save_chosen(self, path: str | None) -> None:
        """Open a save."""
        save = next((save for save in self.catalogue.saves if str(save.path) == path), None) if self.catalogue else None
        if save is not None:
            self.open_game(PlaySetup(save=save.path))

    # -- opening ------------------------------------------------------------------------------------------------------

    def open_game(self, setup: PlaySetup) -> None:
        """Begin or take up a game while a sheet says so."""
        doing = "Taking up the game" if setup.save and not setup.scenario else "Setting up the game"
        self.show(WaitScreen(self.pen, doing, "Rules are read and checked."))
        self.run_worker(self.opened(setup), group="game", exclusive=True)

    async def opened(self, setup: PlaySetup) -> None:
        """Open the game beside the screen, then sit down, or say why not."""
        from wargame.store.session import Session

        try:
            session = await asyncio.to_thread(Session.open, setup)
        except ContentError as error:
            self.trouble("The scenario has errors; nothing was started.", tuple(str(p) for p in error.problems))
            return
        except WargameError as error:
            self.trouble("The game cannot be opened.", (str(error),))
            return
        self.session = session
        self.table = Table(session.match)
        self.pen = Pen(session.match.scenario.looks, self.plain_glyphs)
        self.sit_down(last="")
        for note in session.notes:
            self.notify(note, timeout=8)

    def trouble(self, heading: str, problems: tuple[str, ...]) -> None:
        """Say what could not be done, over the menu."""
        self.show(TroubleScreen(self.pen, heading, problems))
        if self.catalogue is None:
            self.run_worker(self.fill_menu(), group="menu")

    def let_go(self) -> None:
        """Close the save."""
        if self.session is not None:
            self.session.close()
        self.session = self.table = None
        self.pen = Pen(plain=self.plain_glyphs)

    def action_leave(self) -> None:
        """Leave the program; a half-typed line is saved first."""
        for screen in self.screen_stack:
            if isinstance(screen, TurnScreen):
                screen.keep_text()
        self.let_go()
        self.exit()

    # -- seats --------------------------------------------------------------------------------------------------------

    def sit_down(self, last: str) -> None:
        """Let the next person play, behind a curtain where several share the keyboard. `last`: who committed before."""
        table = self.at_table
        if table.match.ending:
            self.finish()
        elif not table.people:
            self.resolve()
        elif not table.shared:
            self.open_seat(table.people[0])
        else:
            self.curtain(last)

    @property
    def at_table(self) -> Table:
        """The table of the game that is open."""
        assert self.table is not None, "no game is open"
        return self.table

    def curtain(self, last: str) -> None:
        """Hide everything until the next team opens."""
        table = self.at_table
        self.clear_notifications()
        self.app.cursor_position = self.app.cursor_position.__class__(0, 0)
        match = table.match
        dates = words.span_text(match.scenario.calendar, match.turn)
        where = f"turn {match.turn} of {match.length}{'   ' + dates if dates else ''}"
        self.show(CurtainScreen(self.pen, table.names(), table.next_seat, last, where))

    def on_curtain_screen_opened(self, message: CurtainScreen.Opened) -> None:
        """A team sits at the keyboard."""
        self.open_seat(message.seat)

    def open_seat(self, seat: str) -> None:
        """Show a seat what it has not seen yet, then its turn."""
        table = self.at_table
        chair = table.chair(seat)
        turn = TurnScreen(self.pen, chair, table.tutor)
        if table.unseen(seat):
            self.show(turn, PlaybackScreen(self.pen, chair, table.match.played, table.tutor))
        elif table.newcomer(seat):
            self.show(turn, BriefingScreen(self.pen, chair))
        else:
            self.show(turn)

    @property
    def chair(self) -> Chair | None:
        """The chair of the person at the keyboard, None behind a curtain or in the menu."""
        found = (screen.chair for screen in self.screen_stack if isinstance(screen, TurnScreen))
        return next(found, None)

    def glossary(self) -> dict[str, str]:
        """The scenario's words."""
        return dict(self.session.match.scenario.glossary) if self.session else {}

    def drafted(self) -> int:
        """Orders in the open draft."""
        return len(self.chair.draft.lines) if self.chair else 0

    # -- a turn -------------------------------------------------------------------------------------------------------

    def on_wanted(self, message: Wanted) -> None:
        """A sheet over the turn."""
        chair = self.chair
        if chair is None:
            return
        match message.what:
            case "review":
                self.push_screen(ReviewScreen(self.pen, chair))
            case "report":
                self.push_screen(ReportScreen(self.pen, chair, chair.match.played, self.at_table.tutor))
            case "log":
                self.push_screen(LogScreen(self.pen, chair))
            case "values":
                self.push_screen(ValuesScreen(self.pen, chair))
            case "briefing":
                self.push_screen(BriefingScreen(self.pen, chair))
            case "why":
                self.push_screen(PickScreen(self.pen, "WHY: which number?", self.cells(chair)), self.cell_chosen)
            case "go":
                board = chair.board
                named = (*((t.code, t.label) for t in board.tiles), *((r.code, r.label) for r in board.roads))
                choices = tuple(Choice(code, code, label) for code, label in named)
                self.push_screen(PickScreen(self.pen, "GO TO", choices), self.place_chosen)
            case "menu":
                self.to_menu()

    def cells(self, chair: Chair) -> tuple[Choice, ...]:
        """Give the numbers that can be asked about: headline metrics, then those of the marked thing."""
        scenario, found = chair.scenario, {}
        turn = next(screen for screen in self.screen_stack if isinstance(screen, TurnScreen))
        sheet = entity_sheet(scenario, chair.view, chair.board, self.pen, turn.marked) if turn.marked else None
        facts = [(fact.metric, fact.entities) for fact in sheet.facts if fact.metric] if sheet else []
        cells = [(headline.metric, headline.entity) for headline in headlines(scenario, chair.seat)]
        for metric, entities in (*facts[:1], *cells, *facts[1:]) if turn.on_road else (*cells, *facts):
            value = chair.view.value(metric, *entities)
            known = scenario.rules.metrics[metric]
            now = words.value_text(known, value) + words.unit_text(known)
            change = words.change_text(known, chair.view.change(metric, *entities), value)
            key = "|".join((metric, *entities))
            found[key] = Choice(key, words.label_text(scenario, metric, entities), f"{now} {change}")
        return tuple(found.values())

    def cell_chosen(self, key: str | None) -> None:
        """Show why a number changed."""
        if key and self.chair is not None:
            metric, *entities = key.split("|")
            self.on_why_wanted(WhyWanted(metric, tuple(entities), self.chair.match.played))

    def on_why_wanted(self, message: WhyWanted) -> None:
        """Show why a number changed."""
        if self.chair is not None:
            self.at_table.tutor.did("why")
            self.push_screen(WhyScreen(self.pen, self.chair, (message.metric, message.entities), message.turn))

    def place_chosen(self, code: str | None) -> None:
        """Put the mark on a place or road."""
        if code and isinstance(self.screen, TurnScreen):
            self.screen.go_to(code)

    def on_review_screen_committed(self) -> None:
        """A team is done: hide its screen at once, then go on with the next or resolve the turn."""
        table, chair = self.at_table, self.chair
        assert chair is not None, "only an open seat can commit"
        table.tutor.did("commit")
        if table.match.ready:
            self.resolve()
        else:
            self.curtain(seat_name(chair.scenario, chair.seat))

    def resolve(self) -> None:
        """Resolve the turn beside a screen that says so."""
        match = self.at_table.match
        note = f"turn {match.turn} of {match.length}: all orders together"
        self.show(WaitScreen(self.pen, "The turn is being resolved", note))
        self.run_worker(self.resolved(), group="game", exclusive=True)

    async def resolved(self) -> None:
        """Resolve, then let people see what happened; games without people run on to their end."""
        match = self.at_table.match
        try:
            await asyncio.to_thread(match.adjudicate)
        except WargameError as error:
            self.let_go()
            self.trouble("The turn could not be resolved; what was saved before is safe.", (str(error),))
            return
        if match.ending and len(self.at_table.people) == 1:
            self.open_seat(self.at_table.people[0])
        else:
            self.sit_down(last="")

    def on_playback_screen_over(self) -> None:
        """After the playback comes the report, unless it was watched from there."""
        chair = self.chair
        below = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        if chair is None or not isinstance(below, TurnScreen):
            self.pop_screen()
            return
        self.at_table.has_seen(chair.seat)
        self.replace_top(ReportScreen(self.pen, chair, chair.match.played, self.at_table.tutor))

    def on_playback_wanted(self, message: PlaybackWanted) -> None:
        """Watch a turn again."""
        if self.chair is not None:
            self.push_screen(PlaybackScreen(self.pen, self.chair, message.turn, self.at_table.tutor))

    def on_report_screen_over(self) -> None:
        """After the report comes the map, or the end."""
        if self.at_table.match.ending:
            self.finish()
        else:
            self.pop_screen()

    # -- the end ------------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Show the end of the game."""
        match = self.at_table.match
        self.show(FinishScreen(self.pen, match.scenario, match.result()))

    def on_finish_screen_over(self) -> None:
        """From the end to the menu."""
        self.to_menu()


def run(setup: PlaySetup | None = None, *, plain_glyphs: bool = False) -> None:
    """Play in the terminal until someone leaves. Where the terminal has no Unicode, glyphs are ASCII."""
    unicode = "utf" in (sys.stdout.encoding or locale.getpreferredencoding(do_setlocale=False)).lower()
    WargameApp(setup, plain_glyphs or not unicode).run()
