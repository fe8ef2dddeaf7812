"""The account of a game: what the start, injects, decisions and luck did to each seat's margin, turn by turn.

Every term is a difference of mean margins of rollouts. The terms of a seat add up to its margin. docs/account.md
explains the formulas.

Must not know: screens, files, or how rollouts are played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from wargame.analysis.kept_rollouts import KeptRollouts, results
from wargame.analysis.margin_columns import ColumnJob, GameColumns
from wargame.analysis.margin_term import MarginTerm, TermKind
from wargame.analysis.rollouts import Rollouts
from wargame.analysis.samples import MeanWithError, Samples
from wargame.batch.run import Progress
from wargame.game.played_game import PlayedGame

FIRST_STAGES = (40, 120)  # the numbers of keys after the first stages; each later stage doubles the number
MOST = 960  # keys, unless the caller names a number
USUAL = 240  # the number of keys that is mostly enough
WITHIN = 0.15  # totals with this error are exact enough, in units of a margin
ALL_USE = 40  # so many keys serve all columns; of further keys, two thirds serve the parts of a decision


@attrs.frozen
class SeatAccount:
    """The totals of a seat by kind, and their sum.

    `margin`: the margin at the end of the game, or None if the game goes on. The sum is then the expected margin.
    """

    margin: float | None
    sum: float
    totals: Mapping[TermKind, MeanWithError]


@attrs.frozen
class MarginAccount:
    """The terms of all seats and turns.

    `keys`: the number of rollouts of each state. `first`: the number for the parts of a decision.
    `game_turns`: the number of game-turns of all rollouts. Results of earlier rollouts are included.
    """

    keys: int
    first: int
    reference: Mapping[str, str]
    terms: tuple[MarginTerm, ...]
    seats: Mapping[str, SeatAccount]
    game_turns: int

    @property
    def error(self) -> float:
        """Return the largest error of a total."""
        return max((total.error for seat in self.seats.values() for total in seat.totals.values()), default=0.0)


def account(
    played: PlayedGame,
    rollouts: Rollouts,
    within: float = WITHIN,
    most: int = MOST,
    kept: KeptRollouts | None = None,
    progress: Progress | None = None,
) -> Iterator[MarginAccount]:
    """Yield the account of a game after each stage, each with more keys than the one before.

    The last account has errors of all totals of at most `within`, or `most` keys. A stage adds keys and plays none
    again.
    """
    columns = columns_of(played, rollouts)
    game_turns = finished = wanted = 0
    for keys, first, jobs in _stages(columns, most):
        wanted += sum(each.job.games for each in jobs)
        for place, result in results(rollouts, [each.job for each in jobs], kept):
            columns.add(jobs[place].columns, result.margins)
            game_turns += result.game_turns
            finished += jobs[place].job.games
            if progress is not None:
                progress(finished, wanted)
        found = _account(columns, rollouts.reference, keys, first, game_turns)
        yield found
        if found.error <= within:
            return


def stages(most: int) -> Iterator[int]:
    """Return the number of keys after each stage."""
    size = 0
    while size < most:
        size = next((first for first in FIRST_STAGES if first > size), 2 * size)
        yield min(size, most)


def _stages(columns: GameColumns, most: int) -> Iterator[tuple[int, int, list[ColumnJob]]]:
    """Return, for each stage, the two numbers of keys after it, and the rollouts that it adds."""
    done = first = 0
    for keys in stages(most):
        yield keys, first_keys(keys), list(columns.jobs(range(done, keys), range(first, first_keys(keys))))
        done, first = keys, first_keys(keys)


def first_keys(keys: int) -> int:
    """Return how many of the keys serve the parts of a decision."""
    return min(keys, max(ALL_USE, keys * 2 // 3))


def work(columns: GameColumns, most: int, kept: KeptRollouts | None = None) -> int:
    """Return the largest number of game-turns that must be played for an account from so many keys."""
    jobs = (each.job for _, _, found in _stages(columns, most) for each in found)
    return sum(job.game_turns for job in jobs if kept is None or job not in kept)


def columns_of(played: PlayedGame, rollouts: Rollouts) -> GameColumns:
    """Return the columns of a game, still without keys."""
    margins = rollouts.adjudicator.margins(played.now)
    ends = {seat: float(margins[seat][0]) for seat in rollouts.seats} if played.ending else None
    return GameColumns(played, rollouts.seats, rollouts.reference, ends)


def _account(
    columns: GameColumns, reference: Mapping[str, str], keys: int, first: int, game_turns: int
) -> MarginAccount:
    terms: list[MarginTerm] = []
    seats: dict[str, SeatAccount] = {}
    for seat in columns.seats:
        totals: dict[TermKind, Samples] = {}
        for turn, kind, samples in columns.samples(seat, keys, first):
            terms.append(MarginTerm(turn, seat, kind, samples.estimate))
            totals[kind] = totals[kind] + samples if kind in totals else samples
        by_kind = {kind: totals[kind].estimate for kind in TermKind if kind in totals}
        margin = columns.ends[seat] if columns.ends is not None else None
        seats[seat] = SeatAccount(margin, sum(total.mean for total in by_kind.values()), by_kind)
    return MarginAccount(keys, first, dict(reference), tuple(terms), seats, game_turns)
