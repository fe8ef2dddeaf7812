"""What a seat's orders changed: the true replay equals other games with the same dice, and beliefs reveal nothing."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest

from tests.game.conftest import Recorded, watched
from tests.game.tampering import other_truth
from tests.game.test_odds import SMALLEST, odds_of
from tests.tiny import tiny
from wargame.errors import UsageError
from wargame.game import order_effects
from wargame.game.match import Match
from wargame.game.match_odds import MatchOdds
from wargame.game.odds import never
from wargame.game.order_effects import left_out
from wargame.game.wording.number import SPOKEN
from wargame.game.wording.order_effects import effect_groups, effects_lines, turns_text
from wargame.model.match.order import Order
from wargame.model.match.outcome import SettledOrder
from wargame.model.match.ruling import Target
from wargame.model.telling.odds import MARGIN, OddsReading
from wargame.model.telling.order_effects import LeftOutOrders, OrderEffects, WithoutOrders
from wargame.rulebook import Rulebook

Between = Callable[[Match, int], None]
JUNTA = (("escort ABJ 2", "buy_fuel"), ("escort ABJ 1", "services BKO"), ("escort ABJ 2", "buy_fuel"))
JNIM = (("blockade ABJ 1", "govern KKR"), ("blockade ABJ 1", "recruit KKR"), ("blockade ABJ 1",))


def inject_and_ruling(match: Match, turn: int) -> None:
    """Trigger an inject before turn 2. `played` then also makes a ruling on turn 3."""
    if turn == 2:
        match.facilitator.give("I4")


def nothing(_: Match, __: int) -> None:
    """Let the turn be as it is."""


def played(rulebook: Rulebook, junta: tuple[tuple[str, ...], ...], between: Between = nothing) -> Match:
    """Return a game of two people after three turns."""
    match = Recorded(rulebook, {"junta": "human", "jnim": "human"}).match
    for turn, (own, others) in enumerate(zip(junta, JNIM, strict=True), 1):
        between(match, turn)
        for seat, orders in (("junta", own), ("jnim", others)):
            for order in orders:
                match.add(seat, order)
            match.commit(seat)
        if turn == 3 and between is not nothing:
            rulings = match.facilitator.rulings
            rulings.rule(rulings.ruling(Target(metric="fear", entities=("ABJ",)), 0.2, "seen"))
        match.adjudicate()
    return match


def numbers(match: Match, effects: OrderEffects) -> tuple[float, ...]:
    """Return the true values of the same readings at the end of a game."""
    view, margins = match.view(None), match._game.engine.margins(match._game.past.state)
    return tuple(
        margins["junta"] if each.metric == MARGIN else view.value(each.metric, *each.entities) or 0.0
        for each in effects.readings
    )


@pytest.mark.parametrize("between", [nothing, inject_and_ruling])
def test_the_replay_equals_a_game_in_which_the_orders_were_never_given(rulebook: Rulebook, between: Between) -> None:
    effects = played(rulebook, JUNTA, between).order_effects("junta", (1, 3))
    assert effects.values == numbers(played(rulebook, JUNTA, between), effects)
    assert effects.together is not None
    assert effects.together.values == numbers(played(rulebook, ((), (), ()), between), effects)
    assert effects.together.values != effects.values
    told = {each.name: each for each in effects.single}
    assert list(told) == ["escort ABJ", "buy_fuel 1", "services BKO"]
    assert [each.turns for each in effects.single] == [(1, 2, 3), (1, 3), (2,)]
    unescorted = tuple(tuple(o for o in given if not o.startswith("escort")) for given in JUNTA)
    assert told["escort ABJ"].values == numbers(played(rulebook, unescorted, between), effects)


def test_a_replay_that_leaves_nothing_out_is_the_game_itself(rulebook: Rulebook) -> None:
    match = played(rulebook, JUNTA, inject_and_ruling)
    given = [match.own_orders("junta", turn) for turn in (1, 2, 3)]
    kept = tuple(tuple(each.order for each in settled) for settled in given)
    found = order_effects._Replay(match._game, "junta", (1, 3)).without(LeftOutOrders("none", (1,), kept))
    assert found.values == match.order_effects("junta", (1, 3)).values
    lapsed = [tuple(SettledOrder(s.seat, s.line, s.order, {}, "no") for s in each) for each in given]
    assert left_out(lapsed, 1) == ()  # an order that lapsed changed nothing


def test_turns_that_were_not_played_are_refused(rulebook: Rulebook) -> None:
    match = played(rulebook, JUNTA)
    for turns, said in (((2, 4), "Turn 4 has not been resolved"), ((3, 1), "as in 1..3, not 3..1")):
        with pytest.raises(UsageError, match=said):
            match.order_effects("junta", turns)
    with pytest.raises(UsageError, match='no seat "moon"'):
        match.order_effects("moon", (1, 1))


@pytest.mark.parametrize("seat", ["junta", "jnim"])
@pytest.mark.parametrize("turns", [(2, 2), (1, 3)])
def test_another_truth_behind_the_same_knowledge_gives_the_same_effects(seat: str, turns: tuple[int, int]) -> None:
    game = watched(SMALLEST, 3)
    other = other_truth(game.rulebook, game.match, game.events, seat)
    told = believed(game.match, seat, turns)
    assert repr(believed(other, seat, turns)) == repr(told)
    assert told.single and any(each.values != told.values for each in told.single)


def believed(match: Match, seat: str, turns: tuple[int, int]) -> OrderEffects:
    """Return the effects as far as the seat can know, from few imagined games."""
    first, last = turns
    given = [match.own_orders(seat, turn) for turn in range(first, last + 1)]
    odds = odds_of(match, seat)
    odds.open(match.knowledge(seat, first - 1))
    orders = [tuple(each.order for each in settled) for settled in given]
    return odds.effects(left_out(given, first), orders, match.knowledge(seat, last).seen[first:], 20)


def test_an_answer_in_the_game_can_be_given_up_and_switched_off(rulebook: Rulebook) -> None:
    match = played(rulebook, JUNTA)
    ask = MatchOdds(match).effects("junta", (1, 2))
    calls = iter((False, False, True))
    assert ask(lambda: True) is None
    assert ask(lambda: next(calls, True)) is None
    match.facilitator.switch_odds(False)
    with pytest.raises(UsageError, match="switched the odds off"):
        MatchOdds(match).effects("junta", (1, 2))
    while not match.ending:
        for seat in match.human_seats:
            match.commit(seat)
        match.adjudicate()
    assert MatchOdds(match).effects("junta", (1, 2))(never) == match.order_effects("junta", (1, 2))  # the truth is open


def made(values: tuple[float, ...], together: tuple[float, ...], *single: tuple[float, ...]) -> OrderEffects:
    """Return effects on made-up numbers."""
    readings = (OddsReading("fuel_days"), OddsReading(MARGIN))
    rows = [WithoutOrders(f"order {n}", (n,), each, (0.0, 0.0)) for n, each in enumerate(single, 1)]
    return OrderEffects("junta", (1, 3), readings, values, WithoutOrders("", (1, 2), together, (0.0, 0.0)), tuple(rows))


def test_orders_that_work_only_together_are_said_to(rulebook: Rulebook) -> None:
    scenario = rulebook.scenario
    needed = made((9.0, 1.0), (4.0, 0.5), (4.0, 0.8), (4.5, 0.7))  # 5 together, 9.5 in sum
    assert [needed.entangled(at) for at in (0, 1)] == [True, False]
    group = effect_groups(scenario, needed, SPOKEN)[0]
    assert group.notes == (
        "Fuel in Bamako: +5.00 by all orders, +9.50 as the sum of the single orders. "
        "Some of these orders work only together: each of them does little without the others.",
    )
    spare = effect_groups(scenario, made((9.0, 1.0), (4.0, 0.5), (9.0, 0.8), (8.9, 0.7)), SPOKEN)[0]
    assert "Some of these orders do the same work" in spare.notes[0]
    turned = effect_groups(scenario, made((9.0, 1.0), (4.0, 0.5), (9.5, 0.8), (9.2, 0.7)), SPOKEN)[0]
    assert "The orders change the effects of one another." in turned.notes[0]


def test_the_lines_say_with_and_without_and_name_orders_that_changed_nothing(rulebook: Rulebook) -> None:
    found = made((9.0, 1.0), (4.0, 0.5), (9.0, 1.0), (4.0, 0.5))
    lines = list(effects_lines(rulebook.scenario, found, SPOKEN, 6))
    assert "  Fuel in Bamako: with them 9.00, without them 4.00: +5.00 days." in lines
    assert "  Margin if the game ended then: with it +1.00, without it +0.50: +0.50." in lines
    assert lines[-2:] == ["Orders that changed none of these numbers:", "  order 1, turn 1"]
    assert [turns_text(turns) for turns in ((3,), (1, 2), (1, 2, 3), (1, 3, 4))] == [
        "turn 3",
        "turns 1 and 2",
        "turns 1 to 3",
        "turns 1, 3 and 4",
    ]


def test_a_game_that_would_have_ended_earlier_or_later_is_told(rulebook: Rulebook) -> None:
    found = made((9.0, 1.0), (4.0, 0.5), (9.0, 1.0), (4.0, 0.5))
    assert found.together is not None
    earlier = attrs.evolve(found, together=attrs.evolve(found.together, ended=2, ending="turn_limit"))
    said = "The game would have ended in turn 2 without these orders: the last turn was played."
    assert effect_groups(rulebook.scenario, earlier, SPOKEN)[0].notes == (said,)
    over = attrs.evolve(found, ending="turn_limit")
    notes = [group.notes for group in effect_groups(rulebook.scenario, over, SPOKEN)]
    assert ("The game would have gone on without this order.",) in notes


WALL = {
    "metrics": "wall: {range: 0..20, start: 5, label: Wall}\ntold: {flag: true}\nrain: {range: 0..20, start: 3}",
    "actions": "mend: {by: red, cost: {ap: 1}}\nprop: {by: red, cost: {ap: 1}}",
    "steps": """storm:
  phase: early
  add: {wall: {storm: -2, both: 4 * effort(mend) * effort(prop)}}""",
    "endings": "down: {when: wall < 1, text: It fell.}",
}


def test_a_wall_that_falls_without_two_orders_that_need_each_other() -> None:
    scenario = "headlines:\n  red:\n    - {metric: wall}\n"
    played = Recorded(tiny("", scenario, **WALL).rulebook, {"red": "human", "blue": "human"}, length=5)
    for _ in range(4):
        played.match.add("red", "mend")
        played.match.add("red", "prop")
        for seat in ("red", "blue"):
            played.match.commit(seat)
        played.match.adjudicate()
    effects = played.match.order_effects("red", (2, 4))
    assert effects.together is not None and [each.name for each in effects.single] == ["mend", "prop"]
    lost = (effects.together, *effects.single)
    assert {(each.values, each.ended, each.ending) for each in lost} == {((1.0,), 0, "")}
    assert effects.entangled(0) and effects.summed(0) == 2 * effects.difference(effects.together, 0)
    whole = played.match.order_effects("red", (1, 4)).together
    with_rain = played.match.order_effects("red", (2, 4), ("rain", ()))
    assert [each.metric for each in with_rain.readings] == ["rain", "wall"] and with_rain.values[1:] == effects.values
    with pytest.raises(UsageError, match="told is no number"):
        played.match.order_effects("red", (2, 4), ("told", ()))
    with pytest.raises(UsageError, match="told is no number"):
        MatchOdds(played.match).effects("red", (2, 4), ("told", ()))
    assert whole is not None and (whole.values, whole.ended, whole.ending) == ((0.0,), 3, "down")
    (group, *_) = effect_groups(played.match.scenario, played.match.order_effects("red", (1, 4)), SPOKEN)
    assert group.notes[0] == "The game would have ended in turn 3 without these orders: down."
    assert "Some of these orders work only together" in group.notes[1]


def test_kinds_of_orders_keep_the_other_orders() -> None:
    def settled(line: int, *orders: Order) -> tuple[SettledOrder, ...]:
        return tuple(SettledOrder("junta", at, order, {}, "") for at, order in enumerate(orders, line))

    one, more, other = Order("escort", ("ABJ",), 1.0), Order("escort", ("ABJ",), 2.0, True), Order("buy_fuel")
    assert left_out([settled(0, one), (), settled(0, more, other)], 4) == (
        LeftOutOrders("", (4, 6), ((), (), ())),
        LeftOutOrders("escort ABJ", (4, 6), ((), (), (other,))),
        LeftOutOrders("buy_fuel 1", (6,), ((one,), (), (more,))),
    )
