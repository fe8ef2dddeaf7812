"""Aggregates of games that are over: over turns, over games, of another run, and of endings.

Must not know: how aggregates are read from text, or how they are computed.
"""

from __future__ import annotations

import attrs

from wargame.rulebook.ir.nodes import Aggregate


@attrs.frozen
class Window(Aggregate):
    """A statistic of a value over the turns from `first` to `last`.

    `statistic`: `at`, `least`, `most`, `total`, `mean` or `first`. The statistic `first` belongs to a truth, and finds
    the first turn in which the truth holds.
    """

    statistic: str
    first: int
    last: int


@attrs.frozen
class OverGames(Aggregate):
    """A value over all games that fulfil conditions: a share, a mean, or a quantile (`q`: its position from 0 to 1)."""

    statistic: str
    q: float


@attrs.frozen
class Ended(Aggregate):
    """Whether a game had this ending. Endings have numbers."""

    ending: int


@attrs.frozen
class InRun(Aggregate):
    """A value of another run."""

    run: str
