"""The line of roads. Each road has the sign of its state, its value and its change.

Must not know: the view. This module draws a board.
"""

from __future__ import annotations

from wargame.tui.drawing.board import ROAD_SIGNS, Road
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, MARK, PLAIN, Canvas, Line, Span, width_of


def draw_roads(canvas: Canvas, roads: tuple[Road, ...], title: str, scale: str, signs: str, marked: str) -> None:
    """Draw all roads on the available lines. `…` replaces roads that do not fit.

    The marked road is always drawn.
    """
    canvas.fill(0, 0, canvas.width, canvas.height, "bar")
    head: Line = ((title, BOLD), (f" {scale}" if scale else "", PLAIN), (" ", PLAIN))
    wide = canvas.height > 1
    items = [_item(road, road.code == marked, wide) for road in roads]
    lines = _wrap(head, items, canvas.width - 1)
    if len(lines) > canvas.height:
        brief = [_item(road, road.code == marked, False) for road in roads]
        lines = _wrap(head, brief, canvas.width - 1)
        if len(lines) > canvas.height:  # the roads need the space more than the names of their numbers
            lines = _wrap(((title, BOLD), (" ", PLAIN)), brief, canvas.width - 1)
    shown = _with_mark(lines, marked, canvas.height)
    for y, line in enumerate(shown):
        canvas.put_line(1, y, line, canvas.width - 1)
    if canvas.height > len(shown) and signs:
        canvas.put(1, len(shown), signs, DIM)
    if len(lines) > canvas.height:
        canvas.put(canvas.width - 1, canvas.height - 1, "…", DIM)


def legend(words: tuple[str, ...], bands: int) -> str:
    """Return the meanings of the signs of roads as text, such as `= open ~ harassed`."""
    steps = max(1, bands)
    most = len(ROAD_SIGNS) - 1
    return "  ".join(f"{ROAD_SIGNS[round(level * most / steps)]} {word}" for level, word in enumerate(words))


def _item(road: Road, marked: bool, wide: bool) -> Line:
    ink = MARK if marked else PLAIN
    sign = ALARM if road.level >= 2 else BOLD
    lead: Span = ("›" if marked else " ", BOLD)
    if not wide:
        return (
            lead,
            (road.code, ink),
            (road.sign, sign),
            (road.text if road.level >= 0 else "", PLAIN),
            (road.change, BOLD),
        )
    value = road.text if road.level >= 0 else road.word
    change = f" {road.change}" if road.change else ""
    return (
        lead,
        (f"{road.code} {road.label}", ink),
        (" ", PLAIN),
        (road.sign, sign),
        (f" {value}", PLAIN),
        (change, BOLD),
    )


def _wrap(head: Line, items: list[Line], width: int) -> list[Line]:
    lines: list[list[Span]] = [list(head)]
    for item in items:
        if len(lines[-1]) > 1 and width_of([*lines[-1], *item]) > width:
            lines.append([(" " * (width_of(head) if width >= 100 else 1), PLAIN)])
        lines[-1] += [*item, (" ", PLAIN)]
    return [tuple(line) for line in lines]


def _with_mark(lines: list[Line], marked: str, height: int) -> list[Line]:
    if len(lines) <= height:
        return lines
    with_mark = next((i for i, line in enumerate(lines) if any(text == "›" for text, _ in line)), 0)
    first = 0 if not marked else max(0, min(with_mark, len(lines) - height))
    return lines[first : first + height]
