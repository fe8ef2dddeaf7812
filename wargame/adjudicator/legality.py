"""Finds the legal orders of a seat by what the seat sees. An order counts as legal if unseen values might allow it.

Must not know: drafts or text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from wargame.adjudicator.settlement import GIVEN_LAST_TURN, REASONS, Settlement
from wargame.adjudicator.state import PER_TURN, State
from wargame.adjudicator.visibility import ObservationModel
from wargame.model.rules.deal import OFFERED, REFUSE, SIGN, TABLE
from wargame.model.rules.kinds import FACTION
from wargame.model.telling.view import Observation, Option
from wargame.rulebook import Rulebook
from wargame.rulebook.checked import CheckedAction


class Legality:
    """Judges every order that a seat could give, from values that the seat sees."""

    def __init__(self, rulebook: Rulebook, settlement: Settlement, observations: ObservationModel) -> None:
        self.rulebook = rulebook
        self.settlement = settlement
        self.observations = observations
        self._programs: dict[tuple[str, str], Callable[..., list[Any]]] = {}

    def actions(self, seat: str) -> tuple[tuple[int, CheckedAction], ...]:
        """Return the actions that a seat may order. Each has its position in the list of all actions of the rules."""
        may = self.rulebook.scenario.may_order
        return tuple((i, a) for i, a in enumerate(self.settlement.actions) if may(seat, a.action))

    def program(self, seat: str, checked: CheckedAction) -> Callable[..., list[Any]]:
        """Return the program of an action: conditions that may hold, conditions that certainly hold, and prices.

        The program reads only what the seat sees.
        """
        key = (seat, checked.action.name)
        if key not in self._programs:
            possibility = self.rulebook.possibility(seat, checked.giver_axis)
            interval_check = self.rulebook.interval_check(seat, checked.giver_axis)
            nodes = [
                *(possibility.possible(r) for r in checked.requires),
                *(interval_check.holds(r) for r in checked.requires),
                *checked.cost.values(),
            ]
            name = f"may_{len(self._programs)}"
            self._programs[key] = self.rulebook.writer.rows(name, checked.axes, nodes)
        return self._programs[key]

    def options(self, state: State, seat: str, seen: Observation | None = None) -> tuple[Option, ...]:
        """Return every order of a seat at every target (one game). An illegal order has a reason.

        The orders have the order of the rule book.
        `seen`: what the seat knows now. The estimates come from this state alone if this argument is missing.
        """
        found: list[Option] = []
        estimated = self.observations.estimated_state(seat, state, seen)
        for number, checked in self.actions(seat):
            found.extend(self._of(estimated, seat, number, checked))
        return tuple(found)

    def _of(self, state: State, seat: str, number: int, checked: CheckedAction) -> list[Option]:
        action, book = checked.action, self.rulebook.world.book
        shape = book.shape(tuple(t.kind for t in action.targets))
        count = int(np.prod(shape, dtype=np.int64)) if shape else 1
        places = np.unravel_index(np.arange(count), shape) if shape else ()
        seats = np.full(count, state.seats.index(seat), dtype=np.intp)
        games = np.zeros(count, dtype=np.intp)
        cells = (places[0] if places else games, places[1] if len(places) > 1 else games)
        index = self.settlement.places(checked, state, seats, cells)
        n = len(checked.requires)
        reason = [""] * count
        doubt = np.zeros(count, dtype=bool)
        costs: list[dict[float, Mapping[str, float]]] = [{} for _ in range(count)]
        targets = [
            tuple(book.codes[t.kind][int(p[row])] for t, p in zip(action.targets, places, strict=True))
            for row in range(count)
        ]
        for level in action.levels:
            values = self.program(seat, checked)(state, index, games, np.full(count, level))
            spread = [np.broadcast_to(np.asarray(v), (count,)).tolist() for v in values]
            for row in range(count):
                if level not in action.levels_at(targets[row]):
                    continue
                prices = {c: float(spread[2 * n + i][row]) for i, c in enumerate(checked.cost)}
                failed = next((i for i in range(n) if not spread[i][row]), None)
                if failed is None:
                    costs[row][level] = prices
                    doubt[row] |= not all(bool(spread[n + i][row]) for i in range(n))
                elif not reason[row]:
                    reason[row] = action.requires[failed].otherwise
        runs = self._runs(state, checked, seats, cells)
        if not action.repeat:
            for row in np.flatnonzero(runs).tolist():
                costs[row].clear()
                reason[row] = reason[row] or REASONS[GIVEN_LAST_TURN]
        by_effort = any(name.startswith(f"effort:{action.name}:") for name in state.efforts)
        fatigue = self.rulebook.scenario.rules.effort.fatigue
        options = []
        for row in range(count):
            legal = bool(costs[row])
            if (action.words or action.deal_action) and not legal:
                continue  # a question that nobody asked is not offered; its choices are secret
            if action.deal_action and not self._at_table(state, seat, action.name, targets[row][0]):
                continue
            levels = tuple(costs[row]) if legal else action.levels_at(targets[row])[:1]
            by_level: Mapping[float, Mapping[str, float]] = costs[row] if legal else {levels[0]: {}}
            options.append(
                Option(
                    action.name,
                    targets[row],
                    levels,
                    by_level,
                    legal,
                    "" if legal else reason[row],
                    bool(doubt[row]) and legal,
                    action.words_at(targets[row]),
                    int(runs[row]),
                    fatigue ** int(runs[row]) if by_effort else 1.0,
                    by_effort,
                )
            )
        return options

    def _at_table(self, estimated: State, seat: str, deal_action: str, target: str) -> bool:
        """Return whether the options of a seat include an action of deals at a table.

        The options include `sign` and `refuse` only if the table has an offer to the seat. An order to sign or refuse
        is legal without an offer, because the offer may come in the same turn.
        """
        if deal_action not in (SIGN, REFUSE):
            return True
        cell = self.rulebook.world.cell_of(OFFERED, {TABLE: target, FACTION: seat})
        return bool(estimated.array(OFFERED)[cell][0] > 0)

    def _runs(
        self, state: State, checked: CheckedAction, seats: np.ndarray[Any, Any], cells: tuple[Any, ...]
    ) -> np.ndarray[Any, Any]:
        """Return for each target in how many turns in a row, up to the last turn, the seat gave the order [targets]."""
        actions = np.full(seats.size, self.settlement.actions.index(checked), dtype=np.intp)
        packed = state.streaks[self.settlement.slots(state, actions, seats, cells[0], cells[1]), 0]
        return np.where(state.last_turn(packed), packed % PER_TURN, 0)
