"""Chooses a seat's orders for any number of games at once: by doctrine, or at random among what is legal.

Must not know: what the seat does not see. Every draw is keyed `bot|seat|name|n`, so bots never move another die.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import Ints, OrderTable
from wargame.adjudicator.settlement import PER_TURN
from wargame.bots.repertoire import Repertoire, repertoire
from wargame.errors import UsageError
from wargame.model.order import Order
from wargame.numeric import dice
from wargame.numeric.exact import Floats
from wargame.rulebook.checked import CheckedDoctrine
from wargame.rulebook.graph import Node

BOTS = ("random", "doctrine")
KEEP = "keep"  # the pseudo-action by which a doctrine keeps the rest of its points
MOST_ORDERS = 16
_DICE = 4  # draws per order: action, first target, second target, level


@attrs.frozen
class Chosen:
    """An order that a bot gives, and why."""

    order: Order
    reason: str


@attrs.define(eq=False)
class _Hand:
    """What is left to a seat while it chooses. In [actions + 1, games], the last row stands for keeping the rest."""

    left: dict[str, Floats]  # points (`ap`) and money by currency [games]
    least: dict[str, Floats]  # the least that each action costs, by currency [actions + 1, games]
    wishes: list[Floats]  # per action [targets, games]
    counts: Ints  # targets still wished for [actions + 1, games]
    weights: Floats  # [actions + 1, games]
    row: Ints  # which doctrine row is followed [games]
    started: npt.NDArray[np.bool_]
    given: dict[int, npt.NDArray[np.bool_]] = attrs.field(factory=dict)  # pairs ordered already [pairs, games]
    columns: list[tuple[Any, ...]] = attrs.field(factory=list)


class Policy:
    """One bot in one seat."""

    def __init__(self, adjudicator: Adjudicator, seat: str, name: str) -> None:
        if name not in BOTS:
            raise UsageError(f"no bot is called {name}; the bots are {', '.join(BOTS)}")
        if seat not in adjudicator.scenario.seats:
            raise UsageError(f"no seat is called {seat}; the seats are {', '.join(adjudicator.scenario.seats)}")
        self.adjudicator = adjudicator
        self.rulebook = adjudicator.rulebook
        self.seat = seat
        self.name = name
        self.doctrine: CheckedDoctrine | None = None
        if name == "doctrine":
            self.doctrine = self.rulebook.rules.doctrines.get(seat)
            if self.doctrine is None:
                raise UsageError(f"{adjudicator.scenario.name} has no doctrine for {seat}; use {seat}=random")
        found = []
        for number, checked in adjudicator.legality.actions(seat):
            targets = self.doctrine.targets.get(checked.action.name, {}) if self.doctrine else {}
            level = self.doctrine.levels.get(checked.action.name) if self.doctrine else None
            if self.doctrine is None or self._wanted(checked.action.name):
                found.append(repertoire(self.rulebook, seat, number, checked, targets, level))
        self.actions: tuple[Repertoire, ...] = tuple(found)

    def _wanted(self, action: str) -> bool:
        return self.doctrine is not None and any(action in row.weights for row in self.doctrine.rows)

    @cached_property
    def _wishes(self) -> Any:
        nodes = [n for a in self.actions for n in (a.wish, *a.least.values())]
        return self.rulebook.writer.dense(f"wishes_{self.seat}", nodes)

    @cached_property
    def _rows(self) -> Any:
        zero = self.rulebook.graph.number(0.0)
        true = self.rulebook.graph.truth(True)
        nodes: list[Node] = []
        for row in self.doctrine.rows if self.doctrine else ():
            nodes.append(row.when if row.when is not None else true)
            nodes.extend(row.weights.get(a.checked.action.name, zero) for a in self.actions)
            nodes.append(row.weights.get(KEEP, zero))
        return self.rulebook.writer.dense(f"doctrine_{self.seat}", nodes)

    @cached_property
    def _keys(self) -> dice.Bits:
        entity = self.adjudicator.scenario.entities[self.seat]
        return dice.die_keys([f"bot|{entity.die}|{self.name}|{n}" for n in range(MOST_ORDERS * _DICE)])

    def _u(self, state: State, slot: int, which: int, games: Ints) -> Floats:
        key = self._keys[slot * _DICE + which : slot * _DICE + which + 1]
        return np.asarray(dice.unit(dice.draw(state.turn_keys[games], key)))

    # -- choosing ---------------------------------------------------------------------------------------------------

    def choose(self, state: State) -> tuple[list[tuple[Any, ...]], Ints]:
        """Choose for every game: columns (game, action, first, second, level, main) by slot, and doctrine rows."""
        hand = self._hand(state)
        games = np.arange(state.games, dtype=np.intp)
        for slot in range(MOST_ORDERS):
            games = self._slot(state, hand, slot, games)
            if not games.size:
                break
        return hand.columns, hand.row

    def _hand(self, state: State) -> _Hand:
        settlement = self.adjudicator.settlement
        games, rows = state.games, len(self.actions) + 1
        position = state.seats.index(self.seat)
        left = {"ap": settlement.points_of(state)[position].copy()} | {
            currency: state.metrics[purse.metric][purse.cells] - purse.low
            for (seat, currency), purse in settlement.purses.items()
            if seat == self.seat
        }
        least = {currency: np.zeros((rows, games)) for currency in left}
        counts = np.ones((rows, games), dtype=np.intp)
        values = iter(self._wishes(state))
        wishes = []
        for a, action in enumerate(self.actions):
            size = action.sizes[0] if action.sizes else 1
            wish = np.array(np.broadcast_to(np.asarray(next(values), dtype=np.float64), (size, games)))
            if not action.checked.action.repeat:
                self._no_repeats(state, action, position, wish)
            wishes.append(wish)
            np.sum(wish > 0.0, axis=0, out=counts[a])
            for currency in action.least:
                price = next(values)
                if currency in least:
                    least[currency][a] = price
        weights, row = self._weights(state)
        return _Hand(left, least, wishes, counts, weights, row, np.zeros(games, dtype=bool))

    @staticmethod
    def _no_repeats(state: State, action: Repertoire, position: int, wish: Floats) -> None:
        if len(action.axes) > 1:
            return
        streaks = state.streaks[action.checked.action.name]
        last = streaks[position * wish.shape[0] : (position + 1) * wish.shape[0]] // PER_TURN
        wish[(last == state.turn - 1) & (last > 0)] = 0.0

    def _weights(self, state: State) -> tuple[Floats, Ints]:
        games = state.games
        weights = np.zeros((len(self.actions) + 1, games))
        row = np.zeros(games, dtype=np.intp)
        if self.doctrine is None:
            weights[:-1] = 1.0
            return weights, row
        values = iter(self._rows(state))
        open_games = np.ones(games, dtype=bool)
        for number in range(len(self.doctrine.rows)):
            holds = np.broadcast_to(np.asarray(next(values), dtype=bool), (games,)) & open_games
            row[holds] = number
            for a in range(len(self.actions) + 1):
                value = np.broadcast_to(np.asarray(next(values), dtype=np.float64), (games,))
                np.copyto(weights[a], np.maximum(value, 0.0), where=holds)
            open_games &= ~holds
        return weights, row

    def _slot(self, state: State, hand: _Hand, slot: int, games: Ints) -> Ints:
        """Choose one order in each of these games; gives the games that go on choosing."""
        whole = games.size == state.games
        chances = hand.weights * (hand.counts > 0) if whole else hand.weights[:, games] * (hand.counts[:, games] > 0)
        for currency, price in hand.least.items():
            chances *= (price if whole else price[:, games]) <= hand.left[currency][games]
        reached = np.add.accumulate(chances, axis=0)
        some = reached[-1] > 0.0
        games, reached = games[some], reached[:, some]
        pick = _pick(reached, self._u(state, slot, 0, games))
        for a in np.unique(pick).tolist():
            if a < len(self.actions):
                self._order(state, hand, slot, a, games[pick == a])
        return games[pick < len(self.actions)]

    def _order(self, state: State, hand: _Hand, slot: int, a: int, games: Ints) -> None:
        action = self.actions[a]
        first = second = np.zeros(games.size, dtype=np.intp)
        if action.axes:
            reached = np.add.accumulate(hand.wishes[a][:, games], axis=0)
            first = _pick(reached, self._u(state, slot, 1, games))
        fine = np.ones(games.size, dtype=bool)
        if len(action.axes) > 1:
            second, fine = self._goal(state, hand, action, slot, first, games)
        level = self._level(state, action, slot, (first, second), games)
        prices, legal = self._at(state, action, (first, second), games, level)
        over = ~self._payable(hand, prices, games)
        if over.any():
            level = np.where(over, action.checked.action.levels[0], level)
            prices, legal = self._at(state, action, (first, second), games, level)
            over = ~self._payable(hand, prices, games)
        fine &= legal & ~over
        self._cross_out(hand, a, (first, second), games, fine)
        taken = games[fine]
        for currency, price in prices.items():
            if currency in hand.left:
                hand.left[currency][taken] -= price[fine]
        main = ~hand.started[taken]
        hand.started[taken] = True
        number = np.full(taken.size, action.number, dtype=np.intp)
        hand.columns.append((slot, taken, number, first[fine], second[fine], level[fine], main))

    def _cross_out(
        self, hand: _Hand, a: int, cells: tuple[Ints, Ints], games: Ints, fine: npt.NDArray[np.bool_]
    ) -> None:
        """Wish no more for what was ordered, nor for what turned out to be impossible."""
        action, (first, second) = self.actions[a], cells
        gone = ~fine if len(action.axes) > 1 else np.ones(games.size, dtype=bool)
        hand.wishes[a][first[gone], games[gone]] = 0.0
        hand.counts[a, games[gone]] -= 1
        if len(action.axes) > 1 and fine.any():
            given = hand.given.get(a)
            if given is None:
                size = action.sizes[0] * action.sizes[1]
                given = hand.given[a] = np.zeros((size, hand.row.size), dtype=bool)
            given[(first * action.sizes[1] + second)[fine], games[fine]] = True

    def _goal(
        self, state: State, hand: _Hand, action: Repertoire, slot: int, first: Ints, games: Ints
    ) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Choose the second target among those that are legal with the first."""
        size, rows = action.sizes[1], games.size
        pairs = (np.repeat(first, size), np.tile(np.arange(size, dtype=np.intp), rows))
        each = np.repeat(games, size)
        level = np.full(each.size, action.checked.action.levels[0])
        _, legal = self._at(state, action, pairs, each, level)
        wish: Floats = np.ones(each.size)
        if action.goal is not None:
            wish = np.broadcast_to(np.asarray(action.goal(state, pairs, each, level)[0], dtype=np.float64), each.shape)
        legal &= ~self._given(state, hand, action, pairs, each)
        by_goal = np.where(legal, np.maximum(wish, 0.0), 0.0).reshape(rows, size).T
        reached = np.add.accumulate(by_goal, axis=0)
        fine = reached[-1] > 0.0
        return _pick(reached, self._u(state, slot, 2, games)), fine

    def _given(
        self, state: State, hand: _Hand, action: Repertoire, pairs: tuple[Ints, Ints], games: Ints
    ) -> npt.NDArray[np.bool_]:
        """Pairs that were ordered already this turn, or last turn where that bars them."""
        slots = pairs[0] * action.sizes[1] + pairs[1]
        given = hand.given.get(self.actions.index(action))
        barred = given[slots, games] if given is not None else np.zeros(games.size, dtype=bool)
        if not action.checked.action.repeat:
            own = state.seats.index(self.seat) * action.sizes[0] * action.sizes[1]
            last = state.streaks[action.checked.action.name][own + slots, games] // PER_TURN
            barred = barred | ((last == state.turn - 1) & (last > 0))
        return barred

    def _level(self, state: State, action: Repertoire, slot: int, cells: tuple[Ints, Ints], games: Ints) -> Floats:
        levels = np.array(action.checked.action.levels)
        if levels.size == 1:
            return np.full(games.size, levels[0])
        if self.doctrine is None:
            u = self._u(state, slot, 3, games)
            return np.asarray(levels[np.minimum((u * levels.size).astype(np.intp), levels.size - 1)])
        if action.level is None:
            return np.full(games.size, levels[0])
        wanted = action.level(state, cells, games, levels[0])[0]
        wanted = np.broadcast_to(np.asarray(wanted, dtype=np.float64), games.shape)
        middles = (levels[1:] + levels[:-1]) * 0.5
        return np.asarray(levels[np.searchsorted(middles, wanted)])

    def _at(
        self, state: State, action: Repertoire, cells: tuple[Ints, Ints], games: Ints, level: Floats
    ) -> tuple[dict[str, Floats], npt.NDArray[np.bool_]]:
        """Prices of orders, and whether they could be legal."""
        values = action.at_order(state, cells, games, level)
        legal = np.ones(games.size, dtype=bool)
        for condition in values[: action.conditions]:
            legal &= np.asarray(condition, dtype=bool)
        prices = {
            currency: np.broadcast_to(np.asarray(value, dtype=np.float64), games.shape)
            for currency, value in zip(action.currencies, values[action.conditions :], strict=True)
        }
        return prices, legal

    @staticmethod
    def _payable(hand: _Hand, prices: dict[str, Floats], games: Ints) -> npt.NDArray[np.bool_]:
        fine = np.ones(games.size, dtype=bool)
        for currency, price in prices.items():
            if currency in hand.left:
                fine &= (price <= hand.left[currency][games]) | (price <= 0.0)
        return fine


