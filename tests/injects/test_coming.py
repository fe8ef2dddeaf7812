"""When injects come: dates, ranges, conditions, chances, what they follow."""

from __future__ import annotations

import numpy as np

from tests.injects.post import came_in, post
from tests.tiny import play
from wargame.adjudicator import Adjudicator
from wargame.bots.policy import join
from wargame.content import Problems
from wargame.content.desugar.inject_rules import without_injects
from wargame.rulebook import compile_scenario

ADD = "text: A letter.\n    add: {hope: {the letter: some}}"


def test_a_dated_inject_is_there_before_its_turn_and_acts_in_it() -> None:
    adjudicator = post(f"A:\n  title: One\n  turn: 3\n  {ADD.replace('    add', '  add')}")
    state = adjudicator.open(1)
    hopes = []
    for _ in range(4):
        came = state.value("came_A")
        assert came == (3 if state.turn >= 3 else 0)
        outcome = play(adjudicator, state)
        hopes.append([(e.step, e.cause, e.amount) for e in outcome.entries if e.metric == "hope"])
    assert hopes == [[], [], [("A", "the letter", 3.0)], []]


def test_an_inject_of_turn_one_is_there_when_the_game_opens() -> None:
    adjudicator = post("A: {title: One, turn: 1, text: A letter., add: {hope: {the letter: some}}}")
    state = adjudicator.open(1)
    assert state.value("came_A") == 1
    assert [e.step for e in play(adjudicator, state).entries if e.metric == "hope"] == ["A"]
    assert state.value("hope") == 53


def test_a_range_of_turns_brings_it_in_each_alike() -> None:
    adjudicator = post("A: {title: One, turn: 3..5, text: A letter.}")
    state = adjudicator.open(7, games=4000)
    for _ in range(5):
        adjudicator.step(state, join(state, {}))
    turns, counts = np.unique(state.array("came_A"), return_counts=True)
    assert turns.tolist() == [3, 4, 5]
    assert (abs(counts - 4000 / 3) < 4 * (4000 * 2 / 9) ** 0.5).all()


def test_a_condition_is_asked_when_a_turn_is_over_and_only_once() -> None:
    adjudicator = post("A: {title: One, on: chest >= 2, text: A letter., add: {hope: {the letter: some}}}")
    assert came_in(adjudicator, "A", 6) == 3  # the chest holds 2 after turn 2
    state = adjudicator.open(1)
    told = [e for _ in range(6) for e in play(adjudicator, state).entries if e.metric == "hope"]
    assert len(told) == 1


def test_a_condition_within_turns() -> None:
    assert came_in(post("A: {title: One, on: chest >= 1, turn: 4..6, text: A letter.}"), "A", 8) == 4
    assert came_in(post("A: {title: One, on: chest >= 8, turn: 4..6, text: A letter.}"), "A", 12) == 0


def test_days_are_turns_by_the_calendar() -> None:
    """The calendar begins on 1 September with turns of two weeks."""
    calendar = "calendar: {start: 2025-09-01, days: 14}\n"
    letter = "A: {title: One, date: %s, text: A letter., on: chest >= 0}"
    assert came_in(post((letter % "2025-09-28").replace(", on: chest >= 0", ""), calendar), "A", 4) == 2
    assert came_in(post((letter % "2025-09-01").replace(", on: chest >= 0", ""), calendar), "A", 4) == 1
    assert came_in(post(letter % "2025-09-29..2025-12-31", calendar), "A", 8) == 3
    # Of many days the first are past; and before turn 1 nothing is asked.
    assert came_in(post(letter % "2025-08-01..2025-12-31", calendar), "A", 8) == 2


def test_the_deck_has_its_chance_each_turn_and_no_card_comes_twice() -> None:
    adjudicator = post("A: {title: One, deck: rare, text: A letter.}")
    state, games = adjudicator.open(3, games=4000), 4000
    for _ in range(3):
        adjudicator.step(state, join(state, {}))
    turns, counts = np.unique(state.array("came_A"), return_counts=True)
    assert turns.tolist() == [0, 2, 3, 4]
    expected = games * np.array([0.75**3, 0.25, 0.25 * 0.75, 0.25 * 0.75**2])
    assert (abs(counts - expected) < 4 * np.sqrt(expected)).all()


def test_what_follows_comes_after_it() -> None:
    two = "A: {title: One, turn: 2, text: A letter.}\nB: {title: Two, follows: A, later: 3, text: Another.}"
    assert came_in(post(two), "B", 8) == 5
    never = two.replace("turn: 2", "on: chest > 8")
    assert came_in(post(never), "B", 4) == 0


def test_a_condition_of_what_follows_waits_for_it() -> None:
    text = "A: {title: One, turn: 4, text: A letter.}\nB: {title: Two, follows: A, on: chest > 0, text: Another.}"
    assert came_in(post(text), "B", 8) == 5


