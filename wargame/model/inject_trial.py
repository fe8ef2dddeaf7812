"""The effect of an inject: one turn resolved with it and without it, all else equal.

Must not know: how a turn is resolved.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class TrialRow:
    """A number that differs at the end of the turn, as printed: before the turn, without the inject and with it."""

    label: str
    before: str
    without: str
    with_it: str


@attrs.frozen
class InjectTrial:
    """An inject tried on a copy of a game. `booked`: its own contributions by metric and cause, as printed.

    `rows`: everything that differs after the turn, headlines first. `answers`: the answer of each seat that is asked.
    """

    inject: str
    turn: int
    booked: tuple[tuple[str, str, str], ...]
    rows: tuple[TrialRow, ...]
    reports: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
