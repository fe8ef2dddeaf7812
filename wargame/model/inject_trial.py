"""The effect of an inject: the same turn is resolved once with the inject and once without it.

Must not know: how a turn is resolved.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class TrialRow:
    """A number that differs at the end of the turn, as printed.

    There are three printed values: before the turn, after the turn without the inject, and after the turn with it.
    """

    label: str
    before: str
    without: str
    with_it: str


@attrs.frozen
class InjectTrial:
    """An inject that was tried on a copy of a game.

    `booked`: the inject's own contributions by metric and cause, as printed.
    `rows`: all numbers that differ after the turn. Headlines come first.
    `answers`: the answer of each seat that the inject asks.
    """

    inject: str
    turn: int
    booked: tuple[tuple[str, str, str], ...]
    rows: tuple[TrialRow, ...]
    reports: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
