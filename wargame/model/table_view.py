"""The tables of deals as one seat may see them: promises, offers, deals in force, and their worth to the seat.

Must not know: the worth to anybody else, or how it was computed.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class Promise:
    """A clause of a deal in words, `Truce on the road 0.5: Dakar road, Abidjan road`, and its givers.

    `targets`: its places, as far as the reader knows them.
    """

    clause: str
    by: tuple[str, ...]
    text: str
    targets: tuple[str, ...] = ()


@attrs.frozen
class Offer:
    """An offer that is made at a table, or could be. `by`, `to`: parties. `line`: the order that makes it.

    `turn`: the turn of the offer; 0 for a possible one. `drafted`: its maker may still withdraw it this turn.
    `signable`: it can be signed now. `worth`: to the reader, in points of its score; None if the reader is no party.
    """

    table: str
    by: str
    to: str
    title: str
    text: str
    promises: tuple[Promise, ...]
    turns: int
    secret: bool
    line: str
    turn: int = 0
    drafted: bool = False
    signable: bool = False
    worth: float | None = None


@attrs.frozen
class InForce:
    """The deal in force at a table. `left`: turns left, with this one. `worth`: to the reader, each turn."""

    title: str
    promises: tuple[Promise, ...]
    left: int
    secret: bool
    since: int
    worth: float | None = None


@attrs.frozen
class Said:
    """A message about a table in a turn."""

    turn: int
    text: str


@attrs.frozen
class WritableClause:
    """A clause that can be written at a table. `amounts` and `about` in words; `worth`: of one unit, to the reader."""

    clause: str
    label: str
    by: tuple[str, ...]
    amounts: str
    about: str = ""
    worth: str = ""


@attrs.frozen
class TableView:
    """A table as a seat may see it, without what the seat may not know.

    `own`: the seat is one of the `parties`. `open`: it may deal there. `faith`: how much the other party's word counts
    for it, 0 to 1. `ready`: deals that it can offer now. `said`: the messages about the table, oldest first.
    """

    table: str
    label: str
    parties: tuple[str, str]
    own: bool = False
    open: bool = False
    faith: float | None = None
    stands: InForce | None = None
    offers: tuple[Offer, ...] = ()
    ready: tuple[Offer, ...] = ()
    clauses: tuple[WritableClause, ...] = ()
    said: tuple[Said, ...] = ()

    def before(self, seat: str) -> tuple[Offer, ...]:
        """Return the offers to a seat."""
        return tuple(offer for offer in self.offers if offer.to == seat)

    def waits(self, seat: str) -> bool:
        """Return whether there is an offer that a seat can sign now."""
        return any(offer.signable for offer in self.before(seat))
