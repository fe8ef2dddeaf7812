"""Writes a page as Markdown. The parts are the same as in HTML, but tables replace the figures.

Must not know: the game.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

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
    ReviewPage,
    ReviewPart,
    Story,
    Subhead,
    TableCell,
    WriteIn,
    headed_lines,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LINES = 3  # empty lines below a question


def markdown(page: ReviewPage) -> str:
    """Return the text of a page in Markdown."""
    names = {sign.code: sign.label for sign in page.signs}
    lines = [f"# {_plain(page.title)}", "", _plain(page.kicker), ""]
    lines += [_plain(" · ".join([page.facts, *(player for _, player in page.teams)])), ""]
    lines += [_plain(" ".join(page.head.answer)), "", *_blocks(page.head, names)]
    for number, part in enumerate(page.parts, 1):
        lines += [f"## {number}. {_plain(part.name)}: {_plain(part.question)}", ""]
        lines += [_plain(" ".join(part.answer)), ""] if part.answer else []
        lines += _blocks(part, names)
    if page.provenance:
        lines += [f"Provenance: `{page.provenance.replace('`', '')}`", ""]
    return "\n".join(lines)


def _blocks(part: ReviewPart, names: Mapping[str, str]) -> Iterator[str]:
    yield from headed_lines(part.blocks, lambda block: _block(block, names))
    if part.how and any(not isinstance(block, Drawing | Gallery) for block in part.blocks):
        yield from (f"*How to read this.* {_plain(part.how)}", "")
    for command in part.commands:
        yield from (f"Found again by `{command.text.replace('`', '')}`", "")


def _block(block: Block, names: Mapping[str, str]) -> Iterator[str]:
    match block:
        case Drawing() | Gallery() | Legend():
            return
        case PageTable():
            yield from _table(block, names)
        case Subhead(text, _):
            yield from (f"### {_plain(text)}", "")
        case Paragraph(text, strong, _, _):
            yield from (f"**{_plain(strong)}** {_plain(text)}" if strong else _plain(text), "")
        case Story(entries):
            for entry in entries:
                yield from (f"**{_plain(entry.name)}** {_plain(entry.days)}. {_plain(' '.join(entry.sentences))}", "")
        case WriteIn(question, hint):
            yield from (f"**{_plain(question)}** {_plain(hint)}", "", *["> "] * _LINES, "")
        case Columns(columns):
            for column in columns:
                yield from (f"### {_plain(f'{column.title} {column.tag}'.rstrip())}", "")
                yield from (f"- {_plain(f'{number} {text}'.strip())}" for number, text in column.lines)
                yield ""
        case OrderComparison():
            yield from (f"{_plain(block.first_title)}:", "", *_orders(block.first), "")
            yield from (f"{_plain(block.second_title)}:", "", *_orders(block.second), "")
            if block.table is not None:
                yield from _table(block.table, names)
            if block.note:
                yield from (_plain(block.note), "")
        case _:
            assert_never(block)


def _table(table: PageTable, names: Mapping[str, str]) -> Iterator[str]:
    if table.caption:
        yield from (f"*{_plain(table.caption)}*", "")
    yield f"| {' | '.join(map(_plain, table.head))} |"
    yield "|" + "|".join(" --- " if column < table.left else " ---: " for column in range(len(table.head))) + "|"
    for row in table.rows:
        yield f"| {' | '.join(_cell(cell, names) for cell in row)} |"
    yield ""


def _cell(cell: TableCell, names: Mapping[str, str]) -> str:
    text = f"{cell.text} {cell.small}".strip()
    name = names.get(cell.team, "")
    return _plain(f"{name} {text}".strip() if name and name not in text else text)


def _orders(lines: Sequence[ComparedOrder]) -> list[str]:
    return [_order(line) for line in lines] or ["- nothing"]


def _order(line: ComparedOrder) -> str:
    mark = {"gone": "– ", "new": "+ "}.get(line.mark, "")
    return f"- {mark}`{line.text.replace('`', '')}`"


def _plain(text: str) -> str:
    """Return a text in which all special signs of Markdown and HTML are escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
