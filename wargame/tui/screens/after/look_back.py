"""The look back: a saved game turn by turn and moment by moment, and the pages of its review.

Nothing is written to the save.

Must not know: how a turn, a page or a measurement is made. The module `look_back_reader` makes turns, pages and
measurements in background threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer

from wargame.analysis.comparison import Comparison
from wargame.errors import WargameError
from wargame.game.match_odds import MatchOdds
from wargame.game.wording.engine_words import explained_words
from wargame.game.wording.number import WRITTEN
from wargame.model.match.events import InjectGiven
from wargame.model.rules.metric import MetricCell
from wargame.model.telling.view import View
from wargame.review.look_back_reader import LookBackPage, PageWanted, ReadingWanted, TurnWanted, findings_of
from wargame.review.moments import Moment, MomentKind, TurnSeen
from wargame.review.page.blocks import ReviewPart
from wargame.review.side_by_side import SideBySide, games_at, knew_and_true
from wargame.store.family import family
from wargame.store.look_back import LookBack
from wargame.tui.commands import ALL, HELP, bindings, command
from wargame.tui.drawing.board import read_board
from wargame.tui.drawing.canvas import DIM, PLAIN, Line, fold
from wargame.tui.drawing.headline import seat_name
from wargame.tui.drawing.pen import Pen
from wargame.tui.drawing.timeline import BY_HAND, INJECT, RULED, TURNED, moments_line, pages_line, timeline_lines
from wargame.tui.drawing.words import span_text
from wargame.tui.moment_session import MomentSession
from wargame.tui.rows.moment_rows import MomentRows
from wargame.tui.rows.part_rows import ReviewRows
from wargame.tui.screens.after.look_back_work import LookBackWork
from wargame.tui.screens.after.why import WhyScreen
from wargame.tui.screens.common.pick import PickItem, PickScreen
from wargame.tui.screens.common.side_by_side import SideBySideScreen
from wargame.tui.screens.common.turn_choices import turn_choices
from wargame.tui.screens.turn.log import LogScreen
from wargame.tui.screens.turn.values import ValuesScreen
from wargame.tui.sheets import Sheet, opens
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows
from wargame.tui.widgets.panes import Footer, TopLines
from wargame.tui.widgets.tile_map import TileMap

MAP_FROM = 120  # a narrower window shows the map in place of the list
PACE = 2.0  # number of seconds for each moment in the automatic playback
TRUTH = "truth"
KNEW = "knew "  # begins the key of a choice in the list of comparisons
PAGES = dict(enumerate(LookBackPage, 1))
BRIEF, PUBLISHED = (MomentKind.BRIEF, ""), (MomentKind.PUBLISHED, "")

COMMANDS = (
    command("left_square_bracket", "turn(-1)", "Turn", "the turn before", printed="[ ]"),
    command("right_square_bracket", "turn(1)", "Turn after", "the turn after", printed="]", footer=False),
    command("comma", "moment(-1)", "Moment", "the moment before", printed=", ."),
    command("full_stop,space", "moment(1)", "Next moment", "the next moment of the turn", footer=False),
    command("g", opens(Sheet.GO), "Go", "go to a turn"),
    command("s", opens(Sheet.SEATS), "Eye", "see the truth, or only what a seat knew"),
    command("w", "why", "Why", "causes of the marked number; on a page: since turn 1"),
    command("b", "branch", "Branch", "play again from this turn, with the same dice"),
    command("equals_sign", "compare", "Compare", "a branch, or what a seat knew and the truth", printed="="),
    command("h", "report_file", "HTML", "write the review as a file beside the save"),
    *(command(str(n), f"page({n})", page.value, f"the page {page.value}", footer=False) for n, page in PAGES.items()),
    command("0", "page(0)", "Moment", "the moment again, in place of a page", footer=False),
    command("enter", "act", "Open", "go to the marked turn, or explain the number", footer=False),
    command("m", "map_style", "Map", "the map of the moment; again: the next style", footer=False),
    command("v", opens(Sheet.VALUES), "Values", "the map of the moment as a table", footer=False),
    command("l", opens(Sheet.LOG), "Log", "the whole log", footer=False),
    command("a", "play", "Play by itself", "two seconds a moment; any key stops", footer=False),
    command("y", "copy", "Copy", "copy the list as text", footer=False),
    command("escape,backspace", "back", "Back", "stop measuring; else close the page; else leave", footer=False),
    HELP,
    ALL,
)


class BranchHere(Message):
    """A message: the person wants to play again from a turn of a saved game."""

    def __init__(self, save: Path, turn: int) -> None:
        super().__init__()
        self.save, self.turn = save, turn


class LookBackScreen(LookBackWork):
    """A saved game, with the truth or with what one seat knew.

    `turn`: the turn that is shown. `place`: the moment of the turn that is shown. `page`: the page that covers the
    moment, or None. `eye`: the seat whose knowledge is shown, or None for the truth.
    """

    NAME = "Look back"
    PROSE = (
        "The line of turns shows the turn in brackets. The line below it shows the moment inside the turn in capital "
        "letters. The keys 1 to 7 open the pages of the review, and 0 or Esc shows the moment again.",
        "The truth is for the facilitator, or for everyone after the end of the game. The key s shows what one seat "
        "knew.",
        "The pages about decision and luck are measured while you read. Esc stops the measurement; the key of the "
        "page goes on with it. ± holds the true value in 9 of 10 cases.",
        "Nothing is written to the save. A branch is a new save.",
    )
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, seen: LookBack, path: Path, turn: int = 1) -> None:
        super().__init__(pen, path)
        self.seen = seen
        self.turns = seen.match.played + (0 if seen.match.ending else 1)
        self.turn, self.place = max(1, min(turn, self.turns)), PUBLISHED
        self.page: LookBackPage | None = None
        self.eye: str | None = None
        self.map_on_top = False  # whether the map covers the list in a narrow window
        self._marks: dict[str | None, tuple[dict[int, str], ...]] = {}
        self._drawn: tuple[tuple[object, ...], MomentRows | ReviewRows] | None = None
        self._player: Timer | None = None

    def compose(self) -> ComposeResult:
        """Return the lines of the turns, the list, the map, and the footer."""
        yield TopLines(id="top")
        with Horizontal(id="past"):
            yield ListPane(id="list")
            yield TileMap(id="past-map")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the notes about the save."""
        for note in self.seen.notes:
            self.app.notify(note, timeout=8, markup=False)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def shown_turn(self) -> TurnSeen | None:
        """Return the turn that is shown, or None while it is read."""
        found = self.readings.get(TurnWanted(self.eye, self.turn))
        return found if isinstance(found, TurnSeen) else None

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Return the moments of the turn. The result is empty while the turn is read."""
        return self.shown_turn.moments if self.shown_turn else ()

    @property
    def at(self) -> int:
        """Return the position of the shown moment among the moments of the turn. The last moment replaces a missing
        moment.
        """
        places = [moment.place for moment in self.moments]
        return places.index(self.place) if self.place in places else len(places) - 1

    @property
    def view(self) -> View:
        """Return the view of the moment."""
        turn = self.shown_turn
        if turn is None:
            return self.seen.match.view_at(self.eye, self.turn)
        return turn.after if self.moments[self.at].resolved else turn.before

    def wanted(self) -> tuple[ReadingWanted, ...]:
        """Return the requests for turns and pages that the screen needs now. The most urgent request comes first."""
        turn = TurnWanted(self.eye, self.turn)
        if self.page is None:
            return (turn,)
        return PageWanted(self.eye, self.page, self.stage_of(self.page, self.eye)), turn

    def top(self) -> tuple[Line, ...]:
        """Return the top lines: the save and the reader, the turns with their marks, the moments, and the pages."""
        width, header, scenario = self.size.width, self.seen.header, self.seen.match.scenario
        dates = span_text(scenario.calendar, self.turn)
        when = f"T{self.turn}/{self.seen.match.length}{' ' + dates if dates else ''}"
        eye = TRUTH.upper() if self.eye is None else seat_name(scenario, self.eye).upper()
        state = "damaged" if self.seen.damaged else "sealed" if self.seen.sealed else "not sealed"
        parent = header.parent
        branch = f" │ branch of {parent.file} from T{parent.turn}" if parent else ""
        first = f"LOOK BACK │ {when} │ eye: {eye} (s) │ {state} │ {self.path.name}{branch}"
        lines = timeline_lines(self.turns, self.turn, self.marks(), width - 1)
        moments = moments_line([moment.label for moment in self.moments], self.at, width - 1)
        here = next((number for number, page in PAGES.items() if page is self.page), 0)
        pages = pages_line({number: page.value for number, page in PAGES.items()}, here, width - 1)
        return ((first, PLAIN),), *lines, moments, pages

    def marks(self) -> tuple[dict[int, str], ...]:
        """Return the marks below the turns: injects, rulings, and turning points as far as they are measured."""
        if self.eye not in self._marks:
            letters = self.seen.match.inbox(self.eye)
            injects = {letter.turn: INJECT for letter in letters}
            if self.eye is None:
                injects |= {event.turn: BY_HAND for event in self.seen.events if isinstance(event, InjectGiven)}
            self._marks[self.eye] = (injects,)
        found = findings_of(self.seen, self.path, self.eye, self.measured)
        rulings = {turn: RULED for turn, _ in found.rulings}
        points = {term.turn: TURNED for term in found.turning_points}
        return (*self._marks[self.eye], *(row for row in (rulings, points) if row))

    def rows(self, width: int) -> ListRows:
        """Return the page or the moment, below a line about the work in the background."""
        status = tuple(ListRow(((text, DIM),)) for text in fold(self.status, width - 2)) if self.status else ()
        drawn = self.drawn(width)
        if self.page in (LookBackPage.TURNING, LookBackPage.LUCK) and self.awaits_account and self.eye is None:
            return status
        if drawn is None:
            what = f"the page {self.page.value}" if self.page else f"turn {self.turn}"
            return (*status, ListRow(((f"Reading {what} ...", DIM),)))
        return (*status, *drawn.rows)

    def drawn(self, width: int) -> MomentRows | ReviewRows | None:
        """Return the rows of the page or the moment with their goals. Return None while they are read."""
        part, turn = self.part_of(self.page, self.eye) if self.page else None, self.shown_turn
        shown: ReviewPart | TurnSeen | None = part if self.page else turn
        if shown is None:
            return None
        key = (id(shown), self.place, width, self.pen.plain)
        if self._drawn is None or self._drawn[0] != key:
            seat, scenario = self.eye or "", self.seen.match.scenario
            made: MomentRows | ReviewRows
            if isinstance(shown, ReviewPart):
                made = ReviewRows(shown, self.pen, width, self.cells)
            else:
                made = MomentRows(scenario, seat, shown, shown.moments[self.at], self.pen, width)
            self._drawn = key, made
        return self._drawn[1]

    @property
    def cells(self) -> dict[str, MetricCell]:
        """Return the headlines by their names in the tables of the pages."""
        findings = findings_of(self.seen, self.path, self.eye, self.measured)
        found = [(headline.metric, headline.entity) for headline in findings.headlines]
        return {findings.name(cell): cell for cell in found}

    def renew(self, marked: str | None = None) -> None:
        """Show everything again, and ask for what is missing."""
        self.ask()
        super().renew(marked)
        self.show_map()

    def show_map(self) -> None:
        """Show the map of the moment beside the list. The map replaces the list in a narrow window."""
        board, tile_map = read_board(self.seen.match.scenario, self.view), self.query_one(TileMap)
        wide = self.size.width >= MAP_FROM
        tile_map.display = bool(board.tiles) and (wide or self.map_on_top)
        tile_map.styles.width = 52 if wide else "1fr"
        self.list.display = wide or not tile_map.display
        tile_map.show(board)

    def on_resize(self) -> None:
        """Show the map beside the list or in place of the list, as the new size allows."""
        self.show_map()

    def words(self) -> Mapping[str, str]:
        """Return the glossary of the saved game."""
        return explained_words(self.seen.match.scenario, self.seen.match.odds_shown)

    # -- turns and moments --------------------------------------------------------------------------------------------

    def action_turn(self, step: int) -> None:
        """Show another turn. The kind of moment and the page stay the same."""
        self.go_to(self.turn + step)

    def go_to(self, turn: int, place: tuple[MomentKind, str] | None = None) -> None:
        """Show a turn. `place`: its moment, or None for the same moment."""
        self.quiet()
        self.turn = max(1, min(turn, self.turns))
        self.place = place or self.place
        self.renew()
        self.mark_turn()

    def has_turns(self) -> bool:
        """Return whether a turn is resolved. Tell the person if no turn is resolved."""
        if not self.seen.match.played:
            self.app.notify("No turn of this game has been resolved yet.", markup=False)
        return bool(self.seen.match.played)

    def mark_turn(self) -> None:
        """Mark the first row of the page that leads to the turn."""
        drawn = self.drawn(max(1, self.list.size.width))
        key = drawn.key_of(self.turn) if isinstance(drawn, ReviewRows) else None
        if key is not None:
            self.list.show(self.rows, key)

    def arrived(self, wanted: ReadingWanted) -> None:
        """Mark the turn on a page that was read for the first time."""
        if isinstance(wanted, PageWanted) and wanted.page is self.page:
            self.mark_turn()

    def action_moment(self, step: int) -> None:
        """Show another moment. The moments of the next turn follow the last moment of a turn."""
        if not self.moments:
            return
        self.page, at = None, self.at + step
        if 0 <= at < len(self.moments):
            self.go_to(self.turn, self.moments[at].place)
        elif 1 <= self.turn + step <= self.turns:
            self.go_to(self.turn + step, BRIEF if step > 0 else PUBLISHED)
        else:
            self._stop()
            self.renew()
        self.list.first = 0

    def action_play(self) -> None:
        """Show one moment after the other until somebody presses a key."""
        if self._player is None:
            self._player = self.set_interval(PACE, lambda: self.action_moment(1))

    def _stop(self) -> None:
        if self._player is not None:
            self._player.stop()
            self._player = None

    def on_key(self) -> None:
        """Stop the automatic playback on any key."""
        self._stop()

    # -- pages --------------------------------------------------------------------------------------------------------

    def action_page(self, number: int) -> None:
        """Show a page, or the moment if the number is 0. A page about decision and luck starts a measurement."""
        if not self.has_turns():
            return
        self.quiet()
        self.page = PAGES.get(number)
        self.map_on_top = False
        self.list.first = 0
        if self.page is not None and self.eye is None:
            self.begin_measuring(self.page)
        self.renew("")

    def action_back(self) -> None:
        """Stop a measurement. Otherwise close the page. Otherwise leave the look back."""
        if self.stop_measuring():
            self.renew()
        elif self.map_on_top:
            self.map_on_top = False
            self.renew()
        elif self.page is not None:
            self.action_page(0)
        else:
            self.put_away()

    def on_list_pane_acted(self, message: ListPane.Acted) -> None:
        """Follow the marked row on Enter."""
        goal = self.goal(message.key)
        if isinstance(goal, int):
            self.page = None
            self.go_to(goal)
        elif goal is not None:
            self.show_why(goal)

    def action_act(self) -> None:
        """Follow the marked row."""
        self.list.action_act()

    def goal(self, key: str) -> int | MetricCell | None:
        """Return what a row leads to: a turn, or a number."""
        drawn = self.drawn(max(1, self.list.size.width))
        if isinstance(drawn, ReviewRows):
            return drawn.goals.get(key)
        return drawn.cells.get(key) if drawn is not None else None

    # -- sheets -------------------------------------------------------------------------------------------------------

    def action_why(self) -> None:
        """Show the causes of the marked number. Ask for a number if none is marked."""
        if not self.has_turns():
            return
        goal = self.goal(self.list.marked)
        if isinstance(goal, tuple):
            self.show_why(goal)
            return
        metrics, found = self.seen.match.scenario.rules.metrics, list[PickItem]()
        for name, (metric, entities) in self.cells.items():
            value, estimate = self.view.value(metric, *entities), self.view.estimate(metric, *entities)
            now = WRITTEN.in_full(metrics[metric], value, estimate)
            found.append(PickItem("|".join((metric, *entities)), name, now, called=(metric, metrics[metric].short)))
        self.app.push_screen(PickScreen(self.pen, "WHY: which number?", tuple(found)), self._cell_chosen)

    def _cell_chosen(self, key: str | None) -> None:
        if key:
            metric, *entities = key.split("|")
            self.show_why((metric, tuple(entities)))

    def show_why(self, cell: MetricCell) -> None:
        """Show the causes of a number in the turn. Show the causes from turn 1 to this turn if a page is open."""
        last = min(self.turn, self.seen.match.played)
        if last:
            session, odds = MomentSession(self.seen, self.eye, self.view), MatchOdds(self.seen.match)
            self.app.push_screen(WhyScreen(self.pen, session, odds, cell, last, 1 if self.page else last))

    def action_open(self, name: str) -> None:
        """Open a sheet over the look back, such as the log."""
        match Sheet(name):
            case Sheet.GO:
                self.app.push_screen(PickScreen(self.pen, "GO TO", turn_choices(self.seen.match)), self._turn_chosen)
            case Sheet.SEATS:
                scenario = self.seen.match.scenario
                seats = (
                    PickItem(seat, seat_name(scenario, seat), "only what it knew") for seat in self.seen.match.seats
                )
                items = (PickItem(TRUTH, "Truth", "everything"), *seats)
                self.app.push_screen(PickScreen(self.pen, "EYE: whose knowledge?", items), self._eye_chosen)
            case Sheet.VALUES:
                session = MomentSession(self.seen, self.eye, self.view)
                self.app.push_screen(ValuesScreen(self.pen, session, ""))
            case Sheet.LOG:
                self.app.push_screen(LogScreen(self.pen, MomentSession(self.seen, self.eye, self.view)))
            case _:
                pass

    def _turn_chosen(self, key: str | None) -> None:
        if key:
            self.go_to(int(key))

    def _eye_chosen(self, key: str | None) -> None:
        if key:
            self.eye = None if key == TRUTH else key
            self.renew("")

    def action_map_style(self) -> None:
        """Show the map in a narrow window. Then change to the next map style."""
        tile_map = self.query_one(TileMap)
        if tile_map.display:
            tile_map.next_style()
        else:
            self.map_on_top = True
            self.show_map()

    def action_branch(self) -> None:
        """Ask to play again from this turn."""
        self.tell(BranchHere(self.path, min(self.turn, self.turns)))

    def action_compare(self) -> None:
        """Ask what to compare: knowledge with the truth, or this game with another game of its tree of branches."""
        try:
            relatives = [relative for _, relative in family(self.path).all()]
        except WargameError as error:
            relatives, self.status = [], str(error)
        scenario, here, items = self.seen.match.scenario, self.path.resolve(), list[PickItem]()
        for relative in relatives:
            if relative.path.resolve() != here:
                start = relative.header.parent
                told = f"branch of {start.file} from turn {start.turn}" if start else "the oldest game of the family"
                items.append(PickItem(str(relative.path), relative.path.name, told))
        for seat in self.seen.match.seats if self.seen.match.played else ():
            name = seat_name(scenario, seat)
            items.append(PickItem(f"{KNEW}{seat}", f"Knew v true: {name}", "what the seat knew, and the truth"))
        self.app.push_screen(PickScreen(self.pen, "COMPARE", tuple(items)), self._comparison_chosen)

    def _comparison_chosen(self, key: str | None) -> None:
        if not key:
            return
        if not key.startswith(KNEW):
            self.begin_comparing(Path(key))
            return
        seat, findings = key.removeprefix(KNEW), findings_of(self.seen, self.path, None, self.measured)
        self._show_sides(lambda turn: knew_and_true(findings, seat, turn), self.seen.match.played)

    def compared(self, other: Path, found: Comparison) -> None:
        """Show this game and another game side by side."""
        names = self.path.name, other.name
        last = max(len(found.one.turns), len(found.other.turns))
        if last and self.app.screen is self:
            self._show_sides(lambda turn: games_at(found, names, turn), last)

    def _show_sides(self, of_turn: Callable[[int], SideBySide], last: int) -> None:
        self.app.push_screen(SideBySideScreen(self.pen, of_turn, self.turn, last))

    def action_report_file(self) -> None:
        """Write the review of the game as a file, as far as it is measured."""
        if self.has_turns():
            self.begin_writing(self.eye)

    def action_copy(self) -> None:
        """Copy the list to the clipboard as text."""
        self.app.copy_to_clipboard("\n".join("".join(text for text, _ in row.line).rstrip() for row in self.rows(100)))
