"""A seat's tables hold only what the seat read: another truth behind the same knowledge gives the same rows."""

from __future__ import annotations

import json

import pytest

from tests.contracts.shipped import LARGEST, SEATS
from tests.game.conftest import watched
from tests.game.tampering import other_truth
from wargame.analysis.tables.seat import tables_of_seat
from wargame.game.match import Match

TURNS = 3
_QUICK = [
    pytest.param(*case.values, marks=[pytest.mark.slow] if case.values[0].startswith(LARGEST) else []) for case in SEATS
]


def written(match: Match, seat: str) -> str:
    return json.dumps([[table.name, table.rows] for table in tables_of_seat(match, seat, {}, {"run": "r"})])


@pytest.mark.parametrize(("name", "seat"), _QUICK)
def test_another_truth_behind_the_same_knowledge_gives_the_same_rows(name: str, seat: str) -> None:
    played = watched(name, TURNS)
    other = other_truth(played.rulebook, played.match, played.events, seat)
    assert written(other, seat) == written(played.match, seat)
    assert other.view(None) != played.match.view(None)


@pytest.mark.parametrize(("name", "seat"), _QUICK)
def test_no_row_belongs_to_another_seat(name: str, seat: str) -> None:
    match = watched(name, TURNS).match
    tables = {table.name: table for table in tables_of_seat(match, seat, {}, {"run": "r"})}
    owned = [row["seat"] for table in tables.values() for row in table.rows if "seat" in row]
    assert owned
    assert set(owned) == {seat}
    assert len(tables["orders"].rows) == sum(len(match.orders(seat, turn)[seat]) for turn in range(1, TURNS + 1))
    assert not {"metrics", "draws"} & tables.keys()
    hidden = {name for name, one in match.scenario.rules.parameters.items() if one.hidden}
    told = {row["name"] for row in tables["parameters"].rows}
    assert told & hidden == set(match.drawn_parameters(seat))
