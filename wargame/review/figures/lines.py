"""Draws a panel: the values of one number as a line over the turns, and the estimates of teams.

Must not know: metrics or teams. A panel gets values, and a number for the sign of each team.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs
import svg

from wargame.review.figures.drawing import circle, line, picture, polyline, sign, text
from wargame.review.figures.scale import around, shown_turns

WriteValue = Callable[[float], str]


@attrs.frozen
class Estimated:
    """An estimate at a moment, with half the width of its interval. A moment is a number of resolved turns."""

    moment: int
    value: float
    half: float


@attrs.frozen
class LinePanel:
    """The content of a panel.

    `values`: the value at each moment from the start, or None for a value that the reader may not know.
    `of`: the numbers of the teams that have this number as a headline.
    `write`: a function that returns a value as text.
    """

    title: str
    unit: str
    values: Sequence[float | None]
    write: WriteValue
    of: Sequence[int] = ()
    estimates: Mapping[int, Sequence[Estimated]] = attrs.field(factory=dict)


def line_panel(panel: LinePanel, width: float, height: float) -> str:
    """Draw a panel. Three values are printed: the first value, the last value, and one value between these two values.

    A straight line connects the first and the last value. The third printed value is the value farthest from this line.
    """
    return picture(width, height, panel.title, _told(panel), _elements(panel, width, height))


def _told(panel: LinePanel) -> str:
    known = [(moment, value) for moment, value in enumerate(panel.values) if value is not None]
    if not known:
        return ""
    return ", ".join(f"{moment_name(moment)} {panel.write(value)}" for moment, value in marked(known))


def moment_name(moment: int) -> str:
    """Return the name of a moment: `start`, or the last resolved turn, such as `T3`."""
    return f"T{moment}" if moment else "start"


def marked(points: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return the first point, the last point, and the point farthest from the straight line between these two."""
    (first, a), (last, b) = points[0], points[-1]
    if first == last:
        return [points[0]]
    away = [(abs(v - a - (b - a) * (m - first) / (last - first)), -m, v) for m, v in points[1:-1]]
    far = max(away, default=(0.0, 0, 0.0))
    spread = max(v for _, v in points) - min(v for _, v in points)
    between = [(-far[1], far[2])] if far[0] > 0.15 * spread and spread else []
    return [points[0], *between, points[-1]]


def _elements(panel: LinePanel, width: float, height: float) -> Iterator[svg.Element]:
    known = [(moment, value) for moment, value in enumerate(panel.values) if value is not None]
    yield text(0, 13, panel.title, "tb")
    if panel.unit:
        yield text(8 + 7.2 * len(panel.title), 13, panel.unit, "ts")
    for place, team in enumerate(panel.of):
        yield sign(7 + 18 * place, 26, team, 11)
    last = max(1, len(panel.values) - 1)
    left, right, top, bottom = 4.0, width - 46, 46.0, height - 22
    ends = [e.value + way * e.half for row in panel.estimates.values() for e in row for way in (-1, 1)]
    y = around([*(value for _, value in known), *ends], bottom, top, zero=False)
    x = [left + (right - left) * moment / last for moment in range(last + 1)]
    yield line((left, bottom + 6), (right, bottom + 6), "axis")
    for turn in shown_turns(0, last):
        yield line((x[turn], bottom + 6), (x[turn], bottom + 9), "axis")
        yield text(x[turn], height - 2, moment_name(turn), "ts", "start" if turn == 0 else "middle")
    teams = list(panel.estimates)
    for place, team in enumerate(teams):
        shift = (place - (len(teams) - 1) / 2) * 5.5
        for each in panel.estimates[team]:
            at = x[each.moment] + shift
            if each.half:
                yield line((at, y(each.value - each.half)), (at, y(each.value + each.half)), f"e{team}")
            yield sign(at, y(each.value), team, 7)
    if not known:
        return
    if len(known) > 1:
        yield polyline([(x[moment], y(value)) for moment, value in known], "truth")
    yield circle(x[known[-1][0]], y(known[-1][1]), 3, "ink")
    points = marked(known)
    for moment, value in points:
        final = moment == points[-1][0] and len(points) > 1
        upper = value >= (points[0][1] + points[-1][1]) / 2 or final or y(value) > bottom - 14
        above = y(value) - 7 if upper else y(value) + 15
        across, down = (x[moment] + 7, y(value) + 4) if final else (x[moment], max(above, 42))
        yield text(across, down, panel.write(value), "tn", "start" if final or moment == 0 else "middle", halo=True)
