"""The reference workload as plain Python objects. A programmer would write this readable model first.

Must not know: the engine, numpy, or that anyone measures this model.
"""

from __future__ import annotations

import math
from bisect import bisect
from itertools import accumulate
from operator import itemgetter
from random import Random

TURNS = 26
ORDERS = 3
CAPITAL = 12
EVENTFUL = 6  # number of regions with events: regions 0-5
HOLD, MOVE, ATTACK, INTERDICT, ESCORT, CIVIL, INFORMATION, PLOT = range(8)

VALUES = (3, 2, 2, 1, 1, 2, 3, 2, 1, 1, 2, 2, 4)
CAPACITIES = (1.5, 2.0, 1.0, 1.8, 2.2, 2.5)
SIDE_G = (0, 1, 5)
SIDE_B = (2, 3, 4)
CALM = (
    (2, 4, 3, 1, 4, 5, 3, 0),
    (2, 4, 4, 1, 3, 4, 2, 0),
    (3, 4, 5, 3, 1, 2, 4, 2),
    (3, 3, 4, 4, 1, 3, 3, 3),
    (4, 3, 4, 5, 1, 1, 2, 1),
    (4, 2, 1, 1, 2, 6, 4, 0),
)
CRISIS = (
    (2, 3, 2, 1, 8, 4, 2, 0),
    (2, 3, 3, 1, 8, 3, 2, 0),
    (3, 4, 5, 4, 1, 2, 4, 4),
    (3, 3, 4, 5, 1, 3, 3, 5),
    (4, 3, 4, 6, 1, 1, 2, 1),
    (4, 2, 1, 1, 4, 6, 4, 0),
)
CRISIS_PRICE = 1.5
VALUE_STEPS = tuple(accumulate(VALUES))

of_side_g = itemgetter(*SIDE_G)
of_side_b = itemgetter(*SIDE_B)


def logistic(x: float) -> float:
    """Return 1 / (1 + exp(-x)), for x of any sign."""
    return 1.0 / (1.0 + math.exp(-x)) if x > -700.0 else 0.0


def clip(x: float, low: float, high: float) -> float:
    """Return x, but at least `low` and at most `high`."""
    return low if x < low else high if x > high else x


def losses(strength: float, risk: float, rng: Random) -> float:
    """Return whole losses by a normal approximation of a binomial distribution. The result is 0 without risk."""
    if risk == 0.0:
        return 0.0
    drawn = round(strength * risk + math.sqrt(strength * risk * (1.0 - risk)) * rng.gauss(0.0, 1.0))
    return clip(drawn, 0.0, strength)


class Corridor:
    """A road: the fuel that it can carry in a turn, and the share of the fuel that is kept away."""

    __slots__ = ("capacity", "escort", "interdict", "pressure")

    def __init__(self, capacity: float) -> None:
        self.capacity = capacity
        self.pressure = 0.2
        self.interdict = 0.0
        self.escort = 0.0

    def update_pressure(self, rng: Random) -> None:
        push = logistic(0.9 * (self.interdict - self.escort) + 0.6 * rng.gauss(0.0, 1.0) - 0.5)
        self.pressure = clip(0.6 * self.pressure + 0.4 * push, 0.0, 1.0)

    @property
    def flow(self) -> float:
        return self.capacity * (1.0 - self.pressure)


