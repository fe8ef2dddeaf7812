"""Fits constants of a scenario to its calibration: `python -m benchmarks.fit bamako_siege loss_rate fear_gain ...`.

The search uses Powell's method (scipy) and begins at the present values. The search moves every target well inside its
tolerance, and keeps every constant near its present value. The program prints the found constants and each target.
The program writes no file. An author copies values into the rules by hand, each with its reason.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import attrs
import numpy as np
from scipy.optimize import minimize

from wargame.analysis.calibration.calibration import Calibrator, TargetResult
from wargame.analysis.calibration.loading import read_calibration
from wargame.model.text.formula import Formula

WELL_INSIDE = 0.1  # the wanted distance from either bound, as a share of the tolerance's width
STRAY = 0.15  # a relative change of a constant with the same cost as a target on its bound
GAMES = 600


def slack(measured: TargetResult) -> float:
    """Return the distance of a value from the nearer bound of its tolerance, in widths of the tolerance.

    A natural bound, such as a share of 0 or 1, does not count.
    """
    low, high, value = measured.target.low, measured.target.high, measured.value
    if value is None:
        return -1.0
    share = high <= 1 and low >= 0
    gaps = [
        gap for gap, natural in ((value - low, share and low == 0), (high - value, share and high == 1)) if not natural
    ]
    return float(min(gaps) / (high - low))


def cost(measured: tuple[TargetResult, ...], change: Mapping[str, float]) -> float:
    """Return the cost of constants: the sum of two kinds of squares.

    The squares are of the distances that targets lack, and of the changes of constants.
    """
    missing = [max(0.0, WELL_INSIDE - slack(m)) / WELL_INSIDE for m in measured]
    return float(sum(m * m for m in missing) + sum((c / STRAY) ** 2 for c in change.values()) / 10)


def main(name: str, *constants: str) -> None:
    """Search for constants and print the result."""
    scenario, calibration, problems = read_calibration(name)
    start = {c: scenario.rules.parameters[c].value for c in constants}
    place = scenario.place

    def measure(factors: np.ndarray, games: int, seed: int) -> tuple[TargetResult, ...]:
        fixed = {c: Formula(repr(start[c] * float(f)), place) for c, f in zip(constants, factors, strict=True)}
        runs = {
            n: attrs.evolve(run, settings={**run.settings, **fixed}, seed=seed) for n, run in calibration.runs.items()
        }
        calibrator = Calibrator(scenario, attrs.evolve(calibration, runs=runs), problems)
        problems.raise_if_errors()
        return calibrator.measure(games).targets

    def badness(factors: np.ndarray) -> float:
        value = cost(measure(factors, GAMES, 1), dict(zip(constants, factors - 1, strict=True)))
        print(f"{value:8.4f}  " + "  ".join(f"{c}={start[c] * f:.4g}" for c, f in zip(constants, factors, strict=True)))
        return value

    bounds = [(0.7, 1.3)] * len(constants)
    best = minimize(
        badness,
        np.ones(len(constants)),
        method="Powell",
        bounds=bounds,
        options={"maxfev": 120, "xtol": 0.01, "ftol": 1e-3},
    )
    print()
    for row in measure(np.asarray(best.x), 2_000, 2):
        print(
            f"{row.target.name:<5} {row.value:10.4g}  [{row.target.low:g}, {row.target.high:g}]  slack {slack(row):.2f}"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
