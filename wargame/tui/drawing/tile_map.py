"""The map as tiles of box characters, as large as the pane allows.

Must not know: the view or the scenario. This module draws a board.
"""

from __future__ import annotations

from wargame.game.wording.number import WRITTEN
from wargame.tui.drawing.board import Board, Tile
from wargame.tui.drawing.canvas import ALARM, BOLD, DASHED, DIM, DOUBLE, PLAIN, ROUND, Canvas, Span, width_of
from wargame.tui.drawing.pen import Pen

SIZES = (
    (22, 7),
    (20, 5),
    (14, 5),
    (14, 4),
    (14, 3),
    (9, 5),
    (9, 4),
    (9, 3),
)  # width and height; the first size that fits is used
TALL = 7  # number of rows in a tile with one row for each number and one row for the roads
STYLES = ("control", "points", "figures", "roads")


def tile_size(board: Board, width: int, height: int) -> tuple[int, int]:
    """Return the largest size of tiles at which the whole map fits into the pane."""
    columns = max((x for x, _ in board.at.values()), default=0) + 1
    rows = max((y for _, y in board.at.values()), default=0) + 1
    for wide, high in SIZES:
        if columns * (wide + 1) - 1 <= width and rows * high <= height:
            return wide, high
    return SIZES[-1]


