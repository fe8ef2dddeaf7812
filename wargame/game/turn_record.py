"""A resolved turn as the match remembers it.

Must not know: who may read it.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.order import Order
from wargame.model.outcome import TurnOutcome


@attrs.frozen
class TurnRecord:
    """A resolved turn.

    The record holds the orders of all seats, the outcome, and the reasons of bots. Each order has one reason.
    `written`: the reasons that people wrote.
    """

    turn: int
    orders: Mapping[str, tuple[Order, ...]]
    reasons: Mapping[str, tuple[str, ...]]
    outcome: TurnOutcome
    written: Mapping[str, str]
