"""The reference workload on our engine. Its rules are in YAML. Keyed dice draw the orders of many games together.

Must not know: how the rules are computed, or what is timed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.reference import plain
from wargame import content
from wargame.adjudicator import Adjudicator
from wargame.adjudicator.state import State
from wargame.batch.compiled.games import GamePlayer
from wargame.bots.drawn_orders import DrawnOrders, faces
from wargame.content import Problems
from wargame.numeric import dice
from wargame.numeric.exact import Floats
from wargame.rulebook import compile_scenario

SCENARIO = Path(__file__).resolve().parent / "scenario.yaml"
_CORRIDOR_ACTIONS = (plain.INTERDICT, plain.ESCORT)
_REGION_ACTIONS = (plain.MOVE, plain.ATTACK, plain.CIVIL)
_SIZES = 3


def load() -> Adjudicator:
    """Read and compile the rules."""
    problems = Problems()
    scenario = content.load(str(SCENARIO), problems)
    rulebook = compile_scenario(scenario, problems) if scenario else None
    if rulebook is None:
        problems.raise_if_errors()
        raise RuntimeError("no rulebook, and nothing said why")
    return Adjudicator(rulebook)


@cache
def orders() -> DrawnOrders:
    """Return three orders for each faction and turn. The weights of a faction depend on calm or crisis.

    A choice is a region with a size.
    """
    factions, regions = len(plain.CALM), len(plain.VALUES)
    region = np.arange(regions * _SIZES) // _SIZES
    goals = np.zeros((8, region.size), dtype=np.uint8)
    goals[list(_REGION_ACTIONS)] = region
    goals[list(_CORRIDOR_ACTIONS)] = region % len(plain.CAPACITIES)
    names = [f"order|{faction}|{n}" for n in range(plain.ORDERS) for faction in range(factions)]
    return DrawnOrders(
        actions=np.array([(faces(c), faces(d)) for c, d in zip(plain.CALM, plain.CRISIS, strict=True)]),
        choices=faces([value for value in plain.VALUES for _ in range(_SIZES)]),
        goals=goals,
        levels=(np.arange(region.size) % _SIZES + 1).astype(np.float64),
        keys=dice.die_keys(names).reshape(plain.ORDERS, factions),
        metric="price",
        cell=0,
        bound=plain.CRISIS_PRICE,
    )


def play(
    adjudicator: Adjudicator,
    games: int,
    seed: int = 1,
    first: int = 0,
    turns: int = plain.TURNS,
    whole: GamePlayer | None = None,
) -> State:
    """Play games `first` to `first + games - 1` of a seed to their end. Use compiled code if `whole` is given."""
    state = adjudicator.open(seed, games, first, length=turns)
    if whole is not None:
        played = whole.play(state)
        state.ended[...] = played.ended
        adjudicator.set_turn(state, turns + 1)
        return state
    for _ in range(turns):
        adjudicator.step(state, orders().table(state))
    return state


def outcomes(state: State) -> dict[str, Floats]:
    """Return the values of each game to compare with plain Python.

    The values have the names that `plain.outcome` uses.
    """
    means = ("supply", "narrative", "pressure", "control", "legitimacy", "unrest", "troops")
    winner = state.array("winner")
    return {
        **{name: state.array(name) for name in ("fuel", "price", "coup", "score")},
        "side_b": (winner == 1.0).astype(np.float64),
        "side_g": (winner == 2.0).astype(np.float64),
        **{name: state.array(name).reshape(-1, state.games).mean(axis=0) for name in means},
    }
