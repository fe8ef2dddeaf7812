"""Moves conserve: what leaves one end arrives at the other, and both stay within their ranges."""

from __future__ import annotations

from math import fsum

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tiny import tiny
from wargame.adjudicator import Adjudicator, State
from wargame.numeric.exact import to_grid

METRICS = """\
grain: {of: town, range: 0.1..1000000}
spare: {of: town, range: -3..7.3}
pot: {range: -5..2000000}
want: {of: town, range: -2000000..2000000}
weight: {of: town, range: -1..1000}
debt: {of: [faction, other], range: 0..50}
"""
MOVES = {
    "within each town": "amount: want, from: grain, to: spare",
    "from one to many": "amount: want, from: pot, to: grain",
    "from many to one": "amount: want, from: grain, to: pot",
    "by the ton": "amount: 1000000, from: grain, to: pot",
    "pooled": "amount: want, from: grain, to: spare, spread: weight",
    "one pool": 'amount: "total(want, town)", from: pot, to: grain, spread: weight',
    "into itself": "amount: want, from: grain, to: grain, spread: weight",
    "between two": 'amount: "want[ALF]", from: "grain[ALF]", to: "spare[BEX]"',
    "in pairs": 'amount: "want[ALF]", from: "debt[red]", to: "debt[blue]"',
}
CASES = [(name, when) for name in MOVES for when in ("", "  for: town\n  when: want > weight\n", "  when: pot > 100\n")]
values = st.one_of(
    st.floats(-2e6, 2e6), st.floats(-10, 10), st.sampled_from([0.0, 0.1, 1 / 3, 1e-9, 2e6, -2e6, 999_999.9999999])
)


def compiled(name: str, when: str) -> Adjudicator:
    return tiny("", metrics=METRICS, steps=f"carry:\n  phase: early\n{when}  move:\n    - {{{MOVES[name]}}}")


COMPILED = {case: compiled(*case) for case in CASES}


def fill(state: State, rows: list[float]) -> None:
    numbers = iter(np.resize(np.array(rows), 1000))
    for layout in state.layout.values():
        array = state.array(layout.metric.name)
        for place in np.ndindex(array.shape):
            value = min(max(float(to_grid(next(numbers))), layout.metric.low), layout.metric.high)
            array[place] = value


@settings(max_examples=60)
@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0]} {c[1].strip()[:9]}")
@given(rows=st.lists(values, min_size=1, max_size=19))
def test_nothing_is_lost_and_nothing_is_made(case: tuple[str, str], rows: list[float]) -> None:
    adjudicator = COMPILED[case]
    state = adjudicator.open(1)
    fill(state, rows)
    before = {name: state.cells(name) for name in state.layout}
    outcome = adjudicator.adjudicate(state, {})
    after = {name: state.cells(name) for name in state.layout}
    assert fsum(v for c in before.values() for v in c.values()) == fsum(v for c in after.values() for v in c.values())
    for name, layout in state.layout.items():
        for cell, value in after[name].items():
            assert layout.metric.low <= value <= layout.metric.high, (name, cell)
            parts = [e.amount for e in outcome.entries if (e.metric, e.entities) == (name, cell)]
            assert fsum(parts) == value - before[name][cell], (name, cell)
            if case[1].startswith("  for") and case[0] in ("within each town", "from one to many") and name == "grain":
                assert value == before[name][cell] or before["want"][cell] > before["weight"][cell]


def test_what_fits_is_carried_whole() -> None:
    adjudicator = COMPILED["within each town", ""]
    state = adjudicator.open(1)
    state.array("grain")[...] = 10.0
    state.array("want")[...] = np.array([[2.5], [-1.0], [9.95], [100.0]])
    low = adjudicator.rulebook.layout["grain"].metric.low
    adjudicator.adjudicate(state, {})
    assert state.array("grain")[:, 0].tolist() == pytest.approx([7.5, 10.0, 10 - 7.3, 10 - 7.3])
    assert state.array("spare").max() <= 7.3 + 2**-30
    assert low == round(0.1 * 2**30) / 2**30
