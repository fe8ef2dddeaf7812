"""Records of deals and offers: who signed what and when, how a deal ended, and how an offer was answered.

Must not know: how records are found in a game, or how texts describe the records.
"""

from __future__ import annotations

from enum import Enum

import attrs


class DealEnd(Enum):
    """How a deal ended."""

    STANDS = "stands"
    RAN_OUT = "ran out"
    BROKEN = "broken"
    RENOUNCED = "renounced"
    REPLACED = "replaced"
    VOID = "void"


class OfferAnswer(Enum):
    """What became of an offer."""

    SIGNED = "signed"
    REFUSED = "refused"
    REPLACED = "replaced"
    LAPSED = "lapsed"
    OPEN = "open"


@attrs.frozen
class Breach:
    """A breach of a deal.

    `found`: whether the other party found the breach. A deal goes on after a breach that nobody found.
    """

    turn: int
    party: str
    found: bool


@attrs.frozen
class DealRecord:
    """A deal that was signed.

    `title`: the title of the deal. The text is empty if the reader is no party.
    `secret`: whether the deal was signed in secret.
    `last`: the last turn in which the deal was in force.
    `renounced`: the parties that left the deal openly.
    `leaked`: the turn in which the secret deal became public, or 0.
    """

    table: str
    parties: tuple[str, str]
    title: str
    signed: int
    secret: bool
    last: int
    end: DealEnd
    breaches: tuple[Breach, ...] = ()
    renounced: tuple[str, ...] = ()
    leaked: int = 0


@attrs.frozen
class OfferRecord:
    """An offer. `answered`: the turn of the answer, or 0 for an open offer."""

    table: str
    by: str
    to: str
    title: str
    turn: int
    answer: OfferAnswer
    answered: int = 0


@attrs.frozen
class DealHistory:
    """All deals and offers that a reader may know, the oldest first."""

    deals: tuple[DealRecord, ...] = ()
    offers: tuple[OfferRecord, ...] = ()
