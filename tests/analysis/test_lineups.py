"""Lineups: every bot of a seat meets every bot of every other seat, and variations differ in one seat."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from wargame.analysis.balance.lineups import base_lineups, with_variations


@pytest.mark.parametrize(("seats", "bots", "rows"), [(4, 5, 25), (2, 3, 9), (5, 2, 25), (3, 1, 1), (6, 5, 49)])
def test_every_bot_meets_every_other(seats: int, bots: int, rows: int) -> None:
    field = {f"s{k}": [f"s{k}b{b}" for b in range(bots)] for k in range(seats)}
    base = base_lineups(field)
    assert len(base) == rows
    for one, other in combinations(field, 2):
        met = Counter((lineup.bots[one], lineup.bots[other]) for lineup in base)
        assert set(met) == {(a, b) for a in field[one] for b in field[other]}
        if bots * bots == rows:
            assert set(met.values()) == {1}


def test_variations_differ_from_their_profile_in_one_seat() -> None:
    field = {"a": ["x", "y", "z"], "b": ["x"], "c": ["u", "v"]}
    base = base_lineups(field)
    lineups = with_variations(base, field)
    assert len(lineups) == len(base) * (1 + 3 + 1 + 2)
    for lineup in lineups:
        root = base[lineup.profile].bots
        assert [seat for seat in field if lineup.bots[seat] != root[seat]] == ([lineup.varied] if lineup.varied else [])
        assert lineup.mixed == ("random" not in lineup.bots.values())
