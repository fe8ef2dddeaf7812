"""The account of a game: how the start, injects, decisions, luck and rulings changed each seat's margin by turn.

Each change is a term. A term is the difference between two mean margins of rollouts. A seat's terms add up to its
margin. docs/account.md explains the formulas. A key is the number from which a rollout gets its dice. All states use
the same keys. A rollout is one simulated game to the end. The reference of a seat is the bot that plays the seat in
rollouts. A deciding seat is a seat whose orders in a turn did not come from its reference.

Must not know: screens, files, or how rollouts are played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from wargame.adjudicator import State
from wargame.analysis.account.margin_columns import ColumnJob, GameColumns
from wargame.analysis.account.margin_term import MarginTerm, TermKind
from wargame.analysis.rollouts.kept_rollouts import KeptRollouts, results
from wargame.analysis.rollouts.rollouts import Rollouts
from wargame.analysis.rollouts.samples import MeanWithError, Samples
from wargame.batch.run import Progress
from wargame.game.played_game import PlayedGame

FIRST_STAGES = (40, 120)  # the numbers of keys after the first two stages; later stages double the number
FEWEST = 2  # the smallest number of keys; one key gives no error
MOST = 960  # the largest number of keys, if the caller names no number
USUAL = 240  # this number of keys is enough for most games
WITHIN = 0.15  # an error of a total that is small enough, in standard deviations of the score
ALL_USE = 40  # up to this number, rollouts for single decisions use all keys; above, at most two thirds


@attrs.frozen
class SeatAccount:
    """The totals of a seat over all turns, by kind of term, and the sum of these totals.

    `margin`: the margin at the end of the game, or None if the game goes on. The sum is then the expected margin.
    """

    margin: float | None
    sum: float
    totals: Mapping[TermKind, MeanWithError]


@attrs.frozen
class MarginAccount:
    """The terms of all seats and turns.

    `keys`: the number of rollouts of each state.
    `first`: the number of rollouts of a state in which only some of the deciding seats give their own orders.
    `reference`: the bot of each seat in rollouts.
    `game_turns`: the number of turns in all rollouts together. Stored rollouts count too.
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
    """Yield the account of a game after each stage. Each stage adds keys, and plays only the rollouts of the new keys.

    The last account has `most` keys, or totals with errors of at most `within`.
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
        found = account_from(columns, rollouts.reference, keys, first, game_turns)
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
    """Return, for each stage, how many keys there are after the stage (two numbers), and the rollouts that the stage
    adds.

    The first number counts the keys of rollouts in which all deciding seats, or none of them, give their own orders.
    The second number counts the keys of rollouts in which only some of the deciding seats give their own orders.
    """
    done = first = 0
    for keys in stages(most):
        yield keys, first_keys(keys), list(columns.jobs(range(done, keys), range(first, first_keys(keys))))
        done, first = keys, first_keys(keys)


def first_keys(keys: int) -> int:
    """Return how many keys are used for rollouts in which only some of the deciding seats give their own orders."""
    return min(keys, max(ALL_USE, keys * 2 // 3))


def work(columns: GameColumns, most: int, kept: KeptRollouts | None = None) -> int:
    """Return the largest number of turns that rollouts must play for an account with `most` keys.

    Stored rollouts do not count.
    """
    jobs = (each.job for _, _, found in _stages(columns, most) for each in found)
    return sum(job.game_turns for job in jobs if kept is None or job not in kept)


def columns_of(played: PlayedGame, rollouts: Rollouts) -> GameColumns:
    """Return the columns (arrays of margins) of a game. The columns have no margins yet."""
    ends = _margins(rollouts, played.now) if played.ending else None
    rolled_ends = {
        turn.turn: _margins(rollouts, turn.rolled)
        for turn in played.turns
        if turn.rolled is not None and turn.rolled.ending()
    }
    return GameColumns(played, rollouts.seats, rollouts.reference, ends, rolled_ends)


def _margins(rollouts: Rollouts, state: State) -> dict[str, float]:
    """Return the margin of each seat in the state of an ended game."""
    margins = rollouts.adjudicator.margins(state)
    return {seat: float(margins[seat][0]) for seat in rollouts.seats}


def account_from(
    columns: GameColumns, reference: Mapping[str, str], keys: int, first: int, game_turns: int
) -> MarginAccount:
    """Return the account of a game from its columns. The columns have margins for `keys` keys. Columns in which only
    some deciding seats give their own orders have margins for `first` keys.
    """
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
