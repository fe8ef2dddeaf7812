"""What a seat is offered: levels with their prices, reasons, doubts, and how tired an order is."""

from __future__ import annotations

import pytest

from tests.deals.table import bridge
from tests.tiny import play, tiny
from wargame.adjudicator import Adjudicator, State
from wargame.model.telling.view import Option

RULES = """
metrics:
  men: {of: [faction, town], range: 0..50, start: "3 * walled", owner: axis}
  rain: {range: 0..9, start: 1, owner: nobody}
  dug: {of: town, range: 0..99, owner: nobody}
"""
ACTIONS = """
dig:
  by: [red, blue]
  target: town
  levels: 1..3
  cost: {ap: 1, money: "level * 2"}
  requires:
    - {that: "walled", else: "No wall."}
    - {that: "level < 3 or men > 5", else: "Too few men."}
spy:
  by: red
  target: town
  requires: [{that: "men[blue] > 0 or rain > 5", else: "Nobody there."}]
feast: {by: red, repeat: false}
rest: {by: red, levels: 1..2}
"""
STEPS = """
works:
  phase: early
  for: town
  add: {dug: {digging: "total(effort(dig), faction)"}}
"""


@pytest.fixture(scope="module")
def game() -> Adjudicator:
    return tiny(RULES, actions=ACTIONS, steps=STEPS)


def offered(game: Adjudicator, state: State, seat: str = "red") -> dict[str, Option]:
    return {" ".join((option.action, *option.targets)): option for option in game.options(state, seat)}


def test_each_legal_level_has_its_price_and_the_others_none(game: Adjudicator) -> None:
    found = offered(game, game.open(1))
    assert found["dig ALF"].costs == {1.0: {"ap": 1.0, "money": 2.0}, 2.0: {"ap": 1.0, "money": 4.0}}
    assert found["dig ALF"].levels == (1.0, 2.0)
    assert found["dig ALF"].legal
    assert (found["dig ALF"].reason, found["dig ALF"].may_fail) == ("", False)


def test_what_is_illegal_says_why_and_has_one_level_without_a_price(game: Adjudicator) -> None:
    option = offered(game, game.open(1))["dig BEX"]
    assert (option.legal, option.reason, option.levels, dict(option.costs)) == (False, "No wall.", (1.0,), {1.0: {}})
    assert not option.may_fail


def test_every_target_is_listed_in_the_order_of_the_rule_book(game: Adjudicator) -> None:
    towns = ("ALF", "BEX", "COB", "DIT")
    assert list(offered(game, game.open(1))) == [*(f"{a} {t}" for a in ("dig", "spy") for t in towns), "feast", "rest"]
    assert list(offered(game, game.open(1), "blue")) == [f"dig {t}" for t in towns]


def test_what_hangs_on_the_unseen_may_fail(game: Adjudicator) -> None:
    found = offered(game, game.open(1))
    assert found["spy ALF"].legal and found["spy BEX"].legal  # red sees no man of blue's
    assert found["spy ALF"].may_fail and found["spy BEX"].may_fail
    assert found["spy ALF"].reason == ""


def test_an_order_that_may_not_be_repeated_is_barred_for_a_turn(game: Adjudicator) -> None:
    state = game.open(1)
    assert offered(game, state)["feast"].legal
    play(game, state, red="feast")
    barred = offered(game, state)["feast"]
    assert (barred.legal, barred.levels, barred.streak) == (False, (1.0,), 1)
    assert "last turn" in barred.reason
    play(game, state)
    assert offered(game, state)["feast"].legal


def test_an_effort_tires_where_it_was_given_and_only_for_its_giver(game: Adjudicator) -> None:
    state = game.open(1)
    for turns in (1, 2):
        play(game, state, red="dig ALF 1; rest 2", blue="dig COB 1")
        found = offered(game, state)
        assert (found["dig ALF"].streak, found["dig ALF"].strength) == (turns, 0.75**turns)
        assert (found["dig COB"].streak, found["dig COB"].strength) == (0, 1.0)
        assert offered(game, state, "blue")["dig COB"].streak == turns
        # No step reads the effort of a rest: it neither tires nor heeds the main effort.
        assert (found["rest"].streak, found["rest"].strength, found["rest"].heeds_main) == (turns, 1.0, False)
        assert found["dig ALF"].heeds_main
    play(game, state)
    assert offered(game, state)["dig ALF"].streak == 0


def test_an_answer_to_an_offer_is_listed_once_one_lies_there() -> None:
    game = bridge()
    state = game.open(1)
    assert not any(option.action in ("sign", "refuse") for option in game.options(state, "blue"))
    play(game, state, red="offer calm_roads")
    assert {option.action for option in game.options(state, "blue")} >= {"sign", "refuse"}
    assert not any(option.action in ("sign", "refuse") for option in game.options(state, "red"))


ORE = """
metrics:
  ore: {of: town, range: 0..5, start: "1 + 2 * walled", owner: nobody}
  dug: {of: town, range: 0..99, owner: nobody}
fog:
  - {metric: "ore[COB]", to: red, unseen: true}
"""
MINING = """
dig: {by: red, target: town, requires: [{that: "ore > 2", else: "No ore."}]}
haul: {by: red, target: town, requires: [{that: "total(ore, near) > 2", else: "None near."}]}
sell: {by: red, levels: 1..9, requires: [{that: "not total(ore, town) <= level", else: "Too little."}]}
rest: {by: red, target: town, requires: [{that: "1 - (ore < 2) * (people < 5)", else: "No rest."}]}
"""
DIGS = "digs: {phase: early, for: town, add: {dug: {ore: effort(dig) + effort(haul) + effort(rest) + effort(sell)}}}"


