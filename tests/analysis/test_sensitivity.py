"""Sensitivities: ranks, intervals and what counts as an outcome."""

from __future__ import annotations

import attrs
import pytest

from tests.contracts.shipped import adjudicator_of, plan, scenario_of
from wargame.analysis.sweeps.sensitivity import chance_correlation, sensitivities
from wargame.batch.run import play_batch
from wargame.batch.summary import Batch

SIEGE = "bamako_siege"
PARAMETERS = scenario_of(SIEGE).rules.parameters


@pytest.fixture(scope="module")
def batch() -> Batch:
    wanted = attrs.evolve(
        plan(SIEGE, 200, 2, {}, length=4), parameters=True, record=("cohesion", "jnim_acceptance[BKO]")
    )
    return play_batch(wanted, adjudicator_of(SIEGE), compiling="no")


def test_what_a_start_decides_comes_first(batch: Batch) -> None:
    """After four turns the officers' cohesion is still that of the start, little else."""
    found = {(one.cause, one.outcome): one for one in sensitivities(batch, PARAMETERS)}
    strong = found["cohesion_start", "mean cohesion"]
    assert strong.correlation > 0.8 and strong.low < strong.correlation < strong.high < 1
    unrelated = found["loss_tolerance", "mean cohesion"]
    assert abs(unrelated.correlation) < 0.2 and unrelated.low < 0 < unrelated.high
    first = sensitivities(batch, PARAMETERS)[0]
    assert abs(first.correlation) >= strong.correlation


def test_every_seat_in_play_and_every_choice_is_compared(batch: Batch) -> None:
    found = sensitivities(batch, PARAMETERS)
    assert {one.outcome for one in found} >= {f"margin of {seat}" for seat in ("jnim", "junta", "russia", "aes")}
    assert "margin of isgs" not in {one.outcome for one in found}  # nobody plays it
    causes = {one.cause for one in found}
    assert {f"intention = {word}" for word in PARAMETERS["intention"].pick} <= causes and "intention" not in causes
    assert "ending turn_limit" not in {one.outcome for one in found}


def test_ranks_do_not_see_a_bent_scale_and_equal_values_share_theirs(batch: Batch) -> None:
    """A cause that is cubed ranks alike; one that takes two values is compared all the same."""
    (chunk,) = batch.chunks
    cubed = attrs.evolve(chunk, drawn={**chunk.drawn, "cohesion_start": chunk.drawn["cohesion_start"] ** 3})
    bent = attrs.evolve(batch, chunks=(cubed,))
    assert sensitivities(bent, PARAMETERS) == sensitivities(batch, PARAMETERS)


def test_few_games_tell_nothing() -> None:
    games = attrs.evolve(plan(SIEGE, 19, 2, {}, length=1), parameters=True)
    assert sensitivities(play_batch(games, adjudicator_of(SIEGE), compiling="no"), PARAMETERS) == []


def test_noise_shrinks_with_the_root_of_the_games() -> None:
    assert chance_correlation(400) == pytest.approx(0.098, abs=0.002)
    assert chance_correlation(10_000) == pytest.approx(0.0196, abs=0.0005)
