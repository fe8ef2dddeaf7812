"""A batch's report: shares, margins and recorded metrics of the games played, whatever the chunks."""

from __future__ import annotations

import hashlib

import attrs
import pytest

from tests.contracts.shipped import adjudicator_of, plan
from wargame.batch import run_games
from wargame.batch.plan import recorded_cells
from wargame.errors import UsageError

NAME = "first_convoy"


def test_the_report_is_of_the_games_played() -> None:
    wanted = attrs.evolve(plan(NAME, 30, 4, {}), record=("fuel_days", "fear[ABJ]"))
    report = run_games(wanted, adjudicator_of(NAME), chunk=11, with_digests=True)
    assert report["games"] == len(report["digests"]) == 30
    assert report["digest"] == hashlib.sha256("\n".join(report["digests"]).encode()).hexdigest()
    assert sum(report["endings"].values()) == pytest.approx(1)
    assert sum(f["win_share"] for f in report["factions"].values()) == pytest.approx(1)
    assert set(report["metrics"]) == {"fuel_days", "fear[ABJ]"}
    first = run_games(attrs.evolve(wanted, games=7, first=23), adjudicator_of(NAME), with_digests=True)
    assert first["digests"] == report["digests"][23:]


@pytest.mark.parametrize("text", ["nothing", "fear[XYZ]", "fear[", ""])
def test_what_cannot_be_recorded_is_said(text: str) -> None:
    with pytest.raises(UsageError):
        recorded_cells(adjudicator_of(NAME).rulebook, (text,))


def test_a_batch_that_could_not_be_held_is_refused_before_a_game_is_played() -> None:
    wanted = attrs.evolve(plan(NAME, 90_000_000, 4, {}), record=("fuel_days", "fear[ABJ]"))
    with pytest.raises(UsageError, match=r"would keep 1,710,000,000 numbers; .* record single cells.* or play at most"):
        run_games(wanted, adjudicator_of(NAME))
