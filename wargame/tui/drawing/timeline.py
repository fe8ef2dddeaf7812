"""The line of the turns of a saved game, with marks below the turns, and the line of the moments of a turn.

Must not know: what happened in the game.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.tui.drawing.canvas import BOLD, DIM, KEY, MARK, PLAIN, Line, Span

JOINT = " ┬ "
INJECT, BY_HAND, RULED, TURNED = "i", "I", "o", "▼"
MEANINGS = {INJECT: "inject", BY_HAND: "inject by hand", RULED: "ruling", TURNED: "turning point"}


def timeline_lines(turns: int, here: int, marks: Sequence[Mapping[int, str]], width: int) -> tuple[Line, ...]:
    """Return the line of turns, and one line for each kind of marks (turn -> sign).

    The turn `here` stands in brackets. Turns far from `here` are left out if the width is too small.
    """
    names = {turn: f"[{turn}]" if turn == here else str(turn) for turn in range(1, turns + 1)}
    shown = _around(names, here, width - 2)
    more_left, more_right = shown[0] > 1, shown[-1] < turns
    spans: list[Span] = [("… " if more_left else "T", DIM)]
    at, column = {}, len(spans[0][0])
    for number, turn in enumerate(shown):
        if number:
            spans.append((JOINT, DIM))
            column += len(JOINT)
        at[turn] = column + (1 if turn == here else 0)
        spans.append((names[turn], MARK if turn == here else PLAIN))
        column += len(names[turn])
    if more_right:
        spans.append((" …", DIM))
    return (tuple(spans), *(_marked(at, row, width) for row in marks))


def _around(names: Mapping[int, str], here: int, room: int) -> list[int]:
    """Return the turns that fit into a width, as many on the left of `here` as on its right if possible."""
    shown = sorted(names)

    def taken() -> int:
        return sum(len(names[turn]) for turn in shown) + len(JOINT) * (len(shown) - 1) + 4

    while len(shown) > 1 and taken() > room:
        shown.pop(0 if here - shown[0] > shown[-1] - here else -1)
    return shown


def _marked(at: Mapping[int, int], marks: Mapping[int, str], width: int) -> Line:
    line = [" "] * width
    for turn, sign in marks.items():
        if turn in at and at[turn] < width:
            line[at[turn]] = sign
    meaning = ", ".join(f"{sign} {MEANINGS[sign]}" for sign in dict.fromkeys(marks.values()) if sign in MEANINGS)
    text = "".join(line).rstrip()
    tail = f"{meaning} " if meaning and len(text) + len(meaning) + 3 < width else ""
    return ((text, KEY), (tail.rjust(max(0, width - 2 - len(text))), DIM))


def moments_line(labels: Sequence[str], here: int, width: int) -> Line:
    """Return the moments of a turn, with the moment `here` in capital letters.

    Moments far from `here` are left out if the width is too small.
    """
    names = {number: label.upper() if number == here else label for number, label in enumerate(labels)}
    shown = sorted(names)
    while len(shown) > 1 and sum(len(names[n]) + 3 for n in shown) + 4 > width:
        shown.pop(0 if here - shown[0] > shown[-1] - here else -1)
    spans: list[Span] = [("… ", DIM)] if shown and shown[0] > 0 else []
    for number in shown:
        spans += [(" · " if number != shown[0] else "", DIM), (names[number], MARK if number == here else DIM)]
    if shown and shown[-1] < len(labels) - 1:
        spans.append((" …", DIM))
    return tuple(spans)


def pages_line(pages: Mapping[int, str], here: int, width: int) -> Line:
    """Return the names of the pages with their keys, with the page `here` in capital letters.

    A name with a comma is cut before the comma if the width is too small.
    """
    if sum(len(name) + 3 for name in pages.values()) > width:
        pages = {number: name.partition(",")[0] for number, name in pages.items()}
    spans: list[Span] = []
    for number, name in pages.items():
        spans += [
            (" " if spans else "", DIM),
            (f"{number} ", KEY),
            (name.upper() if number == here else name, BOLD if number == here else DIM),
        ]
    return tuple(spans)
