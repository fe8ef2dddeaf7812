"""Part 10: the hidden parameters that the game drew, and the reasons of bots for their orders.

Must not know: any parameter.
"""

from __future__ import annotations

import math

import numpy as np

from wargame.model.rules.parameter import Prior
from wargame.numeric.quantiles import SIZE, table
from wargame.review.figures.bars import Placed, places
from wargame.review.findings import Findings
from wargame.review.page.blocks import Block, Command, Drawing, PageTable, Paragraph, ReviewPart, TableCell
from wargame.review.words import counted, joined

_INNER = (0.05, 0.95)
_HELD = "This version holds only what your team could know. The facilitator has the page with what was drawn in secret."


def hidden(findings: Findings) -> ReviewPart:
    """Return the part about hidden things."""
    result = findings.result
    blocks: list[Block] = []
    rows: list[Placed] = []
    words: list[tuple[str, str]] = []
    drawn = result.hidden if result is not None else ()
    for each in drawn:
        prior = findings.scenario.rules.parameters[each.name].prior
        if each.number is None:
            words.append((each.label, each.value))
        elif prior is not None:
            rows.append(Placed(each.label, share_below(prior, each.number), each.value))
    rows.sort(key=lambda row: -row.share)
    if rows:
        blocks.append(Drawing(places("Hidden numbers against their priors", rows, 920, _INNER)))
    blocks += [Paragraph(f"{label}: {value}.") for label, value in words]
    if drawn:
        blocks.append(_table(findings))
    reasons = _reasons(findings)
    if reasons is not None:
        blocks.append(reasons)
    numbers = tuple(row.printed for row in rows[:3])
    return ReviewPart(
        key="hidden",
        name="Hidden things",
        question="What could nobody know?",
        answer=_answer(findings, rows, words),
        blocks=tuple(blocks),
        how="Each row is one hidden number. Its place shows where the drawn value lies among all values that were "
        "possible, from the lowest to the highest. The shaded field holds 90 of 100 draws; black marks lie outside."
        if rows
        else "",
        commands=(Command(f"wargame replay {findings.save}", numbers),) if numbers and result is not None else (),
        runs_on=True,
    )


def share_below(prior: Prior, value: float) -> float:
    """Return the share of possible values that lie below a drawn value."""
    return float(np.searchsorted(table(prior.name, prior.values), value)) / SIZE


def _answer(findings: Findings, rows: list[Placed], words: list[tuple[str, str]]) -> tuple[str, ...]:
    if not findings.whole:
        return (_HELD,)
    if findings.result is None:
        return ("The game goes on; what was drawn in secret is told after its end.",)
    if not rows and not words:
        return ("Nothing was drawn in secret before turn 1.",)
    outside = [row.label for row in rows if not _INNER[0] <= row.share <= _INNER[1]]
    usual = math.floor(len(rows) * (1 - _INNER[1] + _INNER[0]) + 0.5)
    said = [
        f"{counted(len(rows), 'number')} and {counted(len(words), 'disposition')} were drawn in secret before turn 1.",
        f"{len(outside) or 'None'} lay in the outer tenth of what was possible"
        f"{f' ({joined(outside)})' if outside else ''}; about {usual} would be usual.",
    ]
    return tuple(said)


def _table(findings: Findings) -> PageTable:
    result = findings.result
    rows = [
        (TableCell(each.label), TableCell(each.value), TableCell(each.known_to or "nobody"), TableCell(each.note))
        for each in (result.hidden if result is not None else ())
    ]
    return PageTable(
        ("hidden thing", "value", "known to", "unit, status and source"),
        tuple(rows),
        "All hidden things as a table",
        4,
        folded=True,
    )


def _reasons(findings: Findings) -> PageTable | None:
    rows = []
    for turn in findings.turns:
        for reason in findings.match.reasons(findings.seat, turn):
            rows.append(
                (
                    TableCell(f"T{turn}"),
                    TableCell(findings.label(reason.seat), team=reason.seat),
                    TableCell(reason.text),
                    TableCell("a person" if reason.written else "a bot"),
                )
            )
    return (
        PageTable(
            ("turn", "team", "reason", "written by"), tuple(rows), "Reasons of the teams as a table", 4, folded=True
        )
        if rows
        else None
    )
