"""Draws the time line of a game. Each turn is a column, with rows for a number, roads, injects, deals and main efforts.

The number of a party or team selects its sign. A moment is a number of resolved turns.

Must not know: metrics, orders or deals. The figure gets rows of words and numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs
import svg

from wargame.review.figures.drawing import circle, cross, fitting, line, picture, polygon, polyline, rect, sign, text
from wargame.review.figures.lines import marked, moment_name
from wargame.review.figures.scale import around

LEFT = 122.0  # where the columns begin
WIDTH = 920.0
_NARROW, _ROW = 368.0, 19.0  # of the time line whose turns are rows
_MARKS = "=~!×"


@attrs.frozen
class DealSpan:
    """A deal on the time line: its first and last turn.

    `pair`: the numbers of its two parties.
    `broken`: the turns in which the deal was broken.
    """

    title: str
    pair: tuple[int, int]
    first: int
    last: int
    secret: bool
    broken: tuple[int, ...] = ()


@attrs.frozen
class ScoreRows:
    """Everything that the time line shows for the turns `first` to `last`.

    `values`: the value of the number that most teams watch, at each moment from the start of the game.
    `levels`: items (name of a road, its level by turn). A level is the number of a road's state.
    `notes`: short texts by turn.
    `offers`: items (numbers of the two parties, turn).
    `efforts`: items (number of a team, its name, its main effort by turn).
    """

    first: int
    last: int
    title: str
    unit: str
    values: Sequence[float | None]
    write: Callable[[float], str]
    levels: Sequence[tuple[str, Sequence[int | None]]] = ()
    notes: Sequence[Sequence[str]] = ()
    spans: Sequence[DealSpan] = ()
    offers: Sequence[tuple[tuple[int, int], int]] = ()
    efforts: Sequence[tuple[int, str, Sequence[str]]] = ()
    notes_title: str = "Injects"


def score(rows: ScoreRows) -> str:
    """Draw the time line."""
    drawn = _Drawn(rows)
    elements = list(drawn.all())
    known = [(moment, value) for moment, value in enumerate(rows.values) if value is not None]
    told = ", ".join(f"{moment_name(moment)} {rows.write(value)}" for moment, value in marked(known)) if known else ""
    return picture(
        WIDTH + 4, drawn.y + 4, f"Time line, turns {rows.first} to {rows.last}: {rows.title}", told, elements
    )


def narrow_score(rows: ScoreRows) -> str:
    """Draw the time line for a narrow screen. Each turn is a row in place of a column."""
    known = [(moment, value) for moment, value in enumerate(rows.values) if value is not None]
    told = ", ".join(f"{moment_name(moment)} {rows.write(value)}" for moment, value in marked(known)) if known else ""
    height = 34 + _ROW * (rows.last - rows.first + 1)
    return picture(_NARROW, height, f"Time line by rows: {rows.title}", told, _rows(rows))


def _rows(rows: ScoreRows) -> Iterator[svg.Element]:
    bar, begin = 92.0, 34.0
    roads = begin + bar + 44
    step = min(20.0, (_NARROW - roads - 46) / max(1, len(rows.levels)))
    unit = f", {rows.unit}" if rows.unit else ""
    yield text(begin, 12, fitting(f"{rows.title}{unit}", bar + 40, 11), "ts")
    for number, (name, _) in enumerate(rows.levels):
        yield text(roads + step * (number + 0.5), 12, name[:2], "ts", "middle")
    shown = [value for value in rows.values if value is not None]
    x = around(shown, begin, begin + bar, zero=True) if shown else None
    for turn in range(rows.first, rows.last + 1):
        y = 24 + _ROW * (turn - rows.first)
        yield text(0, y + 13, f"T{turn}", "tn")
        value = rows.values[turn]
        if value is not None and x is not None:
            yield rect(x(min(0.0, x.high)), y + 2, x(value) - x(min(0.0, x.high)), 13, "mid")
            yield text(begin + bar + 40, y + 13, rows.write(value), "t", "end")
        for number, (_, levels) in enumerate(rows.levels):
            level = levels[turn - 1]
            at = roads + step * number
            if level is None:
                yield text(at + step / 2, y + 13, "?", "ts", "middle")
                continue
            yield rect(at + 0.5, y, step - 1, 17, f"v{min(level, 3)}")
            yield text(at + step / 2, y + 13, _MARKS[min(level, 3)], "tn", "middle", halo=level >= 3)
        if rows.notes and rows.notes[turn - 1]:
            said = fitting(" ".join(rows.notes[turn - 1]), _NARROW - roads - step * len(rows.levels) - 6, 10)
            yield text(_NARROW, y + 13, said, "tm", "end")


class _Drawn:
    """A time line while the program draws the line from top to bottom. `y`: the height of the finished part."""

    def __init__(self, rows: ScoreRows) -> None:
        self.rows, self.y = rows, 0.0
        self.count = rows.last - rows.first + 1
        self.step = (WIDTH - LEFT) / self.count

    def middle(self, turn: int) -> float:
        """Return the middle of the column of a turn."""
        return LEFT + self.step * (turn - self.rows.first + 0.5)

    def all(self) -> Iterator[svg.Element]:
        """Return all elements from top to bottom."""
        for turn in range(self.rows.first, self.rows.last + 1):
            yield text(self.middle(turn), 13, f"T{turn}", "tn", "middle")
        self.y = 20
        yield from self._value()
        yield from self._levels()
        yield from self._notes()
        yield from self._deals()
        yield from self._efforts()

    def _value(self) -> Iterator[svg.Element]:
        rows, top = self.rows, self.y + 12
        bottom = top + 82
        for number, part in enumerate(_two_lines(rows.title)):
            yield text(0, top + 4 + 15 * number, part, "tb")
        yield text(0, top + 4 + 15 * len(_two_lines(rows.title)), f"{rows.unit}, turn's end".strip(", "), "ts")
        known = [
            (moment, value)
            for moment, value in enumerate(rows.values)
            if value is not None and rows.first - 1 <= moment <= rows.last
        ]
        if known:
            y = around([value for value in rows.values if value is not None], bottom, top, zero=True)
            x = [LEFT + self.step * (moment - rows.first + 1) for moment, _ in known]
            points = [(at, y(value)) for at, (_, value) in zip(x, known, strict=True)]
            yield polygon([(x[0], bottom), *points, (x[-1], bottom)], "area")
            yield line((LEFT, bottom), (WIDTH, bottom), "axis")
            yield polyline(points, "truth")
            for moment, value in marked(known):
                at = LEFT + self.step * (moment - rows.first + 1)
                side = "start" if moment == known[0][0] else "end" if moment == rows.last else "middle"
                shift = 5 if side == "start" else 0
                yield circle(at, y(value), 3, "ink")
                yield text(at + shift, max(y(value) - 7, top - 2), rows.write(value), "tn", side, halo=True)
        self.y = bottom + 14

    def _levels(self) -> Iterator[svg.Element]:
        for number, (name, levels) in enumerate(self.rows.levels):
            if number == 0:
                yield text(0, self.y + 13, "Roads", "tb")
            yield text(LEFT - 6, self.y + 13, fitting(name, 72, 12), "t", "end")
            for turn in range(self.rows.first, self.rows.last + 1):
                level = levels[turn - 1]
                if level is None:
                    yield text(self.middle(turn), self.y + 13, "?", "ts", "middle")
                    continue
                shade = min(level, 3)
                at = LEFT + self.step * (turn - self.rows.first)
                yield rect(at + 1, self.y, self.step - 2, 18, f"v{shade}")
                yield text(self.middle(turn), self.y + 13, _MARKS[shade], "tn", "middle", halo=shade == 3)
            self.y += 20
        self.y += 12 if self.rows.levels else 0

    def _notes(self) -> Iterator[svg.Element]:
        shown = self.rows.notes[self.rows.first - 1 : self.rows.last]
        if not any(shown):
            return
        yield text(0, self.y + 12, self.rows.notes_title, "tb")
        for turn, notes in enumerate(shown, self.rows.first):
            for number, note in enumerate(notes):
                yield text(self.middle(turn), self.y + 12 + 12 * number, fitting(note, self.step, 10.5), "tm", "middle")
        self.y += 12 * max(len(notes) for notes in shown) + 12

    def _deals(self) -> Iterator[svg.Element]:
        rows = self.rows
        spans = [span for span in rows.spans if span.first <= rows.last and span.last >= rows.first]
        offers = [(pair, turn) for pair, turn in rows.offers if rows.first <= turn <= rows.last]
        pairs = list(dict.fromkeys([*(span.pair for span in rows.spans), *(pair for pair, _ in rows.offers)]))
        if not pairs or not (spans or offers):
            return
        yield line((0, self.y), (WIDTH, self.y), "grid")
        yield text(0, self.y + 17, "Deals", "tb")
        for pair in pairs:
            middle = self.y + 13
            yield sign(LEFT - 36, middle, pair[0], 11)
            yield sign(LEFT - 18, middle, pair[1], 11)
            for span in (span for span in spans if span.pair == pair):
                yield from self._span(span, middle)
            for _, turn in (offer for offer in offers if offer[0] == pair):
                if not any(s.pair == pair and s.first <= turn <= s.last for s in spans):
                    yield circle(self.middle(turn), middle, 4, "open")
            self.y += 22
        self.y += 8

    def _span(self, span: DealSpan, middle: float) -> Iterator[svg.Element]:
        first, last = max(span.first, self.rows.first), min(span.last, self.rows.last)
        begin = LEFT + self.step * (first - self.rows.first) + 4
        end = LEFT + self.step * (last - self.rows.first + 1) - 4
        yield rect(begin, middle - 8, end - begin, 16, "open" if span.secret else "v1", 2)
        crosses = [self.middle(turn) for turn in span.broken if first <= turn <= last]
        for at in crosses:
            yield from cross(at, middle)
        before, after = (crosses[0] - begin, end - crosses[-1]) if crosses else (end - begin + 8, 0.0)
        at = begin + 6 if before >= after else crosses[-1] + 8
        yield text(at, middle + 4, fitting(span.title, max(before, after) - 14, 12), "t")

    def _efforts(self) -> Iterator[svg.Element]:
        if not self.rows.efforts:
            return
        yield line((0, self.y), (WIDTH, self.y), "grid")
        yield text(0, self.y + 14, "Main effort", "tb")
        self.y += 18
        for team, name, efforts in self.rows.efforts:
            yield sign(7, self.y + 10, team, 11)
            yield text(18, self.y + 14, fitting(name, LEFT - 20, 12), "t")
            before, most = "", 1
            for turn in range(self.rows.first, self.rows.last + 1):
                effort = efforts[turn - 1]
                said = ["same"] if effort and effort == before else _wrapped(effort or "–", self.step - 4)
                for number, part in enumerate(said):
                    quiet = said == ["same"] or not effort
                    at = LEFT + self.step * (turn - self.rows.first) + 3
                    yield text(at, self.y + 12 + 12 * number, part, "ts" if quiet else "tm")
                most, before = max(most, len(said)), effort
            self.y += 12 * most + 10
            yield line((0, self.y - 4), (WIDTH, self.y - 4), "grid")


def _two_lines(title: str) -> list[str]:
    return _wrapped(title, LEFT - 8, 13.5)[:2]


def _wrapped(said: str, width: float, size: float = 10.5) -> list[str]:
    """Return a text in at most three lines."""
    lines: list[str] = []
    for word in said.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and fitting(joined, width, size) == joined:
            lines[-1] = joined
        else:
            lines.append(word)
    return [fitting(part, width, size) or part[:1] for part in lines[:3]]
