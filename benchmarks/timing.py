"""Measures several things in turn: every round measures each thing once. A busy minute then affects all things equally.

Must not know: what is measured.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds of one call by the clock. No garbage collection runs during the call."""
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began
    finally:
        gc.enable()


def processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds of one call in this process. The work of other processes does not count."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()


def interleaved(measures: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Return `rounds` values of each measure."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            found[name].append(measure())
    return found


def medians(found: Mapping[str, list[float]]) -> dict[str, float]:
    """Return the median of each measure."""
    return {name: statistics.median(values) for name, values in found.items()}


def percentile(values: list[float], percent: int) -> float:
    """Return the value below which this percentage of the values lies, by rank."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, len(ranked) * percent // 100)]
