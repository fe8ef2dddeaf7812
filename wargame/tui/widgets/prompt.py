"""The sign before the line for typing. A sentence can replace the sign and the line.

Must not know: orders.
"""

from __future__ import annotations

from wargame.tui.drawing.canvas import KEY, PLAIN, Canvas, Span
from wargame.tui.widgets.picture import Picture

SIGN = " › "


class Prompt(Picture):
    """The sign before the typed text, with some words after the sign. A sentence can replace the sign and the words."""

    words: Span = ("", PLAIN)
    sentence = ""

    def show(self, words: Span, sentence: str = "") -> None:
        """Show words after the sign, or a sentence."""
        self.words, self.sentence = words, sentence
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw the sign with its words, or the sentence."""
        if self.sentence:
            canvas.put(1, 0, self.sentence)
        else:
            canvas.put_line(0, 0, ((SIGN, KEY), self.words))
