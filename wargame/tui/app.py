"""The application: the menu, a game, and the return to the menu.

A curtain is a screen that hides the game while another person takes the keyboard. A sheet is a screen over the turn,
such as the log. A worker is a background thread of Textual.

Must not know: rules. The store opens games, and a match knows the seats.
"""

from __future__ import annotations

import asyncio
import locale
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from textual.message import Message
from textual.screen import Screen

from wargame.errors import ContentError, WargameError
from wargame.model.scenario.seat import HUMAN, USUAL
from wargame.store.saves import list_saves
from wargame.store.setup import PlaySetup
from wargame.store.shell import LEFT, shell_word, way_on
from wargame.tui.base_app import BaseApp
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.pick import PickItem, PickScreen
from wargame.tui.screens.common.trouble import TroubleScreen
from wargame.tui.screens.common.wait import WaitScreen
from wargame.tui.screens.start.menu import MenuEntry, MenuScreen
from wargame.tui.screens.start.new_game import ScenarioScreen, SeatsScreen
from wargame.tui.screens.start.saves import SavesScreen
from wargame.tui.terminal import TerminalWatch

if TYPE_CHECKING:
    from wargame.game.match_odds import CompileGames
    from wargame.store.look_back import LookBack
    from wargame.tui.catalogue import Catalogue
    from wargame.tui.match_controller import GameFailed, MatchController
    from wargame.tui.screens.after.look_back import BranchHere
    from wargame.tui.screens.after.report import DealsWanted, PlaybackWanted, WhyWanted
    from wargame.tui.screens.common.curtain import CurtainScreen
    from wargame.tui.screens.start.saves import LookBackWanted
    from wargame.tui.seat_session import SeatSession
    from wargame.tui.sheets import SheetWanted


IDLE = 90.0  # number of seconds without a key after which a curtain hides the screen of a shared keyboard
IDLE_CHECK = 5.0
_BRANCH, _STAY = "branch", "stay"