def test_what_follows_a_choice_comes_only_after_that_choice() -> None:
    text = """
    A:
      title: One
      to: red
      turn: 2
      text: A letter.
      choices: {yes: {}, no: {}}
      otherwise: no
    B: {title: Two, follows: {A: yes}, text: Another.}
    """
    adjudicator = post(text)
    for answer, turn in (("answer A yes", 3), ("answer A no", 0), ("", 0)):
        state = adjudicator.open(1)
        play(adjudicator, state)
        play(adjudicator, state, red=answer)
        assert state.value("came_B") == turn, answer


def test_formulas_ask_what_happened_and_what_was_chosen() -> None:
    text = """
    A: {title: One, to: red, turn: 2, text: A letter., choices: {yes: {}, no: {}}, otherwise: no}
    B: {title: Two, on: "happened(A) and chose(A, yes)", text: Another.}
    C: {title: Three, on: not happened(B) and turn > 4, text: A third.}
    """
    adjudicator = post(text)
    state = adjudicator.open(1)
    play(adjudicator, state)
    play(adjudicator, state, red="answer A yes")
    for _ in range(4):
        play(adjudicator, state)
    assert (state.value("came_B"), state.value("came_C")) == (3, 0)


def test_the_facilitator_alone_brings_it_and_a_gift_comes_once() -> None:
    text = "A: {title: One, on: facilitator, text: A letter., add: {hope: {the letter: some}}}"
    adjudicator = post(text)
    assert came_in(adjudicator, "A", 5) == 0
    state = adjudicator.open(1)
    play(adjudicator, state)
    adjudicator.send_inject(state, "A")
    adjudicator.send_inject(state, "A")
    assert state.value("came_A") == 2
    assert [e.amount for e in play(adjudicator, state).entries if e.step == "A"] == [3.0]
    assert not [e for e in play(adjudicator, state).entries if e.step == "A"]


def test_a_dated_inject_given_early_does_not_come_again() -> None:
    adjudicator = post("A: {title: One, turn: 4, text: A letter., add: {hope: {the letter: some}}}")
    state = adjudicator.open(1)
    adjudicator.send_inject(state, "A")
    for _ in range(5):
        play(adjudicator, state)
    assert (state.value("came_A"), state.value("hope")) == (1, 53)


def test_another_inject_moves_no_die() -> None:
    one = "A: {title: One, deck: rare, text: A letter.}"
    more = f"B: {{title: Two, deck: rare, text: Another.}}\n{one}\nC: {{title: Three, turn: 2, text: A third.}}"
    first = [came_in(post(one), "A", 6, seed=seed) for seed in range(12)]
    assert first == [came_in(post(more), "A", 6, seed=seed) for seed in range(12)]
    assert len(set(first)) > 2


def test_a_renamed_inject_keeps_its_die() -> None:
    text = "{title: One, deck: rare, text: A letter., let: {luck: 'uniform(0, 9)'}, add: {hope: {luck: luck}}}"
    old, new = post(f"A: {text}"), post(f"B: {text.replace('deck', 'was: A, deck')}")
    for seed in range(6):
        states = old.open(seed), new.open(seed)
        for _ in range(6):
            play(old, states[0])
            play(new, states[1])
        assert states[0].value("hope") == states[1].value("hope")


def test_effects_have_axes_conditions_delays_and_reports() -> None:
    text = """
    A:
      title: One
      turn: 2
      text: A letter.
      for: town
      when: walled > 0
      add: {dread: {walls: some}}
      after: [{turns: 2, add: {hope: {later: 2}}}]
      report: [{text: "{town} shuts its gates.", seen_by: red}]
    """
    adjudicator = post(text)
    state = adjudicator.open(1)
    play(adjudicator, state)
    outcome = play(adjudicator, state)
    assert {e.entities for e in outcome.entries if e.cause == "walls"} == {("ALF",), ("COB",)}
    assert [line.text for line in outcome.reports] == ["ALF shuts its gates.", "COB shuts its gates."]
    play(adjudicator, state)
    assert [e.amount for e in play(adjudicator, state).entries if e.cause == "later"] == [2.0]


def test_a_record_is_played_without_injects() -> None:
    text = "A: {title: One, to: red, turn: 1, text: A letter., choices: {yes: {}, no: {}}, otherwise: no}"
    with_them = post(text, "bots: {doctrine: {red: {rows: [{weights: {keep: 1}}], answers: {A: {yes: 1}}}}}\n")
    problems = Problems()
    bare = compile_scenario(without_injects(with_them.scenario), problems)
    assert bare is not None, problems.all
    plain = Adjudicator(bare)
    state = plain.open(1)
    play(plain, state)
    assert "answer" not in bare.rules.actions
    assert not [name for name in state.layout if name.startswith(("came_", "reply"))]
    assert bare.scenario.rules.phases == ("early", "late")
