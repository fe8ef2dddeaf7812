"""Settles orders: the truth decides what lapses, purses pay, and what is carried out becomes effort.

Must not know: who wrote the orders, or what effort does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator.orders import Ints, OrderTable
from wargame.adjudicator.state import State
from wargame.model.kinds import FACTION
from wargame.numeric.exact import Floats, to_grid
from wargame.rulebook import Rulebook
from wargame.rulebook.checked import CheckedAction

PER_TURN = 64  # a streak is packed as turn * 64 + turns in a row
LONGEST_STREAK = PER_TURN - 1

CARRIED_OUT, NO_POINTS, NO_MONEY, AGAIN, TWICE = -1, -2, -3, -4, -5  # other lapses: position of the failed requirement
REASONS = {
    NO_POINTS: "No action points are left for it.",
    NO_MONEY: "It cannot be paid.",
    AGAIN: "It was ordered there last turn, and cannot be repeated at once.",
    TWICE: "It is ordered there already this turn.",
}


@attrs.frozen(eq=False)
class Purse:
    """The cells that pay a currency for a seat."""

    metric: int
    name: str
    cells: tuple[int, ...]  # index of the cell in storage axes; empty for the nation
    low: float

    def view(self, state: State) -> Floats:
        """What is in the purse [games]; writing to it pays."""
        return np.asarray(state.metrics[self.metric][self.cells])


@attrs.frozen(eq=False)
class Settled:
    """What became of the orders of a table, row by row: outcome code, points spent, money spent by currency."""

    outcome: npt.NDArray[np.int64]
    points: Floats
    paid: dict[str, Floats]


class Settlement:
    """Settles orders under one rule book."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.actions = list(rulebook.rules.actions.values())
        main, fatigue = rulebook.scenario.rules.effort.main, rulebook.scenario.rules.effort.fatigue
        self.main = main
        powers = [1.0]
        for _ in range(LONGEST_STREAK):
            powers.append(powers[-1] * fatigue)
        self.powers = np.array(powers)
        self.points = np.array([float(seat.ap) for seat in rulebook.scenario.seats.values()])

    @cached_property
    def _programs(self) -> list[Callable[..., list[Any]]]:
        return [
            self.rulebook.writer.rows(f"check_{i}", a.axes, [*a.requires, *a.cost.values()])
            for i, a in enumerate(self.actions)
        ]

    @cached_property
    def purses(self) -> dict[tuple[str, str], Purse]:
        """The purse of every seat and currency that its actions name."""
        scenario = self.rulebook.scenario
        names = list(scenario.rules.metrics)
        found = {}
        for checked in self.actions:
            for currency in checked.cost:
                for seat, row in scenario.seats.items():
                    metric = row.pays.get(currency, currency)
                    if currency == "ap" or metric not in names:
                        continue
                    axes = self.rulebook.layout[metric].axes
                    cells = (self.rulebook.faction_index(seat),) if axes == (FACTION,) else ()
                    low = scenario.rules.metrics[metric].low
                    found[seat, currency] = Purse(names.index(metric), metric, cells, low)
        return found

    def points_of(self, state: State) -> Floats:
        """Action points of every seat this turn, banked ones included [seats, games]."""
        order = list(self.rulebook.scenario.seats)
        own = self.points[[order.index(s) for s in state.seats]]
        return own[:, None] + state.banked

    def check(
        self, state: State, action: int, seats: Ints, cells: tuple[Ints, Ints], games: Ints, level: Floats
    ) -> tuple[npt.NDArray[np.int64], dict[str, Floats]]:
        """Test conditions and find prices of orders of one action: (failed requirement or -1, prices)."""
        checked = self.actions[action]
        values = self._programs[action](state, self.places(checked, state, seats, cells), games, level)
        n = len(checked.requires)
        failed = np.full(games.size, CARRIED_OUT, dtype=np.int64)
        for i in reversed(range(n)):
            failed[~np.broadcast_to(np.asarray(values[i], dtype=bool), games.shape)] = i
        prices = {
            currency: np.broadcast_to(np.asarray(value, dtype=np.float64), games.shape)
            for currency, value in zip(checked.cost, values[n:], strict=True)
        }
        return failed, prices

    def places(self, checked: CheckedAction, state: State, seats: Ints, cells: tuple[Ints, Ints]) -> tuple[Ints, ...]:
        """Index arrays for an action's axes: the giver where several may give it, then its targets."""
        givers: tuple[Ints, ...] = ()
        if checked.giver_axis:
            of_seat = np.array([self.rulebook.faction_index(s) for s in state.seats], dtype=np.intp)
            givers = (of_seat[seats],)
        return (*givers, *cells[: len(checked.action.targets)])

    def settle(self, state: State, table: OrderTable) -> Settled:
        """Decide, pay and turn into effort. Orders are taken line by line, so earlier lines are paid first."""
        self._clear(state)
        work = _Work.of(table, self.points_of(state))
        by_action = self._by_action(table)
        for number, rows in by_action:
            self._price(state, work, number, rows)
        if table.orderly and not any((column < 0.0).any() for column in work.paid.values()):
            self._pay_at_once(state, work)
            for number, rows in by_action:
                if self._tracked(state, number):
                    self._follow_up(state, work, number, rows)
                    self._remember(state, work, number, rows)
        else:
            self._line_by_line(state, work)
        banks = np.array([float(self.rulebook.scenario.seats[s].bank) for s in state.seats])
        state.banked[...] = np.minimum(np.maximum(work.left, 0.0), banks[:, None])
        self._effort(state, work, by_action)
        return Settled(work.outcome, work.points, work.paid)

    def _by_action(self, table: OrderTable) -> list[tuple[int, Ints]]:
        """The rows of each action that is ordered, in the order of the table."""
        order = np.argsort(table.action.astype(np.uint16), kind="stable")
        edges = np.searchsorted(table.action[order], np.arange(len(self.actions) + 1))
        return [(a, order[edges[a] : edges[a + 1]]) for a in range(len(self.actions)) if edges[a] < edges[a + 1]]

    def _tracked(self, state: State, number: int) -> bool:
        """Whether anything depends on how often an action was given before."""
        action = self.actions[number].action
        return not (action.repeat and action.stack) or number in self._tiring(state)

    def _tiring(self, state: State) -> set[int]:
        """Actions whose effort (not only their orders) some rule reads."""
        names = {key.split(":")[1] for key in state.efforts if key.startswith("effort:")}
        return {i for i, a in enumerate(self.actions) if a.action.name in names}

    def _line_by_line(self, state: State, work: _Work) -> None:
        table = work.table
        for line in range(int(table.line.max()) + 1 if table.size else 0):
            rows = np.flatnonzero(table.line == line)
            for number in np.unique(table.action[rows]).tolist():
                self._follow_up(state, work, number, rows[table.action[rows] == number])
            self._pay(state, work, rows)
            for number in np.unique(table.action[rows]).tolist():
                self._remember(state, work, number, rows[table.action[rows] == number])

    def _pay_at_once(self, state: State, work: _Work) -> None:
        """The bills of an orderly table, whose seats spend no more than they have; grid amounts add up in any order."""
        table, games = work.table, state.games
        spent = np.bincount(table.seat * games + table.game, weights=work.points, minlength=work.left.size)
        work.left -= spent.reshape(work.left.shape)
        for currency, column in work.paid.items():
            column[work.outcome != CARRIED_OUT] = 0.0
            for position, seat in enumerate(state.seats):
                purse = self.purses.get((seat, currency))
                mine = np.flatnonzero((table.seat == position) & (column != 0.0))
                if purse is not None and mine.size:
                    view = state.metrics[purse.metric][purse.cells]
                    view -= np.bincount(table.game[mine], weights=column[mine], minlength=games)

    def _price(self, state: State, work: _Work, number: int, rows: Ints) -> None:
        table, checked = work.table, self.actions[number]
        cells = (table.first[rows], table.second[rows])
        if checked.requires or not checked.fixed_cost:
            failed, prices = self.check(state, number, table.seat[rows], cells, table.game[rows], table.level[rows])
            work.outcome[rows] = failed
        else:
            prices = {currency: node.value for currency, node in checked.cost.items()}
        for currency, price in prices.items():
            if currency == "ap":
                work.points[rows] = price
            else:
                work.paid.setdefault(currency, np.zeros(table.size))[rows] = to_grid(price)
        if not table.orderly or self._tracked(state, number):
            work.slots[rows] = self.slot(checked, table.seat[rows], cells)

    def slot(self, checked: CheckedAction, seats: Ints, cells: tuple[Ints, Ints]) -> Ints:
        """Row of (seat, targets) in an action's streaks."""
        sizes = self.rulebook.world.book.shape(tuple(t.kind for t in checked.action.targets))
        slot = seats
        for size, cell in zip(sizes, cells, strict=False):
            slot = slot * size + cell
        return slot

    def _follow_up(self, state: State, work: _Work, number: int, rows: Ints) -> None:
        """Find how often in a row each order was given before, and refuse what may not be given again."""
        action = self.actions[number].action
        packed = state.streaks[action.name][work.slots[rows], work.table.game[rows]]
        last, run = packed // PER_TURN, packed % PER_TURN
        now = last == state.turn
        work.streak[rows] = np.where(now, run - 1, np.where(last == state.turn - 1, run, 0))
        fine = work.outcome[rows] == CARRIED_OUT
        if not action.stack:
            work.outcome[rows[fine & now]] = TWICE
        if not action.repeat:
            work.outcome[rows[fine & ~now & (last == state.turn - 1) & (packed > 0)]] = AGAIN

    def _remember(self, state: State, work: _Work, number: int, rows: Ints) -> None:
        rows = rows[work.outcome[rows] == CARRIED_OUT]
        run = np.minimum(work.streak[rows] + 1, LONGEST_STREAK).astype(np.int32)
        streaks = state.streaks[self.actions[number].action.name]
        streaks[work.slots[rows], work.table.game[rows]] = state.turn * PER_TURN + run

    def _pay(self, state: State, work: _Work, rows: Ints) -> None:
        """Points and money of one line; a seat has one order there, so rows do not meet in a purse of their own."""
        seats, games = work.table.seat[rows], work.table.game[rows]
        short = work.left[seats, games] < work.points[rows]
        work.outcome[rows[short & (work.outcome[rows] == CARRIED_OUT)]] = NO_POINTS
        work.points[rows[short]] = 0.0
        work.left[seats, games] -= work.points[rows]
        bills = list(self._bills(state, work, rows))
        for purse, column, mine in bills:
            after = state.metrics[purse.metric][purse.cells][work.table.game[mine]] - column[mine]
            poor = (after < purse.low) & (column[mine] > 0.0) & (work.outcome[mine] == CARRIED_OUT)
            work.outcome[mine[poor]] = NO_MONEY
        lapsed = rows[work.outcome[rows] != CARRIED_OUT]
        for column in work.paid.values():
            column[lapsed] = 0.0
        for purse, column, mine in bills:
            high = self.rulebook.layout[purse.name].metric.high
            view = state.metrics[purse.metric][purse.cells]
            before = view[work.table.game[mine]]
            view[work.table.game[mine]] = np.minimum(before - column[mine], high)
            column[mine] = before - view[work.table.game[mine]]

    def _bills(self, state: State, work: _Work, rows: Ints) -> Iterator[tuple[Purse, Floats, Ints]]:
        """The rows of a line that owe money, by purse."""
        seats = work.table.seat[rows]
        for currency, column in work.paid.items():
            for position, seat in enumerate(state.seats):
                mine = rows[(seats == position) & (column[rows] != 0.0)]
                purse = self.purses.get((seat, currency))
                if mine.size and purse is not None:
                    yield purse, column, mine

    def _effort(self, state: State, work: _Work, by_action: list[tuple[int, Ints]]) -> None:
        table = work.table
        lapses = bool((work.outcome != CARRIED_OUT).any())
        for number, rows in by_action:
            if lapses:
                rows = rows[work.outcome[rows] == CARRIED_OUT]
            checked = self.actions[number]
            places = self.places(checked, state, table.seat[rows], (table.first[rows], table.second[rows]))
            giver, targets = places[: len(places) - len(checked.action.targets)], checked.action.targets
            cells = places[len(giver) :]
            name = checked.action.name
            whole = {"": (*giver, *cells)}
            shares = {t.role: (*giver, c) for t, c in zip(targets, cells, strict=True)} if len(targets) > 1 else whole
            for which in ("effort", "ordered"):
                for role, index in shares.items():
                    array = state.efforts.get(f"{which}:{name}:{role}")
                    if array is not None:
                        amount = table.level[rows]
                        if which == "effort":
                            amount = amount * self.powers[work.streak[rows]] * np.where(table.main[rows], self.main, 1.0)
                        flat = _flat((*index, table.game[rows]), array.shape)
                        np.add.at(array.reshape(-1), flat, amount)
                        state.touched.append((f"{which}:{name}:{role}", flat))

    @staticmethod
    def _clear(state: State) -> None:
        for key, flat in state.touched:
            state.efforts[key].reshape(-1)[flat] = 0.0
        state.touched.clear()


def _flat(index: tuple[Ints, ...], shape: tuple[int, ...]) -> Ints:
    """Positions in an array of this shape, laid out flat."""
    flat = index[0]
    for size, place in zip(shape[1:], index[1:], strict=True):
        flat = flat * size + place
    return flat


@attrs.define(eq=False)
class _Work:
    """Columns being filled while a table is settled."""

    table: OrderTable
    outcome: npt.NDArray[np.int64]
    points: Floats
    slots: Ints
    streak: npt.NDArray[np.int64]
    left: Floats
    paid: dict[str, Floats] = attrs.field(factory=dict)

    @classmethod
    def of(cls, table: OrderTable, points: Floats) -> _Work:
        n = table.size
        return cls(
            table,
            np.full(n, CARRIED_OUT, dtype=np.int64),
            np.zeros(n),
            np.zeros(n, dtype=np.intp),
            np.zeros(n, dtype=np.int64),
            points,
        )
