"""The common part of all words: a name, the written form, and the result.

Must not know: how a word is computed.
"""

from __future__ import annotations

from enum import Enum

import attrs

Bounds = tuple[float, float]  # the least and the greatest value that something can have

# The largest power of two below which sums of numbers on the grid of 2**-30 are exact.
GRID_LIMIT = 2.0**21


@attrs.frozen(eq=False, kw_only=True)
class Word:
    """A word that authors write before brackets.

    `call`: how authors write it, such as `clip(x, low, high)`.
    `returns`: a description of its result, for the table in the manual.
    """

    name: str
    call: str
    returns: str


class About(Enum):
    """The subject of a query."""

    ORDERS = "orders"
    PAST = "past turns"
    INJECTS = "injects"
    DEALS = "deals"


@attrs.frozen(eq=False, kw_only=True)
class Query(Word):
    """A word that does not compute with values. The reader of formulas computes the result."""

    about: About
