"""The report of a turn: changes, the results of the seat's orders, and the orders of other seats that the seat saw.

Must not know: how the report was gathered.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class ReportRow:
    """A headline metric: its value, its changes and their main causes. All fields are printed.

    `now`: the value after the turn. The value of an estimate begins with ≈ or is a word.
    `turn`, `since`: the change in the turn, and the change since the start of the game.
    A printed change has an arrow. The text is empty if the change is smaller than the last digit.
    `spread`: the ± of an estimate.
    `note`: the age of an estimate and the turn of the next survey (new reading).
    """

    metric: str
    entities: tuple[str, ...]
    label: str
    unit: str
    now: str
    turn: str = ""
    since: str = ""
    because: str = ""
    spread: str = ""
    note: str = ""


@attrs.frozen
class OrderResult:
    """One order of the seat and its result.

    `paid`: the price that the seat paid, as printed.
    `lapsed`: whether the order was not carried out.
    """

    order: str
    main: bool
    text: str
    paid: str = ""
    lapsed: bool = False


@attrs.frozen
class SeenOrder:
    """A visible order of another seat: its giver, and a line that begins with the name of the giver."""

    seat: str
    text: str


@attrs.frozen
class Reason:
    """The reason of a seat for its orders, in words.

    `written`: whether people wrote the reason. Otherwise a bot stated the reason.
    """

    seat: str
    who: str
    text: str
    written: bool


@attrs.frozen
class TruthAndBeliefs:
    """The true value of a number after a turn, and the values that the teams believe. All values are printed.

    The beliefs are pairs (team, value) for the teams that estimate the number.
    """

    metric: str
    entities: tuple[str, ...]
    label: str
    truth: str
    believed: tuple[tuple[str, str], ...]


@attrs.frozen
class TurnReport:
    """The whole report of a turn.

    `seen`: the visible orders of other seats.
    `news`: the sentences that rules reported.
    `reasons`: the reasons of the seat. The report of the truth has the reasons of all seats.
    `beliefs`: the teams' beliefs. Only the report of the truth has these beliefs.
    `letters`: the injects that came when the next turn opened. Each inject has one line.
    """

    turn: int
    seat: str
    rows: tuple[ReportRow, ...] = ()
    orders: tuple[OrderResult, ...] = ()
    seen: tuple[SeenOrder, ...] = ()
    news: tuple[str, ...] = ()
    ending: str = ""
    beliefs: tuple[TruthAndBeliefs, ...] = ()
    letters: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