def _pick(reached: Floats, u: Floats) -> Ints:
    """The first position at which cumulative weights [positions, rows] exceed a share u of their total."""
    return np.asarray(np.minimum((reached <= u * reached[-1]).sum(axis=0), reached.shape[0] - 1), dtype=np.intp)


def join(state: State, chosen: dict[str, list[tuple[Any, ...]]], orderly: bool = True) -> OrderTable:
    """The orders of several bots as one table, line by line and seat by seat; bots keep to what they have."""
    rows = sorted(
        (slot, state.seats.index(seat), i, columns)
        for seat, found in chosen.items()
        for i, (slot, *columns) in enumerate(found)
    )
    if not rows:
        empty = np.zeros(0, dtype=np.intp)
        return OrderTable(empty, empty, empty, empty, empty, empty, np.zeros(0), np.zeros(0, dtype=bool))
    sizes = [columns[0].size for *_, columns in rows]
    parts = [np.concatenate([columns[k] for *_, columns in rows]) for k in range(6)]
    seat = np.repeat(np.array([r[1] for r in rows], dtype=np.intp), sizes)
    line = np.repeat(np.array([r[0] for r in rows], dtype=np.intp), sizes)
    return OrderTable(parts[0], seat, line, parts[1], parts[2], parts[3], parts[4], parts[5], orderly)


def bot_orders(adjudicator: Adjudicator, state: State, seat: str, name: str) -> tuple[Chosen, ...]:
    """The orders of a bot in a single game, with its reasons."""
    return policy_orders(Policy(adjudicator, seat, name), state)


def policy_orders(policy: Policy, state: State) -> tuple[Chosen, ...]:
    """The orders of a bot in a single game, with its reasons; a policy that is kept compiles only once."""
    columns, row = policy.choose(state)
    table = join(state, {policy.seat: columns})
    reason = "any legal order" if policy.doctrine is None else policy.doctrine.rows[int(row[0])].reason
    return tuple(Chosen(table.order(policy.rulebook, i), reason) for i in range(table.size))
