"""Interleaved measuring: every round measures each thing once, so that a noisy minute hits all of them alike.

Must not know: what is measured.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call, without a garbage collection in the middle."""
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began
    finally:
        gc.enable()


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one call in this process: what a busy machine takes from it is not counted."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()


def interleaved(measures: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Each measure's values, `rounds` of them."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            found[name].append(measure())
    return found


def medians(found: Mapping[str, list[float]]) -> dict[str, float]:
    """The middle value of each measure."""
    return {name: statistics.median(values) for name, values in found.items()}


def percentile(values: list[float], percent: int) -> float:
    """The value under which so many percent lie, by ranking."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, len(ranked) * percent // 100)]
