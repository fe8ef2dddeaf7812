"""Results of rollouts that were played before, beside those that are still to play.

Must not know: where results are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from wargame.analysis.rollouts import RolloutJob, RolloutResult, Rollouts


class KeptRollouts(Protocol):
    """Results of earlier rollouts."""

    def __contains__(self, job: RolloutJob) -> bool:
        """Return whether there is a result of a job."""

    def get(self, job: RolloutJob) -> RolloutResult | None:
        """Return the result of a job that was played before."""

    def put(self, job: RolloutJob, played: RolloutResult) -> None:
        """Keep the result of a job."""


def results(
    rollouts: Rollouts, jobs: Sequence[RolloutJob], kept: KeptRollouts | None
) -> Iterator[tuple[int, RolloutResult]]:
    """Yield the place of each job with its result. Every new result is kept before it is yielded."""
    missing = []
    for place, job in enumerate(jobs):
        known = kept.get(job) if kept is not None else None
        if known is None:
            missing.append(place)
        else:
            yield place, known
    for number, result in rollouts.play_all([jobs[place] for place in missing]):
        if kept is not None:
            kept.put(jobs[missing[number]], result)
        yield missing[number], result
