"""The message that the window is too small for the game.

Must not know: the game.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from wargame.tui.drawing.canvas import BOLD, PLAIN, Canvas, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.widgets.picture import Picture

LEAST = (80, 24)


class TooSmallPicture(Picture):
    """The picture with the message that the window is too small."""

    drafted = 0

    def draw(self, canvas: Canvas) -> None:
        """Draw the sentences that fit into the window."""
        orders = (
            f"your draft of {self.drafted} order{'s' if self.drafted != 1 else ''} is saved"
            if self.drafted
            else "everything is saved"
        )
        width, height = self.app.size
        text = (
            f"This window is {width}×{height}; the game needs {LEAST[0]}×{LEAST[1]}. "
            "Make it larger, or the letters smaller."
        )
        lines = [(line, BOLD) for line in fold(text, max(10, canvas.width - 2))]
        lines += [
            (line, PLAIN) for line in fold(f"Nothing is lost: {orders}.   ctrl+q Leave", max(10, canvas.width - 2))
        ]
        for y, (line, ink) in enumerate(lines):
            canvas.put(1, y, line, ink)


class TooSmallScreen(ModalScreen[None]):
    """A screen that covers all other screens until the window is large enough."""

    def __init__(self, pen: Pen, drafted: int) -> None:
        super().__init__()
        self.pen, self.drafted = pen, drafted

    def compose(self) -> ComposeResult:
        """Return one picture."""
        picture = TooSmallPicture(id="small")
        picture.pen, picture.drafted = self.pen, self.drafted
        yield picture

    def on_resize(self) -> None:
        """Write the new size of the window."""
        self.query_one(TooSmallPicture).redraw()
