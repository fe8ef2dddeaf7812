"""The effect of an inject. The program resolves a turn once with the inject and once without the inject.

Must not know: how a turn is resolved.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class TrialRow:
    """A number that the inject changes. All values are printed.

    The fields are the value before the turn, the value after it without the inject, and the value after it with the
    inject.
    """

    label: str
    before: str
    without: str
    with_it: str


@attrs.frozen
class InjectTrial:
    """The result of an inject that was tried on a copy of a game.

    `booked`: the amounts that the inject itself adds, by metric and cause, as printed.
    `rows`: all numbers that differ after the turn. Headlines come first.
    `answers`: the answer of each seat that the inject asks.
    """

    inject: str
    turn: int
    booked: tuple[tuple[str, str, str], ...]
    rows: tuple[TrialRow, ...]
    reports: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
