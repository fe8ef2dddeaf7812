"""Writes the position of a cell among all cells of its axes, as an expression that C and Python understand alike.

Must not know: the language that the text becomes.
"""

from __future__ import annotations

from collections.abc import Sequence


def flat_place(sizes: Sequence[int], indices: Sequence[str], start: int = 0) -> str:
    """Return an expression for the position of a cell in a flat list of all cells.

    `sizes`: the number of entities on each axis.
    `indices`: an expression for the cell's index on each axis.
    `start`: the position of the first cell.
    """
    parts: list[str] = []
    step = 1
    for size, index in zip(reversed(sizes), reversed(indices), strict=True):
        if index.isdigit():
            start += int(index) * step
        else:
            parts.append(index if step == 1 else f"{step} * {index}")
        step *= size
    return " + ".join([*reversed(parts), *([str(start)] if start or not parts else [])])