class WargameApp(BaseApp):
    """The app that shows the game. The app opens the game of `setup`. The app shows the menu if there is no setup."""

    def __init__(
        self, setup: PlaySetup | None = None, plain_glyphs: bool = False, compiled: CompileGames | None = None
    ) -> None:
        super().__init__(plain_glyphs)
        self.setup, self.compiled = setup, compiled
        self.first_look: tuple[LookBack, Path, int] | None = None  # the game that is shown first
        self.facilitated = setup is not None and setup.facilitator  # also for games that the menu opens later
        self.controller: MatchController | None = None
        self.last_game: tuple[Path, bool] | None = None  # the save of the last game, and whether its game has ended
        self.catalogue: Catalogue | None = None
        self.begun: MenuEntry | None = None  # the chosen menu entry while the scenarios are still being read

    def get_default_screen(self) -> Screen[Any]:
        """Return the menu, which lies below all other screens. The list of saves is read before the menu is drawn."""
        return MenuScreen(self.pen, list_saves() if self.setup is None else ())

    def on_mount(self) -> None:
        """Open the game of the setup. Read the scenarios in a worker if there is no setup."""
        self.ask_width()
        if self.setup is not None:
            self.open_game(self.setup)
        else:
            self.call_after_refresh(self.read_scenarios)
        if self.first_look is not None:
            self.show_look_back(*self.first_look)
        self.check_size()
        self.set_interval(IDLE_CHECK, self.watch_idle)

    def watch_idle(self) -> None:
        """Hide the screen after some time without keys if several people share the keyboard."""
        if self.controller is not None and self.idle_for() >= IDLE:
            self.controller.idle()

    # -- the menu -----------------------------------------------------------------------------------------------------

    @property
    def menu(self) -> MenuScreen:
        """Return the menu."""
        menu = self.screen_stack[0]
        assert isinstance(menu, MenuScreen), "it lies under everything"
        return menu

    def read_scenarios(self) -> None:
        """Read the scenarios in a worker while the menu is shown."""
        self.run_worker(self.scenarios_read(), group="menu")

    async def scenarios_read(self) -> None:
        """Store the scenarios. Continue if a person has already chosen to begin a game."""
        from wargame.tui.reading import read_catalogue

        self.catalogue = await asyncio.to_thread(read_catalogue)
        self.menu.tell_broken(self.catalogue.broken)
        if self.begun:
            self.begin(self.begun)

    def on_menu_wanted(self) -> None:
        """Leave the game and show the menu. The game is already saved."""
        problem = self.let_go()
        self.menu.fill(list_saves())
        self.show()
        self.read_scenarios()
        if problem:
            self.trouble("The save of this game is not as it was written.", (problem,))

    def on_menu_screen_opened(self, message: MenuScreen.Opened) -> None:
        """Open an entry of the menu."""
        if not self.from_top(message):
            return
        match message.entry:
            case MenuEntry.TUTORIAL | MenuEntry.NEW:
                self.begin(message.entry)
            case MenuEntry.CONTINUE:
                self.open_game(PlaySetup(save=self.menu.unfinished[0].path))
            case MenuEntry.SAVES:
                self.push_screen(SavesScreen(self.pen, self.menu.saves), self.save_chosen)
            case MenuEntry.LEAVE:
                self.action_leave()
            case _:
                assert_never(message.entry)

    def begin(self, entry: MenuEntry) -> None:
        """Begin the tutorial, or ask which scenario to play. The app waits until the scenarios are read."""
        if self.catalogue is None:
            self.begun = entry
            self.show(WaitScreen(self.pen, "Reading the scenarios", keeps_keys=True))
            if not any(worker.group == "menu" for worker in self.workers):
                self.read_scenarios()
            return
        self.begun = None
        summary = self.catalogue.tutorial
        if entry is MenuEntry.NEW:
            self.show(ScenarioScreen(self.pen, self.catalogue), answered=self.scenario_chosen)
        elif summary is None:
            self.trouble("No scenario has a tutorial.", ())
        else:
            people = next((seat for seat, _, npc in summary.seats if not npc), "")
            seats = {seat: HUMAN if seat == people else USUAL for seat, _, npc in summary.seats if not npc}
            self.open_game(PlaySetup(scenario=summary.name, seats=seats))

    def scenario_chosen(self, name: str | None) -> None:
        """Ask for the player of each seat in the chosen scenario."""
        summary = (
            next((summary for summary in self.catalogue.scenarios if summary.name == name), None)
            if self.catalogue
            else None
        )
        if summary is not None:
            self.push_screen(SeatsScreen(self.pen, summary), self.seats_chosen)

    def seats_chosen(self, setup: PlaySetup | None) -> None:
        """Open the game. Show the scenarios again if there is no setup."""
        if setup is not None:
            self.open_game(setup)
        elif self.catalogue is not None:
            self.push_screen(ScenarioScreen(self.pen, self.catalogue), self.scenario_chosen)

    def save_chosen(self, path: str | None) -> None:
        """Open a save."""
        save = next((save for save in self.menu.saves if str(save.path) == path), None)
        if save is not None:
            self.open_game(PlaySetup(save=save.path))

    # -- opening ------------------------------------------------------------------------------------------------------

    def open_game(self, setup: PlaySetup) -> None:
        """Begin or resume a game behind a wait screen."""
        doing = "Loading the game" if setup.save and not setup.scenario else "Setting up the game"
        self.show(WaitScreen(self.pen, doing, "Rules are read and checked.", keeps_keys=True))
        self.run_worker(self.opened(setup), group="game", exclusive=True)

    async def opened(self, setup: PlaySetup, asks: bool = False) -> None:
        """Open the game in a worker. Show the game, or the reason why it cannot be opened.

        `asks`: whether the app asks before each turn how to continue if no person has a seat.
        """
        # The import is here because the menu should appear at once, and the menu needs no arrays or boards.
        from wargame.store.session import Session
        from wargame.tui.match_controller import MatchController

        try:
            session = await asyncio.to_thread(Session.open, setup)
        except ContentError as error:
            self.trouble("The scenario has errors; nothing was started.", tuple(str(p) for p in error.problems))
            return
        except WargameError as error:
            self.trouble("The game cannot be opened.", (str(error),))
            return
        self.controller = MatchController(self, session, self.compiled, self.facilitated)
        self.pen = self.controller.pen
        self.controller.asks = asks
        self.controller.sit_down(last="")
        for note in session.notes:
            self.notify(note, timeout=8, markup=False)

    def trouble(self, heading: str, problems: tuple[str, ...]) -> None:
        """Show an error over the menu."""
        self.menu.fill(list_saves())
        self.show(TroubleScreen(self.pen, heading, problems))

    def on_game_failed(self, message: GameFailed) -> None:
        """Close a game that cannot continue. Show the reason."""
        self.let_go()
        self.trouble(message.heading, (message.problem,))

    def let_go(self) -> str:
        """Save the unfinished line and close the save. Return the reason if writing fails, or an empty text."""
        problem = ""
        if self.controller is not None:
            self.controller.keep_text()
            problem = self.controller.problem()
            session = self.controller.session
            self.last_game = (session.path, bool(session.match.ending)) if not problem else None
            self.controller.session.close()
        self.controller = None
        self.pen = Pen(plain=self.plain_glyphs)
        return problem

    def action_leave(self) -> None:
        """Leave the program.

        The unfinished line is saved first. The terminal then shows the lines that the save has lost, if there are any.
        """
        self.exit(message=self.let_go() or None)

    def farewell(self) -> tuple[str, ...]:
        """Return the lines for the terminal after the end of the app: the save of the last game, and the way on."""
        if self.last_game is None:
            return ()
        path, ended = self.last_game
        command = f"{way_on(ended, False, self.facilitated)} {shell_word(path, sys.stdout.encoding)}"
        return (f"To look back: {command}",) if ended else (LEFT, command)

    # -- a game -------------------------------------------------------------------------------------------------------

    @property
    def seat_session(self) -> SeatSession | None:
        """Return the session of the person at the keyboard. Return None while a curtain or the menu is shown."""
        return self.controller.seat_session if self.controller else None

    def glossary(self) -> dict[str, str]:
        """Return the scenario's glossary: each word with its meaning."""
        return self.controller.glossary() if self.controller else {}

    def sides(self) -> tuple[tuple[str, str], ...]:
        """Return (sign, name) for each faction that has a sign on the map."""
        return self.controller.sides() if self.controller else ()

    def drafted(self) -> int:
        """Return the number of orders in the open draft."""
        return self.controller.drafted() if self.controller else 0

    def on_curtain_screen_opened(self, message: CurtainScreen.Opened) -> None:
        """Show the screens of the team that has opened the curtain."""
        if self.controller and self.from_top(message):
            self.controller.curtain_opened(message)

    def on_sheet_wanted(self, message: SheetWanted) -> None:
        """Open a sheet over the turn."""
        if self.controller and self.from_top(message):
            self.controller.sheet_wanted(message)

    def on_why_wanted(self, message: WhyWanted) -> None:
        """Show the causes of a number."""
        if self.controller and self.from_top(message):
            self.controller.why_wanted(message)

    def on_deals_wanted(self, message: DealsWanted) -> None:
        """Show the tables of deals for reading."""
        if self.controller and self.from_top(message):
            self.controller.deals_wanted()

    def on_playback_wanted(self, message: PlaybackWanted) -> None:
        """Show a turn again."""
        if self.controller and self.from_top(message):
            self.controller.playback_wanted(message)

    def on_review_screen_committed(self, message: Message) -> None:
        """Continue after a team has committed."""
        if self.controller and self.from_top(message):
            self.controller.committed()

    def on_facilitator_screen_published(self, message: Message) -> None:
        """Let the teams read the turn."""
        if self.controller and self.from_top(message):
            self.controller.publish()

    def on_facilitator_screen_teams_asked(self, message: Message) -> None:
        """Let the teams that an inject asks commit again."""
        if self.controller and self.from_top(message):
            self.controller.teams_asked()

    def on_facilitator_screen_left(self, message: Message) -> None:
        """Return from the facilitator's screen to the menu."""
        if self.from_top(message):
            self.on_menu_wanted()

    def on_playback_screen_over(self, message: Message) -> None:
        """Continue after the end of the playback."""
        if self.controller and self.from_top(message):
            self.controller.playback_over()

    def on_report_screen_over(self, message: Message) -> None:
        """Continue after the end of the report."""
        if self.controller and self.from_top(message):
            self.controller.report_over()

    # -- looking back -------------------------------------------------------------------------------------------------

    def on_finish_screen_look_back(self, message: Message) -> None:
        """Look back at the game that has ended."""
        if self.controller and self.from_top(message):
            self.look_back(self.controller.session.path)

    def on_look_back_wanted(self, message: LookBackWanted) -> None:
        """Look back at a saved game."""
        if self.from_top(message):
            self.look_back(message.path)

    def look_back(self, path: Path) -> None:
        """Open a save for reading behind a wait screen. The screens below stay."""
        self.push_screen(WaitScreen(self.pen, "Opening the game to look back", "Nothing is written to the save."))
        self.run_worker(self.looked_back(path), group="game", exclusive=True)

    async def looked_back(self, path: Path) -> None:
        """Read a save in a worker. Show the look back, or the reason why the save cannot be read."""
        from wargame.store.look_back import look_back

        try:
            seen = await asyncio.to_thread(look_back, path)
        except WargameError as error:
            self.pop_screen()
            self.notify(str(error), severity="error", timeout=8, markup=False)
            return
        with self.batch_update():
            self.pop_screen()
            self.show_look_back(seen, path)

    def show_look_back(self, seen: LookBack, path: Path, turn: int = 1) -> None:
        """Show a saved game from a turn on. The screens below stay."""
        from wargame.tui.screens.after.look_back import LookBackScreen

        self.push_screen(LookBackScreen(Pen(seen.match.scenario.looks, self.pen.plain), seen, path, turn))

    def on_finish_screen_play_again(self, message: Message) -> None:
        """Ask from which turn the game is played again."""
        if self.controller and self.from_top(message):
            path = self.controller.session.path
            self.controller.ask_branch(lambda turn: self.branch_from(path, turn))

    def on_branch_here(self, message: BranchHere) -> None:
        """Ask whether to play a saved game again from a turn, and say what is made."""
        if not self.from_top(message):
            return

        def answered(key: str | None) -> None:
            if key == _BRANCH:
                self.branch_from(message.save, message.turn)

        choices = (
            PickItem(_BRANCH, f"Play again from turn {message.turn}", "makes a new save; this game stays as it is"),
            PickItem(_STAY, "Stay in the look back", "nothing is made"),
        )
        self.push_screen(PickScreen(self.pen, f"BRANCH: play {message.save.name} again?", choices), answered)

    def branch_from(self, save: Path, turn: int) -> None:
        """Close the open game, write a branch of a saved game, and open the branch. The saved game does not change."""
        self.let_go()
        self.show(WaitScreen(self.pen, f"Going back to turn {turn}", "The saved game stays as it is.", keeps_keys=True))
        self.run_worker(self.branched(save, turn), group="game", exclusive=True)

    async def branched(self, save: Path, turn: int) -> None:
        """Write a branch in a worker and open it, or show why this is not possible."""
        from wargame.store.branch import BranchWanted, branch

        try:
            made = await asyncio.to_thread(branch, BranchWanted(save, turn, drafts=True))
        except WargameError as error:
            self.trouble("The game cannot be played again.", (str(error),))
            return
        await self.opened(PlaySetup(save=made.path), asks=True)
        if self.controller is not None:
            self.notify(f"A branch from turn {turn}, saved in {made.path.name}.", timeout=8, markup=False)

    def on_finish_screen_over(self, message: Message) -> None:
        """Return from the end of the game to the menu."""
        if self.from_top(message):
            self.on_menu_wanted()


def run(
    setup: PlaySetup | None = None,
    *,
    plain_glyphs: bool = False,
    compiled: CompileGames | None = None,
    look: tuple[LookBack, Path, int] | None = None,
) -> tuple[str, ...]:
    """Play in the terminal until someone leaves. All signs are ASCII if the terminal has no Unicode.

    `compiled`: a function that returns compiled code for the imagined games of odds, or None if no code exists.
    `look`: a saved game that is shown first, its path, and the turn that is shown first.

    Return the lines that say where the last game is saved, and how to continue it.

    An unexpected error ends the app. The error is raised again after the terminal is restored.
    """
    unicode = "utf" in (sys.stdout.encoding or locale.getpreferredencoding(do_setlocale=False)).lower()
    app = WargameApp(setup, plain_glyphs or not unicode, compiled)
    app.first_look = look
    with TerminalWatch(app.leave_soon):
        app.run()
    if app.fault is not None:
        raise app.fault
    return app.farewell()
