"""The turn: board, orders, inspector, log and the order line on one screen.

Must not know: rules, or any seat other than its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

import attrs
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from wargame.errors import WargameError
from wargame.game.wording.repetition import replaced
from wargame.model.rules.inject import ANSWER
from wargame.model.telling.table_view import Offer
from wargame.model.telling.view import Draft
from wargame.tui.commands import KeyCommand, bindings
from wargame.tui.drawing import words
from wargame.tui.drawing.headline import WIDE, headline_lines, turn_line
from wargame.tui.drawing.inspector import InspectorContent, entity_content, odds_content, order_content
from wargame.tui.drawing.orders import rows_wanted
from wargame.tui.drawing.pen import Pen
from wargame.tui.drawing.roads import legend
from wargame.tui.live_odds import LiveOdds
from wargame.tui.screens.turn.turn_commands import COMMANDS, DEALS, INBOX, ODDS
from wargame.tui.screens.turn.writing import WIDEST, WritingScreen
from wargame.tui.seat_session import SeatSession
from wargame.tui.sheets import Sheet, SheetWanted
from wargame.tui.tutor import Tutor
from wargame.tui.widgets.choices import Choices, OrderVerdict
from wargame.tui.widgets.hint import Hint
from wargame.tui.widgets.inspector import Inspector
from wargame.tui.widgets.order_line import OrderLine
from wargame.tui.widgets.order_list import OrderList
from wargame.tui.widgets.panes import Divider, Footer, LogPane, TopLines
from wargame.tui.widgets.picture import Picture
from wargame.tui.widgets.place_pane import PlacePane
from wargame.tui.widgets.prompt import Prompt
from wargame.tui.widgets.roads_line import RoadsLine
from wargame.tui.widgets.tile_map import TileMap

if TYPE_CHECKING:
    from wargame.game.match_odds import MatchOdds

LEAST_LOG, MOST_LOG = 3, 12
SIDE, WIDE_SIDE = 28, 45
ODDS_PROSE = "Below an order stand its odds: how a number moves, and how much of this the order brings."


class TurnScreen(WritingScreen):
    """The screen on which a team plays its turn."""

    NAME = "Turn"
    PROSE = (
        "Mark places, roads and orders with the arrows. The box on the right shows everything that you know about the "
        "marked thing; PgDn and PgUp show more. "
        "Write orders in the line at the bottom: press o, type the first letters, take one with Enter. "
        "Your orders count only after you commit. Everything is saved while you write it.",
    )
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, seat_session: SeatSession, tutor: Tutor, odds: MatchOdds) -> None:
        super().__init__(pen, seat_session)
        self.live = LiveOdds(self, seat_session, odds)
        self.tutor = tutor
        self.pane: Picture | None = None  # the pane that had the focus before the order line
        self._waiting: tuple[Offer, ...] = ()  # the offers to sign or refuse that the log already shows

    def compose(self) -> ComposeResult:
        """Return all panes. The list of orders covers the lower half of the map while a person writes."""
        yield TopLines(id="top")
        with Horizontal(id="body"):
            yield TileMap(id="map")
            yield Divider(id="upright")
            with Vertical(id="side"):
                yield OrderList(id="orders")
                yield Inspector(id="inspector")
        yield Divider(id="rule")
        yield RoadsLine(id="roads")
        yield LogPane(id="log")
        yield Hint(id="hint")
        with Horizontal(id="line-row"):
            yield Prompt(id="turn-prompt")
            yield OrderLine(id="line")
            yield OrderVerdict(id="verdict")
        yield Footer(id="footer")
        yield Choices(id="choices")

    def on_mount(self) -> None:
        """Show the board and set the mark on the map."""
        self.start_writing()
        self.renew()
        self.set_focus(self.query_one(TileMap))

    def commands_now(self) -> tuple[KeyCommand, ...]:
        """Return the commands. The commands Inbox and Deals appear if the scenario has injects and deals.

        Their words contain the number of new items.
        """
        rules = self.seat_session.scenario.rules
        new = sum(letter.unread for letter in self.seat_session.letters)
        asked = {INBOX: (rules.injects, new), DEALS: (rules.deals, len(self._waiting))}
        found = []
        for each in self.KEYS:
            there, count = asked.get(each, (True, 0))
            there = there and (each is not ODDS or self.live.shown)
            if there and (each.action != "leave_tutorial" or self.tutor.step is not None):
                found.append(attrs.evolve(each, word=f"{each.word} {count}") if count else each)
        return tuple(found)

    # -- showing ------------------------------------------------------------------------------------------------------

    def renew(self) -> None:
        """Show all panes again, with the present data of the seat."""
        seat_session = self.seat_session
        cells = [code for headline in seat_session.scenario.headlines_of(seat_session.seat) for code in headline.entity]
        self.query_one(TileMap).show(
            seat_session.board, next((code for code in cells if code in seat_session.board.at), "")
        )
        look = seat_session.scenario.looks.road
        title = f"{words.kind_word(seat_session.scenario.map.road).upper()}S"
        signs = legend(look.words, len(look.bands))
        self.query_one(RoadsLine).show(seat_session.board.roads, title, look.label, signs)
        self._waiting = seat_session.waiting_deals
        self.query_one(LogPane).show(seat_session.recent_log)
        self.renew_draft()
        self.fit()

    def renew_draft(self) -> None:
        """Show the draft again, with all panes that depend on the draft.

        Nothing is shown after a bot has taken the seat, because this screen then closes.
        """
        if not self.seat_session.seated:
            return
        super().renew_draft()
        draft = self.draft
        if any(line.order.main for line in draft.lines):
            self.tutor.did("main")
        if any(line.order.action == ANSWER for line in draft.lines):
            self.tutor.did("answer")
        self.query_one(OrderList).show(draft, self.seat_session.units, self.seat_session.asked)
        waiting = self.seat_session.waiting_deals
        if waiting != self._waiting:
            self._waiting = waiting
            self.query_one(LogPane).show(self.seat_session.recent_log)
        width = self.size.width
        scenario, view = self.seat_session.scenario, self.seat_session.view
        self.query_one(TopLines).show(turn_line(scenario, view, draft, width), *headline_lines(scenario, view, width))
        self.renew_inspector()
        self.renew_line()
        if not self.line.can_focus:
            self.renew_footer()
        self.fit()

    def prose_now(self) -> tuple[str, ...]:
        """Return the sentences that explain the screen, with the sentences about odds if odds are on."""
        return (*self.PROSE, ODDS_PROSE) if self.live.shown else self.PROSE

    # -- odds ---------------------------------------------------------------------------------------------------------

    @property
    def line_in_question(self) -> int:
        """Return the draft line that the inspector is about, counted from 1. Return 0 if there is no such line.

        The box about a place or a road shows the odds of the first order for this place or road.
        """
        if self.order_in_question:
            return self.order_in_question
        here = (number for number, each in enumerate(self.draft.lines, 1) if self.marked in each.order.targets)
        return next(here, 0)

    def ask_odds(self) -> None:
        """Ask for the odds of the draft, unless another screen lies over this screen."""
        if self.is_active:
            self.live.ask(self.line_in_question)
        self.renew_odds()

    def renew_odds(self) -> None:
        """Show the odds of each order in the list, and the margin that the team can expect."""
        told = self.live.shown and not self.live.refusal
        lines = range(1, len(self.draft.lines) + 1) if told else ()
        self.query_one(OrderList).show_odds([self.live.line_text(line) for line in lines])
        self.query_one("#rule", Divider).show(self.live.standing_text(min(self.size.width, WIDEST) - self.side - 5))

    def on_live_odds_answered(self, message: LiveOdds.Answered) -> None:
        """Show an answer of the odds in place of the older answer."""
        if self.live.take(message.sheet):
            self.renew_inspector()

    def on_live_odds_stood(self, message: LiveOdds.Stood) -> None:
        """Show the margin that the team can expect."""
        self.live.standing = message.standing
        self.renew_odds()

    def on_screen_suspend(self) -> None:
        """Stop the computation of odds, because another screen now lies over this screen."""
        self.live.rest()

    def renew_inspector(self) -> None:
        """Show in the inspector what is marked in the active pane."""
        self.ask_odds()
        seat_session = self.seat_session
        orders, roads = self.query_one(OrderList), self.query_one(RoadsLine)
        code = self.query_one(TileMap).marked
        if orders.has_focus and self.draft.lines:
            line = self.draft.lines[orders.marked]
            behind = seat_session.match.action_numbers(seat_session.seat, line.order.action)
            content = order_content(seat_session.scenario, line, behind, *seat_session.against_word(line.order))
        elif roads.has_focus and roads.marked:
            content = entity_content(
                seat_session.scenario, seat_session.view, seat_session.board, self.pen, roads.marked
            )
        elif code:
            content = entity_content(seat_session.scenario, seat_session.view, seat_session.board, self.pen, code)
        else:
            asked = tuple(f"! {each.text} {each.key}" for each in seat_session.asked)
            content = InspectorContent(seat_session.scenario.title, prose=asked)
        about = self.line_in_question
        if about and self.live.shown:
            order = "" if orders.has_focus else self.draft.lines[about - 1].order.text
            content = attrs.evolve(content, odds=odds_content(self.live.line_text(about), order, self.live.refusal))
        self.query_one(Inspector).show(content)

    @property
    def order_in_question(self) -> int:
        """Return the line of the marked order, counted from 1. Return 0 if the mark is on the map or the roads."""
        orders = self.query_one(OrderList)
        return orders.marked + 1 if self.pane is orders and self.draft.lines else 0

    def action_inspect(self, pages: int) -> None:
        """Scroll the inspector."""
        self.query_one(Inspector).scroll(pages)

    @property
    def side(self) -> int:
        """Return the width of the panes on the right."""
        return WIDE_SIDE if self.size.width >= WIDE else SIDE

    def fit(self) -> None:
        """Set the number of rows and columns of each pane."""
        width, height = self.size
        side = self.side
        self.query_one("#side").styles.width = side
        self.query_one("#rule", Divider).joint = min(width, WIDEST) - side - 1
        hint = self.query_one(Hint)
        self.renew_hint()
        roads = min(2 if width >= WIDE else 1, len(self.seat_session.board.roads))
        top = len(self.query_one(TopLines).lines)
        spare = height - top - 1 - roads - 2
        # A second line of headlines makes the log one row smaller. The map keeps its size.
        log = hint.rows_wanted(width) or max(LEAST_LOG, min(MOST_LOG, (spare + top - 2) // 5)) - (top - 2)
        self.query_one(LogPane).display = not hint.text
        self.query_one("#log").styles.height = log
        hint.styles.height = log
        self.query_one("#roads").styles.height = roads
        self.query_one("#roads").display = bool(roads)
        self.query_one("#body").styles.height = spare - log
        wanted = rows_wanted(self.draft, len(self.seat_session.asked), self.live.shown)
        self.query_one("#orders").styles.height = max(4, min(wanted, (spare - log) // 2 + 1))
        self.fit_choices(height, log)

    def renew_hint(self) -> None:
        """Show the step of the tutorial during a tutorial."""
        step = self.tutor.step
        keys = self.tutor.keys(writing=self.line.can_focus)
        self.query_one(Hint).show(self.tutor.heading, step.say if step else "", keys)

    def renew_line(self) -> None:
        """Show the order line. The tutorial shows other keys while the order line is open."""
        super().renew_line()
        self.renew_hint()

    def did(self, act: str) -> None:
        """Report an action of the person to the tutorial."""
        if self.tutor.did(act):
            self.fit()

    def on_resize(self) -> None:
        """Divide the new size among the panes. Text, marks and focus stay."""
        if self.is_mounted:
            self.renew_draft()

    def on_screen_resume(self) -> None:
        """Show all panes again after a sheet has closed, because the sheet may have changed something."""
        if self.is_mounted:
            self.renew_draft()

    # -- marks --------------------------------------------------------------------------------------------------------

    def on_place_pane_marked(self) -> None:
        """Show the newly marked place or road."""
        self.renew_inspector()
        self.did("look")

    def on_order_list_marked(self) -> None:
        """Show the newly marked order."""
        self.renew_inspector()
        self.did("list")

    def return_focus(self) -> None:
        """Return the focus to the pane that had the focus before."""
        self.set_focus(self.pane or self.query_one(TileMap))

    def on_descendant_focus(self) -> None:
        """Show in the inspector what is marked in the pane that now has the focus."""
        if isinstance(self.focused, Picture):
            self.pane = self.focused
        self.message = ""
        self.renew_inspector()
        self.renew_line()
        if self.query_one(RoadsLine).has_focus:
            self.did("look")
        if self.query_one(OrderList).has_focus:
            self.did("list")

    def action_pane(self, step: int) -> None:
        """Go to the next pane."""
        panes = [
            pane
            for pane in (self.query_one(TileMap), self.query_one(RoadsLine), self.query_one(OrderList))
            if pane.display
        ]
        here = next((i for i, pane in enumerate(panes) if pane.has_focus), -step)
        self.set_focus(panes[(here + step) % len(panes)])

    def action_ground(self) -> None:
        """Return to the map on Esc. Esc never leaves the turn."""
        self.close_line()
        self.set_focus(self.query_one(TileMap))

    def action_map_style(self) -> None:
        """Change which metric the tiles show."""
        self.say(f"map: {words.style_word(self.seat_session.scenario, self.query_one(TileMap).next_style())}")

    def go_to(self, code: str) -> None:
        """Set the mark on a place or road."""
        board = self.query_one(TileMap)
        if code in board.board.at:
            self.set_focus(board)
            board.mark(code)
        else:
            self.set_focus(self.query_one(RoadsLine))
            self.query_one(RoadsLine).mark(code)

    # -- the draft ----------------------------------------------------------------------------------------------------

    def on_place_pane_acted(self, message: PlacePane.Acted) -> None:
        """Show the orders for a place or a road on Enter."""
        self.open_line(here=message.code)

    def on_order_list_acted(self, message: OrderList.Acted) -> None:
        """Change an order on Enter."""
        self.edit_order(message.line)

    def action_act(self) -> None:
        """Return to the map on Enter if no pane has the focus."""
        self.set_focus(self.query_one(TileMap))

    def action_order(self) -> None:
        """Open the order line."""
        self.open_line()

    def action_edit(self) -> None:
        """Open the order line with the marked order, so that the person can change it."""
        if self.line_marked():
            self.edit_order(self.query_one(OrderList).marked)

    def action_remove(self) -> None:
        """Remove the marked order."""
        self.change_marked(self.seat_session.match.remove)

    def action_level(self, step: int) -> None:
        """Raise or lower the level of the marked order."""
        self.change_marked(lambda seat, line: self.seat_session.match.step_level(seat, line, step))

    def action_main(self) -> None:
        """Set or clear the main effort."""
        self.change_marked(self.seat_session.match.toggle_main)

    def action_undo(self) -> None:
        """Undo the last change of the draft."""
        self.change(self.seat_session.match.undo)

    def action_repeat(self) -> None:
        """Write the orders of the last turn again. Show which orders of the draft were replaced."""
        before = self.draft
        self.change(self.seat_session.match.repeat_last)
        if not self.message:
            self.say(f"{replaced(before.texts, self.draft.texts)} u takes it back.")

    def line_marked(self) -> bool:
        """Return whether an order is marked and visible. Show how to mark an order if no order is marked."""
        orders = self.query_one(OrderList)
        if orders.draft.lines and orders.has_focus:
            return True
        self.say("No order is marked: Tab goes on to your orders." if orders.draft.lines else "The draft is empty.")
        return False

    def change_marked(self, act: Callable[[str, int], Draft]) -> None:
        """Change the marked order of the draft."""
        if self.line_marked():
            line = self.query_one(OrderList).marked + 1
            self.change(lambda seat: act(seat, line))

    def action_copy(self) -> None:
        """Copy the draft to the clipboard as text."""
        texts = self.draft.texts
        self.app.copy_to_clipboard("\n".join(texts))
        self.say(f"copied {len(texts)} order{'s' if len(texts) > 1 else ''}" if texts else "the draft is empty")

    def action_why(self) -> None:
        """Ask why a number of the marked place, road or order changed."""
        if not self.seat_session.match.played:
            self.say("Nothing has been resolved yet; causes show after the first turn.")
            return
        self.tell(SheetWanted(Sheet.WHY))

    def action_commit(self) -> None:
        """Review and commit. Withdraw the commit if the seat has committed."""
        if self.draft.committed:
            try:
                self.seat_session.match.withdraw(self.seat_session.seat)
                self.say("The commit is withdrawn.")
            except WargameError as refusal:
                self.say(str(refusal))
            self.renew_draft()
        else:
            self.tell(SheetWanted(Sheet.REVIEW))

    def action_leave_tutorial(self) -> None:
        """End the tutorial."""
        self.tutor.leave()
        self.fit()

    @property
    def on_road(self) -> bool:
        """Return whether the active mark is on a road."""
        return self.pane is self.query_one(RoadsLine)

    @property
    def marked(self) -> str:
        """Return the marked place or road."""
        return self.query_one(RoadsLine).marked if self.on_road else self.query_one(TileMap).marked

    def action_open(self, name: str) -> None:
        """Open a sheet."""
        sheet = Sheet(name)
        if sheet is Sheet.REPORT and not self.seat_session.match.played:
            self.say("No turn has been resolved yet.")
            return
        if sheet is Sheet.DEALS and not self.seat_session.scenario.rules.deals:
            self.say("This scenario has no deals.")
            return
        self.tell(SheetWanted(sheet))
