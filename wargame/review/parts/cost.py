"""Part 9: the human cost by turn.

Must not know: any particular metric. The rules mark the metrics that count human cost.
"""

from __future__ import annotations

from itertools import pairwise

from wargame.game.wording.labels import metric_label
from wargame.game.wording.number import SPOKEN, WRITTEN
from wargame.model.rules.metric import Metric
from wargame.review.figures.bars import turn_columns
from wargame.review.findings import Findings
from wargame.review.page.blocks import Block, Command, Drawing, Gallery, PageTable, ReviewPart, TableCell
from wargame.review.words import joined, sentence


def costs(findings: Findings) -> list[tuple[Metric, list[float]]]:
    """Return each metric of human cost with the amount that each turn added.

    Only numbers that the reader sees count.
    """
    found = []
    for metric in findings.scenario.rules.metrics.values():
        if not metric.human_cost:
            continue
        cells = [cell for cell in findings.match.cells(metric.name) if _seen(findings, metric, cell)]
        if not cells:
            continue
        sums = [
            sum(findings.value(moment, (metric.name, cell)) or 0.0 for cell in cells)
            for moment in range(findings.last + 1)
        ]
        added = sums[1:] if metric.flow else [after - before for before, after in pairwise(sums)]
        found.append((metric, added))
    return found


def _seen(findings: Findings, metric: Metric, cell: tuple[str, ...]) -> bool:
    """Return whether the reader knows a cell exactly after every turn.

    A difference between two estimates would not show what a turn added.
    """
    at = (metric.name, cell)
    moments = range(findings.last + 1)
    return all(findings.value(m, at) is not None and findings.estimate(m, at) is None for m in moments)


def _name(findings: Findings, metric: Metric) -> str:
    """Return the name of a metric. The name of a sum over all entities says so, as in `Deaths, every area`."""
    name = metric_label(findings.scenario, metric.name).removesuffix(" since the start")
    of = [kind for kind in metric.of if len(findings.scenario.of_kind(kind)) > 1]
    return f"{name}, every {of[0]}" if of and findings.whole else name


def _lower(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def _write(metric: Metric, value: float) -> str:
    digits = 0 if abs(value) >= 10 or not value else None
    return WRITTEN.joined(WRITTEN.value(metric, value, digits), SPOKEN.unit(metric))


def _figure(findings: Findings, metric: Metric, added: list[float]) -> Drawing:
    note = f"{_write(metric, sum(added))} in all"
    return Drawing(turn_columns(_name(findings, metric), note, added, lambda value: _write(metric, value), 206))


def cost_lines(findings: Findings) -> tuple[tuple[str, str], ...]:
    """Return each total with its name, for the head of the page."""
    return tuple(
        (_brief(findings, metric, sum(added)), _lower(_name(findings, metric))) for metric, added in costs(findings)
    )


def _brief(findings: Findings, metric: Metric, value: float) -> str:
    """Return a value with its unit, unless the name of the metric already contains the unit."""
    unit = SPOKEN.unit(metric)
    written = _write(metric, value)
    return written.removesuffix(unit).rstrip() if unit in _lower(_name(findings, metric)).split() else written


def cost(findings: Findings) -> ReviewPart:
    """Return the part about the human cost."""
    found = costs(findings)
    blocks: list[Block] = []
    if found:
        figures = [_figure(findings, metric, added) for metric, added in found]
        blocks.append(Gallery(tuple(figures), min(4, len(figures)) if len(figures) > 1 else 2))
        head = ("turn", *(_name(findings, metric) for metric, _ in found))
        rows = [
            (TableCell(f"T{turn}"), *(TableCell(_write(metric, added[turn - 1])) for metric, added in found))
            for turn in findings.turns
        ]
        rows.append((TableCell("sum"), *(TableCell(_write(metric, sum(added))) for metric, added in found)))
        blocks.append(PageTable(head, tuple(rows), "Human cost by turn as a table", folded=True, printed=True))
    return ReviewPart(
        key="cost",
        name="Human cost",
        question="Who paid?",
        answer=_answer(findings, found),
        blocks=tuple(blocks),
        how=""
        if not found
        else "A column is what a turn added, and the largest has its number. All numbers come from the rules, and most "
        "of the rules’ numbers are estimates [EST].",
        commands=tuple(_command(findings, found)) if findings.whole else (),
        runs_on=True,
    )


def _answer(findings: Findings, found: list[tuple[Metric, list[float]]]) -> tuple[str, ...]:
    if not found:
        return ("No metric of these rules counts as human cost.",)
    totals = [f"{_lower(_name(findings, metric))} {_write(metric, sum(added))}" for metric, added in found]
    said = [sentence(f"added over the game: {joined(totals)}")]
    metric, added = found[0]
    worst = max(range(len(added)), key=lambda n: added[n])
    if added[worst] > 0:
        said.append(
            f"The worst turn for “{_name(findings, metric)}” was turn {worst + 1} with {_write(metric, added[worst])}."
        )
    return tuple(said)


def _command(findings: Findings, found: list[tuple[Metric, list[float]]]) -> list[Command]:
    for metric, added in found:
        if metric.of or metric.flow or not any(added):
            continue
        worst = max(range(len(added)), key=lambda n: abs(added[n])) + 1
        why = findings.why((metric.name, ()), worst, worst)
        return [Command(f"wargame why {findings.save} --turn {worst} {metric.name}", (why.change.lstrip("+−↑↓"),))]
    return []
