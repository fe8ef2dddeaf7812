"""Decisions as far as a seat could know: the truth where all is seen, and another figure where much is hidden."""

from __future__ import annotations

import pytest

from tests.analysis.exact_game import SEATS, TURNS, exact, line_of, ordered, value
from tests.game.conftest import Recorded
from tests.tiny import tiny
from wargame.adjudicator import Adjudicator
from wargame.analysis.account.account import account
from wargame.analysis.account.known import KnownDecision, known_decisions
from wargame.analysis.rollouts.rollouts import Rollouts, reference_of
from wargame.analysis.rollouts.samples import WIDE, MeanWithError


def known(played: Recorded, adjudicator: Adjudicator) -> tuple[KnownDecision, ...]:
    game = played.match.played_game()
    rollouts = Rollouts(adjudicator, reference_of(adjudicator.scenario, game.seats))
    *_, found = account(game, rollouts, 0.0, 40)
    return tuple(known_decisions(game, rollouts, found, played.match.knowledge))


def test_a_seat_that_sees_all_knows_what_its_orders_are_worth() -> None:
    z = []
    for seed in range(3):
        played = Recorded(exact().rulebook, {"red": "human", "blue": "doctrine"}, seed, TURNS)
        while not played.match.ending:
            played.match.add("red", "push" if (played.match.turn + seed) % 2 else "rest")
            played.match.commit("red")
            played.match.adjudicate()
        game, found = played.match.played_game(), known(played, exact())
        assert [(each.turn, each.seat) for each in found] == [(turn.turn, "red") for turn in game.turns]
        for turn, each in zip(game.turns, found, strict=True):
            line, pushed = line_of(turn.before), int(turn.orders["red"][0].action == "push")
            now = value(line, turn.turn)[SEATS.index("red")]
            gain = ordered(line, turn.turn, (("red", pushed),))[SEATS.index("red")] - now
            for told, true in ((each.decision, gain), (each.value, 0.0)):
                if told.error:
                    z.append((told.mean - true) / (told.error / WIDE))
                else:
                    assert told.mean == pytest.approx(true, abs=1e-9)
            assert not each.wrong_picture
    assert len(z) > 8 and max(map(abs, z)) < 4.0


ACTIONS = """\
dig: {by: red, cost: {ap: 5}, describe: "Dig."}
rest: {by: red, cost: {ap: 5}, describe: "Rest."}
"""
MINE = """\
scores:
  red:
    wealth: {weight: 1, value: 50 + found}
bots:
  doctrine:
    red: {rows: [{weights: {rest: 1}, reason: "Tired."}]}
"""


def mine() -> Adjudicator:
    """A mine whose richness nobody sees: from 0 to 2, and digging costs as much as a vein of 0.6 brings."""
    return tiny(
        "",
        MINE,
        actions=ACTIONS,
        metrics="found: {range: -100..100}\nvein: {range: 0..100, start: richness, owner: blue}\n",
        parameters=(
            "richness: {value: 1, prior: [uniform, 0, 2], label: Richness, source: test, status: assumption}\n"
        ),
        steps="digging:\n  phase: early\n  add: {found: {digging: (vein - 0.6) * ordered(dig)}}\n",
    )


def test_orders_may_rest_on_a_wrong_picture() -> None:
    """Digging in a poor vein is a mistake that nobody could know. In a rich vein it is right, and looks right."""
    adjudicator = mine()
    seen = set()
    for seed in range(40):
        richness = float(adjudicator.open(seed).parameters["richness"][0])
        if 0.3 < richness < 1.2 or (richness < 0.6) in seen:
            continue
        seen.add(richness < 0.6)
        played = Recorded(adjudicator.rulebook, {"red": "human", "blue": "random"}, seed, 2)
        played.match.add("red", "dig")
        played.match.commit("red")
        played.match.adjudicate()
        (each,) = known(played, adjudicator)
        assert each.in_truth == MeanWithError(pytest.approx(richness - 0.6, abs=1e-6), 0.0)
        assert each.decision.mean == pytest.approx(0.4, abs=0.1) and each.decision.error > 0.0
        assert each.value.mean == pytest.approx(0.0, abs=1e-6), "all who only rest find the same"
        assert each.wrong_picture == (richness < 0.6)
    assert seen == {True, False}
