"""The end of the game.

A first page helps the players to leave their roles. The second page shows the ending, margins, components and hidden
parameters.

Must not know: how scores are computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from wargame.game.wording.margin import FINAL
from wargame.game.wording.number import WRITTEN
from wargame.model.match.result import GameResult, HiddenParameter, SeatResult
from wargame.model.scenario.scenario import Scenario
from wargame.tui.commands import ALL, HELP, bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Line, cut, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.sheets import Sheet, opens
from wargame.tui.widgets.list_pane import ListRow, ListRows

OUT_OF_ROLE = "The roles are over. Say your own name, and one thing that you did because of your role."
HOT_WASH = (
    "What did we mean to do?",
    "What happened?",
    "Why was there a difference?",
    "What will we do differently next time?",
)

COMMANDS = (
    command("enter,space", "on", "Go on", "the next page; after the last, the menu"),
    command("t", opens(Sheet.REPORT), "Look back", "all turns with the truth, turning points, and every cause"),
    command("b", "branch", "Play again", "play again from one of the turns, with other orders and the same dice"),
    command("escape", "back", "Menu", "to the menu"),
    HELP,
    ALL,
)


class FinishScreen(ListScreen[None]):
    """The end of the game. The screen posts Over after the person has read all pages."""

    class Over(Message):
        """A message: the person goes to the menu."""

    NAME = "The end"
    PROSE = ("A margin compares the score of a team with par, the mean score of bots in the same seat.",)
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    class LookBack(Message):
        """A message: the person wants to look at past turns with the truth."""

    class PlayAgain(Message):
        """A message: the person wants to play again from one of the turns."""

    def __init__(self, pen: Pen, scenario: Scenario, result: GameResult, page: int = 0) -> None:
        super().__init__(pen)
        self.scenario, self.result, self.page = scenario, result, page

    def top(self) -> tuple[Line, ...]:
        """Return the name of the game and its ending."""
        text = f"{self.scenario.title} │ after turn {self.result.turn} │ THE END │ {self.result.label}"
        return ((text, PLAIN),), ((fold(self.result.text, self.size.width - 2)[0], BOLD),)

    def rows(self, width: int) -> ListRows:
        """Return the page about leaving the roles, or the page with the numbers."""
        more = tuple(ListRow(((text, BOLD),)) for text in fold(self.result.text, self.size.width - 2)[1:])
        return (*more, *(self._out_of_role(width) if self.page == 0 else self._figures(width)))

    def _out_of_role(self, width: int) -> ListRows:
        rows = [ListRow(), *(ListRow(((text, BOLD),)) for text in fold(OUT_OF_ROLE, width - 3)), ListRow()]
        for number, question in enumerate(HOT_WASH, 1):
            rows += [ListRow(((f"  {number}  {question}", PLAIN),)), ListRow()]
        rows.append(ListRow((("Talk first. Enter shows the figures.", DIM),)))
        return tuple(rows)

    def _figures(self, width: int) -> ListRows:
        rows: list[ListRow] = [
            ListRow(),
            ListRow(
                ((f"  {FINAL.upper().ljust(30)}{'margin'.rjust(8)}{'score'.rjust(8)}   played by", DIM),), bar=True
            ),
        ]
        for seat in sorted(
            self.result.seats, key=lambda each: -(each.margin if each.margin is not None else each.score)
        ):
            rows.append(ListRow(self._seat_line(seat)))
        rows.append(ListRow())
        for seat in self.result.seats:
            rows.append(
                ListRow(((f"  {seat.label.upper().ljust(30)}{'weight'.rjust(8)}{'value'.rjust(8)}", DIM),), bar=True)
            )
            for part in seat.components:
                name = cut(part.label, 30).ljust(30)
                rows.append(
                    ListRow(
                        (
                            (f"   {name}", PLAIN),
                            (f"{WRITTEN.plain(part.weight * 100, 0)} %".rjust(7), DIM),
                            (WRITTEN.plain(part.value, 0).rjust(8), BOLD),
                        )
                    )
                )
            rows.append(ListRow())
        told = [hidden for hidden in self.result.hidden if hidden.known_to]
        unknown = [hidden for hidden in self.result.hidden if not hidden.known_to]
        rows += [
            *_hidden_rows("WHAT NOBODY KNEW", unknown, width),
            *_hidden_rows("WHAT ONLY ONE TEAM KNEW", told, width),
        ]
        return tuple(rows)

    def _seat_line(self, seat: SeatResult) -> Line:
        margin = "no par" if seat.margin is None else WRITTEN.signed(seat.margin, 2)
        sign = (f"  {self.pen.sign(seat.seat)} ", self.pen.ink(seat.seat))
        player = "people" if seat.player == "human" else f"bot: {seat.player}"
        return (
            sign,
            (cut(seat.label, 27).ljust(28), PLAIN),
            (margin.rjust(8), BOLD),
            (WRITTEN.plain(seat.score, 1).rjust(8), PLAIN),
            (f"   {player}", DIM),
        )

    def on_list_pane_acted(self) -> None:
        """Continue on Enter."""
        self.action_on()

    def action_on(self) -> None:
        """Show the next page, or the menu after the last page."""
        if self.page == 0:
            self.page = 1
            self.renew()
        else:
            self.tell(self.Over())

    def action_open(self, name: str) -> None:
        """Show the reports of past turns. No other sheet can be opened here."""
        if Sheet(name) is Sheet.REPORT:
            self.tell(self.LookBack())

    def action_branch(self) -> None:
        """Ask from which turn the game is played again."""
        self.tell(self.PlayAgain())

    def action_back(self) -> None:
        """Go to the menu."""
        self.tell(self.Over())


def _hidden_rows(head: str, found: Sequence[HiddenParameter], width: int) -> ListRows:
    """Return the hidden parameters under a heading, with their sources and the seats that knew them."""
    if not found:
        return ()
    longest = max(len(hidden.label) for hidden in found)
    valued = max(len(hidden.value) for hidden in found)
    named = min(longest, max(36, width - valued - 40))
    rows = [ListRow(), ListRow(((f"  {head}", DIM),), bar=True)]
    for hidden in found:
        known = f"known to {hidden.known_to}" if hidden.known_to else ""
        note = " · ".join(part for part in (known, hidden.note) if part)
        line: Line = (
            (f"   {cut(hidden.label, named).ljust(named + 1)}", PLAIN),
            (hidden.value.rjust(valued), BOLD),
            (f"  {cut(note, max(0, width - named - valued - 7))}", DIM),
        )
        rows.append(ListRow(line))
    return tuple(rows)
