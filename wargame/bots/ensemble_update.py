"""Moves the numbers of believed games towards a reading. A believed game is one imagined game of a belief. A reading is
an inexact number that a seat read.

The module computes one step of an ensemble Kalman filter (Evensen 2009: section 4.3, with a separate error for each
game). Each game predicts the reading that the seat would have in this game. The prediction contains an error of its own
and the hidden parameters of the game. A number therefore moves far if the games differ much and the error of the
reading is small. Otherwise the number moves little.

Must not know: states, seats, or the true number.
"""

from __future__ import annotations

import numpy as np

from wargame.numeric import exact
from wargame.numeric.exact import Floats

WIDEST = 20.0  # a reading changes a number by at most this factor
NO_SPREAD = 1e-9  # a smaller standard deviation of predictions counts as none
# Predictions may be wrong because people play in another way than the usual bots. The surprise of a number is then
# larger than 1. The surprise is a running mean, and each new reading has the weight `NEWEST`. Games of bots have a
# surprise above `ORDINARY` in about 1 of 20 turns.
NEWEST, ORDINARY, MOST = 0.25, 2.0, 25.0


def updated(values: Floats, predicted: Floats, reading: float, logs: bool) -> Floats:
    """Return numbers that agree with a reading [moments, games].

    `values`: the numbers from the moment of the reading until now [moments, games].
    `predicted`: what the seat would have read in each game [games].
    `logs`: whether the error of the reading is a factor. Such a reading is 0 only if the number is 0. A game whose
    prediction is 0 does not fit a reading above 0. A prediction above 0 does not fit the reading 0. Such a game gets
    the numbers of another game.
    """
    gained = gains(values, predicted, logs)
    if not logs:
        return np.asarray(values + gained[:, None] * (reading - predicted))
    fits = (predicted > 0.0) == (reading > 0.0)
    if not fits.any():
        return np.full(values.shape, reading)
    found = values.copy()
    if reading > 0.0:
        off = float(exact.log(np.array([reading]))[0]) - exact.log(predicted[fits])
        found[:, fits] *= _factor(gained[:, None] * off)
    without, donors = np.flatnonzero(~fits), np.flatnonzero(fits)
    found[:, without] = found[:, donors[np.arange(without.size) % donors.size]]
    return found


def surprise(predicted: Floats, reading: float, before: float, logs: bool) -> float:
    """Return how large the errors of predictions are, relative to their spread. 1 is the expected size.

    The size is a running mean of squared errors divided by variances. `before`: the mean before this reading.
    """
    if logs:
        predicted = _logs(predicted[predicted > 0.0])
        if not predicted.size or reading <= 0.0:
            return before
        reading = float(exact.log(np.array([reading]))[0])
    variance = float(predicted.var())
    if variance < NO_SPREAD**2:
        return before
    ratio = (reading - float(predicted.mean())) ** 2 / variance
    return before + NEWEST * (min(ratio, MOST) - before)


def widened(values: Floats, predicted: Floats, surprised: float, noise: Floats, logs: bool) -> tuple[Floats, Floats]:
    """Return numbers and predictions with a spread that explains the surprise.

    Nothing changes if the surprise is ordinary. `noise`: random numbers with a variance of 1 [games].
    The method is a simple form of adaptive inflation (Anderson 2009).
    """
    if surprised <= ORDINARY:
        return values, predicted
    base = _logs(predicted[predicted > 0.0]) if logs else predicted
    moves = noise * float(np.sqrt((surprised - 1.0) * base.var())) if base.size else np.zeros(noise.size)
    if logs:
        return values * _factor(moves), predicted * _factor(moves)
    return values + moves, predicted + moves


def gains(values: Floats, predicted: Floats, logs: bool) -> Floats:
    """Return how far each number moves for each unit by which a prediction was wrong [moments]."""
    if logs:
        values, predicted = _logs(values[:, predicted > 0.0]), _logs(predicted[predicted > 0.0])
    if not predicted.size:
        return np.zeros(values.shape[0])
    off = predicted - predicted.mean()
    variance = float((off * off).mean())
    if variance < NO_SPREAD**2:
        return np.ones(values.shape[0])
    return np.asarray(((values - values.mean(axis=1, keepdims=True)) * off).mean(axis=1) / variance)


def with_other_errors(values: Floats, predicted: Floats, again: Floats, gain: float, logs: bool) -> Floats:
    """Return the numbers to which games would have moved if their predictions had other errors [games].

    `values`: the numbers to which the games moved.
    `predicted`, `again`: the predictions with the old errors and with other errors.
    """
    if not logs:
        return np.asarray(values - gain * (again - predicted))
    moves = np.where((predicted > 0.0) & (again > 0.0), _logs(predicted) - _logs(again), 0.0)
    return np.asarray(values * _factor(gain * moves))


def _logs(values: Floats) -> Floats:
    """Return logarithms. A number that is 0 counts as 1."""
    found: Floats = exact.log(np.where(values > 0.0, values, 1.0))
    return found


def _factor(moves: Floats) -> Floats:
    """Return the factors that move the logarithms of numbers by these amounts."""
    limit = float(exact.log(np.array([WIDEST]))[0])
    found: Floats = exact.exp(np.clip(moves, -limit, limit))
    return found
