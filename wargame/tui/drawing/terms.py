"""A cause as a line: a name, an amount or a word, and a bar to the left or the right.

Must not know: what the cause is.
"""

from __future__ import annotations

from wargame.model.why import Term
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Line, cut

FALL, RISE, OWN = "━", "═", "  ← your order"
PART = " has a part"


def bar(share: float, width: int, sign: int) -> str:
    """Return a bar of at least one cell. Falling and rising causes have bars of different characters."""
    cells = max(1, round(abs(share) * width)) if share else 0
    return (FALL if sign < 0 else RISE) * cells


def term_line(term: Term, name: int, width: int, room: int) -> Line:
    """Return a cause as a line.

    A falling cause has a bar left of the middle, and a rising cause a bar right of the middle.
    """
    amount = term.printed or term.word
    left = bar(term.share, width, -1).rjust(width) if term.sign < 0 else " " * width
    right = bar(term.share, width, 1).ljust(width) if term.sign > 0 else " " * width
    tail = own_tail(term) if term.own else f"  {term.rule_label or term.rule}"
    free = room - name - 8 - 2 * width - 3
    return (
        (f" {cut(term.cause, name - 1).ljust(name)}", PLAIN),
        (amount.rjust(8), BOLD),
        (f"  {left} {right}", PLAIN),
        (cut(tail, max(0, free)), BOLD if term.own else DIM),
    )


def share_line(term: Term, name: int, width: int) -> Line:
    """Return a cause as the playback shows it: a name, a bar and a word."""
    stroke = bar(term.share, width, term.sign).ljust(width)
    return (
        (f"   {cut(term.cause, name - 1).ljust(name)}", PLAIN),
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
