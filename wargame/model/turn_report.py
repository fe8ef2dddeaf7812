"""The report of a turn: changes, results of the seat's own orders, and what it saw of others.

Must not know: how it was gathered.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class ReportRow:
    """A headline metric: its value after the turn, its change in the turn and since the start, and the main causes.

    `now`, `turn`, `since` are printed (changes with their arrow, empty if smaller than the last digit). For an
    estimate, `now` begins with ≈ (or is a word), `spread` is its ± and `note` its age and the next survey.
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
    """One of the seat's own orders and its result. `paid`: as printed. `lapsed`: whether it was not carried out."""

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
    """The reason of a seat for its orders, in words: a bot's reason, or people's words (`written`)."""

    seat: str
    who: str
    text: str
    written: bool


@attrs.frozen
class TruthAndBeliefs:
    """A number after a turn in truth, printed, and the beliefs of the teams that estimate it: (team, printed)."""

    metric: str
    entities: tuple[str, ...]
    label: str
    truth: str
    believed: tuple[tuple[str, str], ...]


@attrs.frozen
class TurnReport:
    """The whole report of a turn. `seen`: visible orders of others. `news`: the sentences that rules reported.

    `reasons`: the seat's own; in the truth's report those of all. `beliefs`: only in the truth's report. `letters`: the
    injects that came when the next turn opened, a line each.
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
