"""Two lists about one turn side by side. The lists show two games, or what a team knew and what was true.

The two games are branches of one game, or the game and one of its branches.

Must not know: how the sides are shown, or how a game is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from wargame.analysis.comparison import Comparison, Course
from wargame.game.wording.labels import capital, cell_label
from wargame.game.wording.margin import IF_ENDED
from wargame.game.wording.number import WRITTEN
from wargame.model.rules.metric import MetricCell
from wargame.model.telling.view import Estimate
from wargame.review.findings import Findings


@attrs.frozen
class SideRow:
    """A row that both sides have: its name, and its text on each side.

    `apart`: whether the sides differ. A belief differs from the truth if the truth lies outside its interval.
    `heading`: whether the row is only a heading.
    """

    name: str
    one: str = ""
    other: str = ""
    apart: bool = False
    heading: bool = False


@attrs.frozen
class SideBySide:
    """The rows of a turn, with the titles of both sides, and a sentence about both sides."""

    turn: int
    one: str
    other: str
    said: str
    rows: tuple[SideRow, ...]


def games_at(found: Comparison, names: tuple[str, str], turn: int) -> SideBySide:
    """Return the orders of a turn and the numbers after the turn in two games. `names`: the names of the games."""
    dice = "the same dice" if found.same_dice else "other dice, so chance differs too"
    shared = f"The same up to turn {found.shared}" if found.shared else "They differ from the first turn on"
    rows = (
        *_orders(found, turn),
        *_numbers(found, turn),
        *_margins(found, turn),
    )
    return SideBySide(turn, *names, f"{shared}, with {dice}.", rows)


def knew_and_true(findings: Findings, team: str, turn: int) -> SideBySide:
    """Return the numbers after a turn: the team's knowledge beside the truth.

    `findings`: the findings for a reader of the truth.
    """
    view = findings.view(turn, team)
    rows: list[SideRow] = []
    for heading, cells in _cells_of(findings, team):
        rows.append(SideRow(heading, heading=True))
        for cell in cells:
            metric, true = findings.metric(cell), findings.value(turn, cell)
            believed, estimate = view.value(cell[0], *cell[1]), view.estimate(cell[0], *cell[1])
            knew = WRITTEN.in_full(metric, believed, estimate) if believed is not None else "not known"
            rows.append(
                SideRow(
                    findings.name(cell), knew, WRITTEN.in_full(metric, true, None), _missed(believed, estimate, true)
                )
            )
    missed = sum(row.apart for row in rows)
    said = f"{missed} of {sum(not row.heading for row in rows)} numbers lay outside what the team knew."
    return SideBySide(turn, f"What {findings.label(team)} knew", "The truth", said, tuple(rows))


def _missed(believed: float | None, estimate: Estimate | None, true: float | None) -> bool:
    """Return whether a team did not know a number, or the truth lies outside the interval of the estimate.

    The result is false if the team knew only a word in place of a number, because a word has no interval.
    """
    if believed is None or true is None:
        return believed is not true
    if estimate is not None and estimate.word:
        return False
    return abs(believed - true) > (estimate.half if estimate is not None else 0.0)


def _orders(found: Comparison, turn: int) -> Iterator[SideRow]:
    seats = dict.fromkeys(
        seat for course in (found.one, found.other) for each in course.turns[turn - 1 : turn] for seat in each.orders
    )
    if seats:
        yield SideRow(f"Orders of turn {turn}", heading=True)
    for seat in seats:
        one, other = (_given(course, turn, seat) for course in (found.one, found.other))
        yield SideRow(found.scenario.label(seat), one, other, one != other)


def _given(course: Course, turn: int, seat: str) -> str:
    if turn > len(course.turns):
        return "not played"
    return "; ".join(course.orders(turn, seat)) or "none"


def _numbers(found: Comparison, turn: int) -> Iterator[SideRow]:
    yield SideRow(f"After turn {turn}", heading=True)
    for (name, entities), left in found.one.cells.items():
        metric = found.scenario.rules.metrics[name]
        one, other = (
            WRITTEN.in_full(metric, values[turn], None) if turn < len(values) else "not played"
            for values in (left, found.other.cells[name, entities])
        )
        yield SideRow(cell_label(found.scenario, name, entities), one, other, one != other)


def _margins(found: Comparison, turn: int) -> Iterator[SideRow]:
    if found.one.margins:
        yield SideRow(capital(IF_ENDED), heading=True)
    for seat, left in found.one.margins.items():
        one, other = (
            WRITTEN.signed(values[turn], 2) if turn < len(values) else "not played"
            for values in (left, found.other.margins[seat])
        )
        yield SideRow(found.scenario.label(seat), one, other, one != other)


def _cells_of(findings: Findings, team: str) -> Iterator[tuple[str, Sequence[MetricCell]]]:
    """Return the numbers of the headlines, of the roads and of the map, with headings."""
    scenario = findings.scenario
    yield "Headlines", [(each.metric, each.entity) for each in scenario.headlines_of(team)]
    if findings.roads:
        yield "Roads", list(findings.roads)
    look = scenario.looks.tile
    for name in dict.fromkeys((*look.figures, look.points, look.share)):
        metric = scenario.rules.metrics.get(name)
        cells = [(name, cell) for cell in findings.match.cells(name)] if metric is not None else []
        if metric is not None and cells:
            yield metric.label or name, [cell for cell in cells if len(cell[1]) == 1 or findings.value(0, cell)]
