"""What was kept and broken: who is caught, what comes out, what ends a deal, and what rules make of it."""

from __future__ import annotations

import numpy as np

from tests.deals.table import SIGNS, bound, bridge, cell
from tests.tiny import RULES, play, tiny, written
from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import OrderTable
from wargame.model.rules.deal import AGE, BROKEN, KEPT, SECRET


def signed(deal: str, games: int = 1) -> tuple[Adjudicator, State]:
    """Games in which red offers a deal and blue signs it in turn 1."""
    adjudicator = bridge()
    state = adjudicator.open(3, games)
    step(adjudicator, state, red=f"offer {deal}", blue=SIGNS)
    return adjudicator, state


def step(adjudicator: Adjudicator, state: State, **texts: str) -> None:
    """Resolve a turn of many games with the same orders."""
    orders = {seat: written(adjudicator, text) for seat, text in texts.items()}
    one = OrderTable.of(adjudicator.rulebook, state.seats, orders)
    ints = (np.repeat(column, state.games) for column in (one.seat, one.line, one.action, one.first, one.second))
    level, main = np.repeat(one.level, state.games), np.repeat(one.main, state.games)
    adjudicator.step(state, OrderTable(np.tile(np.arange(state.games), one.size), *ints, level, main))


def test_kept_words_build_trust() -> None:
    adjudicator, state = signed("calm_roads")
    assert cell(adjudicator, state, "trust", "bridge") == 39
    play(adjudicator, state)
    assert cell(adjudicator, state, "trust", "bridge") == 43
    assert cell(adjudicator, state, AGE, "bridge") == 2


def test_a_breach_is_noticed_as_often_as_is_said_and_ends_the_deal() -> None:
    adjudicator, state = signed("calm_roads", 4000)
    step(adjudicator, state, red="raid ALF")
    caught = state.array(BROKEN).reshape(-1, 4000).max(axis=0) == 1
    assert abs(caught.mean() - 0.75) < 0.03
    left = state.array("bound").reshape(-1, 4000).max(axis=0)
    assert (left[caught] == 0).all() and (left[~caught] == 1).all()
    trust = state.array("trust").reshape(-1, 4000)[0]
    assert set(trust[caught].tolist()) == {14.0} and set(trust[~caught].tolist()) == {43.0}


def test_what_was_not_promised_is_no_breach() -> None:
    adjudicator, state = signed("calm_roads", 200)
    step(adjudicator, state, red="raid BEX")  # no wall, so no word was given for it
    assert not state.array(BROKEN).any()


def test_a_breach_of_a_secret_deal_is_noticed_less_often_and_told_to_the_parties_alone() -> None:
    adjudicator, state = signed("hush", 4000)
    secret = state.array(SECRET).reshape(-1, 4000)[0] == 1
    assert abs((~secret).mean() - 0.3) < 0.03  # some have come out already
    step(adjudicator, state, blue="mob")
    caught = state.array(BROKEN).reshape(-1, 4000).max(axis=0) == 1
    assert abs(caught[secret].mean() - 0.4) < 0.03
    assert abs(caught[~secret].mean() - 0.75) < 0.05


def test_leaving_openly_is_part_of_a_breach() -> None:
    adjudicator, state = signed("calm_roads")
    outcome = play(adjudicator, state, blue="renounce bridge")
    assert cell(adjudicator, state, BROKEN, "bridge", "blue") == 0.5
    assert bound(adjudicator, state) == 0
    assert cell(adjudicator, state, "trust", "bridge") == 39 - 12.5
    assert "Blue renounces its deal with Red." in [report.text for report in outcome.reports]


def test_a_deal_may_become_void_without_anyone_breaking_it() -> None:
    adjudicator, state = signed("calm_roads")
    state.array("mutiny")[...] = 1
    play(adjudicator, state)
    assert bound(adjudicator, state) == 0
    assert cell(adjudicator, state, KEPT, "bridge") == 0
    assert not state.array(BROKEN).any()


def test_a_leak_makes_a_secret_known_to_all() -> None:
    _, state = signed("hush", 2000)
    known = state.array("known_deal").reshape(-1, 2000)[0]
    secret = state.array(SECRET).reshape(-1, 2000)[0]
    assert ((known > 0) == (secret == 0)).all() and 0 < (known > 0).mean() < 0.5


def test_an_unplayed_party_answers_by_its_rule() -> None:
    adjudicator = bridge()
    book = adjudicator.scenario.rules.steps
    assert not [name for name in book if name.startswith("answered_")]
    more = bridge().scenario.sources["rules/tiny/ruleset.yaml"].replace("audience: {blue: 2}", "answers: {blue: 0.5}")
    adjudicator = tiny(more.removeprefix(RULES))
    state = adjudicator.open(5, 2000, seats=("red",))
    step(adjudicator, state, red="offer calm_roads")
    signs = state.array("bound").reshape(-1, 2000).max(axis=0) > 0
    assert abs(signs.mean() - 0.5) < 0.04
    state = adjudicator.open(5, 50)
    step(adjudicator, state, red="offer calm_roads")
    assert not state.array("bound").any()  # a seat plays it: nobody answers for it
