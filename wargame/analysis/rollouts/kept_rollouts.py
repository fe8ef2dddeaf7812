"""Results of rollouts (simulated games): stored results of earlier rollouts, and results of rollouts that are played
now.

Must not know: the place where results are stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from wargame.analysis.rollouts.rollouts import RolloutJob, RolloutResult, Rollouts


class KeptRollouts(Protocol):
    """A store for the results of rollouts."""

    def __contains__(self, job: RolloutJob) -> bool:
        """Return whether a result of the job is stored."""

    def get(self, job: RolloutJob) -> RolloutResult | None:
        """Return the stored result of the job, or None."""

    def put(self, job: RolloutJob, played: RolloutResult) -> None:
        """Store the result of the job."""


def results(
    rollouts: Rollouts, jobs: Sequence[RolloutJob], kept: KeptRollouts | None
) -> Iterator[tuple[int, RolloutResult]]:
    """Yield the position of each job with its result. Jobs without a stored result are played.

    A new result is first stored in `kept`.
    """
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
