"""Settles orders on the true state: impossible orders lapse, seats pay, and the other orders become effort.

Must not know: who wrote the orders, or the effects of effort.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator.orders import Ints, OrderTable
from wargame.adjudicator.state import PER_TURN, State
from wargame.adjudicator.tariff import Tariff
from wargame.numeric.exact import Floats, to_grid
from wargame.rulebook import Rulebook
from wargame.rulebook.checked import CheckedAction
from wargame.rulebook.numpy_writer.program import RowsProgram

LONGEST_STREAK = PER_TURN - 1

CARRIED_OUT, NO_POINTS, NO_MONEY, GIVEN_LAST_TURN, TWICE = (
    -1,
    -2,
    -3,
    -4,
    -5,
)  # any other outcome is the position of the requirement that failed
REASONS = {
    NO_POINTS: "No action points are left for it.",
    NO_MONEY: "It cannot be paid.",
    GIVEN_LAST_TURN: "It was ordered there last turn, and cannot be repeated at once.",
    TWICE: "It is ordered there already this turn.",
}


# A function of the state, the table, the row of each order in the streaks, and the outcome of each order. It adds the
# orders to effort and streaks. It returns, for each order, its number of turns in a row.
CarryOut = Callable[[State, OrderTable, Ints, npt.NDArray[np.int64]], npt.NDArray[np.int64]]


@attrs.frozen(eq=False)
class Purse:
    """The cells of a metric from which a seat pays a currency."""

    metric: int
    name: str
    entities: tuple[str, ...]
    cells: tuple[int, ...]  # index of the cell in storage axes; empty for a metric of the whole map
    low: float
    high: float

    def view(self, state: State) -> Floats:
        """Return the values of these cells [games] as a view of the state. Writing to the view changes the cells."""
        return np.asarray(state.metrics[self.metric][self.cells])


@attrs.frozen(eq=False)
class SettledOrders:
    """The results of the orders of a table.

    Each row has a code for the outcome of the order, the points that the seat paid, and the amount that the seat paid
    in each currency.
    """

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
        self._compiled: CarryOut | None = None
        self._streaks_of: dict[tuple[str, ...], Ints] = {}  # seats -> the first row of each action in the streaks
        self.points = np.array([float(seat.ap) for seat in rulebook.scenario.seats.values()])

    @cached_property
    def programs(self) -> list[RowsProgram]:
        """Return the programs that compute the conditions and the prices of every action, at chosen targets."""
        return [
            self.rulebook.writer.rows(f"check_{i}", a.axes, [*a.requires, *a.cost.values()])
            for i, a in enumerate(self.actions)
        ]

    @cached_property
    def purses(self) -> dict[tuple[str, str], Purse]:
        """Return the cells from which each seat pays, for every currency in the prices of its actions."""
        scenario = self.rulebook.scenario
        names = list(scenario.rules.metrics)
        found = {}
        for checked in self.actions:
            for currency in checked.cost:
                for seat in scenario.seats:
                    if currency not in (purses := scenario.purses(seat)):
                        continue
                    metric, entities = purses[currency]
                    cells = tuple(map(self.rulebook.world.place_of, entities))
                    held = scenario.rules.metrics[metric]
                    found[seat, currency] = Purse(names.index(metric), metric, entities, cells, held.low, held.high)
        return found

    def points_of(self, state: State) -> Floats:
        """Return the action points of every seat, with the points that the seat kept. The shape is [seats, games]."""
        order = list(self.rulebook.scenario.seats)
        own = self.points[[order.index(s) for s in state.seats]]
        return own[:, None] + state.banked

    def check(
        self, state: State, action: int, seats: Ints, cells: tuple[Ints, Ints], games: Ints, level: Floats
    ) -> tuple[npt.NDArray[np.int64], dict[str, Floats]]:
        """Check orders of one action. Each array has one value for each order.

        Return two results: the position of the failed requirement (-1: none failed), and the prices by currency.
        """
        checked = self.actions[action]
        values = self.programs[action](state, self.places(checked, state, seats, cells), games, level)
        n = len(checked.requires)
        failed = np.full(games.size, CARRIED_OUT, dtype=np.int64)
        for i in reversed(range(n)):
            failed = np.where(values[i], failed, i)
        prices = {
            currency: np.full(games.shape, value, dtype=np.float64)
            for currency, value in zip(checked.cost, values[n:], strict=True)
        }
        return failed, prices

    def places(self, checked: CheckedAction, state: State, seats: Ints, cells: tuple[Ints, Ints]) -> tuple[Ints, ...]:
        """Return one array of positions (an index) for each axis of an action.

        The giver comes first if there are several givers. The targets follow.
        """
        givers: tuple[Ints, ...] = ()
        if checked.giver_axis:
            of_seat = np.array([self.rulebook.world.place_of(s) for s in state.seats], dtype=np.intp)
            givers = (of_seat[seats],)
        return (*givers, *cells[: len(checked.action.targets)])

    def settle(self, state: State, table: OrderTable) -> SettledOrders:
        """Settle the orders of a table: decide which orders are possible, pay, and add to effort.

        The orders on earlier lines of the order list are paid first.
        """
        self.empty_effort(state)
        counts = self.counts_turns
        slots = self.slots(state, table.action, table.seat, table.first, table.second) if counts else table.action
        work = _Work.of(table, slots, self.points_of(state))
        self._price(state, work)
        every = np.arange(table.size, dtype=np.intp)
        at_once = table.orderly and not any((column < 0.0).any() for column in work.paid.values())
        if at_once:
            self._pay_at_once(state, work)
            if counts and self._compiled is None:
                self._follow_up(state, work, every)
                self._remember(state, work, every)
        else:
            for line in np.unique(table.line).tolist():
                rows = np.flatnonzero(table.line == line)
                if counts:
                    self._follow_up(state, work, rows)
                self._pay(state, work, rows)
                if counts:
                    self._remember(state, work, rows)
        state.banked[...] = self.banks(state, work.left)
        if at_once and counts and self._compiled is not None:
            work.streak = self._compiled(state, work.table, work.slots, work.outcome)
        else:
            self._effort(state, work)
        return SettledOrders(work.outcome, work.points, work.paid)

    def empty_effort(self, state: State) -> None:
        """Set the sums of the turn before to 0."""
        state.effort_block.reshape(-1)[_joined(state.touched)] = 0.0
        state.touched.clear()

    def banks(self, state: State, left: Floats) -> Floats:
        """Return the points that seats keep for the next turn. `left`: the points that were not paid [seats, games]."""
        most = np.array([float(self.rulebook.scenario.seats[s].bank) for s in state.seats])
        return np.asarray(np.minimum(np.maximum(left, 0.0), most[:, None]))

    @cached_property
    def counts_turns(self) -> bool:
        """Return whether any rule or price depends on how often a seat gave an order before."""
        tires = any(key.startswith("effort:") for key in self.rulebook.effort_shapes)
        return tires or not (self.action_columns.stack & self.action_columns.repeat).all()

    def slots(self, state: State, actions: Ints, seats: Ints, first: Ints, second: Ints) -> Ints:
        """Return the row of each (action, seat, targets) in `State.streaks`."""
        action_columns = self.action_columns
        places = (seats * action_columns.many[actions] * action_columns.first[actions] + first) * action_columns.second[
            actions
        ] + second
        if state.seats not in self._streaks_of:
            starts = [rows.start for rows in state.streak_rows.values()]
            self._streaks_of[state.seats] = np.array(starts, dtype=np.intp)
        return np.asarray(self._streaks_of[state.seats][actions] + places)

    @cached_property
    def action_columns(self) -> ActionColumns:
        """Return, as columns (arrays), the sizes and positions of the targets of every action."""
        return ActionColumns.of(self.rulebook)

    def _price(self, state: State, work: _Work) -> None:
        """Compute the conditions and the prices of every order, from the state before the turn.

        A bot has already tested the conditions that its seat can judge. The program tests a bot's orders only on the
        other conditions.
        """
        table = work.table
        known = np.zeros(len(self.actions), dtype=bool)
        if table.orderly:
            known = self.tariff.sure
            for currency in self.tariff.base:
                price = self.tariff.of_orders(currency, table.action, table.level)
                if currency == "ap":
                    work.points[...] = price
                elif price.any():
                    work.paid[currency] = to_grid(price)
        if known.all():
            return
        order = np.argsort(table.action.astype(np.uint16), kind="stable")
        edges = np.searchsorted(table.action[order], np.arange(len(self.actions) + 1)).tolist()
        for number in np.flatnonzero(~known).tolist():
            rows = order[edges[number] : edges[number + 1]]
            if not rows.size:
                continue
            cells = (table.first[rows], table.second[rows])
            failed, prices = self.check(state, number, table.seat[rows], cells, table.game[rows], table.level[rows])
            work.outcome[rows] = failed
            for currency, price in prices.items():
                if currency == "ap":
                    work.points[rows] = price
                else:
                    work.paid.setdefault(currency, np.zeros(table.size))[rows] = to_grid(price)

    @cached_property
    def tariff(self) -> Tariff:
        """Return the prices that depend on the level alone."""
        return Tariff.of(self.rulebook)

    def _pay_at_once(self, state: State, work: _Work) -> None:
        """Pay for all orders of a table at once. The caller has checked that no seat spends more than it has.

        Amounts are multiples of 2^-30, so their sum is the same in any order.
        """
        table, games = work.table, state.games
        spent = np.bincount(table.seat * games + table.game, weights=work.points, minlength=work.left.size)
        work.left -= spent.reshape(work.left.shape)
        for column in work.paid.values():
            column[work.outcome != CARRIED_OUT] = 0.0
        for purse, column, mine in self._bills(state, work, np.arange(table.size, dtype=np.intp)):
            view = purse.view(state)
            view -= np.bincount(table.game[mine], weights=column[mine], minlength=games)

    def _follow_up(self, state: State, work: _Work, rows: Ints) -> None:
        """Count for each order in how many turns in a row, up to the last turn, the seat gave the order.

        Refuse an order that the seat may not give twice in a turn, or in two turns in a row.
        """
        packed = state.streaks[work.slots[rows], work.table.game[rows]]
        last, run = packed // PER_TURN, packed % PER_TURN
        now, before = last == state.turn, last == state.turn - 1
        work.streak[rows] = np.where(now, run - 1, np.where(before, run, 0))
        if work.table.orderly:
            return
        actions = work.table.action[rows]
        fine = work.outcome[rows] == CARRIED_OUT
        work.outcome[rows[fine & now & ~self.action_columns.stack[actions]]] = TWICE
        work.outcome[rows[fine & ~now & before & (packed > 0) & ~self.action_columns.repeat[actions]]] = GIVEN_LAST_TURN

    def _remember(self, state: State, work: _Work, rows: Ints) -> None:
        rows = rows[work.outcome[rows] == CARRIED_OUT]
        run = np.minimum(work.streak[rows] + 1, LONGEST_STREAK).astype(np.int16)
        state.streaks[work.slots[rows], work.table.game[rows]] = state.turn * PER_TURN + run

    def _pay(self, state: State, work: _Work, rows: Ints) -> None:
        """Pay the points and the money of one line of the order list. A seat has one order in a line, so no cell pays
        twice.
        """
        seats, games = work.table.seat[rows], work.table.game[rows]
        short = work.left[seats, games] < work.points[rows]
        work.outcome[rows[short & (work.outcome[rows] == CARRIED_OUT)]] = NO_POINTS
        work.points[rows[short]] = 0.0
        work.left[seats, games] -= work.points[rows]
        bills = list(self._bills(state, work, rows))
        for purse, column, mine in bills:
            after = purse.view(state)[work.table.game[mine]] - column[mine]
            poor = (after < purse.low) & (column[mine] > 0.0) & (work.outcome[mine] == CARRIED_OUT)
            work.outcome[mine[poor]] = NO_MONEY
        lapsed = rows[work.outcome[rows] != CARRIED_OUT]
        for column in work.paid.values():
            column[lapsed] = 0.0
        for purse, column, mine in bills:
            view = purse.view(state)
            before = view[work.table.game[mine]]
            view[work.table.game[mine]] = np.minimum(before - column[mine], purse.high)
            column[mine] = before - view[work.table.game[mine]]

    def _bills(self, state: State, work: _Work, rows: Ints) -> Iterator[tuple[Purse, Floats, Ints]]:
        """Return the orders that cost money, grouped by the cells from which seats pay."""
        seats = work.table.seat[rows]
        for currency, column in work.paid.items():
            owing = column[rows] != 0.0
            for position in sorted(set(seats[owing].tolist())):
                purse = self.purses.get((state.seats[position], currency))
                if purse is not None:
                    yield purse, column, rows[owing & (seats == position)]

    def use(self, carry_out: CarryOut) -> None:
        """Use compiled code from now on to add tables of bots' orders to effort."""
        self._compiled = carry_out

    @cached_property
    def starts(self) -> dict[tuple[str, int], Ints]:
        """Return, for each action, the first row of its effort in `State.effort_block`.

        The keys are (`effort` or `ordered`, target).
        """
        return self.action_columns.starts(self.rulebook.effort_starts)

    def _effort(self, state: State, work: _Work) -> None:
        table, action_columns = work.table, self.action_columns
        carried = work.outcome == CARRIED_OUT
        of_seat = np.array([self.rulebook.world.place_of(s) for s in state.seats], dtype=np.intp)
        for (which, role), starts in self.starts.items():
            if (starts < 0).all():
                continue
            sizes, place = ((action_columns.first, table.first), (action_columns.second, table.second))[role]
            start = starts[table.action]
            rows = np.flatnonzero(carried & (start >= 0))
            actions, games, amount = table.action[rows], table.game[rows], table.level[rows]
            cell = start[rows] + place[rows]
            if action_columns.many.any():
                cell += of_seat[table.seat[rows]] * (action_columns.many * sizes)[actions]
            if which == "effort":
                amount = amount * self.powers[work.streak[rows]] * np.where(table.main[rows], self.main, 1.0)
            flat = cell * state.games + games
            np.add.at(state.effort_block.reshape(-1), flat, amount)
            state.touched.append(flat)


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.intp)


