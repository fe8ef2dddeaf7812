"""Rows of the fog table as text.

Must not know: how estimates are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.game.wording.number import SPOKEN
from wargame.model.rules.fog import FogRow, Sharpness
from wargame.model.rules.metric import AXIS, NOBODY, Metric


def rows_of(metric: str, fog: Iterable[FogRow]) -> tuple[FogRow, ...]:
    """Return the rows of the fog table about a metric."""
    return tuple(row for row in fog if any(cells.metric == metric for cells in row.cells))


def owner_line(metric: Metric) -> str:
    """Return a sentence that says which seats see a metric if the fog table has no row for it."""
    if metric.owner == NOBODY:
        return "everyone: exactly, if no row says otherwise"
    return f"{'each faction its own' if metric.owner == AXIS else metric.owner}: exactly; others only by a row"


def fog_lines(rows: Iterable[FogRow], metric: str = "") -> Iterator[str]:
    """Return one line for each row: the seats, how well these seats see the metric, and the row's place in its file.

    A line also names entities if the row covers only some entities of `metric`.
    """
    for row in rows:
        cells = [c for c in row.cells if not metric or c.metric == metric]
        of = ", ".join(f"{c.metric}[{', '.join(c.entities)}]" if c.entities else c.metric for c in cells)
        named = not metric or any(c.entities for c in cells)
        source = f" · {row.source}" if row.source else ""
        yield f"{', '.join(row.to)}{f', {of}' if named else ''}: {_how(row)}{source}  ({row.place})"


def _how(row: FogRow) -> str:
    noise = row.noise.text if row.noise is not None else ""
    said = {
        Sharpness.EXACT: "" if row.words else "exactly",
        Sharpness.UNSEEN: "not at all",
        Sharpness.WITHIN: f"± {noise}",
        Sharpness.TIMES: f"× {noise}",
        Sharpness.PLUS: f"+ {noise}",
    }[row.sharpness]
    words = " / ".join(f"{word} from {SPOKEN.free(start)}" for start, word in row.words)
    late = "a turn late" if row.lag == 1 else f"{row.lag} turns late" if row.lag else ""
    every = f"every {row.every} turns" if row.every > 1 else ""
    return ", ".join(part for part in (said, f"in words: {words}" if words else "", late, every) if part)
