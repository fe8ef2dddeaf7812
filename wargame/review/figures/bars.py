"""Draws figures with bars. A waterfall shows how amounts add up to a sum. Other figures have columns by turn.

The class of a fill is the name of a style in the page's style sheet. The number of a team selects the team's sign.

Must not know: what the numbers mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs
import svg

from wargame.game.wording.margin import EXPECTED
from wargame.game.wording.number import WRITTEN
from wargame.review.figures.drawing import circle, fitting, line, picture, polyline, rect, sign, text
from wargame.review.figures.scale import Scale, around, shown_turns, ticks
from wargame.review.words import signed


@attrs.frozen
class WaterfallBar:
    """A bar of a waterfall.

    `kind`: the class of the bar's fill.
    `total`: whether the bar begins at 0. The first and the last bar of a waterfall usually begin at 0.
    `printed`: the number beside the bar.
    `error`: half the length of the error line at the end of the bar.
    `teams`: the numbers of the teams whose orders have a part in the amount.
    """

    label: str
    amount: float
    printed: str
    kind: str
    total: bool = False
    error: float = 0.0
    teams: Sequence[int] = ()


def waterfall(
    title: str,
    bars: Sequence[WaterfallBar],
    width: float,
    team: int | None = None,
    marks: str = "",
    reach: tuple[float, float] | None = None,
) -> str:
    """Draw a waterfall from top to bottom.

    `team`: the number of the team whose sign stands at the title, or None.
    `marks`: the name of the value 0 on the scale, or an empty text.
    `reach`: the ends of the scale, for several figures with the same scale.
    """
    told = ", ".join(f"{bar.label} {bar.printed}" for bar in bars)
    height = 26 + 22 * len(bars) + (20 if marks else 4)
    return picture(width, height, title, told, _waterfall(title, bars, width, height, team, marks, reach))


def _tick(value: float) -> str:
    """Return the text of a tick of an axis of changes."""
    return f"{'+' if value > 0 else ''}{WRITTEN.free(value)}"


def extent(bars: Sequence[WaterfallBar]) -> tuple[float, float]:
    """Return the lowest and the highest value that a waterfall reaches. The error lines are included."""
    ends = _ends(bars)
    low = min((min(pair) - bar.error for pair, bar in zip(ends, bars, strict=True)), default=0.0)
    high = max((max(pair) + bar.error for pair, bar in zip(ends, bars, strict=True)), default=1.0)
    return low, high


def _ends(bars: Sequence[WaterfallBar]) -> list[tuple[float, float]]:
    """Return the values at which each bar begins and ends."""
    ends: list[tuple[float, float]] = []
    running = 0.0
    for bar in bars:
        begin = 0.0 if bar.total else running
        running = begin + bar.amount
        ends.append((begin, running))
    return ends


def _waterfall(
    title: str,
    bars: Sequence[WaterfallBar],
    width: float,
    height: float,
    team: int | None,
    marks: str,
    reach: tuple[float, float] | None,
) -> Iterator[svg.Element]:
    if team is not None:
        yield sign(7, 9, team)
    yield text(18 if team is not None else 0, 13, title, "tb")
    left, right, numbers = width * 0.41, width - 88, width
    ends = _ends(bars)
    low, high = reach if reach is not None else extent(bars)
    x = around([low, high], left, right, zero=bool(marks) or low <= 0 <= high)
    foot = 24 + 22 * len(bars)
    for value in ticks(x.low, x.high, 4) if marks else ():
        yield line((x(value), 22), (x(value), foot), "axis" if value == 0 else "grid")
        name = marks if value == 0 else _tick(value)
        yield text(x(value), foot + 13, name, "ts", "middle")
    for number, (bar, (begin, end)) in enumerate(zip(bars, ends, strict=True)):
        y = 26 + 22 * number
        room = left - 8 - 15 * len(bar.teams)
        yield text(room, y + 12, fitting(bar.label, room, 12), "tn" if bar.total else "t", "end")
        for place, each in enumerate(bar.teams):
            yield sign(room + 10 + 15 * place, y + 8, each, 11)
        if bar.amount or bar.total:
            yield rect(x(begin), y + 1, x(end) - x(begin) or 1, 14, bar.kind)
        if bar.error:
            yield line((x(end - bar.error), y + 8), (x(end + bar.error), y + 8), "whisker")
        if number + 1 < len(bars):
            yield line((x(end), y + 15), (x(end), y + 23), "join")
        yield text(numbers, y + 12, bar.printed, "tn" if bar.total else "t", "end")


def turn_columns(title: str, note: str, rows: Sequence[float], write: Callable[[float], str], width: float) -> str:
    """Draw one column for each turn. The value of the largest column is printed.

    `rows`: the value of each turn.
    `write`: a function that returns a value as text.
    """
    told = ", ".join(f"T{turn} {write(value)}" for turn, value in enumerate(rows, 1) if value)
    return picture(width, 132, title, told or "nothing", _columns(title, note, rows, write, width))


def _columns(
    title: str, note: str, rows: Sequence[float], write: Callable[[float], str], width: float
) -> Iterator[svg.Element]:
    yield text(0, 13, fitting(title, width, 13), "tb")
    yield text(0, 29, note, "ts")
    y = Scale(min(0.0, *rows), max(0.0, *rows, min(0.0, *rows) + 1e-12), 112, 50)
    step = width / max(1, len(rows))
    yield line((0, y(0)), (width, y(0)), "axis")
    largest = max(range(len(rows)), key=lambda n: abs(rows[n]))
    for number, value in enumerate(rows):
        if value:
            yield rect(number * step + step * 0.12, y(0), step * 0.76, y(value) - y(0), "mid")
        if number == largest and value:
            place = min(max((number + 0.5) * step, 16), width - 16)
            yield text(place, min(y(value), y(0)) - 4, write(value), "tn", "middle", halo=True)
    for turn in shown_turns(1, len(rows)):
        yield text(min(max((turn - 0.5) * step, 8), width - 10), 127, f"T{turn}", "ts", "middle")


@attrs.frozen
class MarginPanel:
    """The expected margin of a team after each turn, and the amounts that changed the margin in each turn.

    `series`: items (name, class of the fill, amounts by turn), such as the amounts of luck.
    """

    name: str
    team: int
    margins: Sequence[float]
    series: Sequence[tuple[str, str, Sequence[float]]]


def margin_panel(panel: MarginPanel, low: float, high: float, most: float, width: float) -> str:
    """Draw the margin as a line over the turns. Bars below the line show the amounts that changed the margin.

    `low`, `high`: the ends of the scale of margins.
    `most`: the largest amount on the scale of the bars.
    """
    told = f"start {signed(panel.margins[0])}, end {signed(panel.margins[-1])}"
    return picture(width, 232, f"{panel.name}: {EXPECTED}, by turn", told, _margin(panel, low, high, most, width))


def _margin(panel: MarginPanel, low: float, high: float, most: float, width: float) -> Iterator[svg.Element]:
    yield sign(7, 9, panel.team)
    yield text(18, 13, panel.name, "tb")
    yield text(width, 13, EXPECTED, "ts", "end")
    left, right = 30.0, width - 14
    turns = len(panel.margins) - 1
    y = around([low, high], 112, 30, zero=True)
    x = [left + (right - left) * moment / max(1, turns) for moment in range(turns + 1)]
    for value in ticks(y.low, y.high, 3):
        yield line((left, y(value)), (right, y(value)), "axis" if value == 0 else "grid")
        name = "par" if value == 0 else _tick(value)
        yield text(left - 4, y(value) + 4, name, "ts", "end")
    points = list(enumerate(panel.margins))
    yield polyline([(x[moment], y(value)) for moment, value in points], "truth")
    yield circle(x[-1], y(panel.margins[-1]), 3, "ink")
    final = signed(panel.margins[-1])
    yield text(x[-1], y(panel.margins[-1]) - 7, final, "tn", "end", halo=True)
    yield text(0, 130, "what moved it, by turn", "ts")
    z = Scale(-most, most, 208, 152)
    yield line((left, z(0)), (right, z(0)), "axis")
    step = (right - left) / max(1, turns)
    wide = min(9.0, step * 0.8 / max(1, len(panel.series)))
    for place, (_, kind, amounts) in enumerate(panel.series):
        for turn, value in enumerate(amounts):
            if abs(z(value) - z(0)) >= 0.4:
                at = left + step * (turn + 0.5) + (place - len(panel.series) / 2) * wide
                yield rect(at, z(0), wide * 0.9, z(value) - z(0), kind)
    named = [(abs(v), v, turn, name) for name, _, amounts in panel.series for turn, v in enumerate(amounts)]
    size, value, turn, name = max(named, default=(0.0, 0.0, 0, ""))
    if size >= 0.05:
        at = min(max(left + step * (turn + 0.5), 46), width - 50)
        said = f"{name} {signed(value)}"
        yield text(at, max(z(value) - 4, 146) if value > 0 else z(value) + 12, said, "tn", "middle", halo=True)
    for shown in shown_turns(1, turns):
        yield text(left + step * (shown - 0.5), 229, f"T{shown}", "ts", "middle")


@attrs.frozen
class Placed:
    """A value and its place among all possible values. `share`: 0 for the lowest possible value, 1 for the highest."""

    label: str
    share: float
    printed: str


def places(title: str, rows: Sequence[Placed], width: float, inner: tuple[float, float]) -> str:
    """Draw each value as a dot on a line from the lowest to the highest possible value.

    `inner`: the shares at which the shaded field begins and ends. Dots outside this field are black.
    """
    told = ", ".join(f"{row.label} {row.printed}" for row in rows)
    return picture(width, 30 + 19 * len(rows), title, told, _places(rows, width, inner))


def _places(rows: Sequence[Placed], width: float, inner: tuple[float, float]) -> Iterator[svg.Element]:
    x = Scale(0.0, 1.0, width * 0.45, width - 100)
    foot = 24 + 19 * len(rows)
    yield rect(x(inner[0]), 18, x(inner[1]) - x(inner[0]), foot - 18, "area")
    yield text(x(0), 12, "lowest", "ts")
    yield text(x(1), 12, "highest", "ts", "end")
    for number, row in enumerate(rows):
        y = 32 + 19 * number
        outside = not inner[0] <= row.share <= inner[1]
        yield text(0, y + 4, fitting(row.label, width * 0.44, 12), "tn" if outside else "t")
        yield line((x(0), y), (x(1), y), "grid")
        yield circle(x(row.share), y, 4.5, "ink" if outside else "open")
        yield text(width, y + 4, row.printed, "tn" if outside else "t", "end")


def beliefs_panel(
    name: str,
    team: int,
    errors: Sequence[tuple[int, float, float]],
    most: float,
    turns: int,
    write: Callable[[float], str],
) -> str:
    """Draw by turn the error of a team's estimates: the estimate minus the true value.

    `errors`: items (turn, error of the estimate, half of the estimate's stated interval).
    `most`: the end of the scale.
    """
    inside = sum(abs(error) <= half for _, error, half in errors)
    told = f"in band {inside} of {len(errors)}"
    return picture(
        205, 134, f"{name}: belief minus truth", told, _beliefs(name, team, errors, most, turns, write, told)
    )


def _beliefs(
    name: str,
    team: int,
    errors: Sequence[tuple[int, float, float]],
    most: float,
    turns: int,
    write: Callable[[float], str],
    told: str,
) -> Iterator[svg.Element]:
    yield sign(7, 9, team, 11)
    yield text(17, 13, fitting(name, 100, 13), "tb")
    yield text(205, 13, told, "ts", "end")
    y = Scale(-most, most, 114, 38)
    step = 172 / max(1, turns)
    yield line((2, y(0)), (176, y(0)), "axis")
    yield text(180, y(0) + 4, "true", "ts")
    for turn, error, half in errors:
        at = 4 + step * (turn - 0.5)
        if half:
            yield line((at, y(error - half)), (at, y(error + half)), f"e{team}")
        yield circle(at, y(error), 3.2, "ink" if abs(error) > half else "open")
    wrong = max(errors, key=lambda each: abs(each[1]), default=None)
    if wrong is not None and abs(wrong[1]) > wrong[2]:
        at = min(max(4 + step * (wrong[0] - 0.5), 30), 148)
        place = y(wrong[1] + wrong[2]) - 4 if wrong[1] > 0 else y(wrong[1] - wrong[2]) + 12
        yield text(at, min(max(place, 32), 124), f"T{wrong[0]} {write(wrong[1])}", "tn", "middle", halo=True)
    yield text(2, 131, "T1", "ts")
    yield text(176, 131, f"T{turns}", "ts", "end")