@attrs.frozen(eq=False)
class ActionColumns:
    """The sizes and permissions of all actions as columns. One computation with these columns finds the target
    positions of all orders of a table.

    `first`, `second`: the number of entities of each target (1 if the action has no such target).
    `many`: 1 if the action has several givers.
    """

    names: tuple[str, ...]
    roles: tuple[tuple[str, ...], ...]
    first: Ints
    second: Ints
    many: Ints
    stack: npt.NDArray[np.bool_]
    repeat: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, rulebook: Rulebook) -> ActionColumns:
        """Return the columns of the actions of a rule book."""
        rows = list(rulebook.rules.actions.values())
        sizes = [(*rulebook.world.book.shape(tuple(t.kind for t in a.action.targets)), 1, 1)[:2] for a in rows]
        return cls(
            tuple(a.action.name for a in rows),
            tuple(tuple(t.role for t in a.action.targets) if len(a.action.targets) > 1 else ("",) for a in rows),
            np.array([a for a, _ in sizes], dtype=np.intp),
            np.array([b for _, b in sizes], dtype=np.intp),
            np.array([bool(a.giver_axis) for a in rows], dtype=np.intp),
            np.array([a.action.stack for a in rows], dtype=bool),
            np.array([a.action.repeat for a in rows], dtype=bool),
        )

    def starts(self, found: Mapping[str, int]) -> dict[tuple[str, int], Ints]:
        """Return, for each action, the first row of its effort in `State.effort_block`.

        The keys are (`effort` or `ordered`, target).

        A sum that no rule reads has the row -1.
        """
        return {
            (which, k): np.array(
                [
                    found.get(f"{which}:{name}:{roles[k]}", -1) if k < len(roles) else -1
                    for name, roles in zip(self.names, self.roles, strict=True)
                ],
                dtype=np.intp,
            )
            for which in ("effort", "ordered")
            for k in (0, 1)
        }


@attrs.define(eq=False)
class _Work:
    """The columns that settlement fills for a table."""

    table: OrderTable
    outcome: npt.NDArray[np.int64]
    points: Floats
    slots: Ints
    streak: npt.NDArray[np.int64]
    left: Floats
    paid: dict[str, Floats] = attrs.field(factory=dict)

    @classmethod
    def of(cls, table: OrderTable, slots: Ints, points: Floats) -> _Work:
        n = table.size
        outcome = np.full(n, CARRIED_OUT, dtype=np.int64)
        return cls(table, outcome, np.zeros(n), slots, np.zeros(n, dtype=np.int64), points)
