"""What is made of readings: on numbers that move by chance it holds the truth 8 times in 10 and knows up from down."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.adjudicator.estimate_filter import Readings, Track, begin, follow

GAMES, TURNS = 400, 20


def walk(
    rate: float, *, logs: bool = False, cells: int = 1, error: float = 1.0
) -> tuple[list[Track], list[np.ndarray]]:
    """Follow numbers that move by `rate` standard errors a turn."""
    rng = np.random.default_rng(7)
    tracks: list[Track] = []
    truths = [np.full((cells, GAMES), 4.0 if logs else 50.0)]
    for turn in range(TURNS):
        if turn:
            truths.append(truths[-1] + rng.normal(0, rate * error, (cells, GAMES)))
        value = truths[-1] + rng.normal(0, error, (cells, GAMES))
        reading = Readings(np.exp(value) if logs else value, np.full_like(value, error), logs)
        tracks.append(follow(tracks[-1], reading) if tracks else begin(reading))
    return tracks, [np.exp(truth) if logs else truth for truth in truths]


def held(tracks: list[Track], truths: list[np.ndarray]) -> float:
    return float(
        np.mean([np.abs(t - k.belief.value) <= k.belief.half for k, t in zip(tracks[1:], truths[1:], strict=True)])
    )


@pytest.mark.parametrize("logs", [False, True])
def test_the_interval_holds_the_truth_eight_times_in_ten_over_all_paces(logs: bool) -> None:
    """A single cell has told little of its pace in twenty turns: some are held more often, some less."""
    shares = [held(*walk(rate, logs=logs, error=0.3 if logs else 1.0)) for rate in (0.1, 0.3, 0.6, 1.0, 2.0)]
    assert 0.77 < np.mean(shares) < 0.83
    assert min(shares) > 0.72 and max(shares) < 0.92


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.6, 1.0, 2.0])
def test_cells_that_are_told_together_teach_their_pace(rate: float) -> None:
    assert 0.75 < held(*walk(rate, cells=8)) < 0.88


@pytest.mark.parametrize("error", [0.1, 0.3, 0.6])
def test_wide_errors_that_multiply_keep_their_eight_in_ten(error: float) -> None:
    tracks, truths = walk(0.5, logs=True, error=error, cells=4)
    assert 0.75 < held(tracks, truths) < 0.85


@pytest.mark.parametrize("rate", [0.3, 1.0, 2.0])
def test_a_told_change_goes_the_way_the_truth_went(rate: float) -> None:
    tracks, truths = walk(rate, cells=4)
    told = right = 0
    for before, now, track in zip(truths[:-1], truths[1:], tracks[1:], strict=True):
        change = track.belief.change
        told += int((change != 0).sum())
        right += int(((change != 0) & (np.sign(change) == np.sign(now - before))).sum())
    assert told > (0 if rate < 1 else 400)
    assert right >= 0.9 * told


def test_many_readings_narrow_what_stands_still_and_moving_numbers_stay_wide() -> None:
    still, _ = walk(0.0, cells=6)
    moving, _ = walk(2.0, cells=6)
    assert still[-1].belief.half.mean() < 0.45 * still[0].belief.half.mean()
    assert moving[-1].belief.half.mean() > 0.85 * moving[0].belief.half.mean()


def test_the_change_since_the_start_is_told_when_it_is_sure() -> None:
    tracks, truths = walk(0.5, cells=2)
    since, true = tracks[-1].belief.since, truths[-1] - truths[0]
    told = since != 0
    assert 0.2 < told.mean() < 0.9
    assert (np.sign(since) == np.sign(true))[told].mean() > 0.93


def test_a_reading_without_error_is_taken_as_it_is() -> None:
    first = begin(Readings(np.array([[0.0, 5.0]]), np.array([[0.4, 0.4]]), True))
    then = follow(first, Readings(np.array([[3.0, 0.0]]), np.array([[0.4, 0.4]]), True))
    assert then.belief.value[0].tolist() == pytest.approx([3.0, 0.0])
    assert then.belief.half[0, 1] == 0.0 < then.belief.half[0, 0]
    assert then.belief.change[0].tolist() == pytest.approx([3.0, -5.0])


def test_a_shared_lean_is_never_averaged_away() -> None:
    rng = np.random.default_rng(1)
    track = None
    for _ in range(40):
        reading = Readings(50 + rng.normal(0, 1, (1, 50)), np.ones((1, 50)), False, lean=2.0)
        track = begin(reading) if track is None else follow(track, reading)
    assert track is not None
    assert track.belief.half.min() > 1.28 * 2.0


def test_readings_cut_at_the_end_of_a_range_tell_no_changes_and_do_not_lean() -> None:
    rng, told, track = np.random.default_rng(3), 0, None
    for _ in range(30):
        value = np.minimum(1.0 + rng.normal(0, 0.1, (3, 200)), 1.0)
        reading = Readings(value, np.full_like(value, 0.1), False, low=0.0, high=1.0)
        track = begin(reading) if track is None else follow(track, reading)
        told += int((track.belief.change != 0).sum())
    assert track is not None
    assert np.abs(1.0 - track.belief.value).mean() < 0.03
    assert told < 0.01 * 30 * 600


def test_one_game_alone_is_followed_as_in_a_batch() -> None:
    rng = np.random.default_rng(11)
    values = [50 + rng.normal(0, 3, (3, 5)) for _ in range(8)]
    whole, alone = None, None
    for value in values:
        both = Readings(value, np.full_like(value, 2.0), False), Readings(value[:, 2:3], np.full((3, 1), 2.0), False)
        whole = begin(both[0]) if whole is None else follow(whole, both[0])
        alone = begin(both[1]) if alone is None else follow(alone, both[1])
    assert whole is not None and alone is not None
    for name in ("value", "half", "change", "since"):
        assert (getattr(whole.belief, name)[:, 2:3] == getattr(alone.belief, name)).all()


def test_a_number_that_is_pushed_one_way_is_not_believed_where_it_was() -> None:
    """Few readings, two turns apart, of a number that falls by half an error a turn: the belief lags little."""
    rng, track, lags = np.random.default_rng(5), None, []
    truth = np.full((1, 4000), 60.0)
    for turn in range(7):
        truth = truth - (1.0 if turn else 0.0) + rng.normal(0, 0.3, truth.shape)
        reading = Readings(truth + rng.normal(0, 1, truth.shape), np.ones_like(truth), False, turns=2)
        track = begin(reading) if track is None else follow(track, reading)
        lags.append(float((track.belief.value - truth).mean()))
    assert max(lags) < 0.52  # 0.64 without a push among the guesses
    assert lags[-1] < 0.37  # and 0.5
