"""A reading moves believed numbers as Bayes' rule says, and no further."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.bots.ensemble_update import gains, surprise, updated, widened, with_other_errors
from wargame.numeric.exact import Floats

GAMES = 40_000


def normal(mean: float, spread: float, seed: int) -> Floats:
    return np.random.default_rng(seed).normal(mean, spread, GAMES)


def test_a_reading_and_the_rules_are_weighed_by_their_errors() -> None:
    """The rules say 50 with a spread of 4, and the reading says 60 with an error of 3."""
    numbers = normal(50, 4, 1)
    (found,) = updated(numbers[None, :], numbers + normal(0, 3, 2), 60.0, logs=False)
    assert found.mean() == pytest.approx(50 + 10 * 16 / 25, abs=0.1)
    assert found.std() == pytest.approx((1 / (1 / 16 + 1 / 9)) ** 0.5, abs=0.05)


def test_an_error_that_multiplies_is_weighed_in_logarithms() -> None:
    numbers = np.exp(normal(1, 0.4, 1))
    (found,) = updated(numbers[None, :], numbers * np.exp(normal(0, 0.3, 2)), float(np.exp(2.0)), logs=True)
    assert np.log(found).mean() == pytest.approx(1 + 0.16 / 0.25, abs=0.01)
    assert np.log(found).std() == pytest.approx(0.24, abs=0.005)


def test_a_number_that_the_rules_tell_is_not_moved_by_a_worse_reading() -> None:
    numbers = np.full(GAMES, 56.0)
    (found,) = updated(numbers[None, :], numbers + normal(0, 6, 2), 44.0, logs=False)
    assert (found == 56.0).all()


@pytest.mark.parametrize("logs", [False, True])
def test_a_reading_without_an_error_is_believed(logs: bool) -> None:
    for numbers in (normal(50, 4, 1), np.full(GAMES, 50.0)):
        (found,) = updated(numbers[None, :], numbers, 57.0, logs)
        assert found == pytest.approx(np.full(GAMES, 57.0))


def test_a_late_reading_moves_a_later_number_as_far_as_it_depends_on_the_earlier() -> None:
    then = normal(50, 4, 1)
    now = 20 + 0.5 * then + normal(0, 1, 3)
    found = updated(np.array([then, now]), then, 58.0, logs=False)
    assert found[0] == pytest.approx(np.full(GAMES, 58.0))
    assert found[1].mean() == pytest.approx(49.0, abs=0.05) and found[1].std() == pytest.approx(1.0, abs=0.02)


def test_games_on_the_wrong_side_of_zero_get_the_numbers_of_other_games() -> None:
    numbers = np.array([[0.0, 2.0, 3.0, 0.0]])
    assert updated(numbers, numbers[0], 0.0, logs=True).tolist() == [[0.0, 0.0, 0.0, 0.0]]
    (found,) = updated(numbers, numbers[0] * np.array([1, 0.9, 1.1, 1]), 2.5, logs=True)
    assert found[[0, 3]].tolist() == found[[1, 2]].tolist() and (found > 0.0).all()
    assert updated(np.zeros((2, 3)), np.zeros(3), 2.5, logs=True).tolist() == [[2.5] * 3] * 2


@pytest.mark.parametrize("logs", [False, True])
def test_other_errors_move_a_game_to_another_number_of_the_same_distribution(logs: bool) -> None:
    numbers = np.exp(normal(3, 0.2, 1)) if logs else normal(50, 4, 1)
    errors = [np.exp(normal(0, 0.2, seed)) if logs else normal(0, 3, seed) for seed in (2, 3)]
    old, new = (numbers * error if logs else numbers + error for error in errors)
    (first,) = updated(numbers[None, :], old, 55.0, logs)
    second = with_other_errors(first, old, new, float(gains(numbers[None, :], old, logs)[0]), logs)
    (alone,) = updated(numbers[None, :], new, 55.0, logs)
    assert second == pytest.approx(alone, rel=0.01), "the same as with these errors from the start"
    assert np.corrcoef(first, second)[0, 1] < 0.9


def followed(jump: float, widening: bool) -> tuple[float, float]:
    """Return the mean and the spread of a steady number after eight readings that are `jump` higher than it."""
    numbers, surprised = normal(50, 2, 1), 1.0
    for turn in range(8):
        predicted = numbers + normal(0, 6, 10 + turn)
        reading = 50 + jump + (3.0 if turn % 2 else -3.0)
        surprised = surprise(predicted, reading, surprised, logs=False)
        if widening:
            wide, predicted = widened(numbers[None, :], predicted, surprised, normal(0, 1, 30 + turn), logs=False)
            numbers = wide[0]
        (numbers,) = updated(numbers[None, :], predicted, reading, logs=False)
    return float(numbers.mean()), float(numbers.std())


def test_games_that_the_readings_contradict_again_and_again_give_way() -> None:
    """People play in another way than the usual bots: the number is 25 higher than the games predict."""
    assert followed(25.0, widening=False)[0] < 65.0
    mean, spread = followed(25.0, widening=True)
    assert abs(mean - 75.0) < 2.0 * spread


def test_ordinary_readings_widen_nothing() -> None:
    assert followed(0.0, widening=True) == followed(0.0, widening=False)
