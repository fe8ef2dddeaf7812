"""The rows of a part of the review: the answer that the part gives, its tables, and the commands that print its
numbers.

The page of `wargame report` has the same parts. Tables replace the figures, as in Markdown.

Must not know: the game, or how a part is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from wargame.model.rules.metric import MetricCell
from wargame.review.page.blocks import (
    Block,
    Columns,
    ComparedOrder,
    Drawing,
    Gallery,
    Legend,
    OrderComparison,
    PageTable,
    Paragraph,
    ReviewPart,
    Row,
    Story,
    Subhead,
    TableCell,
    WriteIn,
)
from wargame.tui.drawing.canvas import BOLD, DIM, GONE, KEY, PLAIN, Line, Span, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.widgets.list_pane import ListRow, ListRows

GAP = 2  # cells between two columns
LEAST = 12  # a column of text is never made narrower
WIDEST = 44  # a wider text is broken into lines
_TURN = re.compile(r"T(\d+)\b")
_MARKS = {"gone": "- ", "new": "+ "}

Goal = int | MetricCell  # what a marked row leads to: a turn, or a number


class ReviewRows:
    """The rows of a part for a list of a given width, and the turn or number that each row leads to.

    `cells`: the numbers of the game by their names in tables.
    """

    def __init__(self, part: ReviewPart, pen: Pen, width: int, cells: Mapping[str, MetricCell]) -> None:
        self.pen, self.width, self.cells = pen, width, cells
        self.goals: dict[str, Goal] = {}
        self.rows: ListRows = tuple(self._part(part))

    def key_of(self, turn: int) -> str | None:
        """Return the key of the first row that leads to a turn, or None."""
        return next((key for key, goal in self.goals.items() if goal == turn), None)

    def _part(self, part: ReviewPart) -> Iterator[ListRow]:
        for line in fold(part.question, self.width - 2):
            yield ListRow(((line, DIM),), bar=True)
        for text in part.answer:
            yield from self._prose(text, BOLD)
        for number, block in enumerate(part.blocks):
            if not (isinstance(block, Subhead) and _only_figures(part.blocks[number + 1 :])):
                yield from self._block(block)
        if part.how:
            yield ListRow()
            yield from self._prose(part.how, DIM)
        for command in part.commands:
            yield from self._prose(f"Found again by: {command.text}", DIM)

    def _prose(self, text: str, ink: str = PLAIN, indent: int = 0) -> Iterator[ListRow]:
        for line in fold(text, self.width - 2 - indent):
            yield ListRow(((" " * indent + line, ink),))

    def _key(self, goal: Goal | None) -> str:
        if goal is None:
            return ""
        key = str(len(self.goals))
        self.goals[key] = goal
        return key

    def _block(self, block: Block) -> Iterator[ListRow]:
        match block:
            case Drawing() | Gallery() | Legend():
                return
            case PageTable():
                yield from self._table(block)
            case Subhead(text, team):
                yield ListRow()
                yield ListRow((*self._sign(team), (text, BOLD)), bar=True)
            case Paragraph(text, strong, _, _):
                yield from self._prose(f"{strong} {text}".strip())
            case Story(entries):
                for entry in entries:
                    found = _TURN.fullmatch(entry.name)
                    head = f"{entry.name} {entry.days}".rstrip()
                    yield ListRow(((head, BOLD),), self._key(int(found[1]) if found else None))
                    yield from self._prose(" ".join(entry.sentences), indent=3)
            case WriteIn(question, hint):
                yield ListRow()
                yield ListRow(((question, BOLD),))
                yield from self._prose(hint, DIM, 3)
            case Columns(columns):
                for column in columns:
                    yield ListRow(((f"{column.title} {column.tag}".rstrip(), BOLD),))
                    for number, text in column.lines:
                        yield from self._prose(f"{number} {text}".strip(), indent=3)
            case OrderComparison():
                yield from self._orders(block.first_title, block.first)
                yield from self._orders(block.second_title, block.second)
                if block.table is not None:
                    yield from self._table(block.table)
                yield from self._prose(block.note) if block.note else ()
            case _:
                assert_never(block)

    def _orders(self, title: str, orders: Sequence[ComparedOrder]) -> Iterator[ListRow]:
        yield from self._prose(f"{title}:", DIM)
        for order in orders:
            ink = {"gone": GONE, "new": BOLD}.get(order.mark, PLAIN)
            yield ListRow(((f"   {_MARKS.get(order.mark, '  ')}", PLAIN), (order.text, ink)))
        if not orders:
            yield from self._prose("nothing", PLAIN, 3)

    # -- tables ---------------------------------------------------------------------------------------------------

    def _table(self, table: PageTable) -> Iterator[ListRow]:
        yield ListRow()
        if table.caption:
            yield from self._prose(table.caption, DIM)
        goals = self._goals(table.rows)
        texts = [[self._text(cell) for cell in row] for row in table.rows]
        wide = [min(WIDEST, max(map(len, column))) for column in zip(table.head, *texts, strict=True)]
        kept, *pieces = self._pieces(wide, table.left)
        for number, piece in enumerate(pieces):
            columns = (*kept, *piece)
            for line in _lines([table.head[n] for n in columns], columns, wide, table.left):
                yield ListRow((((" " * GAP).join(line), DIM),), bar=True)
            for row, cells, goal in zip(table.rows, texts, goals, strict=True):
                key = self._key(goal) if number == 0 else ""
                for at, line in enumerate(_lines([cells[n] for n in columns], columns, wide, table.left)):
                    yield ListRow(self._line(row, columns, line, at), key if at == 0 else "")

    def _goals(self, rows: Sequence[Row]) -> list[Goal | None]:
        """Return what each row leads to. A row whose first cell is empty belongs to the row above it."""
        found: list[Goal | None] = []
        for row in rows:
            turn = next((int(m[1]) for cell in row[:2] if (m := _TURN.fullmatch(cell.text))), None)
            above = found[-1] if found and row and not row[0].text and not row[0].team else None
            found.append(turn if turn is not None else self.cells.get(row[0].text, above) if row else None)
        return found

    def _pieces(self, wide: list[int], left: int) -> Iterator[tuple[int, ...]]:
        """Return the columns that each piece of a table repeats, and then the other columns of each piece.

        Columns of text become narrower first. A table that is still too wide is cut into pieces.
        """
        room = self.width - 2
        columns = range(len(wide))
        texts = [n for n in columns if n < left]
        while sum(wide) + GAP * (len(wide) - 1) > room and texts and max(wide[n] for n in texts) > LEAST:
            widest = max(texts, key=lambda n: wide[n])
            wide[widest] -= 1
        kept = tuple(texts)
        if sum(wide[n] + GAP for n in kept) > room:
            kept = kept[:1]
        others = [n for n in columns if n not in kept]
        if not others:
            yield ()
            yield kept
            return
        yield kept
        start = sum(wide[n] + GAP for n in kept)
        piece: list[int] = []
        used = start
        for n in others:
            if piece and used + wide[n] > room:
                yield tuple(piece)
                piece, used = [], start
            piece.append(n)
            used += wide[n] + GAP
        yield tuple(piece)

    def _text(self, cell: TableCell) -> str:
        sign = f"{self.pen.sign(cell.team)} " if cell.team else ""
        return f"{sign}{f'{cell.text} {cell.small}'.strip()}"

    def _line(self, row: Row, columns: Sequence[int], line: Sequence[str], at: int) -> Line:
        spans: list[Span] = []
        for n, text in zip(columns, line, strict=True):
            cell = row[n]
            ink = DIM if cell.quiet else KEY if cell.code else BOLD if cell.big else PLAIN
            if at == 0 and cell.team and text.startswith(self.pen.sign(cell.team)):
                spans.append((text[:1], self.pen.ink(cell.team)))
                text = text[1:]
            spans += [(text, ink), (" " * GAP, PLAIN)]
        return tuple(spans[:-1])

    def _sign(self, team: str) -> Line:
        return ((f"{self.pen.sign(team)} ", self.pen.ink(team)),) if team else ()


def _only_figures(blocks: Sequence[Block]) -> bool:
    """Return whether only figures stand between a heading and the next heading."""
    for block in blocks:
        if isinstance(block, Subhead):
            return True
        if not isinstance(block, Drawing | Gallery | Legend):
            return False
    return True


def _lines(texts: Sequence[str], columns: Sequence[int], wide: Sequence[int], left: int) -> Iterator[list[str]]:
    """Return the lines of a row of cells. Each cell is broken at the width of its column.

    The cells of the first `left` columns begin at the left edge, and all others end at the right edge.
    """
    folded = [fold(text, wide[n]) or [""] for n, text in zip(columns, texts, strict=True)]
    for at in range(max(map(len, folded))):
        parts = (lines[at] if at < len(lines) else "" for lines in folded)
        yield [part.ljust(wide[n]) if n < left else part.rjust(wide[n]) for n, part in zip(columns, parts, strict=True)]
