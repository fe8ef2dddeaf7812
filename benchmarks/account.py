"""The account of a game of twelve turns in the largest scenario, with people in two seats: compiled, in two processes.

Must not know: how terms are measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from benchmarks.rates import SCENARIO
from benchmarks.timing import seconds
from wargame.adjudicator import Adjudicator
from wargame.analysis.account.account import FIRST_STAGES, USUAL, MarginAccount, account
from wargame.analysis.rollouts.rollouts import Rollouts, reference_of
from wargame.batch.compiled import ALWAYS
from wargame.game.match import Match
from wargame.game.played_game import PlayedGame
from wargame.model.scenario.seat import HUMAN
from wargame.model.scenario.seat import USUAL as DOCTRINE
from wargame.store.rulebooks import rulebook_named

TURNS, PEOPLE, WORKERS = 12, 2, 2
GAME_TURNS = 1_000_000  # as if so many were to come, so that the code is fast


def measure() -> Mapping[str, float]:
    """Return the seconds until the first stage and until the usual number of keys, and the largest error of a total."""
    rulebook = rulebook_named(SCENARIO)
    seats = {seat: DOCTRINE for seat, row in rulebook.scenario.seats.items() if not row.npc}
    match = Match.new(rulebook, 1, seats, TURNS, lambda _: None)
    while not match.ending:
        match.adjudicate()
    played = with_people(match.played_game())
    rollouts = Rollouts(Adjudicator(rulebook), reference_of(rulebook.scenario, played.seats), WORKERS)
    rollouts.compile(GAME_TURNS, ALWAYS)
    assert rollouts.player.whole is not None

    def staged() -> Iterator[MarginAccount]:
        return account(played, rollouts, within=0.0, most=USUAL)

    found: list[MarginAccount] = []
    first = seconds(lambda: next(staged()))
    whole = seconds(lambda: found.extend(staged()))
    assert [each.keys for each in found] == [*FIRST_STAGES, USUAL]
    return {"first_account": first, "account": whole, "account_error": found[-1].error}


def with_people(played: PlayedGame) -> PlayedGame:
    """Return the game as if people had given the orders of the first seats."""
    people = dict.fromkeys(played.seats[:PEOPLE], HUMAN)
    return attrs.evolve(
        played, turns=tuple(attrs.evolve(turn, players={**turn.players, **people}) for turn in played.turns)
    )
