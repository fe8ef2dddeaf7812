"""The beliefs of a seat about numbers that the seat reads with an error.

A reading is the number, often with an error, that the seat gets in one turn. Each new reading is combined with all
earlier readings.

A Kalman filter is a method that estimates a changing number from readings with errors. Several Kalman filters follow
each cell (one number of a metric). Each filter assumes how much the truth changes in a turn. Each filter also assumes
whether a steady change ("push") lasts from turn to turn. More filters are added if the rules leave open the size of the
errors. A filter has more weight if it predicts the readings well. Some errors are factors and not amounts. The filters
of such cells use logarithms. A track holds the filters of some cells after a reading.

The source is Bar-Shalom, Li & Kirubarajan 2001: section 11.6 for static multiple models, section 8.2 for a push that
fades. Every operation is elementwise or an ordered sum. The same readings therefore lead to the same bits on every
machine.

Must not know: states, truth, or the seat of the estimates.
"""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from wargame.numeric import exact
from wargame.numeric.exact import Floats
from wargame.rulebook.fog.estimates import NINE_IN_TEN

# The size of a push, in standard errors of a reading for each turn, and the share of the push that is left one turn
# later.
PACE, LASTS = 0.5, 0.9
# Each guess has three numbers: how far the truth moves by surprise in a turn, how far a push moves the truth in a turn
# (both in standard errors of a reading), and the weight of the guess before any reading. Most numbers of a game move,
# but few move by more than an error in a turn. A push moves about one number in five. Large surprises hide a push. A
# number with a push does not move evenly.
GUESSES = (
    (0.012, 0.0, 0.4), (0.03, 0.0, 0.5), (0.1, 0.0, 0.8), (0.25, 0.0, 1.0), (0.6, 0.0, 1.3), (1.5, 0.0, 1.1),
    (4.0, 0.0, 0.6), (0.1, PACE, 0.4), (0.25, PACE, 0.5), (0.6, PACE, 0.65),
)  # fmt: skip
# Guesses at the size of an error, for a source of unknown quality. Each guess is a multiple of the stated size.
SIZES = (0.7, 1.0, 1.4, 2.0)
# The guesses for one cell are judged by its readings and, with this weight, by the other cells of the row.
OTHERS = 0.5
# A change is shown if it is at least this many times its error. Its direction is then wrong in 1 of 35 cases.
SURE = 1.9
# For a wide error in logarithms, the symmetric interval that contains 8 of 10 cases is narrower than the mean of its
# two sides. This number says how much narrower. It is fitted to the normal distribution for errors up to a factor
# of three. The coverage is then right within 0.02.
NARROWER = 0.27


@attrs.frozen(eq=False)
class Readings:
    """The readings of the cells of one row of the fog table: values and standard errors [cells, games].

    `logs`: whether errors multiply. A standard error is then the standard error of the logarithm.
    `lean`: the standard deviation of an error that all readings share. The ± is never smaller than this error.
    `open_size`: whether the seat does not know the size of the errors.
    `turns`: the number of turns from one reading to the next.
    `low`, `high`: the range of the values. A reading outside the range becomes the nearer end.
    """

    value: Floats
    error: Floats
    logs: bool
    lean: float = 0.0
    open_size: bool = False
    turns: int = 1
    low: float = -np.inf
    high: float = np.inf


@attrs.frozen(eq=False)
class Belief:
    """The belief after a reading: values, half-widths of the 80 % interval, and changes.

    Arrays have the shape [cells, games].

    `change`: the change since the last reading, or 0 if the change may be only an error.
    `since`: the change since the first reading, or 0 if the change may be only an error.
    """

    value: Floats
    half: Floats
    change: Floats
    since: Floats


@attrs.frozen(eq=False)
class Track:
    """The filters after a reading [filters, cells, games], and the belief. The cells are those of one row of the fog
    table.

    `mean`, `variance`: the mean and the variance of the present number.
    `first`, `first_variance`: the mean and the variance of the number at the first reading, as believed now.
    `shared`: the covariance of the present number and the number at the first reading.
    `pace`, `pace_variance`: the push in a turn, and its variance.
    `drawn`, `pace_shared`: the covariances of the push with the present number and with the number at the first
    reading.
    `score`: the log likelihood of the readings so far.
    `exact`: the cells whose last reading had no error.
    """

    readings: Readings
    exact: Floats
    mean: Floats
    variance: Floats
    first: Floats
    first_variance: Floats
    shared: Floats
    pace: Floats
    pace_variance: Floats
    drawn: Floats
    pace_shared: Floats
    score: Floats
    belief: Belief
    start: Floats
    start_exact: Floats