def spots(board: Board, width: int, height: int) -> dict[str, tuple[int, int, int, int]]:
    """Return the position of each tile in a pane of this size, as (x, y, width, height)."""
    wide, high = tile_size(board, width, height)
    columns = max((x for x, _ in board.at.values()), default=0) + 1
    rows = max((y for _, y in board.at.values()), default=0) + 1
    left = max(0, (width - (columns * (wide + 1) - 1)) // 2)
    top = max(0, (height - rows * high) // 2)
    return {code: (left + x * (wide + 1), top + y * high, wide, high) for code, (x, y) in board.at.items()}


def styles_of(board: Board) -> tuple[str, ...]:
    """Return the map styles for which this board has data. A map style decides which numbers the tiles show."""
    some = {
        "control": any(tile.shares for tile in board.tiles),
        "points": any(tile.points for tile in board.tiles),
        "figures": any(tile.figures for tile in board.tiles),
        "roads": any(tile.roads for tile in board.tiles),
    }
    return tuple(style for style in STYLES if some[style]) or ("control",)


def draw_map(canvas: Canvas, board: Board, pen: Pen, marked: str, style: str) -> None:
    """Draw all tiles, and the signs of roads between them. Draw a legend if a row below the tiles is free."""
    where = spots(board, canvas.width, canvas.height)
    for tile in board.tiles:
        x, y, wide, high = where[tile.code]
        _draw_tile(canvas, tile, pen, (x, y, wide, high), tile.code == marked, style)
    by_spot = {spot: code for code, spot in board.at.items()}
    for (column, row), code in by_spot.items():
        x, y, wide, high = where[code]
        right, below = by_spot.get((column + 1, row)), by_spot.get((column, row + 1))
        if right and (road := board.worst_between(code, right)):
            canvas.put(x + wide, y + high // 2, road.sign, _road_ink(road.level))
        if below and (road := board.worst_between(code, below)):
            canvas.put(x + wide - 2, y + high - 1, road.sign, _road_ink(road.level))
    bottom = max((y + high for _, y, _, high in where.values()), default=0)
    if bottom < canvas.height:
        _draw_legend(canvas, board, pen)


def _road_ink(level: int) -> str:
    return DIM if level <= 0 else ALARM if level >= 2 else BOLD


def _draw_legend(canvas: Canvas, board: Board, pen: Pen) -> None:
    factions = [f for f in pen.looks.factions if any(f in dict(t.shares) or f in dict(t.points) for t in board.tiles)]
    line: list[Span] = []
    for faction in factions:
        line += [(pen.sign(faction), pen.ink(faction)), (f" {pen.look(faction).short or faction}  ", DIM)]
    if any(tile.shares for tile in board.tiles):
        line.append((f"{pen.sign('')} nobody over 50  ", DIM))
    if board.note and width_of(line) + len(board.note) < canvas.width:
        line.append((board.note, DIM))
    if line:
        canvas.put_line(1, canvas.height - 1, line, canvas.width - 1)


def _draw_tile(canvas: Canvas, tile: Tile, pen: Pen, spot: tuple[int, int, int, int], marked: bool, style: str) -> None:
    x, y, wide, high = spot
    frame = DOUBLE if marked else DASHED if tile.off_map else ROUND
    canvas.fill(x, y, wide, high, pen.ground(tile.holder))
    canvas.box(x, y, wide, high, frame, BOLD if marked else PLAIN)
    start = x + 1
    if tile.shares:
        start = canvas.put(start, y, pen.sign(tile.holder), pen.ink(tile.holder))
    canvas.put(start, y, tile.code, BOLD, x + wide - 1 - start)
    inner = wide - 2
    rows = _rows(tile, pen, inner, high, style)
    for index, row in enumerate(rows[: high - 2], 1):
        canvas.put_line(x + 1, y + index, row, inner)
    bottom = _bottom(tile, pen, style, frame[7], inner)
    if bottom:
        # The last cell of the edge is a piece of line if no digit needs this cell.
        canvas.put_line(x + 1, y + high - 1, bottom, max(inner - 1, min(inner, width_of(bottom))))


def _rows(tile: Tile, pen: Pen, inner: int, high: int, style: str) -> list[tuple[Span, ...]]:
    main = _main_row(tile, pen, inner, style)
    rows: list[tuple[Span, ...]] = []
    if high >= 4:
        rows.append(((tile.label, PLAIN),))
    rows.append(main)
    if high >= TALL and tile.shares and style == "control":
        rows += [_figure(tile, index, inner) for index in range(len(tile.figures))]
        rows.append(tuple(span for code, sign in tile.roads for span in ((f"{code}", DIM), (f"{sign} ", BOLD))))
    elif high >= 5 and tile.figures and style != "figures" and tile.shares:
        rows.append(_figures(tile, inner))
    elif high >= 5 and len(tile.figures) > 1 and not tile.shares and style == "control":
        rows.append(_figure(tile, 1, inner))
    return rows


def _main_row(tile: Tile, pen: Pen, inner: int, style: str) -> tuple[Span, ...]:
    if style == "points" and tile.points:
        line: list[Span] = []
        for faction, amount in tile.points:
            line += [(pen.sign(faction), pen.ink(faction)), (amount, PLAIN)]
        return tuple(line)
    if style == "roads":
        return tuple(span for code, sign in tile.roads for span in ((code, PLAIN), (sign, BOLD)))
    if (style == "figures" or not tile.shares) and tile.figures:
        both = _figures(tile, inner)
        return both if tile.shares and width_of(both) <= inner else _figure(tile, 0, inner)
    return _shares(tile, pen, inner)


def _shares(tile: Tile, pen: Pen, inner: int) -> tuple[Span, ...]:
    line: list[Span] = []
    for faction, share in tile.shares[: 2 if inner < 12 else 3]:
        line += [(pen.sign(faction), pen.ink(faction)), (WRITTEN.plain(share, 0), PLAIN)]
    if len(tile.shares) == 1:
        line.append((" %", PLAIN))
    if tile.trend:
        line.append((tile.trend, BOLD))
    return tuple(line)


def _figure(tile: Tile, index: int, inner: int) -> tuple[Span, ...]:
    if index >= len(tile.figures):
        return ()
    figure = tile.figures[index]
    name = figure.short[: max(1, inner - len(figure.text) - len(figure.trend) - 1)]
    return ((f"{name} ", DIM), (figure.text, PLAIN), (figure.trend, BOLD))


def _figures(tile: Tile, inner: int) -> tuple[Span, ...]:
    """Return all numbers of a tile on one row.

    Their short names are cut to two letters or one letter if there is little space.
    """
    for letters, gap in ((8, " "), (2, " "), (1, "")):
        line: list[Span] = []
        for figure in tile.figures:
            line += [(f"{' ' if line else ''}{figure.short[:letters]}{gap}", DIM), (figure.brief, PLAIN)]
        if width_of(line) <= inner:
            break
    return tuple(line)


def _bottom(tile: Tile, pen: Pen, style: str, edge: str, inner: int) -> tuple[Span, ...]:
    if tile.off_map:
        return (("off-map" if inner > len("off-map") else "off", DIM),)
    if not tile.shares and style == "control" and len(tile.figures) > 1 and not tile.points:
        figure = tile.figures[1]
        return ((f"{figure.short[:3]}", DIM), (f"{edge}{figure.text}", PLAIN))
    if not tile.points or style == "points":
        return ()
    own, *others = tile.points
    line: list[Span] = [(own[1], PLAIN)]
    if others:
        line += [(edge, PLAIN), (pen.sign(others[0][0]), pen.ink(others[0][0])), (others[0][1], PLAIN)]
    return tuple(line)
