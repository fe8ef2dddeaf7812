"""A row for each game of a batch."""

from __future__ import annotations

import attrs
import pytest

from tests.contracts.shipped import adjudicator_of, plan, scenario_of
from wargame.batch.rows import drawn_report, game_rows
from wargame.batch.run import play_batch

SIEGE = "bamako_siege"
PARAMETERS = scenario_of(SIEGE).rules.parameters


def test_a_row_holds_what_the_game_alone_comes_to() -> None:
    wanted = attrs.evolve(plan(SIEGE, 5, 4, {}, length=3), parameters=True, record=("fuel_days",), first=7)
    adjudicator = adjudicator_of(SIEGE)
    rows = list(game_rows(play_batch(wanted, adjudicator, chunk=2, compiling="no"), PARAMETERS))
    assert [row["game"] for row in rows] == [7, 8, 9, 10, 11]
    for row in rows:
        state = adjudicator.open(4, 1, row["game"], 3)
        assert {name: row[name] for name in adjudicator.hidden(state)} == adjudicator.hidden(state)
        assert row["turns"] == 3 and row["ending"] == "turn_limit"
    alone = play_batch(attrs.evolve(wanted, first=9, games=1), adjudicator, compiling="no")
    assert list(game_rows(alone, PARAMETERS)) == [rows[2]]
    recorded = alone.joined("recorded", "fuel_days")[:, 0]
    assert rows[2]["fuel_days"] == recorded[-1] and rows[2]["mean fuel_days"] == pytest.approx(recorded.mean())
    assert rows[2]["margin_junta"] == alone.chunks[0].margins["junta"][0]


def test_what_a_setting_fixes_stands_in_its_column() -> None:
    wanted = attrs.evolve(
        plan(SIEGE, 2, 4, {}, length=1), parameters=True, settings={"stock0": 7.0, "intention": "emirate"}
    )
    rows = list(game_rows(play_batch(wanted, compiling="no"), PARAMETERS))
    assert [(row["stock0"], row["intention"]) for row in rows] == [(7.0, "emirate")] * 2


def test_a_report_of_what_was_drawn() -> None:
    wanted = attrs.evolve(plan(SIEGE, 300, 4, {}, length=1), parameters=True)
    told = drawn_report(play_batch(wanted, adjudicator_of(SIEGE), compiling="no"), PARAMETERS)
    assert set(told["stock0"]) == {"mean", "quantiles"} and told["stock0"]["mean"] == pytest.approx(10.8, abs=0.5)
    assert sum(told["intention"]["shares"].values()) == pytest.approx(1)
    assert "daily_demand" not in told
