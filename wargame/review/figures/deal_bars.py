"""Draws deals as bars from the signature to the end.

Must not know: the game. The figure gets turns and words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import svg

from wargame.review.figures.drawing import cross, fitting, line, picture, rect, sign, text
from wargame.review.figures.score import DealSpan

_LEFT, _RIGHT, _WIDTH = 210.0, 150.0, 920.0


@attrs.frozen
class DealBar:
    """A deal with the words for its end. `strong`: whether the bar is emphasized, because the deal was broken."""

    span: DealSpan
    ending: str
    strong: bool


def deal_bars(bars: Sequence[DealBar], turns: int) -> str:
    """Draw all deals. Each deal has one row. `turns`: the number of turns of the game."""
    told = ", ".join(f"{bar.span.title} T{bar.span.first} to T{bar.span.last} {bar.ending}" for bar in bars)
    return picture(_WIDTH, 30 + 27 * len(bars), "Deals from signature to end", told, _bars(bars, turns))


def _bars(bars: Sequence[DealBar], turns: int) -> Iterator[svg.Element]:
    step = (_WIDTH - _LEFT - _RIGHT) / turns
    every = 1 if turns <= 16 else 2
    foot = 26 + 27 * len(bars)
    for turn in range(1, turns + 1):
        yield line((_LEFT + step * (turn - 1), 18), (_LEFT + step * (turn - 1), foot), "grid")
        if (turn - 1) % every == 0:
            yield text(_LEFT + step * (turn - 0.5), 12, f"T{turn}", "ts", "middle")
    for number, bar in enumerate(bars):
        y = 34 + 27 * number
        yield sign(7, y, bar.span.pair[0], 12)
        yield sign(25, y, bar.span.pair[1], 12)
        yield text(42, y + 4, fitting(bar.span.title, _LEFT - 50, 12), "t")
        begin, end = _LEFT + step * (bar.span.first - 1), _LEFT + step * bar.span.last
        yield rect(begin, y - 9, end - begin, 18, "open" if bar.span.secret else "v1", 1.5)
        free = min((turn - 0.4 for turn in bar.span.broken), default=bar.span.last) - bar.span.first + 1
        if bar.span.secret and step * free > 46:
            yield text(begin + 5, y + 4, "secret", "ts")
        for turn in bar.span.broken:
            yield from cross(_LEFT + step * (turn - 0.25), y)
        yield text(end + 6, y + 4, fitting(bar.ending, _WIDTH - end - 6, 11), "tn" if bar.strong else "ts")
