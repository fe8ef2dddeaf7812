"""Reference bots stand where par says they do; that they beat chance is among the contracts of every scenario."""

from __future__ import annotations

import pytest

from tests.contracts.shipped import SCENARIOS, adjudicator_of, scenario_of
from wargame.analysis.balance.par import pars
from wargame.analysis.balance.self_play import SelfPlay

GAMES = 400
LENGTHS = [
    pytest.param(name, length.turns, marks=pytest.mark.slow if name != "first_convoy" or k else ())
    for name in SCENARIOS
    for k, length in enumerate(sorted(scenario_of(name).lengths, key=lambda length: length.turns))
]


@pytest.mark.parametrize(("scenario", "turns"), LENGTHS)
def test_par_is_where_reference_bots_stand(scenario: str, turns: int) -> None:
    """Rules or bots that changed without par: write it with `wargame balance SCENARIO --par --write`."""
    adjudicator = adjudicator_of(scenario)
    stated = adjudicator.par(turns)
    for seat, par in pars(SelfPlay(adjudicator, seed=2), turns, GAMES).items():
        # Seats that rules mostly play are measured by a quarter of the games: twice the error, rare events apart.
        shift, spread = (0.25, 0.8) if not scenario_of(scenario).seats[seat].npc else (0.45, 0.5)
        assert abs(par.mean - stated[seat].mean) < shift * stated[seat].sd, f"{seat}: run wargame balance --par"
        assert spread < par.sd / stated[seat].sd < 1 / spread, f"{seat}: run wargame balance --par"
