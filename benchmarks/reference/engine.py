"""The reference workload on our engine: its rules in YAML, its orders drawn by keyed dice for many games at once.

Must not know: how the rules are computed, or what is timed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
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
_ROWS = plain.ORDERS * _FACTIONS
_PLACES, _SIZES = len(plain.VALUES), 3
_SLOTS = 1 << 16  # an order takes two 16-bit fields of its die: action, and region with size
_MASK, _SHIFT = np.uint64(_SLOTS - 1), np.uint64(16)
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


def _table(weights: Sequence[int]) -> npt.NDArray[np.intp]:
    """Which choice each of 65,536 equal slots falls to."""
    edges = np.cumsum(weights) / sum(weights) * _SLOTS
    return np.searchsorted(edges, np.arange(_SLOTS) + 0.5, side="right").astype(np.intp)


@cache
def _actions() -> npt.NDArray[np.intp]:
    """Action by faction, crisis and slot, in one row."""
    return np.array([(_table(c), _table(d)) for c, d in zip(plain.CALM, plain.CRISIS, strict=True)]).reshape(-1)


@cache
def _choices() -> npt.NDArray[np.intp]:
    """Region and size (region * 3 + size - 1) by slot."""
    return _table([value for value in plain.VALUES for _ in range(_SIZES)])


@cache
def _goals() -> npt.NDArray[np.intp]:
    """Position of the target by action and choice, in one row: a region, its corridor, or none."""
    region = np.arange(_PLACES * _SIZES) // _SIZES
    goals = np.zeros((8, region.size), dtype=np.intp)
    goals[list(_REGION_ACTIONS)] = region
    goals[list(_CORRIDOR_ACTIONS)] = region % len(plain.CAPACITIES)
    return goals.reshape(-1)


class Orders:
    """Draws the workload's orders for a batch: three a faction and turn, by its calm or crisis weights."""

    def __init__(self, games: int) -> None:
        names = [f"order|{faction}|{n}" for n in range(plain.ORDERS) for faction in range(_FACTIONS)]
        self._keys = dice.die_keys(names)[:, None]
        self._factions = (np.tile(np.arange(_FACTIONS), plain.ORDERS) * 2 * _SLOTS)[:, None]
        self._sizes = np.arange(_PLACES * _SIZES) % _SIZES + 1.0
        self._game = np.tile(np.arange(games, dtype=np.intp), _ROWS)
        self._seat = np.repeat(np.tile(np.arange(_FACTIONS, dtype=np.intp), plain.ORDERS), games)
        self._line = np.repeat(np.arange(plain.ORDERS, dtype=np.intp), _FACTIONS * games)
        self._none = np.zeros(_ROWS * games, dtype=np.intp)
        self._main = np.zeros(_ROWS * games, dtype=bool)

    def draw(self, state: State) -> OrderTable:
        """The orders of the present turn, line by line and faction by faction."""
        bits = dice.draw(state.turn_keys[None, :], self._keys)
        rows = self._factions + (state.array("price") > plain.CRISIS_PRICE) * _SLOTS
        action = _actions().take((bits & _MASK).astype(np.intp) + rows).reshape(-1)
        choice = _choices().take(((bits >> _SHIFT) & _MASK).astype(np.intp)).reshape(-1)
        goal = _goals().take(action * (_PLACES * _SIZES) + choice)
        size = self._sizes.take(choice)
        return OrderTable(self._game, self._seat, self._line, action, goal, self._none, size, self._main, orderly=True)


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
