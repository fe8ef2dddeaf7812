"""Tables of the levels and prices of a seat's actions, for the prices of many orders at once.

Must not know: games or wishes.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from wargame.adjudicator.orders import Ints
from wargame.bots.prepared_action import PreparedAction
from wargame.numeric.exact import Floats, Truths


@attrs.frozen(eq=False)
class PriceTable:
    """Arrays with one row for each action. The second axis of `levels` and `prices` is the position of the level."""

    levels: Floats  # [actions, most levels]; actions with fewer levels repeat their last level
    prices: dict[str, Floats]
    counts: Ints  # the number of levels
    step: Ints  # the position of the wanted level, if it never changes
    free: Truths  # whether the wanted level is computed for each order
    looked_at: Truths  # whether legality or price must be computed for each order
    settled_at_lowest: Truths  # whether the lowest level needs no such computation: a wish shows legality
    pairs: Truths

    @classmethod
    def of(cls, actions: Sequence[PreparedAction], any_level: bool) -> PriceTable:
        """Return the tables of these actions.

        `any_level`: whether the bot draws levels at random. Otherwise the doctrine says which level the bot wants.
        """
        rows = [a.checked.action.levels for a in actions] or [(1.0,)]
        most = max(len(levels) for levels in rows)
        currencies = {c for a in actions for c in a.currencies}

        def table(values: list[tuple[float, ...]]) -> Floats:
            return np.array([[*row, *(row[-1:] * (most - len(row)))] for row in values])

        steps = [
            0 if a.fixed_level is None else int(np.abs(np.array(a.checked.action.levels) - a.fixed_level).argmin())
            for a in actions
        ]
        empty = (0.0,)
        return cls(
            levels=table(rows),
            prices={c: table([(a.price or {}).get(c, empty) for a in actions]) for c in currencies},
            counts=np.array([len(levels) for levels in rows], dtype=np.intp),
            step=np.array(steps or [0], dtype=np.intp),
            free=np.array([a.fixed_level is None and not any_level for a in actions], dtype=bool),
            looked_at=np.array([not a.settled or a.price is None for a in actions], dtype=bool),
            settled_at_lowest=np.array([a.price is not None for a in actions], dtype=bool),
            pairs=np.array([len(a.axes) > 1 for a in actions], dtype=bool),
        )
