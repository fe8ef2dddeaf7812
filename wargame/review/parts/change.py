"""Part 11: strengths and improvements to fill in, and the expected action for each inject beside the real action.

Must not know: how a page is written.
"""

from __future__ import annotations

from wargame.game.wording.notes import about_text
from wargame.model.match.note import Note
from wargame.review.findings import Findings
from wargame.review.page.blocks import Block, PageTable, ReviewPart, Row, Subhead, TableCell

_SPACE = "\u00a0"  # no line breaks here
_GRADES = _SPACE.join("PSMU")
_KEEP = 3


def change(findings: Findings) -> ReviewPart:
    """Return the tables to fill in."""
    points = [point for point in findings.turning_points if point.turn < findings.last][:_KEEP]
    turns = [f"T{point.turn}" for point in points] + [""] * (_KEEP - len(points))
    rows: list[Row] = [(TableCell("keep"), TableCell(), TableCell(), TableCell(), TableCell()) for _ in range(_KEEP)]
    rows += [(TableCell("improve"), TableCell(), TableCell(turn), TableCell(), TableCell()) for turn in turns]
    head = ("", "observation", "evidence (turn)", "owner", "by when")
    blocks: list[Block] = [Subhead("Keep and improve"), PageTable(head, tuple(rows), left=5, fill=True)]
    asked = _asked(findings)
    if asked:
        blocks += [Subhead("What injects asked, and what was done"), _injects(findings, asked)]
    blocks += [Subhead("Observers’ notes"), *_notes(findings)]
    return ReviewPart(
        key="change",
        name="What to change",
        question="What do we change?",
        answer=(
            "Left for the room to fill: three things to keep, three to change, each with its evidence and one owner.",
            *(("Grade what people did beside what was expected of them.",) if asked and findings.whole else ()),
        ),
        blocks=tuple(blocks),
        how="P performed without challenges, S with some challenges, M with major challenges, U unable to perform. The "
        "evaluator rings one, or writes one with wargame note."
        if (asked or findings.notes) and findings.whole
        else "",
    )


def _asked(findings: Findings) -> list[str]:
    """Return the injects that asked a team of the game, or that have an expected action."""
    rules = findings.scenario.rules.injects
    return [
        letter.inject
        for letter in findings.letters
        if findings.answers(letter.inject) or (findings.whole and rules[letter.inject].expect)
    ]


def _injects(findings: Findings, asked: list[str]) -> PageTable:
    rules, rows = findings.scenario.rules.injects, []
    turns = {letter.inject: letter.turn for letter in findings.letters}
    for inject in asked:
        done = [
            f"{findings.label(team)}: {'no answer, so ' if silent else ''}{label}"
            for team, label, silent in findings.answers(inject)
        ]
        cells = [TableCell(f"{inject},{_SPACE}T{turns[inject]}"), TableCell(rules[inject].title)]
        if findings.whole:  # only the facilitator reads what was expected
            cells.append(TableCell(rules[inject].expect or "–"))
        cells.append(TableCell("; ".join(done) or "nobody was asked"))
        if findings.whole:
            cells.append(TableCell("; ".join(_graded(findings, inject)) or _GRADES))
        rows.append(tuple(cells))
    head = ("inject", "title", "expected", "done", "grade") if findings.whole else ("inject", "title", "done")
    return PageTable(head, tuple(rows), left=len(head))


def _graded(findings: Findings, inject: str) -> list[str]:
    """Return the grades that observers wrote about an inject, as in `S Junta (Awa)`."""
    return [
        " ".join(part for part in (note.grade.letter, _team(findings, note), f"({note.author})") if part)
        for note in findings.notes
        if note.inject == inject and note.grade is not None
    ]


def _notes(findings: Findings) -> list[Block]:
    """Return the notes that were written, and a table with room for more. Only the facilitator reads notes."""
    rows = [
        (
            TableCell(f"T{note.about}"),
            TableCell(about_text(findings.scenario, note) or "–"),
            TableCell(note.grade.letter if note.grade is not None else "–"),
            TableCell(note.text or "–"),
            TableCell(note.author),
        )
        for note in findings.notes
    ]
    written = PageTable(("turn", "about", "grade", "what was seen", "by"), tuple(rows), left=5)
    empty: list[Row] = [(TableCell(), TableCell(), TableCell()) for _ in range(_KEEP)]
    room = PageTable(("turn", "what was seen", "by"), tuple(empty), left=3, fill=True)
    return [written, room] if rows else [room]


def _team(findings: Findings, note: Note) -> str:
    return findings.label(note.seat) if note.seat else ""
