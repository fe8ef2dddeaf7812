"""The fog of the siege of Bamako: what the model's table promises, and which exact numbers would tell blurred ones."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from tests.contracts.shipped import SCENARIOS, adjudicator_of, scenario_of
from wargame.adjudicator import Adjudicator
from wargame.adjudicator.visibility import fogged, visible
from wargame.content import Problems
from wargame.game.disclosure.dependencies import RuleReader
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.fog import FogRow
from wargame.rulebook import compile_scenario

SIEGE = "bamako_siege"
SEATS = [seat for seat, known in scenario_of(SIEGE).seats.items() if not known.npc]

# (step, metric that it writes): told exactly, by a rule without dice that reads something blurred. Why each may stand,
# and how much it tells, is said in docs/model.md, section 7.
TOLD_ALL_THE_SAME = {
    ("I25_lands", "came_I25"),
    ("I25_lands", "reply"),
    ("authority_drift", "control"),
    ("army_training", "quality_change"),
    ("jnim_recruitment", "cp"),
    ("jnim_recruitment", "money"),
    ("militia_harm_done", "harm"),
    ("militias_pressed", "lost"),
    ("road_pressure", "pressure"),
    ("russian_escorts", "lost"),
    ("russian_shipments", "gifts"),
    ("tank", "dry_turns"),
    ("tank", "short"),
}


def row(seat: str, metric: str, *cell: str) -> FogRow:
    return fogged(adjudicator_of(SIEGE).rulebook, seat, metric)[cell]


@pytest.mark.parametrize(
    ("seat", "metric", "cell", "noise", "lag", "every"),
    [
        ("junta", "cp", ("KYS", "jnim"), "lognormal(0, jnim_points_to_junta)", 1, 1),
        ("russia", "cp", ("KYS", "jnim"), "lognormal(outside_bias, jnim_points_to_russia * outside_quality)", 0, 1),
        ("aes", "cp", ("BFN", "jnim"), "lognormal(0, jnim_points_at_home)", 0, 1),
        ("aes", "cp", ("KYS", "jnim"), "lognormal(outside_bias, jnim_points_to_aes * outside_quality)", 0, 1),
        ("junta", "fuel_days", (), "tank_to_junta", 0, 1),
        ("russia", "pressure", ("DKR",), "lognormal(0, pressure_error)", 1, 1),
        ("junta", "legitimacy", ("BKO",), "survey_junta", 0, 3),
        ("aes", "grievance", ("KYS",), "survey_far", 0, 1),
        ("junta", "cohesion", (), "cohesion_error", 0, 1),
    ],
)
def test_the_table_is_that_of_the_model(
    seat: str, metric: str, cell: tuple[str, ...], noise: str, lag: int, every: int
) -> None:
    found = row(seat, metric, *cell)
    assert found.noise is not None
    assert (found.noise.text, found.lag, found.every) == (noise, lag, every)


def test_own_points_money_and_pressure_are_exact() -> None:
    rulebook = adjudicator_of(SIEGE).rulebook
    assert ("KYS", "jnim") in visible(rulebook, "jnim", "cp")
    assert visible(rulebook, "jnim", "pressure")
    assert visible(rulebook, "junta", "treasury") == {()}
    assert not visible(rulebook, "junta", "pressure")


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_width_hangs_on_what_is_hidden_from_its_seat(name: str) -> None:
    rulebook = adjudicator_of(name).rulebook
    for (seat, metric), estimate in rulebook.estimates.items():
        sight = rulebook.visibility(seat)
        assert not sight.hidden(estimate.width) + sight.hidden(estimate.factor), (seat, metric)


@pytest.mark.slow
def test_outside_estimates_lean_together_and_are_as_good_as_the_game_has_drawn() -> None:
    """Over many areas Russia and the alliance err to the same side; the junta counts for itself."""

    def errors(seat: str, **settings: float) -> npt.NDArray[np.float64]:
        problems = Problems()
        rulebook = compile_scenario(scenario_of(SIEGE), problems, settings)
        assert rulebook is not None
        state = Adjudicator(rulebook).open(1, games=400)
        cells = rulebook.layout["cp"].cells
        rows = [cells.index((area, "jnim")) for area in ("KYS", "NNR", "KKR", "SGU", "MPT")]
        (seen,) = rulebook.writer.dense("seen", [rulebook.estimates[seat, "cp"].value])(state)
        truth = state.array("cp").reshape(len(cells), -1)[rows]
        return np.log(np.asarray(seen).reshape(len(cells), -1)[rows] / truth)

    for seat, size in (("russia", 0.4), ("aes", 0.6)):
        leaning = errors(seat, outside_bias=0.3, outside_quality=0.5)
        assert leaning.mean() == pytest.approx(0.3, abs=0.03)
        assert leaning.std() == pytest.approx(0.5 * size, rel=0.1)
    assert errors("junta", outside_bias=0.3, outside_quality=0.5).mean() == pytest.approx(0, abs=0.04)


@pytest.mark.parametrize("seat", SEATS)
def test_no_other_exact_number_follows_from_a_blurred_one(seat: str) -> None:
    """A rule without dice that reads what a seat sees blurred, and writes what it sees exactly, tells it."""
    scenario, rulebook = scenario_of(SIEGE), adjudicator_of(SIEGE).rulebook
    reader = RuleReader(scenario)
    redacted = {metric for metric in scenario.rules.metrics if fogged(rulebook, seat, metric)}
    telling = set()
    for step in scenario.rules.steps.values():
        for write in reader.writes(step):
            reads = reader.reads(write.amount.text, step)
            others = {metric for metric, _ in reads.metrics} - {write.metric}
            if visible(rulebook, seat, write.metric) and others & redacted and not reads.dice:
                telling.add((step.id, write.metric))
    assert telling
    assert telling <= TOLD_ALL_THE_SAME


def test_every_size_of_the_table_has_a_source_and_says_what_it_is() -> None:
    parameters = scenario_of(SIEGE).rules.parameters
    noises = {r.noise.text for r in scenario_of(SIEGE).fog if r.noise is not None}
    used = {name for name in parameters if any(name in text for text in noises)}
    assert len(used) > 25
    assert all(parameters[name].source and parameters[name].label for name in used)
    assert all(r.source or EVERYONE in r.to for r in scenario_of(SIEGE).fog)