@pytest.fixture(scope="module")
def mine() -> Adjudicator:
    return tiny(ORE, actions=MINING, steps=DIGS)


def test_a_seen_cell_forbids_although_another_cell_is_unseen(mine: Adjudicator) -> None:
    found = offered(mine, mine.open(1))
    told = {name: (option.legal, option.may_fail) for name, option in found.items()}
    assert [told[f"dig {town}"] for town in ("ALF", "BEX", "COB")] == [(True, False), (False, False), (True, True)]
    assert found["dig BEX"].reason == "No ore."
    assert [told[f"haul {town}"] for town in ("ALF", "BEX", "DIT")] == [(False, False), (True, False), (False, False)]
    assert [told[f"rest {town}"] for town in ("ALF", "BEX", "COB")] == [(True, False), (False, False), (True, False)]
    assert found["sell"].levels == tuple(range(1, 10))  # three towns hold 5, and up to 5 more are unseen
    assert told["sell"] == (True, True)


@pytest.mark.parametrize("truth", range(6))
def test_what_is_called_impossible_or_certain_is_so_whatever_is_unseen(mine: Adjudicator, truth: int) -> None:
    state = mine.open(1)
    state.array("ore")[2] = truth
    before = mine.snapshot(state)
    for name, option in offered(mine, state).items():
        for level in (*range(1, 10),) if name == "sell" else (1,):
            tried = mine.restore(before)
            (settled,) = play(mine, tried, red=f"sell {level}" if name == "sell" else name).settled
            could = option.legal and float(level) in option.levels
            assert could or settled.lapsed, (name, level)
            assert not settled.lapsed or option.may_fail or not could, (name, level)


FORMS = """
metrics:
  ore: {of: town, range: 0..5, start: "1 + 2 * walled", owner: nobody}
  mood: {of: town, values: [calm, angry, wild], start: angry, owner: nobody}
  men: {of: [faction, town], range: 0..5, start: 3, owner: axis}
  dug: {of: town, range: 0..99, owner: nobody}
fog:
  - {metric: "ore[COB]", to: red, unseen: true}
  - {metric: "mood[COB]", to: red, unseen: true}
  - {metric: "men[red, COB]", to: red, unseen: true}
"""
CONDITIONS = {
    "soothe": "mood == calm",
    "awake": "mood != angry",
    "eased": "not (mood == wild or ore < 1)",
    "alike": "total(1 * (mood == angry), town) > 3",
    "sinks": "ore * (people - 9) > -5",
    "thins": "6 / (ore + 1) > 2",
    "either": "(ore > 2) if walled else (people > 1)",
    "beside": "any(ore > 2, near)",
    "barren": "not any(ore > 2, near)",
    "manned": "men > 2",
}


@pytest.fixture(scope="module")
def forms() -> Adjudicator:
    actions = "".join(
        f'{name}: {{by: [red, blue], target: town, requires: [{{that: "{that}", else: "No."}}]}}\n'
        for name, that in CONDITIONS.items()
    )
    efforts = " + ".join(f"total(effort({name}), faction)" for name in CONDITIONS)
    digs = f'digs: {{phase: early, for: town, add: {{dug: {{ore: "{efforts}"}}}}}}'
    return tiny(FORMS, actions=actions, steps=digs)


def test_a_seen_choice_decides_although_another_choice_is_unseen(forms: Adjudicator) -> None:
    signs = {(True, False): "+", (False, False): "-", (True, True): "?"}
    precise = {"soothe": "--?-", "awake": "--?-", "eased": "++?+", "alike": "????", "manned": "++?+"}
    told = dict.fromkeys(precise, "")
    for name, option in offered(forms, forms.open(1)).items():
        if (action := name.split()[0]) in told:
            told[action] += signs[option.legal, option.may_fail]
    assert told == precise


@pytest.mark.parametrize("truth", range(6))
def test_each_form_of_a_condition_holds_as_it_was_called(forms: Adjudicator, truth: int) -> None:
    state = forms.open(1)
    state.array("ore")[2] = truth
    state.array("mood")[2] = truth % 3
    state.array("men")[0, 2] = truth
    before = forms.snapshot(state)
    for name, option in offered(forms, state).items():
        (settled,) = play(forms, forms.restore(before), red=name).settled
        assert option.legal or settled.lapsed, name
        assert not settled.lapsed or option.may_fail or not option.legal, name


def test_an_estimate_forbids_nothing_and_an_unseen_choice_stays_open() -> None:
    guessed = ORE.replace("unseen: true", "within: 0.1, source: invented")
    moods = "  mood: {of: town, values: [calm, angry], start: angry, owner: nobody}\nfog:\n"
    moods = guessed.replace("fog:\n", moods) + '  - {metric: "mood[COB]", to: red, unseen: true}\n'
    ask = 'ask: {by: red, target: town, requires: [{that: "mood == calm", else: "Angry."}]}\n'
    game = tiny(moods, actions=MINING + ask, steps=DIGS.replace("effort(rest)", "effort(rest) + effort(ask)"))
    state = game.open(1)
    state.array("ore")[2] = 0.0
    found = offered(game, state)
    assert [(found[f"dig {town}"].legal, found[f"dig {town}"].may_fail) for town in ("BEX", "COB")] == [
        (False, False),
        (True, True),
    ]
    assert found["ask COB"].legal and found["ask COB"].may_fail
