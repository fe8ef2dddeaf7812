"""Part 5: the rules and the teams' orders that changed the headlines.

Must not know: how a page is written.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from wargame.game.wording.number import WRITTEN, fine_digits
from wargame.model.rules.metric import MetricCell, MetricType
from wargame.model.rules.number_style import scaled
from wargame.model.telling.why import Term
from wargame.review.figures.bars import WaterfallBar, waterfall
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
    TableCell,
)
from wargame.review.parts.orders_changed import orders_answer, orders_changed, orders_commands, orders_how
from wargame.review.words import joined, sentence

_HOW = (
    "From the top: where the number began, then each cause summed over all turns, the largest first. At the "
    "foot stands where it ended. The amounts add up. Two flows that dwarf the number are drawn as one, “a less b”. "
    "A cause is a line of a rule; the command leads to its formula and its source."
)
_MOST_CAUSES = 6
_MOST_FIGURES = 6
_FLAT = 3.0  # two flows so many times the stock are drawn as one


@attrs.frozen
class SummedCause:
    """A cause with its amount summed over all turns.

    `printed`: the amount as text.
    `teams`: the teams whose orders had a part in the amount.
    """

    name: str
    amount: float
    printed: str
    teams: tuple[str, ...]


@attrs.frozen
class MetricCourse:
    """A cell (one number of a metric) with the causes of its change over all turns. The largest cause comes first."""

    cell: MetricCell
    start: float
    end: float
    causes: tuple[SummedCause, ...]


def courses(findings: Findings) -> list[MetricCourse]:
    """Return the headlines whose change is a sum of amounts that the reader may know."""
    found = []
    for headline in findings.headlines:
        cell = (headline.metric, headline.entity)
        metric, values = findings.metric(cell), findings.series(cell)
        if metric.type in (MetricType.ENUM, MetricType.FLAG) or metric.flow or None in (values[0], values[-1]):
            continue
        why = findings.why(cell, 1, findings.last)
        if not why.exact or not why.terms:
            continue
        causes = tuple(_cause(findings, term) for term in why.terms)
        found.append(MetricCourse(cell, values[0] or 0.0, values[-1] or 0.0, causes))
    return found


def _cause(findings: Findings, term: Term) -> SummedCause:
    own = (findings.seat,) if term.own and findings.seat is not None else ()
    return SummedCause(term.name, term.amount or 0.0, term.printed, tuple(dict.fromkeys((*term.by, *own))))


def why(findings: Findings) -> ReviewPart:
    """Return the part about causes."""
    found = courses(findings)
    shown = sorted(found, key=lambda course: (-len(findings.watchers(course.cell)), -_moved(findings, course)))[
        :_MOST_FIGURES
    ]
    blocks: list[Block] = []
    if shown:
        blocks.append(Gallery(tuple(Drawing(_waterfall(findings, course)) for course in shown), 2))
        blocks.append(
            Legend(
                (
                    LegendItem("where it stood", "ink"),
                    LegendItem("raised it", "mid"),
                    LegendItem("lowered it", "hatched"),
                    LegendItem("a sign: without the orders of that team the amount would be another"),
                )
            )
        )
    if found:
        blocks.append(_table(findings, found))
    blocks += orders_changed(findings)
    return ReviewPart(
        key="why",
        name="Why",
        question="Which rules, and whose orders, made it?",
        answer=(*_answer(findings, shown), *orders_answer(findings)),
        blocks=tuple(blocks),
        how=" ".join(text for text in (_HOW if shown else "", orders_how(findings)) if text),
        commands=(*_commands(findings, shown[:2]), *orders_commands(findings)),
    )


def _moved(findings: Findings, course: MetricCourse) -> float:
    metric = findings.metric(course.cell)
    return abs(course.end - course.start) / ((metric.high - metric.low) or 1.0)


def _amount(findings: Findings, cell: MetricCell, amount: float) -> str:
    metric = findings.metric(cell)
    return WRITTEN.signed(scaled(metric, amount), fine_digits(metric))


def _waterfall(findings: Findings, course: MetricCourse) -> str:
    cell = course.cell
    bars = [WaterfallBar("at the start", course.start, findings.write(cell, course.start), "ink", total=True)]
    causes = _netted(findings, course)
    for cause in causes[:_MOST_CAUSES]:
        teams = [findings.numbers[team] for team in cause.teams if team in findings.numbers]
        bars.append(
            WaterfallBar(
                cause.name,
                cause.amount,
                cause.printed,
                "mid" if cause.amount > 0 else "hatched",
                teams=teams,
            )
        )
    rest = course.end - course.start - sum(cause.amount for cause in causes[:_MOST_CAUSES])
    if len(causes) > _MOST_CAUSES:
        left_out = len(causes) - _MOST_CAUSES
        name = "1 other cause" if left_out == 1 else f"{left_out} other causes"
        bars.append(WaterfallBar(name, rest, _amount(findings, cell, rest), "mid" if rest > 0 else "hatched"))
    bars.append(
        WaterfallBar(f"after turn {findings.last}", course.end, findings.write(cell, course.end), "ink", total=True)
    )
    unit = findings.unit(cell)
    return waterfall(f"{findings.name(cell)}{f', {unit}' if unit else ''}", bars, 448)


def _netted(findings: Findings, course: MetricCourse) -> tuple[SummedCause, ...]:
    """Return the causes to draw in a figure.

    A large increase and a large decrease become one cause with their sum. Otherwise all other bars would be too small.
    """
    if len(course.causes) < 2:
        return course.causes
    first, second = course.causes[:2]
    stock = _FLAT * max(abs(course.start), abs(course.end))
    if first.amount * second.amount > 0 or min(abs(first.amount), abs(second.amount)) < stock:
        return course.causes
    up, down = (first, second) if first.amount > 0 else (second, first)
    teams = tuple(dict.fromkeys((*up.teams, *down.teams)))
    net = up.amount + down.amount
    both = SummedCause(f"{up.name} less {down.name}", net, _amount(findings, course.cell, net), teams)
    return tuple(sorted((both, *course.causes[2:]), key=lambda cause: -abs(cause.amount)))


def _answer(findings: Findings, shown: Sequence[MetricCourse]) -> tuple[str, ...]:
    if not shown:
        return ("No headline has causes that add up for this reader.",)
    said = []
    for course in shown[:2]:
        largest = [f"“{each.name}” ({each.printed})" for each in course.causes[:2]]
        said.append(f"{findings.name(course.cell)} moved most by {joined(largest)}.")
    return tuple(sentence(text) for text in said)


def _commands(findings: Findings, shown: Sequence[MetricCourse]) -> list[Command]:
    if not findings.whole:
        return []
    found = []
    for course in shown:
        turns = f"1..{findings.last}" if findings.last > 1 else "1"
        name = " ".join((course.cell[0], *course.cell[1]))
        prints = tuple(cause.printed for cause in course.causes)
        found.append(Command(f"wargame why {findings.save} --turn {turns} {name}", prints))
    return found


def _table(findings: Findings, found: Sequence[MetricCourse]) -> PageTable:
    rows = []
    for course in found:
        name = findings.name(course.cell)
        rows.append(
            (
                TableCell(name),
                TableCell("at the start"),
                TableCell(findings.write(course.cell, course.start)),
                TableCell(""),
            )
        )
        for cause in course.causes:
            teams = joined([findings.label(team) for team in cause.teams])
            rows.append(
                (
                    TableCell(""),
                    TableCell(cause.name),
                    TableCell(cause.printed),
                    TableCell(teams),
                )
            )
        rows.append(
            (
                TableCell(""),
                TableCell(f"after turn {findings.last}"),
                TableCell(findings.write(course.cell, course.end)),
                TableCell(""),
            )
        )
    return PageTable(
        ("headline", "cause", "amount", "with orders of"),
        tuple(rows),
        "All causes of all headlines as a table",
        2,
        folded=True,
    )
