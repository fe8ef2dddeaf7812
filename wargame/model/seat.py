"""Seats with their action points and currencies, the lengths of a game, and the par of each seat.

Must not know: people, bots or orders.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.formula import Formula


@attrs.frozen
class Seat:
    """A faction that a team may play. `pays` maps each currency to the metric that pays it."""

    faction: str
    place: Place
    label: str = ""
    ap: int = 4
    bank: int = 0
    pays: Mapping[str, str] = attrs.field(factory=dict)
    npc: bool = False


@attrs.frozen
class Par:
    """The mean and the standard deviation of a faction's score among reference bots. Margin = (score - mean) / sd."""

    mean: float
    sd: float


@attrs.frozen
class Length:
    """The number of turns of a game, with the par of each seat at that length."""

    turns: int
    place: Place
    name: str = ""
    par: Mapping[str, Par] = attrs.field(factory=dict)


@attrs.frozen
class Component:
    """A named part of a faction's score: weight and value (0 to 100) are formulas over the state."""

    name: str
    weight: Formula
    value: Formula
    label: str = ""


@attrs.frozen
class Ending:
    """A way in which the game can end before its last turn."""

    name: str
    when: Formula
    label: str = ""
    text: str = ""


@attrs.frozen
class BotRow:
    """One row of a doctrine: its condition, the weights of actions, and the reason that the bot states."""

    weights: Mapping[str, Formula]
    when: Formula | None = None
    reason: str = ""


HUMAN = "human"
RANDOM = "random"  # the bot that draws among legal orders
PLANNER = "planner"  # the bot that looks ahead
KEEP = "keep"  # the pseudo-action by which a doctrine keeps the rest of its points
USUAL = "doctrine"  # the bot of a seat for which no bot is named
TAKEN = (HUMAN, RANDOM, PLANNER)  # no doctrine may have such a name


@attrs.frozen
class DealingStyle:
    """How a doctrine deals.

    The bot signs and offers deals with more worth than a threshold, and leaves deals with less worth than another
    threshold. Thresholds are points of the seat's score.
    `chance`: the probability, each turn, that the bot makes an offer from which it gains.
    """

    sign: float = 0.0
    offer: float = 0.5
    chance: float = 0.3
    renounce: float = -1.0


@attrs.frozen
class Doctrine:
    """How a bot plays a seat.

    `targets`: action -> role -> weight of each target.
    `levels`: action -> level.
    `answers`: inject -> choice -> weight. All choices of an inject without weights have equal chances.
    """

    faction: str
    place: Place
    rows: tuple[BotRow, ...]
    purpose: str = ""
    targets: Mapping[str, Mapping[str, Formula]] = attrs.field(factory=dict)
    levels: Mapping[str, Formula] = attrs.field(factory=dict)
    answers: Mapping[str, Mapping[str, Formula]] = attrs.field(factory=dict)
    dealing: DealingStyle = attrs.field(factory=DealingStyle)
