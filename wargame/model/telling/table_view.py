"""The tables of deals, as one seat (the reader) may see them: promises, offers, deals in force, and their worth.

Must not know: the worth to any other seat, or how the worth was computed.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class Promise:
    """A clause of a deal in words, with the parties that give the promise.

    An example of the text is `Truce on the road 0.5: Dakar road, Abidjan road`.
    `targets`: the places of the clause that the reader knows.
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
    `turn`: the turn of the offer, or 0 for a possible offer.
    `drafted`: whether the party that makes the offer may still withdraw the offer this turn.
    `signable`: whether the other party can sign the offer now.
    `worth`: the worth to the reader, in points of the reader's score, or None if the reader is no party.
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

    `left`: the number of turns left. The present turn counts.
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
    """A message about a table, and the turn of the message."""

    turn: int
    text: str


@attrs.frozen
class WritableClause:
    """A clause that a party can write at a table.

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
    """A table with only the facts that one seat may know.

    `own`: whether the seat is one of the `parties`.
    `open`: whether the seat may make deals at the table.
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
        """Return the offers at this table that other parties have made to a seat."""
        return tuple(offer for offer in self.offers if offer.to == seat)

    def waits(self, seat: str) -> bool:
        """Return whether the table has an offer that the seat can sign now."""
        return any(offer.signable for offer in self.before(seat))
