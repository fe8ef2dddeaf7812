"""Part 11: strengths and improvements to fill in, and the expected action for each inject beside the real action.

Must not know: how a page is written.
"""

from __future__ import annotations

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
    notes: list[Row] = [(TableCell(), TableCell(), TableCell()) for _ in range(_KEEP)]
    blocks += [Subhead("Observers’ notes"), PageTable(("turn", "what was seen", "by"), tuple(notes), left=3, fill=True)]
    return ReviewPart(
        number=11,
        key="change",
        name="What to change",
        question="What do we change?",
        answer=(
            "Left for the room to fill: three things to keep, three to change, each with its evidence and one owner.",
            *(("Grade what people did beside what was expected of them.",) if asked and findings.whole else ()),
        ),
        blocks=tuple(blocks),
        how="P performed without challenges, S with some challenges, M with major challenges, U unable to perform. The "
        "evaluator rings one."
        if asked and findings.whole
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
            cells.append(TableCell(_GRADES))
        rows.append(tuple(cells))
    head = ("inject", "title", "expected", "done", "grade") if findings.whole else ("inject", "title", "done")
    return PageTable(head, tuple(rows), left=len(head))
