"""The ledger sums exactly for any amounts up to 2^21, far beyond a metric's range or far below its grid."""

from __future__ import annotations

from math import fsum

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tiny import tiny

METRICS = """\
narrow: {of: town, range: -1..1}
far: {of: town, range: -2000000..2000000}
whole_n: {whole: true, range: -7..2000000}
p: {range: -1000..1000}
q: {range: -1000..1000}
"""
STEPS = """\
push:
  phase: early
  add:
    narrow: {large: p, small: q / 1000000, third: p * q}
    far: {large: 1000 * p, product: p * q, small: q / 1000000}
    whole_n: {large: 1000 * p, product: p * q / 10}
later:
  phase: late
  for: town
  when: far + people > 2
  let: {luck: "normal(0, 1)"}
  add:
    far: {luck: luck * q, back: -p}
    narrow: {luck: luck / 3}
  after:
    - {turns: 1, add: {far: {late: p * luck}, whole_n: {late: q / 3}}}
"""
ENGINE = tiny("", metrics=METRICS, steps=STEPS)
numbers = st.one_of(st.floats(-1000, 1000), st.floats(-1, 1), st.sampled_from([0.0, 1 / 3, 1e3, -1e3, 1e-12]))


@settings(max_examples=150)
@given(numbers, numbers)
def test_contributions_sum_to_the_change(p: float, q: float) -> None:
    state = ENGINE.open(1)
    state.array("p")[...] = round(p * 2**30) / 2**30
    state.array("q")[...] = round(q * 2**30) / 2**30
    for _ in range(3):
        before = {name: state.cells(name) for name in state.layout}
        entries = ENGINE.adjudicate(state, {}).entries
        for name in state.layout:
            for cell, value in state.cells(name).items():
                parts = [e.amount for e in entries if (e.metric, e.entities) == (name, cell)]
                assert fsum(parts) == value - before[name][cell], (name, cell, parts)
