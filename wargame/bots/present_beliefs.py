"""Beliefs from the present alone. A belief is a state that agrees with everything that the seat sees now.

All other values are drawn from new games. The usual bots of the scenario play these games to the same turn. The new
games have other dice, and draw hidden parameters from the priors. The exact values of the seat then replace the drawn
values. A draw around the estimate replaces an estimated value. The draw has the spread of the estimate's ±.

A bot remembers nothing, so `planner` uses this module. `seat_beliefs.py` draws beliefs from all that a seat saw and
ordered since the start of the game. Decision 28 explains why both exist.

Must not know: plans, or any part of the true state that the seat does not see.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.state import RUNNING
from wargame.bots.policy import Policy, join
from wargame.model.scenario.seat import RANDOM, USUAL
from wargame.numeric import dice, exact, quantiles
from wargame.numeric.exact import Floats
from wargame.rulebook.fog.estimates import NINE_IN_TEN
from wargame.rulebook.ir.fog_map import EXACT, UNSEEN

_SEED = 20_250_901  # the seed of the games from which unseen values are drawn; it must never change


class PresentBeliefs:
    """The beliefs of one seat. The object keeps at most `most` beliefs."""

    def __init__(self, adjudicator: Adjudicator, seat: str, most: int) -> None:
        self.adjudicator = adjudicator
        self.seat = seat
        self.most = most
        self._others: dict[str, Policy] = {}
        self._played: State | None = None
        rulebook = adjudicator.rulebook
        self._rows = {name: rulebook.world.fog.rows(seat, name) for name in rulebook.layout}
        self._estimated = {name: self._fresh(rows) for name, rows in self._rows.items()}
        self._fogged = tuple(name for name, cells in self._estimated.items() if cells.any())
        found = [rulebook.estimates[seat, name] for name in self._fogged]
        nodes = [node for e in found for node in (e.value, e.width, e.factor)]
        self._estimates = rulebook.writer.dense(f"beliefs_{seat}", nodes)
        die = adjudicator.scenario.entities[seat].die
        self._dice = dice.die_keys([f"belief|{die}|{n}" for n in range(most)])
        self._spread = {
            name: dice.die_keys(
                [f"belief|{die}|{rulebook.layout[name].metric.die}|{place}" for place in range(rows.size)]
            )
            for name, rows in self._rows.items()
        }

    def _fresh(self, rows: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
        """Return, for each cell, whether the seat has an estimate of its present value.

        `rows`: how the seat sees each cell: exactly, not at all, or by a row of the fog table (see FogMap).
        """
        fog = self.adjudicator.rulebook.world.fog
        numbers = [n for n in set(rows.reshape(-1).tolist()) - {EXACT, UNSEEN} if fog.row(n).fresh]
        return np.isin(rows, [n for n in numbers if not fog.row(n).words])

    def other(self, seat: str) -> Policy:
        """Return the usual bot of another seat."""
        if seat not in self._others:
            usual = self.adjudicator.rulebook.rules.doctrines.get(USUAL, {})
            self._others[seat] = Policy(self.adjudicator, seat, USUAL if seat in usual else RANDOM)
        return self._others[seat]

    def estimates(self, state: State) -> dict[str, tuple[Floats, Floats, Floats]]:
        """Return the value, the width and the factor of the present estimates, by metric (see `EstimatedMetric`).

        Each array has the shape [cells, games].
        """
        values = iter(self._estimates(state))
        found = {}
        for name in self._fogged:
            shape = (*state.layout[name].shape, state.games)
            parts = [np.broadcast_to(np.asarray(next(values), dtype=np.float64), shape) for _ in range(3)]
            value, width, factor = (part.reshape(-1, state.games) for part in parts)
            found[name] = value, width, factor
        return found

    def draw(self, state: State, game: int, estimates: dict[str, tuple[Floats, Floats, Floats]], chosen: Any) -> State:
        """Return states that agree with everything that the seat sees of game number `game`. Each state has new dice.

        `estimates`: the result of `self.estimates` for the whole `state`.
        `chosen`: the numbers of the states. Equal numbers mean the same state with the same dice.
        """
        drawn = self._games(state)
        keys = dice.draw(state.game_keys[game : game + 1], self._dice)  # no die of the game has this key
        moment = dice.turn_keys(keys, state.turn)
        drawn.game_keys = keys
        for name, rows in self._rows.items():
            seen = (rows == EXACT).reshape(-1)
            mine = drawn.array(name).reshape(-1, self.most)
            mine[seen] = state.array(name).reshape(-1, state.games)[seen, game][:, None]
            if name in estimates:
                self._draw_around(name, mine, estimates[name], game, moment)
            if name in drawn.histories and seen.all():
                drawn.histories[name][...] = state.histories[name][..., game][..., None]
        self._copy_own(state, game, drawn)
        drawn.select_games(np.asarray(chosen, dtype=np.intp))
        self.adjudicator.prepare(drawn)
        return drawn

    def _games(self, state: State) -> State:
        """Return new games. The usual bots of all taken seats have played these games to the turn of this state."""
        played = self._played
        if played is None or played.turn > state.turn or (played.seats, played.length) != (state.seats, state.length):
            played = self.adjudicator.open(_SEED, self.most, 0, state.length, state.seats)
        while played.turn < state.turn:
            table = join(played, {seat: self.other(seat).choose(played)[0] for seat in played.seats})
            self.adjudicator.step(played, table)
        self._played = played
        copied = played.copied(np.arange(self.most, dtype=np.intp))
        copied.ended[...] = RUNNING
        return copied

    def _draw_around(
        self, name: str, mine: Floats, estimates: tuple[Floats, Floats, Floats], game: int, moment: dice.Bits
    ) -> None:
        """Replace the drawn values of a metric by draws around the seat's estimates.

        The spread of the draws is the spread of the ±. The values stay in the range of the metric.
        """
        fresh = self._estimated[name].reshape(-1)
        value, width, factor = (part[fresh, game][:, None] for part in estimates)
        bits = dice.draw(moment[None, :], self._spread[name][fresh][:, None])
        z = quantiles.normal().take(dice.slot(bits))
        wide = exact.log(factor + np.sqrt(factor * factor + 1.0))  # the factor is half of e^wide - e^-wide
        spread = wide * (1.0 / NINE_IN_TEN)
        drawn = value * exact.exp(spread * z) + width * (1.0 / NINE_IN_TEN) * z
        metric = self.adjudicator.rulebook.layout[name].metric
        mine[fresh] = np.minimum(np.maximum(drawn, metric.low), metric.high)

    def _copy_own(self, state: State, game: int, drawn: State) -> None:
        """Copy the values that the seat knows exactly.

        These values are hidden parameters that the seat knows, the points that the seat kept, and its earlier orders.
        """
        for name, values in drawn.parameters.items():
            if self.adjudicator.scenario.rules.parameters[name].known_to == self.seat:
                values[...] = state.parameters[name][game]
        position = state.seats.index(self.seat)
        drawn.banked[position] = state.banked[position, game]
        for name, checked in self.adjudicator.rulebook.rules.actions.items():
            if checked.giver_axis or self.seat in checked.action.by:
                several = bool(checked.giver_axis)
                own = state.streaks_of_seat(name, self.seat, several)[:, game]
                drawn.streaks_of_seat(name, self.seat, several)[...] = own[:, None]
