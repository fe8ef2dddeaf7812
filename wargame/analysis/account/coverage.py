"""How often the ranges of an account hold the true values. A range is a number in the account ± its error.

An account is measured several times, each time with other dice. The mean of all other measurements stands for the true
value of a measurement. The difference of both numbers should lie within their joint error in 9 of 10 cases.
A key is the number from which a rollout gets its dice.

Must not know: screens or files.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import attrs

from wargame.analysis.account.account import MarginAccount, account_from, columns_of, first_keys
from wargame.analysis.account.margin_columns import ColumnJob
from wargame.analysis.account.margin_term import TermKind
from wargame.analysis.rollouts.kept_rollouts import KeptRollouts, results
from wargame.analysis.rollouts.rollouts import Rollouts
from wargame.analysis.rollouts.samples import MeanWithError
from wargame.batch.run import Progress
from wargame.game.played_game import PlayedGame

FIRST = 10_000_000  # the number of the first key of the first measurement
FEWEST = 2  # one measurement cannot be compared with others


@attrs.frozen
class HeldRanges:
    """`held`: how many ranges held the true value. `of`: the number of all ranges."""

    held: int
    of: int

    @property
    def share(self) -> float:
        """Return the share of ranges that held. Return 0 if there were none."""
        return self.held / self.of if self.of else 0.0

    def __add__(self, other: HeldRanges) -> HeldRanges:
        return HeldRanges(self.held + other.held, self.of + other.of)


NONE = HeldRanges(0, 0)


@attrs.frozen
class AccountCoverage:
    """How often the ranges of an account hold, by kind of term.

    `keys`, `first`: the numbers of keys of each measurement, as in `MarginAccount`.
    `totals`: the ranges of the totals of a seat. `terms`: the ranges of the terms of single turns.
    """

    keys: int
    first: int
    repeats: int
    totals: Mapping[TermKind, HeldRanges]
    terms: Mapping[TermKind, HeldRanges]


def coverage(
    played: PlayedGame,
    rollouts: Rollouts,
    keys: int,
    repeats: int,
    kept: KeptRollouts | None = None,
    progress: Progress | None = None,
) -> AccountCoverage:
    """Measure the account of a game several times, and return how often its ranges held."""
    found = _measurements(played, rollouts, keys, repeats, kept, progress)
    totals: dict[TermKind, HeldRanges] = {}
    terms: dict[TermKind, HeldRanges] = {}
    for kind, places in _by_kind([_totals(each) for each in found]).items():
        totals[kind] = sum((held(values) for values in places), NONE)
    for kind, places in _by_kind([_terms(each) for each in found]).items():
        if kind is not TermKind.START:  # the start has one term, which is its total
            terms[kind] = sum((held(values) for values in places), NONE)
    return AccountCoverage(keys, first_keys(keys), repeats, totals, terms)


def held(values: Sequence[MeanWithError]) -> HeldRanges:
    """Return how many measurements of one number agree with the mean of all other measurements.

    The function counts nothing if all measurements have the error 0, because the number then has no range.
    """
    if all(value.error == 0.0 for value in values):
        return NONE
    agree = 0
    for place, value in enumerate(values):
        rest = [other for number, other in enumerate(values) if number != place]
        mean = sum(other.mean for other in rest) / len(rest)
        error = sum(other.error**2 for other in rest) ** 0.5 / len(rest)
        agree += abs(value.mean - mean) <= (value.error**2 + error**2) ** 0.5
    return HeldRanges(agree, len(values))


def _measurements(
    played: PlayedGame,
    rollouts: Rollouts,
    keys: int,
    repeats: int,
    kept: KeptRollouts | None,
    progress: Progress | None,
) -> list[MarginAccount]:
    first = first_keys(keys)
    columns = [columns_of(played, rollouts) for _ in range(repeats)]
    jobs: list[tuple[int, ColumnJob]] = []
    for number, each in enumerate(columns):
        start = FIRST + number * keys
        jobs += [(number, job) for job in each.jobs(range(start, start + keys), range(start, start + first))]
    finished, wanted = 0, sum(each.job.games for _, each in jobs)
    for place, result in results(rollouts, [each.job for _, each in jobs], kept):
        number, job = jobs[place]
        columns[number].add(job.columns, result.margins)
        finished += job.job.games
        if progress is not None:
            progress(finished, wanted)
    return [account_from(each, rollouts.reference, keys, first, 0) for each in columns]


_Figures = Mapping[tuple[TermKind, Hashable], MeanWithError]


def _totals(found: MarginAccount) -> _Figures:
    return {(kind, seat): total for seat, row in found.seats.items() for kind, total in row.totals.items()}


def _terms(found: MarginAccount) -> _Figures:
    return {(term.kind, (term.seat, term.turn)): term.estimate for term in found.terms}


def _by_kind(found: Sequence[_Figures]) -> dict[TermKind, list[list[MeanWithError]]]:
    """Return the measurements of each term, by kind of term. Each term was measured several times."""
    kinds: dict[TermKind, list[list[MeanWithError]]] = {}
    for kind, place in found[0]:
        kinds.setdefault(kind, []).append([each[kind, place] for each in found])
    return kinds
