"""The last line of a screen: the keys that a person can use now.

Must not know: the effects of the keys.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.tui.drawing.canvas import DIM, KEY, Canvas, Line, Span, width_of

FooterHint = tuple[str, str]  # the key as printed, and its word
COMMIT = "c"
ASKED = ("i", "d")  # the keys of inbox and deals, which are dropped last while the seat owes an answer


def footer_line(hints: Sequence[FooterHint], width: int) -> Line:
    """Return the keys and their words as a line.

    The last entries before `?` are dropped until the line fits. The key for the commit is never dropped.
    """
    shown = list(hints)
    while width_of(_spans(shown)) > width - 1:
        last = next((i for i, (key, _) in enumerate(shown) if key == "?"), len(shown))
        others = [i for i, (key, _) in enumerate(shown[:last]) if key != COMMIT]
        spare = [i for i in others if shown[i][0] not in ASKED] or others
        if not spare:
            break
        del shown[spare[-1]]
    return _spans(shown)


def _spans(hints: Sequence[FooterHint]) -> Line:
    spans: list[Span] = []
    for key, word in hints:
        spans += [("  " if spans else "", DIM), (key, KEY), (f" {word}", DIM)]
    return tuple(spans)


def draw_footer(canvas: Canvas, hints: Sequence[FooterHint]) -> None:
    """Draw the footer with the blank edge that all screens share."""
    canvas.fill(0, 0, canvas.width, 1, "bar")
    canvas.put_line(1, 0, footer_line(hints, canvas.width), canvas.width - 1)
