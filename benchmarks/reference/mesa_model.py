"""The reference workload as a Mesa 3 model. Its agents have three kinds.

All agents of one kind act before the agents of the next kind, as in Mesa's own examples.

Must not know: the engine, or that anyone measures this model.
"""

from __future__ import annotations

import math
from itertools import accumulate

from mesa import Agent, Model

from benchmarks.reference.plain import (
    ATTACK,
    CALM,
    CAPACITIES,
    CAPITAL,
    CIVIL,
    CRISIS,
    CRISIS_PRICE,
    ESCORT,
    EVENTFUL,
    HOLD,
    INFORMATION,
    INTERDICT,
    MOVE,
    ORDERS,
    SIDE_B,
    SIDE_G,
    TURNS,
    VALUE_STEPS,
    VALUES,
    clip,
    logistic,
    losses,
)

ACTIONS = range(8)


class Corridor(Agent):
    """A road: the fuel that it can carry in a turn, and the share of the fuel that is kept away."""

    def __init__(self, model: ReferenceModel, capacity: float) -> None:
        super().__init__(model)
        self.capacity = capacity
        self.pressure = 0.2
        self.clear_effort()

    def clear_effort(self) -> None:
        self.interdict = self.escort = 0.0

    def update_pressure(self) -> None:
        push = logistic(0.9 * (self.interdict - self.escort) + 0.6 * self.random.gauss(0.0, 1.0) - 0.5)
        self.pressure = clip(0.6 * self.pressure + 0.4 * push, 0.0, 1.0)


class Region(Agent):
    """A region of the map: the faction that holds it, the opinion of its people, and the troops of each faction."""

    def __init__(self, model: ReferenceModel, index: int, value: int) -> None:
        super().__init__(model)
        self.value = value
        self.corridor = model.corridors[index % len(CAPACITIES)]
        self.eventful = index < EVENTFUL
        self.control = 0.0
        self.legitimacy = 0.5
        self.unrest = 0.2
        self.troops = [6.0 + 3.0 * ((7 * faction + 5 * index) % 4) for faction in range(len(CALM))]
        self.loss_g = 0.0
        self.clear_effort()

    def clear_effort(self) -> None:
        self.attack_g = self.attack_b = self.civil_g = self.civil_b = 0.0
        self.arriving: list[tuple[int, float]] = []

    def move_troops(self) -> None:
        self.troops = [0.995 * men for men in self.troops]
        for faction, effect in self.arriving:
            self.troops[faction] += 1.5 * effect

    def fight(self) -> None:
        """Compute the losses of both sides, and then the control of the place.

        Control depends on the strengths before losses.
        """
        troops = self.troops
        g = sum(troops[faction] for faction in SIDE_G)
        b = sum(troops[faction] for faction in SIDE_B)
        loss_b = losses(b, min(0.03 * self.attack_g * g / (20.0 + b), 0.5), self.random)
        self.loss_g = losses(g, min(0.05 * self.attack_b * b / (10.0 + g), 0.5), self.random)
        for side, strength, loss in ((SIDE_G, g, self.loss_g), (SIDE_B, b, loss_b)):
            if loss:
                keep = 1.0 - loss / max(strength, 1e-6)
                for faction in side:
                    troops[faction] *= keep
        pull = math.tanh(0.5 * (self.civil_g - self.civil_b) + 0.3 * (g - b) / (g + b + 1.0))
        self.control = clip(self.control + 0.06 * pull + 0.03 * self.random.gauss(0.0, 1.0), -1.0, 1.0)

    def update_opinion(self) -> None:
        """Compute the legitimacy, and then the unrest. The unrest depends on the new legitimacy."""
        price = self.model.price
        change = 0.02 * self.control - 0.01 * self.unrest + 0.02 * self.model.talk - 0.01 * (price - 1.0)
        self.legitimacy = clip(self.legitimacy + change + 0.01 * self.random.gauss(0.0, 1.0), 0.0, 1.0)
        anger = 0.1 * (price - 1.0) * (1.0 - self.legitimacy)
        self.unrest = clip(0.9 * self.unrest + anger + 0.01 * self.loss_g, 0.0, 5.0)

    def suffer_events(self) -> None:
        """Draw up to three events.

        Their number is Poisson, by the inverse of the distribution from one uniform number.
        """
        if not self.eventful:
            return
        rate = 0.2 + 0.3 * self.unrest
        u = self.random.random()
        term = below = math.exp(-rate)
        events = 0
        while events < 3 and u >= below:
            events += 1
            term *= rate / events
            below += term
        self.unrest = min(self.unrest + 0.1 * events, 5.0)


