"""The tables of deals as one seat may see them: promises, offers, deals in force, and their worth to the seat.

Must not know: what anybody else thinks that it is worth, or how it was found.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class Promise:
    """A clause of a deal in words, `Truce on the road 0.5: Dakar road, Abidjan road`, and the parties that give it.

    `targets`: the entities it is about, as far as the reader knows them.
    """

    clause: str
    by: tuple[str, ...]
    text: str
    targets: tuple[str, ...] = ()


@attrs.frozen
class Offer:
    """An offer that is made at a table, or could be. `by`, `to`: parties. `line`: the order that makes it.

    `turn`: when it was made; 0 for one that could be made. `drafted`: its maker may still withdraw it this turn.
    `signable`: it can be signed now. `worth`: to the reader, in points of its score; None where it is no party.
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
    """What binds the parties of a table. `left`: turns, this one among them. `worth`: to the reader, each turn."""

    title: str
    promises: tuple[Promise, ...]
    left: int
    secret: bool
    since: int
    worth: float | None = None


@attrs.frozen
class Said:
    """What became known of a table in a turn."""

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
    """A table as a seat may see it; what the seat may not know is absent.

    `own`: the seat is one of the `parties`. `open`: it may deal there. `faith`: how far the other's word counts for it,
    0 to 1. `ready`: deals that it can offer now. `said`: what it heard of the table, oldest first.
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
