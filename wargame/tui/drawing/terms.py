"""Draws the cause of a change as a line: a name, an amount or a word, and a bar for its size.

Must not know: what the cause is.
"""

from __future__ import annotations

from wargame.model.telling.why import Term
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Line, cut

FALL, RISE, OWN = "━", "═", "  ← your order"
PART = " has a part"


def bar(share: float, width: int, sign: int) -> str:
    """Return a bar. A share above 0 has at least one cell.

    `sign`: negative for a cause that lowers the number. Its bar has other characters.
    """
    cells = max(1, round(abs(share) * width)) if share else 0
    return (FALL if sign < 0 else RISE) * cells


def term_line(term: Term, name: int, width: int, room: int) -> Line:
    """Return a cause as a line.

    The bar stands left of the middle if the cause lowers the number, and otherwise right of the middle.

    `name`: the width of the column for the name.
    `width`: the width on each side of the middle.
    `room`: the width of the whole line.
    """
    amount = term.printed or term.word
    left = bar(term.share, width, -1).rjust(width) if term.sign < 0 else " " * width
    right = bar(term.share, width, 1).ljust(width) if term.sign > 0 else " " * width
    tail = own_tail(term) if term.own else f"  {term.rule_label or term.rule}"
    free = room - name - 8 - 2 * width - 3
    return (
        (f" {cut(term.name, name - 1).ljust(name)}", PLAIN),
        (amount.rjust(8), BOLD),
        (f"  {left} {right}", PLAIN),
        (cut(tail, max(0, free)), BOLD if term.own else DIM),
    )


def share_line(term: Term, name: int, width: int) -> Line:
    """Return a cause as the playback shows it: a name, a bar and a word."""
    stroke = bar(term.share, width, term.sign).ljust(width)
    return (
        (f"   {cut(term.name, name - 1).ljust(name)}", PLAIN),
        (f"{stroke}  ", PLAIN),
        (share_tail(term), BOLD),
    )


def share_tail(term: Term) -> str:
    """Return the text after the bar of a cause."""
    against = "" if term.printed or term.sign > 0 else ", downwards"
    return f"{term.printed or term.word}{against}{own_tail(term) if term.own else ''}"


def own_tail(term: Term) -> str:
    """Return the part of a cause that comes from the team's orders as text. The size of the part may be secret."""
    if term.own_change:
        return f"{OWN}s {term.own_change}"
    return OWN if term.whole else OWN + PART
