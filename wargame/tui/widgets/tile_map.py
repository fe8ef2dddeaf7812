"""The map pane: tiles with a mark that moves to the nearest neighbour.

Must not know: the view. This widget gets a board.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from wargame.tui.drawing.board import Board
from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.tile_map import draw_map, spots, styles_of
from wargame.tui.widgets.place_pane import PlacePane


class TileMap(PlacePane):
    """The tiles of a board. A second click on a tile has the effect of Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1, 0)", show=False),
        Binding("right", "move(1, 0)", show=False),
        Binding("up", "move(0, -1)", show=False),
        Binding("down", "move(0, 1)", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.board = Board((), (), {})
        self.map_style = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the places of the board."""
        return tuple(tile.code for tile in self.board.tiles)

    def show(self, board: Board, first: str = "") -> None:
        """Show a board. The mark stays on its place. The mark moves to `first` if its place is missing."""
        self.board = board
        if self.marked not in board.at:
            self.marked = first if first in board.at else board.tiles[0].code if board.tiles else ""
        if self.map_style not in styles_of(board):
            self.map_style = styles_of(board)[0]
        self.redraw()

    def next_style(self) -> str:
        """Change to the next map style. Return the name of the style."""
        styles = styles_of(self.board)
        self.map_style = styles[(styles.index(self.map_style) + 1) % len(styles)]
        self.redraw()
        return self.map_style

    def draw(self, canvas: Canvas) -> None:
        """Draw the tiles."""
        if self.board.tiles:
            draw_map(canvas, self.board, self.pen, self.marked, self.map_style)

    def cursor_at(self) -> tuple[int, int] | None:
        """Return the cell of the cursor, which stands on the code of the marked tile."""
        spot = spots(self.board, *self.size).get(self.marked)
        return None if spot is None else (spot[0] + 1, spot[1])

    def action_move(self, right: int, down: int) -> None:
        """Move the mark to the nearest neighbour in a direction."""
        if self.marked in self.board.at:
            self.mark(self.board.neighbour(self.marked, right, down))

    def on_click(self, event: events.Click) -> None:
        """Mark the tile that is clicked. A click on the marked tile has the effect of Enter."""
        for code, (x, y, wide, high) in spots(self.board, *self.size).items():
            if x <= event.x < x + wide and y <= event.y < y + high:
                if code == self.marked and self.has_focus:
                    self.action_act()
                else:
                    self.mark(code)
