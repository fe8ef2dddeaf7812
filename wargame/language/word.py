"""The common part of all words of the rule language: a name, the written form, and the result.

Must not know: how a word is computed.
"""

from __future__ import annotations

from enum import Enum

import attrs

Bounds = tuple[float, float]  # the least and the greatest possible value

# The largest power of two below which sums of numbers on the grid of 2**-30 are exact.
GRID_LIMIT = 2.0**21


@attrs.frozen(eq=False, kw_only=True)
class Word:
    """A word of the rule language. Authors write the word before brackets.

    `call`: the written form, such as `clip(x, low, high)`.
    `returns`: a description of the result, for the table in the manual.
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
    """A word whose result is not computed from values. The reader of formulas computes the result."""

    about: About
