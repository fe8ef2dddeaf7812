"""Seats with their action points and currencies, the lengths of a game, and the par of each seat.

Must not know: people, bots or orders.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.text.formula import Formula


@attrs.frozen
class Seat:
    """A faction that a team may play.

    `pays`: maps each currency to the metric from which the seat pays.
    """

    faction: str
    place: Place
    label: str = ""
    ap: int = 4
    bank: int = 0
    pays: Mapping[str, str] = attrs.field(factory=dict)
    npc: bool = False


@attrs.frozen
class Par:
    """The mean and the standard deviation of a faction's score in games among the scenario's bots.

    The margin is (score - mean) / sd.
    """

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
    """A named part of a faction's score. Formulas compute its weight, and its value from 0 to 100."""

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
PLANNER = "planner"  # the bot that simulates plans
KEEP = "keep"  # a word in place of an action: the doctrine keeps the rest of its points
USUAL = "doctrine"  # the bot of a seat for which no bot is named
TAKEN = (HUMAN, RANDOM, PLANNER)  # no doctrine may have such a name


@attrs.frozen
class DealingStyle:
    """How a doctrine makes deals.

    `sign`, `offer`: the bot signs or offers a deal with more worth than this number.
    `renounce`: the bot leaves a deal in force that has less worth than this number.
    Worth is measured in points of the seat's score.
    `chance`: the probability, in each turn, that the bot makes an offer from which it gains.
    """

    sign: float = 0.0
    offer: float = 0.5
    chance: float = 0.3
    renounce: float = -1.0


@attrs.frozen
class Doctrine:
    """How a bot plays a seat.

    `targets`: action -> role of the target -> the formula of the weight of each possible target.
    `levels`: action -> the formula of the level that the bot wants.
    `answers`: inject -> choice -> weight. Choices have equal chances if an inject has no weights.
    """

    faction: str
    place: Place
    rows: tuple[BotRow, ...]
    purpose: str = ""
    targets: Mapping[str, Mapping[str, Formula]] = attrs.field(factory=dict)
    levels: Mapping[str, Formula] = attrs.field(factory=dict)
    answers: Mapping[str, Mapping[str, Formula]] = attrs.field(factory=dict)
    dealing: DealingStyle = attrs.field(factory=DealingStyle)