def begin(readings: Readings) -> Track:
    """Return the track (the filters and the belief) of cells after their first reading."""
    rates, sizes, paces = _guesses(readings)
    error = sizes * _error(readings)
    mean = np.broadcast_to(_scaled(readings), (rates.size, *readings.value.shape)).copy()
    nothing = np.zeros(readings.value.shape)
    exactly = _exact(readings)
    variance = np.where(exactly > 0.0, 0.0, error * error)
    belief = _belief(readings, exactly, mean[0], _error(readings) ** 2, (nothing, nothing), (nothing, nothing))
    none = np.zeros(mean.shape)
    pace_variance = np.broadcast_to((paces * _error(readings)) ** 2, mean.shape)
    return Track(
        readings,
        exactly,
        mean,
        variance,
        mean,
        variance,
        variance,
        none,
        pace_variance,
        none,
        none,
        none,
        belief,
        belief.value,
        exactly,
    )


def follow(track: Track, readings: Readings) -> Track:
    """Return the track after one more reading of the same cells."""
    rates, sizes, paces = _guesses(readings)
    error = _error(readings)
    exactly = _exact(readings)
    restarts = (track.exact > 0.0) | (exactly > 0.0)
    turns = readings.turns
    moved = (rates * error) ** 2 * turns
    noise = (sizes * error) ** 2
    before = track.variance
    carried = before + turns * track.drawn  # covariance of the earlier number and the present number
    pushed = track.drawn + turns * track.pace_variance
    foretold = carried + turns * pushed + moved
    shared = track.shared + turns * track.pace_shared
    lasts = _left(turns)
    drawn, pace_shared = lasts * pushed, lasts * track.pace_shared
    pace_variance = lasts * lasts * track.pace_variance + (1.0 - lasts * lasts) * (paces * error) ** 2
    whole = foretold + noise
    off, cut = _off(readings, track.mean + turns * track.pace, np.sqrt(whole))
    gain, gain_before, gain_first, gain_pace = foretold / whole, carried / whole, shared / whole, drawn / whole
    mean, variance = track.mean + turns * track.pace + gain * off, foretold * (1.0 - gain)
    first = track.first + gain_first * off
    first_variance = track.first_variance - gain_first * shared
    pace, pace_variance = lasts * track.pace + gain_pace * off, pace_variance - gain_pace * drawn
    pace_shared = pace_shared - gain_pace * shared
    drawn, shared = drawn * (1.0 - gain), shared * (1.0 - gain)
    # The belief about the earlier number has moved by gain_before * off. This part was an error and no change.
    change = turns * track.pace + (gain - gain_before) * off
    change_variance = variance + before - gain_before * carried - 2.0 * carried * (1.0 - gain)
    fresh = np.broadcast_to(_scaled(readings), mean.shape)
    mean, variance = np.where(restarts, fresh, mean), np.where(restarts, np.where(exactly > 0.0, 0.0, noise), variance)
    first, first_variance = np.where(restarts, track.first, first), np.where(restarts, 0.0, first_variance)
    shared = np.where(restarts, 0.0, shared)
    pace, drawn, pace_shared = (np.where(restarts, 0.0, value) for value in (pace, drawn, pace_shared))
    pace_variance = np.where(restarts, (paces * error) ** 2, pace_variance)
    likely = -0.5 * (exact.log(whole / (error * error)) + off * off / whole)
    score = track.score + np.where(restarts | cut, 0.0, likely)
    weights = _weights(score)
    now, spread = _mixed(weights, mean, variance)
    # A push predicts the next number. Only filters that expect no move can show whether the number moved.
    unpushed = np.where(paces > 0.0, 0.0, weights)
    unpushed = unpushed / exact.ordered_sum(unpushed, 0)
    moves = (
        _mixed(unpushed, change, np.maximum(change_variance, 0.0)),
        _mixed(unpushed, mean - first, np.maximum(variance + first_variance - 2.0 * shared, 0.0)),
    )
    belief = _belief(readings, exactly, now, spread, *moves)
    # A change between two readings without error is the difference of the readings.
    belief = attrs.evolve(
        belief,
        change=np.where(restarts, belief.value - track.belief.value, belief.change),
        since=np.where((exactly > 0.0) | (track.start_exact > 0.0), belief.value - track.start, belief.since),
    )
    return attrs.evolve(
        track,
        readings=readings,
        exact=exactly,
        mean=mean,
        variance=variance,
        first=first,
        first_variance=first_variance,
        shared=shared,
        pace=pace,
        pace_variance=pace_variance,
        drawn=drawn,
        pace_shared=pace_shared,
        score=score,
        belief=belief,
    )


def _left(turns: int) -> float:
    """Return the share of a push that is left after some turns. The product is the same on every machine."""
    left = 1.0
    for _ in range(turns):
        left *= LASTS
    return left


