"""The ways to look at games that were played: at turns, over games, at another run, at how they ended.

Must not know: how looks are read from text, or computed.
"""

from __future__ import annotations

import attrs

from wargame.rulebook.ir.forms import Look


@attrs.frozen
class Window(Look):
    """A value looked at over turns `first` to `last`: at, least, most, total or mean; or the first turn of a truth."""

    how: str
    first: int
    last: int


@attrs.frozen
class OverGames(Look):
    """A value over all games that fulfil conditions: a share, a mean, or what so many of them stay below (`q`)."""

    how: str
    q: float


@attrs.frozen
class Ended(Look):
    """Whether a game came to an ending, by its number."""

    ending: int


@attrs.frozen
class InRun(Look):
    """A value of another run."""

    run: str
