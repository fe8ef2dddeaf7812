"""The reference workload on our engine: its rules in YAML, its orders drawn by keyed dice for many games at once.

Must not know: how the rules are computed, or what is timed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.reference import plain
from wargame import content
from wargame.adjudicator import Adjudicator
from wargame.adjudicator.orders import OrderTable
from wargame.adjudicator.state import State
from wargame.content import Problems
from wargame.numeric import dice
from wargame.numeric.exact import Floats
from wargame.rulebook import compile_scenario

SCENARIO = Path(__file__).resolve().parent / "scenario.yaml"
_FACTIONS = len(plain.CALM)
_PLACES, _SIZES = len(plain.VALUES), 3
_SLOTS = 1 << 16  # an order takes three 16-bit fields of its die: action, region and size
_MASK, _SHIFT_PLACE, _SHIFT_SIZE = (np.uint64(n) for n in (_SLOTS - 1, 16, 32))
_CORRIDOR_ACTIONS = (plain.INTERDICT, plain.ESCORT)
_REGION_ACTIONS = (plain.MOVE, plain.ATTACK, plain.CIVIL)


def load() -> Adjudicator:
    """Read and compile the rules."""
    problems = Problems()
    scenario = content.load(str(SCENARIO), problems)
    rulebook = compile_scenario(scenario, problems) if scenario else None
    if rulebook is None:
        problems.raise_if_errors()
        raise RuntimeError("no rulebook, and nothing said why")
    return Adjudicator(rulebook)


def _table(weights: tuple[int, ...]) -> npt.NDArray[np.intp]:
    """Which choice each of 65,536 equal slots falls to."""
    edges = np.cumsum(weights) / sum(weights) * _SLOTS
    return np.searchsorted(edges, np.arange(_SLOTS) + 0.5, side="right").astype(np.intp)


class Orders:
    """Draws the workload's orders for a batch: three a faction and turn, by its calm or crisis weights."""

    def __init__(self, games: int) -> None:
        self.games = games
        rows = plain.ORDERS * _FACTIONS
        self._keys = dice.die_keys([f"order|{f}|{n}" for n in range(plain.ORDERS) for f in range(_FACTIONS)])[:, None]
        self._game = np.tile(np.arange(games, dtype=np.intp), rows)
        self._seat = np.repeat(np.tile(np.arange(_FACTIONS, dtype=np.intp), plain.ORDERS), games)
        self._line = np.repeat(np.repeat(np.arange(plain.ORDERS, dtype=np.intp), _FACTIONS), games)
        tables = [(_table(calm), _table(crisis)) for calm, crisis in zip(plain.CALM, plain.CRISIS, strict=True)]
        self._actions = np.array(tables).reshape(-1)  # faction, crisis, slot
        self._faction = (np.tile(np.arange(_FACTIONS), plain.ORDERS) * 2 * _SLOTS)[:, None]
        self._places = _table(plain.VALUES)
        self._sizes = _table((1,) * _SIZES) + 1.0
        goals = np.zeros((8, _PLACES), dtype=np.intp)
        goals[list(_REGION_ACTIONS)] = np.arange(_PLACES)
        goals[list(_CORRIDOR_ACTIONS)] = np.arange(_PLACES) % len(plain.CAPACITIES)
        self._goals = goals.reshape(-1)
        self._none = np.zeros(rows * games, dtype=np.intp)
        self._main = np.zeros(rows * games, dtype=bool)

    def draw(self, state: State) -> OrderTable:
        """The orders of the present turn, line by line and faction by faction."""
        bits = dice.draw(state.turn_keys[None, :], self._keys)
        crisis = (state.array("price") > plain.CRISIS_PRICE) * _SLOTS
        action = self._actions.take((bits & _MASK).astype(np.intp) + (crisis + self._faction)).reshape(-1)
        place = self._places.take(((bits >> _SHIFT_PLACE) & _MASK).astype(np.intp)).reshape(-1)
        size = self._sizes.take(((bits >> _SHIFT_SIZE) & _MASK).astype(np.intp)).reshape(-1)
        goal = self._goals.take(action * _PLACES + place)
        return OrderTable(self._game, self._seat, self._line, action, goal, self._none, size, self._main)


def play(adjudicator: Adjudicator, games: int, seed: int = 1, first: int = 0, turns: int = plain.TURNS) -> State:
    """Play games `first` to `first + games - 1` of a seed to their end."""
    state = adjudicator.open(seed, games, first, length=turns)
    orders = Orders(games)
    for _ in range(turns):
        adjudicator.step(state, orders.draw(state))
    return state


def outcomes(state: State) -> dict[str, Floats]:
    """What is compared with plain Python, per game; the same names as `plain.outcome`."""
    means = ("supply", "narrative", "pressure", "control", "legitimacy", "unrest", "troops")
    winner = state.array("winner")
    return {
        **{name: state.array(name) for name in ("fuel", "price", "coup", "score")},
        "side_b": (winner == 1.0).astype(np.float64),
        "side_g": (winner == 2.0).astype(np.float64),
        **{name: state.array(name).reshape(-1, state.games).mean(axis=0) for name in means},
    }
