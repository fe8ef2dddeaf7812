"""What is asked, answered and left unanswered."""

from __future__ import annotations

import pytest

from tests.injects.post import post
from tests.tiny import play
from wargame.batch.chunk import ChunkPlayer
from wargame.batch.plan import Plan
from wargame.bots import Policy, orders_of
from wargame.bots.policy import join

ASKS = """
A:
  title: One
  to: {to}
  by: {by}
  turn: 2
  text: A letter.
  choices:
    yes: {{label: say yes, add: {{hope: {{a yes: some}}}}}}
    no: {{}}
    wait: {{add: {{hope: {{waiting: -2}}}}}}
  otherwise: wait
"""
ONE = ASKS.format(to="red", by="red")
BOTH = ASKS.format(to="everyone", by="[red, blue]")


@pytest.mark.parametrize(
    ("answer", "hope", "said"),
    [
        ("answer A yes", 53, "A, One: you chose say yes."),
        ("answer A no", 50, "A, One: you chose no."),
        ("", 48, "A, One: not answered, which means wait."),
    ],
)
def test_each_choice_has_its_effects_and_silence_those_of_one(answer: str, hope: float, said: str) -> None:
    adjudicator = post(ONE)
    state = adjudicator.open(1)
    play(adjudicator, state)
    outcome = play(adjudicator, state, red=answer)
    assert state.value("hope") == hope
    assert [(line.text, line.seen_by) for line in outcome.reports] == [(said, ("red",))]
    assert not [e for e in play(adjudicator, state).entries if e.metric == "hope"]


def test_only_what_is_asked_is_on_offer() -> None:
    adjudicator = post(BOTH)
    state = adjudicator.open(1)

    def asked(seat: str) -> list[tuple[str, ...]]:
        return [o.words for o in adjudicator.options(state, seat) if o.action == "answer"]

    assert asked("red") == []
    play(adjudicator, state)
    assert asked("red") == asked("blue") == [("yes", "no", "wait")]
    play(adjudicator, state, red="answer A yes")
    assert asked("red") == asked("blue") == []


def test_each_seat_answers_for_itself() -> None:
    adjudicator = post(BOTH)
    state = adjudicator.open(1)
    play(adjudicator, state)
    outcome = play(adjudicator, state, red="answer A yes", blue="answer A no")
    assert [(e.step, e.cause) for e in outcome.entries if e.metric == "hope"] == [("A_yes_red", "a yes")]
    assert state.cells("reply") == {("A", "red"): 1, ("A", "blue"): 2}


def test_what_is_not_asked_lapses_and_the_first_of_two_answers_counts() -> None:
    adjudicator = post(ONE)
    state = adjudicator.open(1)
    assert [s.lapsed for s in play(adjudicator, state, red="answer A yes").settled] == ["It is not asked of you now."]
    outcome = play(adjudicator, state, red="answer A no; answer A yes")
    assert [bool(s.lapsed) for s in outcome.settled] == [False, True]
    assert state.value("hope") == 50


def test_effects_of_a_choice_may_hold_somewhere_only() -> None:
    where = "  choices:\n    yes: {for: town, when: walled > 0, add: {dread: {walls: some}}}\n    no: {}\n"
    text = "A:\n  title: One\n  to: red\n  turn: 2\n  text: A letter.\n" + where + "  otherwise: no"
    adjudicator = post(text)
    state = adjudicator.open(1)
    play(adjudicator, state)
    outcome = play(adjudicator, state, red="answer A yes")
    assert {e.entities for e in outcome.entries if e.cause == "walls"} == {("ALF",), ("COB",)}
    assert state.value("reply", ("A", "red")) == 1


def bots(weights: str) -> str:
    return f"bots: {{doctrine: {{red: {{rows: [{{weights: {{keep: 1}}}}], answers: {{A: {weights}}}}}}}}}\n"


def test_a_doctrine_weighs_choices_by_what_its_seat_sees() -> None:
    adjudicator = post(ONE, bots("{no: 1, yes: secret}"))
    state = adjudicator.open(5, games=900)
    adjudicator.step(state, join(state, {}))
    state.array("secret")[...] = 2.0
    columns, _ = Policy(adjudicator, "red", "doctrine").choose(state)
    assert [row[0] for row in columns] == [16]
    levels = columns[0][5]
    assert set(levels.tolist()) == {1.0, 2.0}
    assert abs((levels == 1.0).mean() - 2 / 3) < 4 * (2 / 9 / 900) ** 0.5


def test_random_takes_every_choice_and_answers_nothing_else() -> None:
    adjudicator = post(ONE)
    answers = set()
    for seed in range(30):
        state = adjudicator.open(seed)
        assert orders_of(Policy(adjudicator, "red", "random"), state) == ()
        play(adjudicator, state)
        answers |= {c.order.text for c in orders_of(Policy(adjudicator, "red", "random"), state)}
        assert orders_of(Policy(adjudicator, "blue", "random"), state) == ()
    assert answers == {"answer A yes", "answer A no", "answer A wait"}


def test_a_doctrine_may_keep_silent() -> None:
    adjudicator = post(ONE, bots("{yes: 0}"))
    state = adjudicator.open(1)
    play(adjudicator, state)
    assert orders_of(Policy(adjudicator, "red", "doctrine"), state) == ()


def test_one_game_equals_the_same_game_in_a_batch() -> None:
    adjudicator = post(BOTH + "B: {title: Two, deck: rare, follows: {A: yes}, text: Another., add: {hope: {b: 2}}}\n")
    plan = Plan(adjudicator.scenario.sources, "tiny", 40, 9, length=6, bots={"red": "random", "blue": "random"})
    batch = ChunkPlayer(adjudicator, plan).play(0, 40).digests
    for game in range(0, 40, 7):
        state = adjudicator.open(9, first=game, length=6, seats=("red", "blue"))
        while not state.ending():
            orders = {
                s: tuple(c.order for c in orders_of(Policy(adjudicator, s, "random"), state)) for s in state.seats
            }
            adjudicator.adjudicate(state, orders)
        assert adjudicator.digest(state) == batch[game]
