"""The report of a turn: what changed, what became of one's orders, what was seen of others.

Must not know: how it was gathered.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class ReportRow:
    """A headline metric: its value after the turn, its change in the turn and since the start, and the main causes.

    `now`, `turn`, `since` are printed (changes with their arrow, empty when below the printed step). Of an estimate
    `now` begins with ≈ (or is a word), `spread` is its ± and `note` its age and when the next survey comes.
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
    """An order of one's own and what became of it; `paid`: as printed; `lapsed`: whether it was not carried out."""

    order: str
    main: bool
    text: str
    paid: str = ""
    lapsed: bool = False


@attrs.frozen
class SeenOrder:
    """An order of another seat that showed: whose, and told in a line that begins with its name."""

    seat: str
    text: str


@attrs.frozen
class Reason:
    """Why a seat ordered what it did, in words: what its bot says of the choice, or what people wrote (`written`)."""

    seat: str
    who: str
    text: str
    written: bool


@attrs.frozen
class TruthAndBeliefs:
    """A number as it truly was after a turn, printed, and what the teams that estimate it knew: (team, printed)."""

    metric: str
    entities: tuple[str, ...]
    label: str
    truth: str
    believed: tuple[tuple[str, str], ...]


@attrs.frozen
class TurnReport:
    """All of a turn's report. `seen` are orders of others that showed, `news` the sentences the rules reported.

    `reasons` are the seat's own; in the truth's report those of all, a seat's beside its orders.
    `beliefs` stand only in the truth's report. `letters`: what came when the next turn opened, a line each.
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
