"""The effect of an inject. The program resolves a turn once with the inject and once without the inject.

Must not know: how a turn is resolved.
"""

from __future__ import annotations

import attrs

from wargame.model.telling.letter import Letter


@attrs.frozen
class TrialRow:
    """A number that the inject changes. All values are printed.

    `before`: the value before the turn.
    `without`: the value after the turn without the inject.
    `with_it`: the value after the turn with the inject.
    """

    label: str
    before: str
    without: str
    with_it: str


@attrs.frozen
class InjectTrial:
    """The result of an inject that was tried on a copy of a game.

    `letter`: the letter with its values before the turn, as the facilitator reads it.
    `booked`: the amounts that the inject itself adds. Each row has a metric, a cause and an amount, as printed.
    `rows`: all numbers that differ after the turn. Headlines come first.
    `answers`: the answer of each seat that the inject asks.
    """

    inject: str
    turn: int
    letter: Letter
    booked: tuple[tuple[str, str, str], ...]
    rows: tuple[TrialRow, ...]
    reports: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
