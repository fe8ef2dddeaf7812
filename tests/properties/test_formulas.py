"""Any formula: the compiled kernel gives the bits that plain arithmetic gives, number by number."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.formulas import FUNCTIONS, METRICS, RANGES, REDUCED, evaluate, of_nation, of_town
from tests.tiny import TOWNS, tiny
from wargame.adjudicator import Adjudicator, State
from wargame.language import registry
from wargame.numeric.exact import to_grid

GAMES = 5


def test_every_function_and_reduction_of_the_language_is_tried() -> None:
    assert {*REDUCED, "mean"} == {word.name for word in registry.REDUCTIONS}
    assert set(FUNCTIONS) == {word.name for word in registry.FUNCTIONS}


def fill(state: State, seed: int) -> None:
    """Random values on the grid, the bounds among them."""
    luck = np.random.default_rng(seed)
    for name, layout in state.layout.items():
        array = state.array(name)
        if name in RANGES:
            low, high = RANGES[name]
            array[...] = to_grid(luck.uniform(low, high, array.shape))
            array[luck.random(array.shape) < 0.15] = layout.metric.low
        elif name.startswith("flag"):
            array[...] = luck.integers(0, 2, array.shape)


def game_of(state: State, game: int) -> dict:
    found = {name: state.cells(name, game) for name in state.layout}
    plain = {n: cells[()] if () in cells else {c[0]: v for c, v in cells.items()} for n, cells in found.items()}
    return {**plain, "turn": float(state.turn)}


def compiled(*formulas: str) -> Adjudicator:
    parts = "\n".join(f"  p{i}: {{weight: 1, value: '{text}'}}" for i, text in enumerate(formulas))
    return tiny("", metrics=METRICS, scores=f"red:\n{parts}")


def same(got: float, wanted: float) -> bool:
    return np.float64(got + 0.0).tobytes() == np.float64(wanted + 0.0).tobytes()


@settings(max_examples=120)
@given(st.lists(of_nation, min_size=1, max_size=4), st.integers(0, 10_000))
def test_formulas_of_the_nation(formulas: list[str], seed: int) -> None:
    adjudicator = compiled(*formulas)
    state = adjudicator.open(1, GAMES)
    fill(state, seed)
    components = adjudicator.components(state, "red")
    for i, text in enumerate(formulas):
        for game in range(GAMES):
            got = components[f"p{i}"][1][game]
            assert same(got, evaluate(text, game_of(state, game))), (text, game)


@settings(max_examples=120)
@given(of_town, st.integers(0, 10_000))
def test_formulas_of_towns(text: str, seed: int) -> None:
    """Read at one town by a pick that is pushed down, and at all towns by a total."""
    weighted = f"total(max({text}, x - 1000) * (people + 1), town)"
    adjudicator = tiny(
        "",
        metrics=METRICS + "out: {of: town, range: -2000000..2000000}",
        steps=f"write:\n  phase: early\n  for: town\n  let:\n    value: '{text}'\n  set: {{out: value}}",
        scores=f"red:\n  sum: {{weight: 1, value: '{weighted}'}}",
    )
    state = adjudicator.open(1, GAMES)
    fill(state, seed)
    games = [game_of(state, game) for game in range(GAMES)]
    sums = adjudicator.components(state, "red")["sum"][1]
    alone = adjudicator.open(1)
    for name in alone.layout:
        alone.array(name)[...] = state.array(name)[..., :1]
    outcome = adjudicator.adjudicate(alone, {})
    for game, values in enumerate(games):
        assert same(sums[game], evaluate(weighted, values)), (weighted, game)
    for town in TOWNS:
        wanted = min(max(evaluate(text, games[0], town), -2e6), 2e6)
        assert same(alone.value("out", (town,)), float(to_grid(wanted))), (text, town)
    written = {e.entities[0]: e.amount for e in outcome.entries if e.metric == "out"}
    assert all(written.get(town, 0.0) == alone.value("out", (town,)) for town in TOWNS)
