"""What an inject would do: one turn resolved with it and without, all else alike.

Must not know: how a turn is resolved.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class TrialRow:
    """A number that ends the turn otherwise with the inject: as printed before, without it and with it."""

    label: str
    before: str
    without: str
    with_it: str


@attrs.frozen
class InjectTrial:
    """An inject tried on a copy of a game. `booked`: its own contributions by metric and cause, as printed.

    `rows`: everything that differs after the turn, headlines first. `answers`: what each seat that is asked says.
    """

    inject: str
    turn: int
    booked: tuple[tuple[str, str, str], ...]
    rows: tuple[TrialRow, ...]
    reports: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