def _off(readings: Readings, mean: Floats, spread: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return two results: readings minus predictions, and whether each reading lies at an end of the range.

    A reading at an end of the range may stand for any value beyond this end. The reading counts as the mean of these
    values. A Mills ratio gives this mean.
    """
    scaled = _scaled(readings)
    top, bottom = readings.value >= readings.high, readings.value <= readings.low
    off = scaled - mean
    off = np.where(top, spread * _mills(off / spread), off)
    off = np.where(bottom, -spread * _mills((mean - scaled) / spread), off)
    return off, np.asarray(np.broadcast_to(top | bottom, mean.shape))


def _mills(a: Floats) -> Floats:
    """Return the mean of the part of a standard normal distribution above `a`, with an error of at most 0.1."""
    near = np.minimum(np.maximum(a, -8.0), 3.0)
    ratio = 0.3989422804014327 * exact.exp(-0.5 * near * near) * (1.0 + exact.exp(1.702 * near))
    return np.asarray(np.where(a > 0.0, np.maximum(ratio, 0.5 * (a + np.sqrt(a * a + 2.546479089470325))), ratio))


def _guesses(readings: Readings) -> tuple[Floats, Floats, Floats]:
    """Return three assumptions of each filter [filters, 1, 1]: the size of a random change in a turn, the size of the
    error, and the push.
    """
    sizes = SIZES if readings.open_size else (1.0,)
    found = np.array([(rate, size, pace) for size in sizes for rate, pace, _ in GUESSES])
    rates, sizes, paces = found.T[:, :, None, None]
    return rates, sizes, paces


def _likely(filters: int) -> Floats:
    """Return the weight of each filter before any reading [filters, 1, 1]."""
    return np.tile([likely for *_, likely in GUESSES], filters // len(GUESSES))[:, None, None]


def _exact(readings: Readings) -> Floats:
    """Return 1 for each reading without an error, and 0 for all other readings.

    A reading without a logarithm counts as a reading without an error.
    """
    held = readings.error <= 0.0
    return np.where(held | (readings.value <= 0.0) if readings.logs else held, 1.0, 0.0)


def _error(readings: Readings) -> Floats:
    """Return the standard errors. An exact reading has a positive number in place of 0.

    No result depends on this number.
    """
    return np.where(_exact(readings) > 0.0, 1.0, readings.error)


def _scaled(readings: Readings) -> Floats:
    """Return values on the scale on which errors add."""
    if not readings.logs:
        return readings.value
    logs: Floats = exact.log(np.where(_exact(readings) > 0.0, 1.0, readings.value))
    return logs


def _weights(score: Floats) -> Floats:
    """Return the weight of each filter for each cell.

    The weight depends on the readings of the cell and, to a lesser degree, on the readings of the other cells of the
    row.
    """
    row = exact.ordered_sum(np.moveaxis(score, 1, 0), 0)[:, None, :]
    judged = (1.0 - OTHERS) * score + OTHERS * row
    weights = exact.exp(judged - judged.max(axis=0)) * _likely(score.shape[0])
    return np.asarray(weights / exact.ordered_sum(weights, 0))


def _mixed(weights: Floats, means: Floats, variances: Floats) -> tuple[Floats, Floats]:
    """Return the mean and the variance of a weighted mixture of distributions."""
    mean = exact.ordered_sum(weights * means, 0)
    off = means - mean
    return mean, exact.ordered_sum(weights * (variances + off * off), 0)


Moved = tuple[Floats, Floats]  # the change of a number on the scale on which errors add, and the variance of the change


def _belief(readings: Readings, exactly: Floats, mean: Floats, variance: Floats, *moves: Moved) -> Belief:
    """Return the belief in plain numbers, and not in logarithms.

    `moves`: the changes since the last and since the first reading.
    A change counts only if its part within the range is larger than its error.
    """
    wide = NINE_IN_TEN * np.sqrt(variance + readings.lean * readings.lean)
    inside = _within(readings, mean)
    value = _numbers(readings, inside)
    half = wide
    if readings.logs:
        half = value * (0.5 * (exact.exp(wide) - exact.exp(-wide))) / (1.0 + NARROWER * wide * wide)
    told = []
    for moved, spread in moves:
        then = _within(readings, mean - moved)
        sure = np.abs(inside - then) > SURE * np.sqrt(spread)
        told.append(np.where(sure, value - _numbers(readings, then), 0.0))
    known = exactly > 0.0
    # The estimate is the reading itself if no filter can follow the reading. Its error is in proportion to its size.
    rough = np.abs(readings.value) * np.maximum(readings.error, 0.0) * NINE_IN_TEN if readings.logs else 0.0
    return Belief(np.where(known, readings.value, value), np.where(known, rough, half), *told)


def _within(readings: Readings, scaled: Floats) -> Floats:
    """Return values limited to the range."""
    low, high = readings.low, readings.high
    if readings.logs:
        low = float(exact.log(low)) if low > 0.0 else -np.inf
        high = float(exact.log(high)) if high > 0.0 else np.inf
    return np.asarray(np.minimum(np.maximum(scaled, low), high))


def _numbers(readings: Readings, scaled: Floats) -> Floats:
    """Return the plain numbers for values on the scale on which errors add."""
    return np.asarray(exact.exp(scaled)) if readings.logs else scaled