class Region:
    """A region of the map: the faction that holds it, the opinion of its people, and the troops of each faction."""

    __slots__ = (
        "attack_b",
        "attack_g",
        "civil_b",
        "civil_g",
        "control",
        "legitimacy",
        "loss_g",
        "troops",
        "unrest",
        "value",
    )

    def __init__(self, index: int, value: int) -> None:
        self.value = value
        self.control = 0.0
        self.legitimacy = 0.5
        self.unrest = 0.2
        self.troops = [6.0 + 3.0 * ((7 * faction + 5 * index) % 4) for faction in range(6)]
        self.loss_g = 0.0
        self.clear_effort()

    def clear_effort(self) -> None:
        self.attack_g = self.attack_b = self.civil_g = self.civil_b = 0.0

    def fight(self, rng: Random) -> None:
        """Compute the losses of both sides, and then the control of the place.

        Control depends on the strengths before losses.
        """
        troops = self.troops
        g = sum(of_side_g(troops))
        b = sum(of_side_b(troops))
        p_b = min(0.03 * self.attack_g * g / (20.0 + b), 0.5)
        p_g = min(0.05 * self.attack_b * b / (10.0 + g), 0.5)
        loss_b = losses(b, p_b, rng)
        loss_g = losses(g, p_g, rng)
        if loss_g:
            keep = 1.0 - loss_g / max(g, 1e-6)
            for faction in SIDE_G:
                troops[faction] *= keep
        if loss_b:
            keep = 1.0 - loss_b / max(b, 1e-6)
            for faction in SIDE_B:
                troops[faction] *= keep
        self.loss_g = loss_g
        pull = math.tanh(0.5 * (self.civil_g - self.civil_b) + 0.3 * (g - b) / (g + b + 1.0))
        self.control = clip(self.control + 0.06 * pull + 0.03 * rng.gauss(0.0, 1.0), -1.0, 1.0)

    def update_opinion(self, price: float, talk: float, rng: Random) -> None:
        """Compute the legitimacy, and then the unrest. The unrest depends on the new legitimacy."""
        self.legitimacy = clip(
            self.legitimacy
            + 0.02 * self.control
            - 0.01 * self.unrest
            + 0.02 * talk
            - 0.01 * (price - 1.0)
            + 0.01 * rng.gauss(0.0, 1.0),
            0.0,
            1.0,
        )
        self.unrest = clip(
            0.9 * self.unrest + 0.1 * (price - 1.0) * (1.0 - self.legitimacy) + 0.01 * self.loss_g, 0.0, 5.0
        )

    def suffer_events(self, rng: Random) -> None:
        """Draw up to three events.

        Their number is Poisson, by the inverse of the distribution from one uniform number.
        """
        rate = 0.2 + 0.3 * self.unrest
        u = rng.random()
        term = below = math.exp(-rate)
        events = 0
        while events < 3 and u >= below:
            events += 1
            term *= rate / events
            below += term
        self.unrest = min(self.unrest + 0.1 * events, 5.0)


class Faction:
    """A player: its weights for each action, its supply, and the strength of its story."""

    __slots__ = ("calm", "crisis", "hold", "information", "narrative", "plot", "supply")

    def __init__(self, calm: tuple[int, ...], crisis: tuple[int, ...]) -> None:
        self.calm = tuple(accumulate(calm))
        self.crisis = tuple(accumulate(crisis))
        self.supply = 0.8
        self.narrative = 0.0
        self.clear_effort()

    def clear_effort(self) -> None:
        self.hold = self.information = self.plot = 0.0

    def draw_orders(self, price: float, rng: Random) -> list[tuple[int, int, int]]:
        """Return three orders: the action by weight, the region by value, and a size from 1 to 3."""
        random = rng.random
        steps = self.crisis if price > CRISIS_PRICE else self.calm
        return [
            (
                bisect(steps, random() * steps[-1]),
                bisect(VALUE_STEPS, random() * VALUE_STEPS[-1]),
                1 + int(3.0 * random()),
            )
            for _ in range(ORDERS)
        ]

    def update_supply(self, price: float) -> None:
        self.supply = clip(0.94 * self.supply + 0.03 * self.hold + 0.06 / price, 0.1, 1.0)

    def update_narrative(self, rng: Random) -> None:
        told = 0.15 * math.tanh(0.7 * self.information) + 0.05 * rng.gauss(0.0, 1.0)
        self.narrative = clip(0.9 * self.narrative + told, -1.0, 1.0)


