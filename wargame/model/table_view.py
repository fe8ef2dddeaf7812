"""The tables of deals as one seat may see them: promises, offers, deals in force, and their worth to the seat.

Must not know: the worth to any other seat, or how the worth was computed.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class Promise:
    """A clause of a deal in words, such as `Truce on the road 0.5: Dakar road, Abidjan road`, and its givers.

    `targets`: the places of the clause, as far as the reader knows them.
    """

    clause: str
    by: tuple[str, ...]
    text: str
    targets: tuple[str, ...] = ()


@attrs.frozen
class Offer:
    """An offer that a party has made at a table, or could make.

    `by`, `to`: the party that makes the offer, and the other party.
    `line`: the order that makes the offer.
    `turn`: the turn of the offer. It is 0 for a possible offer.
    `drafted`: whether the maker may still withdraw the offer this turn.
    `signable`: whether the offer can be signed now.
    `worth`: the worth to the reader, in points of its score. It is None if the reader is no party.
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
    """The deal in force at a table.

    `left`: the number of turns left, with this turn.
    `worth`: the worth of each turn to the reader.
    """

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
    """A clause that can be written at a table.

    `amounts`, `about`: the possible amounts and the meaning of the clause, in words.
    `worth`: the worth of one unit to the reader.
    """

    clause: str
    label: str
    by: tuple[str, ...]
    amounts: str
    about: str = ""
    worth: str = ""


@attrs.frozen
class TableView:
    """A table as a seat may see it, without what the seat may not know.

    `own`: whether the seat is one of the `parties`.
    `open`: whether the seat may deal at the table.
    `faith`: how much the other party's promise counts for the seat, from 0 to 1.
    `ready`: the deals that the seat can offer now.
    `said`: the messages about the table, oldest first.
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
        """Return the offers that are made to a seat."""
        return tuple(offer for offer in self.offers if offer.to == seat)

    def waits(self, seat: str) -> bool:
        """Return whether the table has an offer that the seat can sign now."""
        return any(offer.signable for offer in self.before(seat))
