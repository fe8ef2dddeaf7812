"""Self-play: the games of a batch, whoever plays beside them; orders counted as they were given."""

from __future__ import annotations

import numpy as np
import pytest

from tests.contracts.shipped import adjudicator_of
from wargame.analysis.balance.lineups import base_lineups, with_variations
from wargame.analysis.balance.par import pars, reference_bots
from wargame.analysis.balance.self_play import Pairing, SelfPlay
from wargame.batch.chunk import ChunkPlayer
from wargame.batch.plan import Plan
from wargame.bots import Policy

NAME, TURNS, DICE = "bamako_siege", 3, 2


@pytest.mark.slow
def test_a_game_is_the_same_beside_other_lineups() -> None:
    """Each lineup's games have the scores that a batch of that lineup alone gives with the same dice."""
    adjudicator = adjudicator_of(NAME)
    field = {seat: names[:2] for seat, names in reference_bots(adjudicator.scenario).items()}
    lineups = with_variations(base_lineups(field)[:2], field)
    pairing = Pairing.paired(lineups, DICE)
    played = SelfPlay(adjudicator, seed=5).play(pairing, TURNS)
    for number in (0, 3, len(lineups) - 1):
        lineup = lineups[number]
        plan = Plan({}, NAME, DICE, seed=5, first=lineup.profile * DICE, length=TURNS, bots=lineup.bots)
        alone = ChunkPlayer(adjudicator, plan).play(plan.first, DICE)
        for seat in played.seats:
            assert (played.scores[seat][pairing.lineup == number] == alone.scores[seat]).all()


def test_orders_are_counted_as_they_are_given() -> None:
    adjudicator = adjudicator_of("first_convoy")
    field = reference_bots(adjudicator.scenario)
    pairing = Pairing.paired(with_variations(base_lineups(field), field), 20)
    usage = SelfPlay(adjudicator, seed=2).play(pairing, 1, count=True).usage
    state = adjudicator.open(2, 20, length=1)
    assert set(usage) == {(seat, "doctrine") for seat in field}
    for seat in field:
        tally = usage[seat, "doctrine"]
        columns = Policy(adjudicator, seat, "doctrine").choose(state)[0]
        given = np.zeros((tally.orders.size, 20), dtype=bool)
        for _, games, actions, *_ in columns:
            given[actions, games] = True
        assert tally.orders.sum() == sum(games.size for _, games, *_ in columns)
        assert (tally.ordered == given.sum(axis=1)).all()
        assert (tally.ordered <= tally.possible).all()
        assert tally.possible.max() == 20


def test_par_is_the_mean_of_games_in_which_every_bot_meets_every_other() -> None:
    adjudicator = adjudicator_of("first_convoy")
    play = SelfPlay(adjudicator)
    plan = Plan({}, "first_convoy", 30, length=2, bots={"junta": "doctrine", "jnim": "doctrine"})
    alone = ChunkPlayer(adjudicator, plan).play(0, 30)
    for seat, par in pars(play, 2, 30).items():
        assert par.mean == alone.scores[seat].mean()
        assert par.sd == alone.scores[seat].std()
