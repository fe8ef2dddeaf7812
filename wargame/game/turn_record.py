"""The record of a resolved turn, which the match keeps.

Must not know: who may read the record.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.match.order import Order
from wargame.model.match.outcome import TurnOutcome
from wargame.model.match.ruling import Ruling


@attrs.frozen
class TurnRecord:
    """A resolved turn.

    The record holds the orders of all seats, the outcome, and the reasons of bots. Each order of a bot has one reason.
    `written`: the reasons that people wrote.
    `rulings`: the facilitator's rulings on this turn.
    `players`: who gave the orders of each seat: `human`, or the name of a bot.
    """

    turn: int
    orders: Mapping[str, tuple[Order, ...]]
    reasons: Mapping[str, tuple[str, ...]]
    outcome: TurnOutcome
    written: Mapping[str, str]
    players: Mapping[str, str]
    rulings: tuple[Ruling, ...] = ()