class Faction(Agent):
    """A player: its weights for each action, its supply, and the strength of its story."""

    def __init__(self, model: ReferenceModel, index: int) -> None:
        super().__init__(model)
        self.index = index
        self.on_side_g = index in SIDE_G
        self.calm = tuple(accumulate(CALM[index]))
        self.crisis = tuple(accumulate(CRISIS[index]))
        self.supply = 0.8
        self.narrative = 0.0
        self.clear_effort()

    def clear_effort(self) -> None:
        self.hold = self.information = self.plot = 0.0

    def give_orders(self) -> None:
        """Draw three orders: the action by weight, the region by value, and a size from 1 to 3.

        Each order then changes its target.
        """
        random = self.random
        weights = self.crisis if self.model.price > CRISIS_PRICE else self.calm
        actions = random.choices(ACTIONS, cum_weights=weights, k=ORDERS)
        regions = random.choices(self.model.regions, cum_weights=VALUE_STEPS, k=ORDERS)
        drive = 0.5 + 0.5 * self.supply
        for action, region in zip(actions, regions, strict=True):
            self.carry_out(action, region, (1 + int(3.0 * random.random())) * drive)

    def carry_out(self, action: int, region: Region, effect: float) -> None:
        if action == MOVE:
            region.arriving.append((self.index, effect))
        elif action == ATTACK:
            if self.on_side_g:
                region.attack_g += effect
            else:
                region.attack_b += effect
        elif action == CIVIL:
            if self.on_side_g:
                region.civil_g += effect
            else:
                region.civil_b += effect
        elif action == HOLD:
            self.hold += effect
        elif action == INTERDICT:
            region.corridor.interdict += effect
        elif action == ESCORT:
            region.corridor.escort += effect
        elif action == INFORMATION:
            self.information += effect
        else:
            self.plot += effect

    def update_supply(self) -> None:
        self.supply = clip(0.94 * self.supply + 0.03 * self.hold + 0.06 / self.model.price, 0.1, 1.0)

    def update_narrative(self) -> None:
        told = 0.15 * math.tanh(0.7 * self.information) + 0.05 * self.random.gauss(0.0, 1.0)
        self.narrative = clip(0.9 * self.narrative + told, -1.0, 1.0)


class ReferenceModel(Model):
    """One game with thirteen regions, six corridors and six factions. One step is one turn."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed=seed)
        self.corridors = [Corridor(self, capacity) for capacity in CAPACITIES]
        self.regions = [Region(self, index, value) for index, value in enumerate(VALUES)]
        self.factions = [Faction(self, index) for index in range(len(CALM))]
        self.fuel = 20.0
        self.price = 1.0
        self.talk = 0.0
        self.coup = False
        self.score = 0.0
        self.winner = 0  # 1 means side B, and 2 means side G

    def play(self) -> None:
        """Play all turns."""
        for _ in range(TURNS):
            self.step()

    def step(self) -> None:
        """Draw the orders, and then apply the rules in their order."""
        regions, corridors, factions = (self.agents_by_type[kind] for kind in (Region, Corridor, Faction))
        self.agents.do("clear_effort")
        factions.do("give_orders")
        factions.do("update_supply")
        regions.do("move_troops")
        corridors.do("update_pressure")
        self.update_fuel()
        regions.do("fight")
        factions.do("update_narrative")
        self.talk = self.factions[0].narrative - self.factions[2].narrative
        regions.do("update_opinion")
        self.decide_coup()
        regions.do("suffer_events")
        self.decide_winner()

    def update_fuel(self) -> None:
        """Compute the fuel that arrives by road, and the price of a litre after the arrival."""
        arrives = sum(corridor.capacity * (1.0 - corridor.pressure) for corridor in self.corridors)
        self.fuel = clip(self.fuel + arrives - 6.5, 0.0, 60.0)
        shock = math.exp(0.15 * (20.0 - self.fuel) / 20.0 + 0.03 * self.random.gauss(0.0, 1.0))
        self.price = clip((0.8 * self.price + 0.2) * shock, 0.25, 8.0)

    def decide_coup(self) -> None:
        if self.coup:
            return
        plots = sum(self.factions[faction].plot for faction in SIDE_B)
        risk = logistic(1.2 * (self.price - 1.0) + 0.5 * plots - 3.0 * self.regions[CAPITAL].legitimacy - 6.0)
        self.coup = self.random.random() < risk

    def decide_winner(self) -> None:
        """Record the winner by the first condition that becomes true. The game continues after this."""
        self.score = sum(region.control * region.value for region in self.regions)
        if not self.winner:
            if self.coup or self.score < -2.0:
                self.winner = 1
            elif self.score > 4.0:
                self.winner = 2
