"""Part 3: how the headlines changed, and which teams saw the changes.

Must not know: how a page is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from wargame.model.rules.metric import MetricCell
from wargame.review.figures.lines import Estimated, LinePanel, line_panel
from wargame.review.findings import Findings
from wargame.review.page.blocks import (
    Block,
    Command,
    Drawing,
    Gallery,
    Legend,
    LegendItem,
    PageTable,
    ReviewPart,
    Subhead,
    TableCell,
)
from wargame.review.words import counted, joined, sentence


def headlines(findings: Findings) -> ReviewPart:
    """Return the part about the headline metrics."""
    cells = [(each.metric, each.entity) for each in findings.headlines]
    cells = [cell for cell in cells if any(value is not None for value in findings.series(cell))]
    fogged = [cell for cell in cells if findings.fogged(cell)]
    exact = [cell for cell in cells if cell not in fogged]
    blocks: list[Block] = []
    if fogged:
        heading = (
            "Seen through fog: truth and what each team believed" if findings.whole else "What your team estimated"
        )
        blocks += [Subhead(heading), Gallery(tuple(_panel(findings, cell, 448, 190) for cell in fogged), 2)]
        truth = [LegendItem("what was true", "ink")] if findings.whole else []
        seen = [LegendItem(f"{findings.label(team)} believed", team=team) for team in _estimators(findings, fogged)]
        blocks.append(Legend((*truth, *seen, LegendItem("bar: holds the truth 8 times in 10"))))
    if exact:
        blocks += [
            Subhead("Known exactly to the teams that watch it"),
            Gallery(tuple(_panel(findings, cell, 292, 128) for cell in exact), 3),
        ]
    if cells:
        blocks.append(_table(findings, cells))
    leading = findings.leading
    commands: tuple[Command, ...] = ()
    if findings.whole and leading is not None and findings.last:
        turn = _largest_step(findings.series(leading))
        found = findings.write(leading, findings.value(turn, leading))
        commands = (Command(f"wargame replay {findings.save} --turn {turn}", (found,)),)
    return ReviewPart(
        key="headlines",
        name="Headline metrics",
        question="What moved, and who saw it?",
        answer=_answer(findings, cells, fogged),
        blocks=tuple(blocks),
        how="One panel for each number that a team keeps in sight; the signs below the title name these teams. Scales "
        "differ: read the printed values. The first value, the last, and the one farthest from the straight line "
        "between them are printed.",
        commands=commands,
    )


def _estimators(findings: Findings, cells: Sequence[MetricCell]) -> list[str]:
    return [
        team
        for team in _eyes(findings)
        if any(findings.estimate(turn, cell, team) for cell in cells for turn in findings.turns)
    ]


def _eyes(findings: Findings) -> Sequence[str]:
    return findings.teams if findings.whole else (findings.seat or "",)


def estimates_of(findings: Findings, cell: MetricCell, team: str) -> list[Estimated]:
    """Return the estimates of a team by turn. Exact values and words are left out."""
    found = []
    for turn in findings.turns:
        value, estimate = findings.value(turn, cell, team), findings.estimate(turn, cell, team)
        if value is not None and estimate is not None and not estimate.word:
            found.append(Estimated(turn, value, estimate.half))
    return found


def _panel(findings: Findings, cell: MetricCell, width: float, height: float) -> Drawing:
    estimates = {findings.numbers[team]: estimates_of(findings, cell, team) for team in _eyes(findings)}
    panel = LinePanel(
        title=findings.name(cell),
        unit=findings.unit(cell),
        values=findings.series(cell),
        write=lambda value: findings.write(cell, value),
        of=[findings.numbers[team] for team in findings.watchers(cell)],
        estimates={team: rows for team, rows in estimates.items() if rows},
    )
    return Drawing(line_panel(panel, width, height))


def _answer(findings: Findings, cells: Sequence[MetricCell], fogged: Sequence[MetricCell]) -> tuple[str, ...]:
    moved = []
    for cell in cells:
        known = [value for value in findings.series(cell) if value is not None]
        metric = findings.metric(cell)
        share = (max(known) - min(known)) / ((metric.high - metric.low) or 1.0)
        scale = max(abs(known[0]), 1e-9)
        moved.append((min(1.0, abs(known[-1] - known[0]) / scale), share, cell, known))
    moved.sort(key=lambda each: (-each[0], -each[1]))
    said = [
        f"{findings.name(cell)} from {findings.write(cell, known[0])} to {findings.write(cell, known[-1])}"
        for _, _, cell, known in moved[:3]
        if findings.write(cell, known[0]) != findings.write(cell, known[-1])
    ]
    answer = [sentence(f"by share of their start these moved most: {joined(said)}")] if said else []
    number = f"{len(fogged) or 'none'} of {counted(len(cells), 'headline')}"
    through = f"{number} {'was' if len(fogged) == 1 else 'were'} seen through fog"
    return (*answer, sentence(through))


def _largest_step(values: Sequence[float | None]) -> int:
    """Return the turn with the largest change."""
    steps = [abs((after or 0.0) - (before or 0.0)) for before, after in pairwise(values)]
    return max(range(len(steps)), key=lambda n: steps[n]) + 1


def _table(findings: Findings, cells: Sequence[MetricCell]) -> PageTable:
    rows = []
    for cell in cells:
        name = f"{findings.name(cell)}{f', {findings.unit(cell)}' if findings.unit(cell) else ''}"
        rows.append((TableCell(name), *(TableCell(findings.write(cell, value)) for value in findings.series(cell))))
    head = ("headline", "start", *(f"T{turn}" for turn in findings.turns))
    return PageTable(head, tuple(rows), "Headline metrics by turn as a table", folded=True, printed=True)
