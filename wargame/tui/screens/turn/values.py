"""The map as tables: every place and every road with the numbers that the team sees.

Must not know: more than the view.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from wargame.game.wording.number import WRITTEN
from wargame.tui.commands import ALL, BACK, HELP, bindings, command
from wargame.tui.drawing import words
from wargame.tui.drawing.board import crossing
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Line, Span, cut
from wargame.tui.drawing.headline import headline_lines, turn_line
from wargame.tui.drawing.inspector import entity_content
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.seat_session import SeatSession
from wargame.tui.widgets.list_pane import ListRow, ListRows

COMMANDS = (command("escape,backspace,enter,v", "back", "Back", BACK.meaning), HELP, ALL)


class ValuesScreen(ListScreen[None]):
    """Places and roads as rows, and all facts about the marked place or road."""

    NAME = "Values"
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, seat_session: SeatSession, marked: str) -> None:
        super().__init__(pen)
        self.seat_session, self.marked = seat_session, marked

    def top(self) -> tuple[Line, ...]:
        """Return the line with turn and team, and the headlines."""
        scenario, view, width = self.seat_session.scenario, self.seat_session.view, self.size.width
        return turn_line(scenario, view, None, width, "THE MAP AS TABLES"), *headline_lines(scenario, view, width)

    def rows(self, width: int) -> ListRows:
        """Return places, roads, and all facts about the marked place or road that the team knows."""
        board, scenario = self.seat_session.board, self.seat_session.scenario
        metrics, look = scenario.rules.metrics, scenario.looks.tile
        names = [metrics[name].short or metrics[name].label or name for name in look.figures if name in metrics]
        share = metrics[look.share].label or look.share if look.share in metrics else ""
        points = metrics[look.points].label or look.points if look.points in metrics else ""
        head = f"  {words.kind_word(scenario.map.place or 'place').ljust(22)}" + "".join(
            name[:10].rjust(11) for name in names
        )
        rows = [ListRow(((f"{head}   {share}{' · ' if share and points else ''}{points}", DIM),), bar=True)]
        for tile in board.tiles:
            figures = "".join((figure.text + figure.trend).rjust(11) for figure in tile.figures)
            spans: list[Span] = [
                (f" {tile.code.ljust(5)}{cut(tile.label, 17).ljust(18)}", PLAIN),
                (figures, BOLD),
                ("   ", PLAIN),
            ]
            for faction, amount in tile.shares:
                spans += [(self.pen.sign(faction), self.pen.ink(faction)), (f"{WRITTEN.plain(amount, 0)} ", PLAIN)]
            if tile.shares and tile.points:
                spans.append(("· ", DIM))
            for faction, text in tile.points:
                spans += [(self.pen.sign(faction), self.pen.ink(faction)), (f"{text} ", PLAIN)]
            rows.append(ListRow(tuple(spans)))
        if board.roads:
            road, crosses = words.kind_word(scenario.map.road), crossing(scenario)
            rows += [
                ListRow(),
                ListRow(
                    ((f"  {road.ljust(28)}{scenario.looks.road.label.rjust(14)}   state        {crosses}", DIM),),
                    bar=True,
                ),
            ]
            for each in board.roads:
                value = f"{each.text}{each.change}"
                state = f"{each.sign} {each.word}"
                rows.append(
                    ListRow(
                        (
                            (f" {each.code.ljust(5)}{cut(each.label, 23).ljust(24)}", PLAIN),
                            (value.rjust(13), BOLD),
                            (f"   {state.ljust(13)}", PLAIN),
                            (" ".join(each.crosses), DIM),
                        )
                    )
                )
        if self.marked:
            sheet = entity_content(scenario, self.seat_session.view, board, self.pen, self.marked)
            rows += [ListRow(), ListRow(((f"  {sheet.title}", DIM),), bar=True)]
            rows += [ListRow(((f" {cut(fact.name, 46).ljust(48)}", PLAIN), *fact.value)) for fact in sheet.facts]
        return tuple(rows)

    def on_list_pane_acted(self) -> None:
        """Go back on Enter."""
        self.action_back()
