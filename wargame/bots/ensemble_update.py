"""Moves the numbers of believed games towards a reading. A reading is an inexact number that a seat read.

This is one step of an ensemble Kalman filter (Evensen 2009: section 4.3, with an own error for each game). Each game
predicts the reading that the seat would have in this game. The prediction contains an error of its own and the hidden
parameters of the game. A number therefore moves only as far as the reading is better than what the rules already tell.

Must not know: states, seats, or the true number.
"""

from __future__ import annotations

import numpy as np

from wargame.numeric import exact
from wargame.numeric.exact import Floats

WIDEST = 20.0  # a reading changes a number by at most this factor
NO_SPREAD = 1e-9  # a smaller standard deviation of predictions counts as none


def updated(values: Floats, predicted: Floats, reading: float, logs: bool) -> Floats:
    """Return numbers that agree with a reading [moments, games].

    `values`: the numbers from the moment of the reading until now [moments, games].
    `predicted`: what the seat would have read in each game [games].
    `logs`: whether the error of the reading multiplies. Such a reading is 0 only if the number is 0. A game on the
    wrong side of 0 gets the numbers of another game.
    """
    if not logs:
        return np.asarray(values + _gains(values, predicted)[:, None] * (reading - predicted))
    fits = (predicted > 0.0) == (reading > 0.0)
    if not fits.any():
        return np.full(values.shape, reading)
    found = values.copy()
    if reading > 0.0:
        found[:, fits] = _scaled(values[:, fits], predicted[fits], reading)
    without, donors = np.flatnonzero(~fits), np.flatnonzero(fits)
    found[:, without] = found[:, donors[np.arange(without.size) % donors.size]]
    return found


def _scaled(values: Floats, predicted: Floats, reading: float) -> Floats:
    """Return numbers that were multiplied to agree with a reading. A number that is 0 stays 0."""
    logs = exact.log(np.where(values > 0.0, values, 1.0))
    foretold = exact.log(predicted)
    off = float(exact.log(np.array([reading]))[0]) - foretold
    limit = float(np.log(WIDEST))
    moves = np.clip(_gains(logs, foretold)[:, None] * off, -limit, limit)
    return np.asarray(values * exact.exp(moves))


def _gains(values: Floats, predicted: Floats) -> Floats:
    """Return how far each number moves for each unit by which a prediction was wrong [moments]."""
    off = predicted - predicted.mean()
    variance = float((off * off).mean())
    if variance < NO_SPREAD**2:
        return np.ones(values.shape[0])
    return np.asarray(((values - values.mean(axis=1, keepdims=True)) * off).mean(axis=1) / variance)
