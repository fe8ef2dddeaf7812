"""The report of a turn: changes, results of the seat's own orders, and the orders of other seats that it saw.

Must not know: how the report was gathered.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class ReportRow:
    """A headline metric: its value, its changes and their main causes. All fields are printed.

    `now`: the value after the turn. For an estimate, it begins with ≈ or is a word.
    `turn`, `since`: the change in the turn and the change since the start. A change has an arrow, and is empty if it is
    smaller than the last digit.
    `spread`: the ± of an estimate.
    `note`: the age of an estimate and the turn of the next survey.
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
    """One of the seat's own orders and its result.

    `paid`: the price that was paid, as printed.
    `lapsed`: whether the order was not carried out.
    """

    order: str
    main: bool
    text: str
    paid: str = ""
    lapsed: bool = False


@attrs.frozen
class SeenOrder:
    """A visible order of another seat: its giver, and a line that begins with the giver's name."""

    seat: str
    text: str


@attrs.frozen
class Reason:
    """The reason of a seat for its orders, in words.

    `written`: whether people wrote the reason. Otherwise a bot stated it.
    """

    seat: str
    who: str
    text: str
    written: bool


@attrs.frozen
class TruthAndBeliefs:
    """A number after a turn in truth and as the teams believe it. All values are printed.

    The beliefs are pairs (team, value) of the teams that estimate the number.
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
    `reasons`: the seat's own reasons. The report of the truth has the reasons of all seats.
    `beliefs`: the teams' beliefs, in the report of the truth only.
    `letters`: the injects that came when the next turn opened, one line each.
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
