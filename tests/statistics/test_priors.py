"""Hidden parameters are drawn once a game from what the rules believe: closed forms, fixed seeds."""

from __future__ import annotations

from functools import cache
from math import erf, log, sqrt

import numpy as np
import pytest

from tests.tiny import tiny
from wargame.adjudicator import State
from wargame.adjudicator.orders import OrderTable

GAMES = 20_000
SIGMAS = 4.0
PARAMETERS = """\
flat: {prior: [uniform, 2, 6], status: assumption, source: made}
bell: {prior: [normal, 10, 3], status: assumption, source: made}
skew: {prior: [lognormal, 0, 0.5], status: assumption, source: made}
peak: {prior: [triangular, 0, 1, 4], status: assumption, source: made}
rising: {prior: [beta, 2, 1], status: assumption, source: made}
falling: {prior: [beta, 1, 3], status: assumption, source: made}
humped: {prior: [beta, 2, 2], status: assumption, source: made}
aim: {pick: {wealth: 0.6, peace: 0.3, fame: 0.1}, status: assumption, source: made}
plain: {value: 7, status: assumption, source: made}
"""
METRICS = "seen: {range: -1000..1000}\nwealthy: {range: 0..1}"
STEPS = """\
look:
  phase: early
  set: {seen: flat + bell + skew + peak + rising + falling + humped + plain, wealthy: aim == wealth}
"""
DISTRIBUTIONS = {
    "flat": lambda x: (x - 2) / 4,
    "bell": lambda x: 0.5 * (1 + erf((x - 10) / 3 / sqrt(2))),
    "skew": lambda x: 0.5 * (1 + erf(log(x) / 0.5 / sqrt(2))),
    "peak": lambda x: x * x / 4 if x < 1 else 1 - (4 - x) ** 2 / 12,
    "rising": lambda x: x * x,
    "falling": lambda x: 1 - (1 - x) ** 3,
    "humped": lambda x: x * x * (3 - 2 * x),
}


@cache
def opened(seed: int = 3) -> State:
    adjudicator = tiny("", parameters=PARAMETERS, metrics=METRICS, steps=STEPS)
    state = adjudicator.open(seed, GAMES)
    assert "plain" not in state.parameters
    kept = {name: values.copy() for name, values in state.parameters.items()}
    for _ in range(2):
        adjudicator.step(state, OrderTable.of(adjudicator.rulebook, state.seats, {}))
    assert all((kept[name] == values).all() for name, values in state.parameters.items())
    return state


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_quantiles_of_priors(name: str) -> None:
    ranked = np.sort(opened().parameters[name])
    for share in (0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        at = float(ranked[int(share * GAMES)])
        # A table of 65,536 quantiles is as fine as 1 / 65,536; beta's is summed over as many cells.
        allowed = SIGMAS * sqrt(share * (1 - share) / GAMES) + 2 / 65_536
        assert abs(DISTRIBUTIONS[name](at) - share) <= allowed


@pytest.mark.parametrize(("choice", "p"), [(0, 0.6), (1, 0.3), (2, 0.1)])
def test_choices_are_drawn_as_often_as_the_rules_believe(choice: int, p: float) -> None:
    found = (opened().parameters["aim"] == choice).sum()
    assert abs(found - GAMES * p) <= SIGMAS * sqrt(GAMES * p * (1 - p))


def test_rules_read_what_was_drawn() -> None:
    state = opened()
    whole = sum(state.parameters[name] for name in DISTRIBUTIONS) + 7
    assert np.allclose(state.array("seen"), whole, atol=2e-9)
    assert ((state.array("wealthy") == 1) == (state.parameters["aim"] == 0)).all()


def test_parameters_and_seeds_are_independent() -> None:
    state = opened()
    rows = [state.parameters[name] for name in DISTRIBUTIONS]
    for i, row in enumerate(rows):
        for other in [*rows[:i], opened(4).parameters[list(DISTRIBUTIONS)[i]]]:
            assert abs(np.corrcoef(row, other)[0, 1]) <= SIGMAS / sqrt(GAMES)


def test_a_stated_choice_is_never_drawn_otherwise_and_the_others_keep_their_names() -> None:
    for number, choice in enumerate(("wealth", "peace", "fame")):
        adjudicator = tiny(
            "", f"parameters: {{aim: {choice}, bell: 1.5}}\n", parameters=PARAMETERS, metrics=METRICS, steps=STEPS
        )
        state = adjudicator.open(3, 500)
        assert (state.parameters["aim"] == number).all()
        assert "bell" not in state.parameters
