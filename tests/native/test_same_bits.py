"""Compiled rules give the bits that numpy gives: in every scenario, for every form of rule, for rules at random."""

from __future__ import annotations

from typing import get_args

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.contracts.shipped import CASES_WITH_LARGEST_SLOW, SCENARIOS, adjudicator_for, all_seats, plan, scenario_of
from tests.native.every_construct import RULES as ZOO
from tests.native.every_construct import every_construct
from tests.properties import test_sparse
from tests.properties.formulas import conditions, formulas
from tests.properties.test_formulas import fill
from tests.tiny import tiny
from wargame.adjudicator.digest import digests
from wargame.adjudicator.orders import OrderTable
from wargame.batch import compiled
from wargame.batch.chunk import ChunkPlayer, Watch
from wargame.bots import Policy
from wargame.bots.policy import join
from wargame.native.toolchain import FAST, QUICK, find_compiler
from wargame.rulebook.c_writer.turn import TOGETHER
from wargame.rulebook.ir import nodes
from wargame.rulebook.ir.walk import walk

pytestmark = pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")

WIDEST = 8  # games in the widest block
GAMES = WIDEST * TOGETHER + WIDEST + 3  # a whole group of blocks, a whole block, and one that is not full


Result = tuple[list[str], int, list[int], dict[str, list[float]], dict[str, bytes]]


def played(name: str, bot: str, games: int, length: int, effort: str = "", watch: Watch | None = None) -> Result:
    """What games of a scenario come to, compiled with some effort or by numpy alone; turn by turn if watched."""
    adjudicator = adjudicator_for(scenario_of(name))
    metrics = list(adjudicator.rulebook.layout)
    wanted = attrs.evolve(plan(name, games, 5, all_seats(name, bot), length), record=(metrics[0], metrics[-1]))
    player = ChunkPlayer(adjudicator, wanted, watch)
    if effort:
        found = compiled.prepare(player.adjudicator, player.policies, effort=effort)
        assert found is not None and (found.games is not None or bot == "random")
        player.use(found)
    result = player.play(0, games)
    scores = {seat: scores.tolist() for seat, scores in result.scores.items()}
    recorded = {cell: values.tobytes() for cell, values in result.recorded.items()}
    return result.digests, result.turns_played, result.endings.tolist(), scores, recorded


@pytest.mark.parametrize("bot", ["doctrine", pytest.param("random", marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_a_scenario_plays_the_same(name: str, bot: str) -> None:
    length = 7 if bot == "doctrine" else 3
    whole, by_turn = played(name, bot, GAMES, length, QUICK), played(name, bot, GAMES, length, QUICK, lambda *_: None)
    assert whole == by_turn == played(name, bot, GAMES, length)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_whole_games_are_the_same_in_fast_code(name: str) -> None:
    assert played(name, "doctrine", 257, 0, FAST) == played(name, "doctrine", 257, 0)


def test_every_form_of_rule() -> None:
    pairs = [
        (adjudicator, Policy(adjudicator, "junta", "doctrine"))
        for adjudicator in (every_construct(), every_construct())
    ]
    second, bot = pairs[1]
    assert compiled.prepare(second, {"junta": bot}, effort=QUICK) is not None
    states = [adjudicator.open(3, GAMES, seats=("junta",)) for adjudicator, _ in pairs]
    for _ in range(9):
        for (adjudicator, policy), state in zip(pairs, states, strict=True):
            adjudicator.step(state, join(state, {"junta": policy.choose(state)[0]}))
        for name in states[0].layout:
            assert (states[0].array(name) == states[1].array(name)).all(), name
    assert digests(states[0]) == digests(states[1])


def test_the_zoo_has_every_form() -> None:
    found = list(walk(every_construct().rulebook.rules.nodes()))
    assert {type(node) for node in found} == set(get_args(nodes.Node)) - {
        nodes.LevelNode,
        nodes.MeasuredNode,
        nodes.BadNode,
    }
    assert all(word in ZOO for word in ("spread:", "after:", "plays:", "open_for:", "whole: true", "flow: true"))


def test_a_shorter_batch_follows_a_longer_one() -> None:
    """Arrays change places when games leave; none is read where it was."""
    wanted = plan("first_convoy", 60, 9, all_seats("first_convoy", "doctrine"))
    player = ChunkPlayer(adjudicator_for(scenario_of("first_convoy")), wanted)
    player.use(compiled.prepare(player.adjudicator, player.policies, effort=QUICK))
    whole = player.play(0, 60).digests
    assert player.play(20, 3).digests == whole[20:23]
    assert player.play(0, 41).digests == whole[:41]


RULES = st.lists(
    st.tuples(
        conditions,
        formulas(town=True, depth=3).map(test_sparse.of_towns),
        formulas(town=True, lets=("one", "luck"), depth=3).map(test_sparse.of_towns),
        test_sparse.amounts,
        test_sparse.amounts,
        formulas(town=False, depth=3),
        test_sparse.amounts,
    ),
    min_size=4,
    max_size=4,
)


@settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(RULES, st.booleans())
def test_rules_at_random(parts: list[tuple[str, ...]], sparse: bool) -> None:
    same_compiled_or_not(parts, sparse)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(RULES, st.booleans())
def test_more_rules_at_random(parts: list[tuple[str, ...]], sparse: bool) -> None:
    same_compiled_or_not(parts, sparse)


def same_compiled_or_not(parts: list[tuple[str, ...]], sparse: bool) -> None:
    steps = "".join(
        test_sparse.rules(*texts, sparse=sparse).replace("write:", f"write_{i}:", 1) for i, texts in enumerate(parts)
    )
    found = []
    for effort in ("", QUICK):
        adjudicator = tiny("", metrics=test_sparse.MORE, steps=steps)
        if effort:
            compiled.prepare(adjudicator, {}, effort=effort)
        state = adjudicator.open(2, GAMES)
        fill(state, 4)
        state.array("share")[...] = 0.25
        for _ in range(2):
            adjudicator.step(state, OrderTable.of(adjudicator.rulebook, state.seats, {}))
        found.append(digests(state))
    assert found[0] == found[1], steps
