"""Statistics of finished games: over turns, over games, from another run, or about endings. A statistic may be a part
of a formula.

A run is a set of games with the same options.

Must not know: how statistics are read from text, or how statistics are computed.
"""

from __future__ import annotations

import attrs

from wargame.rulebook.ir.nodes import Aggregate


@attrs.frozen
class Window(Aggregate):
    """A statistic of a value over the turns from `first` to `last`.

    `statistic`: `at`, `least`, `most`, `total`, `mean` or `first`.
    The statistic `first` is the first turn in which a condition holds.
    """

    statistic: str
    first: int
    last: int


@attrs.frozen
class OverGames(Aggregate):
    """A statistic over all games that fulfil some conditions: a share, a mean, or a quantile.

    `q`: the position of the quantile, from 0 to 1.
    """

    statistic: str
    q: float


@attrs.frozen
class Ended(Aggregate):
    """Whether a game had this ending. `State.ended` stores each ending as a number."""

    ending: int


@attrs.frozen
class InRun(Aggregate):
    """A value that is measured in another run."""

    run: str
