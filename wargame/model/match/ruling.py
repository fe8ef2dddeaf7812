"""Rulings: the facilitator replaces a die or a number of a turn before the teams read the turn.

Must not know: how a turn is resolved, or how a ruling is stored.
"""

from __future__ import annotations

import attrs

RULING = "facilitator ruling"  # the phase and the step of the entries and reports of rulings; no rule has this name
RULED = "ruling"  # the cause of the entries of rulings


@attrs.frozen
class Target:
    """A die or a cell (one number of a metric). `die`: the name of the die, or an empty text for a cell."""

    die: str = ""
    metric: str = ""
    entities: tuple[str, ...] = ()


@attrs.frozen
class AllowedRange:
    """The range of the values that a facilitator may give to a die or a cell, in the unit of the state.

    `truth`: whether 0 means no and 1 means yes, and no other value is allowed.
    """

    low: float
    high: float
    truth: bool = False


@attrs.frozen
class Ruling:
    """A die or a cell with another value than the rolled value.

    `rolled`: the value without any ruling in this turn.
    `ruled`: the value that counts.
    `why`: the reason.
    `seen_by`: the seats that read that there was a ruling, or `everyone`. Nobody reads about the ruling if the tuple is
        empty.
    `reason_seen`: whether these seats also read the reason.
    """

    target: Target
    rolled: float
    ruled: float
    why: str
    seen_by: tuple[str, ...] = ()
    reason_seen: bool = False


@attrs.frozen
class VoidRuling:
    """A ruling that does not count, because the rolled values of its turn changed after the ruling.

    `inject`: the inject that the facilitator then triggered, or an empty text.
    `seat`: the seat that then got another player, or an empty text.
    """

    turn: int
    ruling: Ruling
    inject: str
    seat: str
