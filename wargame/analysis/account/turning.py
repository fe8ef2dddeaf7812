"""The turning points of a game: the largest terms of its account.

A term is the change of a seat's margin by one cause, such as luck, in one turn. Each turning point is measured again
with new dice. The largest of many uncertain numbers are too large on average. The second measurement has no such bias.
A key is the number from which a rollout gets its dice.

Must not know: screens, files, or other orders that seats could have given.
"""

from __future__ import annotations

import attrs

from wargame.analysis.account.account import MarginAccount, columns_of, first_keys
from wargame.analysis.account.margin_columns import ColumnJob, GameColumns
from wargame.analysis.account.margin_term import MarginTerm, TermKind
from wargame.analysis.rollouts.kept_rollouts import KeptRollouts, results
from wargame.analysis.rollouts.rollouts import Rollouts
from wargame.batch.run import Progress
from wargame.game.played_game import PlayedGame

MOST = 5  # the number of turning points, if the caller names no number
FRESH = 1_000_000  # the number of the first key of the second measurement
KEYS = 240  # the number of keys of the second measurement
LAST_TURNS = 2  # turns at the end of a game, which favour orders that raise the score at once


@attrs.frozen
class TurningPoint:
    """A large term of an account.

    `term`: the term with the value of the second measurement.
    `found`: the same term with the value in the account.
    `near_end`: whether the turn is one of the last turns of the game.
    """

    term: MarginTerm
    found: MarginTerm
    near_end: bool


def turning_points(
    played: PlayedGame,
    rollouts: Rollouts,
    account: MarginAccount,
    most: int = MOST,
    kept: KeptRollouts | None = None,
    progress: Progress | None = None,
) -> tuple[TurningPoint, ...]:
    """Return the largest terms in the order of their turns. Each turn has at most one turning point of each kind.

    The start of the game is no turning point.
    """
    chosen = _largest(account, most)
    turns = sorted({term.turn for term in chosen})
    columns = {turn: columns_of(played.only(turn), rollouts) for turn in turns}
    fresh, first = range(FRESH, FRESH + KEYS), range(FRESH, FRESH + first_keys(KEYS))
    jobs: list[tuple[GameColumns, ColumnJob]] = [
        (columns[turn], job) for turn in turns for job in columns[turn].jobs(fresh, first)
    ]
    finished, wanted = 0, sum(each.job.games for _, each in jobs)
    for place, result in results(rollouts, [each.job for _, each in jobs], kept):
        into, each = jobs[place]
        into.add(each.columns, result.margins)
        finished += each.job.games
        if progress is not None:
            progress(finished, wanted)
    again = {
        (turn, seat, kind): MarginTerm(turn, seat, kind, samples.estimate)
        for turn in turns
        for seat in rollouts.seats
        for turn_of, kind, samples in columns[turn].samples(seat, len(fresh), len(first))
        if turn_of == turn
    }
    end = played.length - LAST_TURNS
    return tuple(
        TurningPoint(again[term.turn, term.seat, term.kind], term, term.turn > end)
        for term in sorted(chosen, key=lambda term: term.turn)
    )


def _largest(account: MarginAccount, most: int) -> list[MarginTerm]:
    """Return the largest terms. Among terms of the same kind in the same turn, only the largest term counts."""
    found: dict[tuple[int, TermKind], MarginTerm] = {}
    for term in sorted(account.terms, key=lambda term: -abs(term.estimate.mean)):
        if term.kind is not TermKind.START and term.estimate.mean:
            found.setdefault((term.turn, term.kind), term)
    return list(found.values())[:most]
