"""A page of the review, and a turn for one reader, in plain lines.

The full screen and `wargame report` show the same blocks. Figures have no lines, because their tables hold the numbers.

Must not know: how a page is made, or who asked for the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

import attrs

from wargame.game.disclosure.reasons import reason_told
from wargame.game.wording.number import SPOKEN
from wargame.plain.inbox import letter_lines
from wargame.plain.plain_text import capital, sentence
from wargame.plain.story import heading, playback_lines, report_lines
from wargame.review.findings import Findings
from wargame.review.moments import Moment, MomentKind, TurnSeen, turn_seen
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
    Story,
    Subhead,
    TableCell,
    WriteIn,
    headed_lines,
)

_MARKS = {"gone": " (only in the first)", "new": " (only in the second)"}


def part_lines(part: ReviewPart, names: Mapping[str, str]) -> Iterator[str]:
    """Return the lines of a page. Each row of a table is one line. `names`: the names of the teams, by their codes."""
    yield f"{part.name}. {part.question}"
    yield from part.answer
    yield from headed_lines(part.blocks, lambda block: _block(block, names))
    if part.how:
        yield part.how
    for command in part.commands:
        yield f"Found again by: {command.text}"


def _block(block: Block, names: Mapping[str, str]) -> Iterator[str]:
    match block:
        case Drawing() | Gallery() | Legend():
            return
        case PageTable():
            yield from _table(block, names)
        case Subhead(text, _):
            yield f"{text}:"
        case Paragraph(text, strong, _, _):
            yield f"{strong} {text}".strip()
        case Story(entries):
            for entry in entries:
                yield f"{entry.name} {entry.days}".rstrip() + f": {' '.join(entry.sentences)}"
        case WriteIn(question, hint):
            yield f"{question} {hint}".rstrip()
        case Columns(columns):
            for column in columns:
                told = "; ".join(f"{number} {text}".strip() for number, text in column.lines)
                yield f"{column.title} {column.tag}".rstrip() + f": {told}"
        case OrderComparison():
            yield f"{block.first_title}: {_orders(block.first)}."
            yield f"{block.second_title}: {_orders(block.second)}."
            if block.table is not None:
                yield from _table(block.table, names)
            if block.note:
                yield block.note
        case _:
            assert_never(block)


def _orders(orders: Sequence[ComparedOrder]) -> str:
    return "; ".join(f"{order.text}{_MARKS.get(order.mark, '')}" for order in orders) or "nothing"


def _table(table: PageTable, names: Mapping[str, str]) -> Iterator[str]:
    if table.caption:
        yield sentence(table.caption)
    for row in table.rows:
        cells = [_cell(cell, names) for cell in row]
        rest = zip(table.head[1:], cells[1:], strict=True)
        told = "; ".join(f"{head}: {text}" if head else text for head, text in rest if text)
        yield ". ".join(filter(None, [cells[0], told]))


def _cell(cell: TableCell, names: Mapping[str, str]) -> str:
    text, name = f"{cell.text} {cell.small}".strip(), names.get(cell.team, "")
    return f"{name} {text}".strip() if name and name not in text else text


def seen_lines(findings: Findings, turn: int) -> Iterator[str]:
    """Return the lines of a turn, moment after moment, with only what the reader of the findings may know."""
    seen = turn_seen(findings, turn)
    yield f"{heading(findings.scenario, turn, findings.match.length)}."
    marks = [f"inject {letter.inject} came" for letter in seen.letters]
    marks += ["the facilitator ruled"] if seen.rulings else []
    yield from [f"Marks: {'; '.join(marks)}."] if marks else []
    for moment in seen.moments:
        yield f"Moment: {moment.label}."
        yield from list(_moment(findings, seen, moment)) or [
            "Nothing that this reader may know." if findings.seat else "Nothing."
        ]


def _moment(findings: Findings, seen: TurnSeen, moment: Moment) -> Iterator[str]:
    label = findings.scenario.label
    match moment.kind:
        case MomentKind.BRIEF:
            for letter in seen.letters:
                yield from letter_lines(attrs.evolve(letter, unread=False))
            yield from (f"News: {sentence(text)}" for text in seen.news)
        case MomentKind.TALK:
            yield from map(sentence, seen.deals)
        case MomentKind.ORDERS:
            for team, orders in seen.orders.items():
                yield f"{capital(label(team))} orders: {'; '.join(order.text for order in orders) or 'none'}."
            for reasons in seen.reasons.values():
                yield from (sentence(reason_told(reason, findings.seat or "")) for reason in reasons)
        case MomentKind.PHASE:
            for step in findings.match.playback(findings.seat, seen.turn, SPOKEN):
                yield from playback_lines(step) if step.phase == moment.phase else ()
        case MomentKind.PUBLISHED:
            yield from report_lines(findings.match.report(findings.seat, seen.turn, SPOKEN))
            yield from (*seen.rulings, *(f"Note: {note}" for note in seen.notes))