class Game:
    """One game with thirteen regions, six corridors, six factions and 26 turns."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.regions = [Region(index, value) for index, value in enumerate(VALUES)]
        self.corridors = [Corridor(capacity) for capacity in CAPACITIES]
        self.factions = [Faction(calm, crisis) for calm, crisis in zip(CALM, CRISIS, strict=True)]
        self.fuel = 20.0
        self.price = 1.0
        self.coup = False
        self.score = 0.0
        self.winner = 0  # 1 means side B, and 2 means side G

    def play(self) -> None:
        """Play all turns."""
        for _ in range(TURNS):
            self.play_turn()

    def play_turn(self) -> None:
        """Draw the orders, and then apply the rules in their order."""
        rng = self.rng
        self.take_orders()
        for faction in self.factions:
            faction.update_supply(self.price)
        for region in self.regions:
            region.troops = [0.995 * men for men in region.troops]
        for region, mover, effect in self.moves:
            region.troops[mover] += 1.5 * effect
        for corridor in self.corridors:
            corridor.update_pressure(rng)
        self.fuel = clip(self.fuel + sum([corridor.flow for corridor in self.corridors]) - 6.5, 0.0, 60.0)
        shock = math.exp(0.15 * (20.0 - self.fuel) / 20.0 + 0.03 * rng.gauss(0.0, 1.0))
        self.price = clip((0.8 * self.price + 0.2) * shock, 0.25, 8.0)
        for region in self.regions:
            region.fight(rng)
        for faction in self.factions:
            faction.update_narrative(rng)
        talk = self.factions[0].narrative - self.factions[2].narrative
        for region in self.regions:
            region.update_opinion(self.price, talk, rng)
        self.decide_coup()
        for region in self.regions[:EVENTFUL]:
            region.suffer_events(rng)
        self.decide_winner()

    def take_orders(self) -> None:
        """Add the effects of all orders to the efforts."""
        for region in self.regions:
            region.clear_effort()
        for corridor in self.corridors:
            corridor.interdict = corridor.escort = 0.0
        self.moves: list[tuple[Region, int, float]] = []
        for index, faction in enumerate(self.factions):
            faction.clear_effort()
            drive = 0.5 + 0.5 * faction.supply
            on_side_g = index in SIDE_G
            for action, place, size in faction.draw_orders(self.price, self.rng):
                effect = size * drive
                if action == MOVE:
                    self.moves.append((self.regions[place], index, effect))
                elif action == ATTACK:
                    if on_side_g:
                        self.regions[place].attack_g += effect
                    else:
                        self.regions[place].attack_b += effect
                elif action == CIVIL:
                    if on_side_g:
                        self.regions[place].civil_g += effect
                    else:
                        self.regions[place].civil_b += effect
                elif action == HOLD:
                    faction.hold += effect
                elif action == INTERDICT:
                    self.corridors[place % 6].interdict += effect
                elif action == ESCORT:
                    self.corridors[place % 6].escort += effect
                elif action == INFORMATION:
                    faction.information += effect
                else:
                    faction.plot += effect

    def decide_coup(self) -> None:
        if self.coup:
            return
        plots = sum([self.factions[faction].plot for faction in SIDE_B])
        risk = logistic(1.2 * (self.price - 1.0) + 0.5 * plots - 3.0 * self.regions[CAPITAL].legitimacy - 6.0)
        self.coup = self.rng.random() < risk

    def decide_winner(self) -> None:
        """Record the winner by the first condition that becomes true. The game continues after this."""
        self.score = sum([region.control * region.value for region in self.regions])
        if not self.winner:
            if self.coup or self.score < -2.0:
                self.winner = 1
            elif self.score > 4.0:
                self.winner = 2


def outcome(game: Game) -> dict[str, float]:
    """Return the values of a game to compare between engines.

    The values are means over regions, corridors and factions.
    """
    return {
        "fuel": game.fuel,
        "price": game.price,
        "coup": float(game.coup),
        "score": game.score,
        "side_b": float(game.winner == 1),
        "side_g": float(game.winner == 2),
        "supply": sum(f.supply for f in game.factions) / 6,
        "narrative": sum(f.narrative for f in game.factions) / 6,
        "pressure": sum(c.pressure for c in game.corridors) / 6,
        "control": sum(r.control for r in game.regions) / 13,
        "legitimacy": sum(r.legitimacy for r in game.regions) / 13,
        "unrest": sum(r.unrest for r in game.regions) / 13,
        "troops": sum(sum(r.troops) for r in game.regions) / 78,
    }
