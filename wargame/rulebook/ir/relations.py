"""Computes reductions along relations, weighted sums, sums by game, and means of past turns for programs.

A reduction makes one value from many values. Each sum follows the order of the entities.

Must not know: names or rules. The module knows only positions.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.language.reduction import Reduction
from wargame.numeric.exact import Floats, ordered_sum


def weighted_sum(x: Any, axis: int, weights: tuple[float, ...]) -> Any:
    """Return the sum of x [axes..., games] over an axis with fixed weights, from first to last.

    Weights of 0 are skipped.
    """
    rows = np.asarray(x, dtype=np.float64)
    rows = _moved(rows, axis, 0) if axis else rows
    total: Any = None
    for row, weight in zip(rows, weights, strict=True):
        if weight == 0.0:
            continue
        part = row if weight == 1.0 else row * weight
        if total is None:
            total = np.array(part)
        else:
            total += part
    return np.zeros(rows.shape[1:]) if total is None else total


def _moved(x: Any, axis: int, to: int) -> Any:
    """Return the same result as np.moveaxis. This function is faster than np.moveaxis because it makes no checks."""
    order = [*range(axis), *range(axis + 1, x.ndim)]
    order.insert(to, axis)
    return x.transpose(order)


MANY = 64  # with this many games or more, one addition for each link is faster than one for each round


@attrs.frozen(eq=False)
class LinkRounds:
    """A relation as tables of positions.

    `rows`: the goals of each origin, in order.
    `rounds`: round d lists the origins with at least d links. For each of these origins, round d has the goal of link
    number d.
    """

    rows: tuple[tuple[int, ...], ...]
    rounds: tuple[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]], ...]

    @classmethod
    def of(cls, rows: tuple[tuple[int, ...], ...]) -> LinkRounds:
        """Make the tables from the goals of each origin."""
        most = max((len(row) for row in rows), default=0)
        rounds = []
        for d in range(most):
            origins = [i for i, row in enumerate(rows) if len(row) > d]
            goals = [rows[i][d] for i in origins]
            rounds.append((np.array(origins, dtype=np.intp), np.array(goals, dtype=np.intp)))
        return cls(rows, tuple(rounds))


def follow(x: Any, goal_axis: int, origin_axis: int, links: LinkRounds, reduction: Reduction) -> Any:
    """Reduce x [axes..., games] along a relation.

    The origin axis replaces the goal axis. An origin without links gets 0.
    """
    rows = _moved(x, goal_axis, 0) if goal_axis else x
    kind = bool if reduction.truth else np.float64
    join = reduction.join
    if join is None:
        result = np.zeros((len(links.rows), *rows.shape[1:]), dtype=kind)
        for origin, linked in enumerate(links.rows):
            if linked:
                result[origin] = reduction.compute(rows[list(linked)], 0)
    elif rows.shape[-1] < MANY:
        result = np.zeros((len(links.rows), *rows.shape[1:]), dtype=kind)
        for d, (origins, goals) in enumerate(links.rounds):
            result[origins] = rows[goals] if d == 0 else join(result[origins], rows[goals])
    else:
        result = np.empty((len(links.rows), *rows.shape[1:]), dtype=kind)
        for whole, linked in zip(result, links.rows, strict=True):
            if len(linked) < 2:
                whole[...] = rows[linked[0]] if linked else 0
                continue
            join(rows[linked[0]], rows[linked[1]], out=whole)
            for goal in linked[2:]:
                join(whole, rows[goal], out=whole)
    return _moved(result, 0, origin_axis) if origin_axis else result


def pool(rows: Floats, games: npt.NDArray[np.intp], n: int) -> Floats:
    """Return, for each of `n` games, the sum of those rows of `rows` that belong to the game.

    The rows of a game are in the order of the entities.
    """
    return np.asarray(np.bincount(games, weights=rows, minlength=n), dtype=np.float64)


def recent(history: Floats, n: int, turn: int) -> Floats:
    """Return the mean of the values at the ends of the last n turns. The shape is [axes..., games].

    `history` has the shape [turns, axes..., games]. The first turn in `history` is the latest turn. Starting values
    count as the end of turn 0.
    """
    count = min(n, turn)
    return ordered_sum(history[:count], 0) / count
