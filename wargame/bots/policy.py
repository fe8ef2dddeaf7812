"""Chooses the orders of a seat for all games at once: by a doctrine, or at random among legal orders.

Must not know: values that the seat does not see. The dice have the names `bot|seat|name|n`. The dice of bots therefore
never change the dice of rules. A wish is the weight of a target. Funds are action points and money.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.opening import streak_rows
from wargame.adjudicator.orders import Ints, OrderTable
from wargame.bots.answers import Answers
from wargame.bots.bargains import Bargains
from wargame.bots.choice_buffer import DICE, SLOTS, TABLES, ChoiceBuffer, Column, pick
from wargame.bots.compiled.seats import Choose, SeatTables
from wargame.bots.compiled.wishes import ChoiceNodes
from wargame.bots.names import check_bot
from wargame.bots.prepared_action import PreparedAction, prepare_action
from wargame.bots.price_table import PriceTable
from wargame.bots.weights import Weights
from wargame.model.match.order import Order
from wargame.model.rules.deal import Terms
from wargame.model.scenario.seat import RANDOM
from wargame.numeric import dice
from wargame.numeric.exact import Floats, Truths
from wargame.rulebook.numpy_writer.program import DenseProgram, RowsProgram


@attrs.frozen
class Chosen:
    """An order of a bot, with the reason of the bot."""

    order: Order
    reason: str


class Policy:
    """Chooses the orders of one bot in one seat. The bot follows a doctrine, or is the bot `random`."""

    def __init__(self, adjudicator: Adjudicator, seat: str, name: str) -> None:
        check_bot(adjudicator.scenario, seat, name)
        self.adjudicator = adjudicator
        self.rulebook = adjudicator.rulebook
        self.seat = seat
        self.name = name
        self.doctrine = self.rulebook.rules.doctrines[name][seat] if name != RANDOM else None
        found = []
        self._bargains = Bargains(self.rulebook, seat, name, self.doctrine.doctrine.dealing if self.doctrine else None)
        self._answers = Answers(self.rulebook, seat, name, self.doctrine.answers if self.doctrine else {})
        for number, checked in adjudicator.legality.actions(seat):
            if not checked.action.weighed:
                continue
            targets = self.doctrine.targets.get(checked.action.name, {}) if self.doctrine else {}
            level = self.doctrine.levels.get(checked.action.name) if self.doctrine else None
            if self.doctrine is None or any(checked.action.name in row.weights for row in self.doctrine.rows):
                found.append(prepare_action(self.rulebook, seat, number, checked, targets, level))
        self.actions: tuple[PreparedAction, ...] = tuple(found)
        self._sizes = np.array([a.sizes[0] if a.sizes else 1 for a in self.actions] or [1], dtype=np.intp)
        self._offsets = np.add.accumulate(self._sizes) - self._sizes
        steps = np.arange(self._sizes.max(), dtype=np.intp)[:, None]
        self._cells = np.where(steps < self._sizes, self._offsets + steps, self._sizes.sum())
        self._numbers = np.array([a.number for a in self.actions], dtype=np.intp)
        self._price_table = PriceTable.of(self.actions, self.doctrine is None)
        nodes = [n for a in self.actions for n in (a.wish, *a.least.values())]
        self._wishes = self.rulebook.writer.dense(f"wishes_{seat}", nodes)
        self._weights = Weights(self.rulebook, seat, self.doctrine, self.actions)
        self._compiled: Choose | None = None

    @cached_property
    def _keys(self) -> dice.Bits:
        entity = self.adjudicator.scenario.entities[self.seat]
        return dice.die_keys([f"bot|{entity.die}|{self.name}|{n}" for n in range(SLOTS * DICE)])

    def _u(self, state: State, slot: int, which: int, games: Ints) -> Floats:
        key = self._keys[slot * DICE + which : slot * DICE + which + 1]
        return np.asarray(dice.unit(dice.draw(state.choice_keys[games], key)))

    # -- compiled -----------------------------------------------------------------------------------------------------

    @property
    def programs(self) -> list[DenseProgram | RowsProgram]:
        """Return all programs of the bot. A program computes some formulas for all games."""
        found: list[DenseProgram | RowsProgram] = [self._wishes, self._weights.program, *self._bargains.programs]
        for action in self.actions:
            found += [p for p in (action.at_order, action.goal, action.level) if p is not None]
        return found

    def tables(self, seats: Sequence[str]) -> SeatTables:
        """Return the tables that compiled code needs to choose orders, in games with these seats."""
        actions, table = self.actions, self._price_table
        starts = streak_rows(self.rulebook, seats)
        position = list(seats).index(self.seat)
        second = [a.sizes[1] if len(a.sizes) > 1 else 0 for a in actions]
        cells = [int(np.prod(a.sizes)) * bool(a.checked.giver_axis) * position for a in actions]
        return SeatTables(
            currencies=self._currencies,
            sizes=self._sizes[: len(actions)],
            offsets=self._offsets[: len(actions)],
            second=np.array(second, dtype=np.int64),
            streaks=np.array(
                [starts[a.checked.action.name].start + own for a, own in zip(actions, cells, strict=True)],
                dtype=np.int64,
            ),
            level_counts=table.counts,
            steps=table.step,
            conditions=np.array([a.conditions for a in actions], dtype=np.int64),
            free=table.free,
            looked_at=table.looked_at,
            settled=table.settled_at_lowest,
            repeats=np.array([a.checked.action.repeat for a in actions], dtype=bool),
            levels=table.levels,
            prices=table.prices,
            costs=tuple(a.currencies for a in actions),
            orders=tuple(a.at_order for a in actions),
            goals=tuple(a.goal for a in actions),
            wanted=tuple(a.level for a in actions),
            keys=self._keys,
            drawn=self.doctrine is None,
            numbers=self._numbers,
            nodes=self._choice_nodes(),
        )

    def _choice_nodes(self) -> ChoiceNodes:
        order = self._currencies
        return ChoiceNodes(
            axes=tuple(a.axes[:1] for a in self.actions),
            wishes=tuple(a.wish for a in self.actions),
            least=tuple(
                tuple((order.index(c), node) for c, node in a.least.items() if c in order) for a in self.actions
            ),
            rows=tuple(map(tuple, self._weights.rows)),
            questions=self._answers.questions,
            answer=self._answers.number,
            bargains=self._bargains.tables,
        )

    def reason(self, row: int) -> str:
        """Return the reason that row number `row` of the doctrine states."""
        return "any legal order" if self.doctrine is None else self.doctrine.rows[row].reason

    def with_other_dice(self, number: int) -> Policy:
        """Return the same bot with other dice for its choices. The number 0 means the usual dice of the bot."""
        if number == 0:
            return self
        twin = copy.copy(self)
        entity = self.adjudicator.scenario.entities[self.seat]
        names = (f"bot|{entity.die}|{self.name}|again {number}|{n}" for n in range(SLOTS * DICE))
        twin.__dict__["_keys"] = dice.die_keys(list(names))
        return twin

    def use(self, choose: Choose) -> None:
        """Use compiled code for choices from now on. The orders stay the same."""
        self._compiled = choose

    # -- choosing ----------------------------------------------------------------------------------------------------

    def choose(self, state: State, terms: Mapping[str, Terms] | None = None) -> tuple[list[Column], Ints]:
        """Return two results for all games: columns (arrays) of orders, and the number of the doctrine row that each
        game used [games].

        `terms`: by table, the written terms that the other party offers to this seat in all games.
        """
        left = self._left(state)
        answers = self._answers.columns(state, SLOTS)
        if self._compiled is not None and not terms:
            found, row = self._compiled(state, state.streaks, left)
            return [*found, *answers], row
        answers += self._bargains.columns(state, TABLES, terms)
        least, wishes = self._least_and_wishes(state)
        weights, row = self._weights.of(state)
        buffer = ChoiceBuffer(
            left=dict(zip(self._currencies, left, strict=True)),
            least=dict(zip(self._currencies, least, strict=True)),
            wishes=wishes,
            cells=self._cells,
            counts=self._counts(state, wishes),
            weights=weights,
            row=row,
            started=np.zeros(state.games, dtype=bool),
            going=np.arange(state.games, dtype=np.intp),
        )
        if self.actions:
            for slot in range(SLOTS):
                if not self._slot(state, buffer, slot):
                    break
        return [*buffer.columns, *answers], row

    def possible(self, state: State) -> Truths:
        """Return, for each action, whether the seat may believe that the action is legal at the lowest level, for at
        least one target.

        The array has the shape [actions of the rule set, games]. Actions that the bot never uses are false. The bot
        `random` uses all actions.
        """
        left, (least, wishes) = self._left(state), self._least_and_wishes(state)
        fine = self._counts(state, wishes)[:-1] > 0
        for currency in range(left.shape[0]):
            fine &= least[currency, :-1] <= left[currency]
        found = np.zeros((len(self.rulebook.rules.actions), state.games), dtype=bool)
        found[self._numbers] = fine
        return found

    @cached_property
    def _currencies(self) -> tuple[str, ...]:
        return ("ap", *(c for seat, c in self.adjudicator.settlement.purses if seat == self.seat))

    def _left(self, state: State) -> Floats:
        """Return the remaining funds by currency. The shape is [currencies, games]."""
        settlement = self.adjudicator.settlement
        left = np.empty((len(self._currencies), state.games))
        left[0] = settlement.points_of(state)[state.seats.index(self.seat)]
        for k, currency in enumerate(self._currencies[1:], 1):
            purse = settlement.purses[self.seat, currency]
            np.subtract(purse.view(state), purse.low, out=left[k])
        return left

    def _least_and_wishes(self, state: State) -> tuple[Floats, Floats]:
        """Return the least price of each action, and the wishes for all targets."""
        games = state.games
        least = np.zeros((len(self._currencies), len(self.actions) + 1, games))
        wishes = np.empty((int(self._sizes.sum()) + 1, games))
        wishes[-1] = 0.0
        values = iter(self._wishes(state))
        for a, action in enumerate(self.actions):
            wishes[self._offsets[a] : self._offsets[a] + self._sizes[a]] = next(values)
            for currency in action.least:
                price = next(values)
                if currency in self._currencies:
                    least[self._currencies.index(currency), a] = price
        return least, wishes

    def _counts(self, state: State, wishes: Floats) -> npt.NDArray[np.int32]:
        """Return how many targets of each action have a wish. Targets that may not repeat are not counted."""
        counts = np.ones((len(self.actions) + 1, state.games), dtype=np.int32)
        position = state.seats.index(self.seat)
        for a, action in enumerate(self.actions):
            mine = wishes[self._offsets[a] : self._offsets[a] + self._sizes[a]]
            if not action.checked.action.repeat and len(action.axes) < 2:
                self._no_repeats(state, action, position, mine)
            np.add.reduce(mine > 0.0, axis=0, dtype=np.int32, out=counts[a])
        return counts

    @staticmethod
    def _no_repeats(state: State, action: PreparedAction, position: int, wish: Floats) -> None:
        streaks = state.streaks_of(action.checked.action.name)
        start = position * wish.shape[0] if action.checked.giver_axis else 0
        wish[state.last_turn(streaks[start : start + wish.shape[0]])] = 0.0

    # -- one order in every game --------------------------------------------------------------------------------------

    def _slot(self, state: State, buffer: ChoiceBuffer, slot: int) -> bool:
        """Choose one more order in each game in which the bot still chooses. Return whether such a game is left."""
        games = buffer.going
        reached = np.add.accumulate(buffer.chances(), axis=0)
        goes = reached[-1] > 0.0
        if not goes.all():
            games, reached = games[goes], np.compress(goes, reached, axis=1)
        if not games.size:
            return False
        buffer.going = games
        actions = pick(reached, self._u(state, slot, 0, games))
        keeps = actions == len(self.actions)
        if keeps.any():
            buffer.weights[:, games[keeps]] = 0.0
            games, actions = games[~keeps], actions[~keeps]
            buffer.going = games
        first = pick(np.add.accumulate(buffer.targets(actions, games), axis=0), self._u(state, slot, 1, games))
        second, fine = np.zeros(games.size, dtype=np.intp), np.ones(games.size, dtype=bool)
        if self._price_table.pairs.any():
            for a, rows in _groups(actions, self._price_table.pairs):
                second[rows], fine[rows] = self._goal(state, buffer, a, slot, first[rows], games[rows])
        order = _Orders(games, actions, first, second, np.zeros(games.size, dtype=np.intp), fine)
        self._set_levels(state, slot, order)
        prices, legal = self._prices(state, buffer, order)
        over = ~buffer.payable(prices, games)
        if (over & (order.step > 0)).any():
            order.step[over] = 0
            prices, legal = self._prices(state, buffer, order)
            over = ~buffer.payable(prices, games)
        np.logical_and(fine, legal & ~over, out=fine)
        self._record(buffer, slot, order, prices)
        return bool(games.size)

    def _set_levels(self, state: State, slot: int, order: _Orders) -> None:
        """Set the level of each order, as a position among the levels of its action."""
        table = self._price_table
        order.step[...] = table.step[order.actions]
        if self.doctrine is None:
            u, counts = self._u(state, slot, 3, order.games), table.counts[order.actions]
            order.step[...] = np.minimum((u * counts).astype(np.intp), counts - 1)
            return
        for a, rows in _groups(order.actions, table.free):
            action = self.actions[a]
            levels = np.array(action.checked.action.levels)
            program = action.level
            if program is not None:
                cells = (order.first[rows], order.second[rows])
                wanted = np.asarray(program(state, cells, order.games[rows], levels[0])[0], dtype=np.float64)
                middles = (levels[1:] + levels[:-1]) * 0.5
                order.step[rows] = np.searchsorted(middles, np.broadcast_to(wanted, rows.shape))

    def _prices(self, state: State, buffer: ChoiceBuffer, order: _Orders) -> tuple[dict[str, Floats], Truths]:
        """Return the prices of orders at their levels, and whether the orders could be legal at these levels."""
        table = self._price_table
        prices = {
            currency: table.prices[currency][order.actions, order.step]
            if currency in table.prices
            else np.zeros(order.games.size)
            for currency in buffer.left
        }
        legal = np.ones(order.games.size, dtype=bool)
        sure = table.settled_at_lowest[order.actions] & (order.step == 0)
        for a, rows in _groups(np.where(sure, -1, order.actions), table.looked_at):
            action = self.actions[a]
            level = np.array(action.checked.action.levels)[order.step[rows]]
            costs, legal[rows] = self._at(
                state, action, (order.first[rows], order.second[rows]), order.games[rows], level
            )
            for currency, cost in costs.items():
                if currency in prices:
                    prices[currency][rows] = cost
        return prices, legal

    def _record(self, buffer: ChoiceBuffer, slot: int, order: _Orders, prices: dict[str, Floats]) -> None:
        """Record the orders that are possible, and pay their prices.

        Remove ordered and impossible targets from the wishes.
        """
        table, fine = self._price_table, order.fine
        pairs = table.pairs[order.actions] & fine
        gone = ~pairs
        buffer.cross_out(order.actions[gone], order.first[gone], order.games[gone])
        if pairs.any():
            for a, rows in _groups(np.where(pairs, order.actions, -1), table.pairs):
                buffer.record_pair(a, self.actions[a], (order.first[rows], order.second[rows]), order.games[rows])
        rows = np.flatnonzero(fine)
        games, actions = order.games[rows], order.actions[rows]
        buffer.spend({currency: price[rows] for currency, price in prices.items()}, games)
        main = ~buffer.started[games]
        buffer.started[games] = True
        level = table.levels[actions, order.step[rows]]
        buffer.columns.append((slot, games, self._numbers[actions], order.first[rows], order.second[rows], level, main))

    def _goal(
        self, state: State, buffer: ChoiceBuffer, a: int, slot: int, first: Ints, games: Ints
    ) -> tuple[Ints, Truths]:
        """Return the second targets [rows], chosen among the legal targets, and whether any target was legal [rows]."""
        action = self.actions[a]
        size, rows = action.sizes[1], games.size
        pairs = (np.repeat(first, size), np.tile(np.arange(size, dtype=np.intp), rows))
        each = np.repeat(games, size)
        level = np.full(each.size, action.checked.action.levels[0])
        _, legal = self._at(state, action, pairs, each, level)
        wish: Floats = np.ones(each.size)
        if action.goal is not None:
            wish = np.broadcast_to(np.asarray(action.goal(state, pairs, each, level)[0], dtype=np.float64), each.shape)
        legal &= ~self._barred(state, buffer, a, pairs, each)
        by_goal = np.where(legal, np.maximum(wish, 0.0), 0.0).reshape(rows, size).T
        reached = np.add.accumulate(by_goal, axis=0)
        return pick(reached, self._u(state, slot, 2, games)), reached[-1] > 0.0

    def _barred(self, state: State, buffer: ChoiceBuffer, a: int, pairs: tuple[Ints, Ints], games: Ints) -> Truths:
        """Return, for each pair of targets, whether the bot may not order this pair.

        A pair is barred if it was ordered this turn. A pair is also barred if it was ordered last turn and the action
        may not repeat.
        """
        action = self.actions[a]
        slots = pairs[0] * action.sizes[1] + pairs[1]
        given = buffer.given.get(a)
        barred: Truths = given[slots, games] if given is not None else np.zeros(games.size, dtype=bool)
        if not action.checked.action.repeat:
            position = state.seats.index(self.seat) if action.checked.giver_axis else 0
            own = position * action.sizes[0] * action.sizes[1]
            barred = barred | state.last_turn(state.streaks_of(action.checked.action.name)[own + slots, games])
        return barred

    def _at(
        self, state: State, action: PreparedAction, cells: tuple[Ints, Ints], games: Ints, level: Floats
    ) -> tuple[dict[str, Floats], Truths]:
        """Return the prices of orders, and whether the orders could be legal."""
        legal = np.ones(games.size, dtype=bool)
        values = action.at_order(state, cells, games, level)
        for condition in values[: action.conditions]:
            legal &= np.asarray(condition, dtype=bool)
        prices = {
            currency: np.broadcast_to(np.asarray(value, dtype=np.float64), games.shape)
            for currency, value in zip(action.currencies, values[action.conditions :], strict=True)
        }
        return prices, legal


@attrs.frozen(eq=False)
class _Orders:
    """One order in each of some games, as columns (arrays). `step`: the position of the level among the levels of its
    action.
    """

    games: Ints
    actions: Ints
    first: Ints
    second: Ints
    step: Ints
    fine: Truths


def _groups(actions: Ints, wanted: Truths) -> Iterator[tuple[int, Ints]]:
    """Return each wanted action that occurs in `actions`, with the positions at which it occurs."""
    for a in np.flatnonzero(wanted).tolist():
        rows = np.flatnonzero(actions == a)
        if rows.size:
            yield a, rows


def only(columns: list[Column], mine: Truths) -> list[Column]:
    """Return only the orders of the games for which `mine` is true."""
    if mine.all():
        return columns
    kept = ((slot, games, rest, mine[games]) for slot, games, *rest in columns)
    return [(slot, games[own], *(part[own] for part in rest)) for slot, games, rest, own in kept if own.any()]


def join(state: State, chosen: dict[str, list[Column]], orderly: bool = True) -> OrderTable:
    """Join the orders of several bots to one table, sorted by line and by seat.

    `orderly`: whether the caller knows that no bot spends too much.
    """
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
