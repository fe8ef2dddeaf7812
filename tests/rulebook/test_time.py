"""Time and chance: recent values, timers, flows, seasons, arrivals, and dice that only their own name can move."""

from __future__ import annotations

import pytest

from tests.rulebook.theatre import Game

HEAD = "steps:\n  s:\n    phase: early\n"


def course(game: Game, cell: str, turns: int) -> list[float]:
    """Give a national metric after each of some turns."""
    return [game.turn()[cell] for _ in range(turns)]


def test_recent_is_the_mean_of_the_last_turn_ends_and_of_fewer_at_the_start() -> None:
    part = HEAD + "    set:\n      calm: recent(fuel, 3)\n  t:\n    phase: late\n    add: {fuel: {more: 10}}\n"
    # turn-ends of fuel: 10 (the start), 20, 30, 40
    assert course(Game(part), "calm", 4) == [10, 15, 20, 30]


def test_recent_of_a_picked_metric() -> None:
    part = HEAD + '    set:\n      calm: "recent(legitimacy[KYS], 2)"\n'
    part += "  t:\n    phase: late\n    add: {legitimacy: {more: people}}\n"
    assert course(Game(part), "calm", 3) == [50, 51, 53]


def test_a_timer_counts_down_at_each_turns_end() -> None:
    part = HEAD + "    set:\n      open_for: 3 if turn == 2 else open_for\n"
    part += "  t:\n    phase: late\n    set:\n      calm: total(open_for > 0, area)\n"
    game = Game(part)
    # set in turn 2 it holds for the rest of it and in turns 3 and 4
    assert course(game, "calm", 6) == [0, 3, 3, 3, 0, 0]


def test_a_timer_never_exceeds_its_highest_value() -> None:
    game = Game(HEAD + "    set: {open_for: 9}\n").turn()
    assert game.of("open_for") == [3, 3, 3]
    assert game.causes("open_for", "BKO") == {"s": 4, "time passes": -1}


def test_a_flow_is_emptied_when_a_turn_opens() -> None:
    part = HEAD + "    add: {harm: {clashes: people}}\n  t:\n    phase: late\n    set:\n      fuel: total(harm, area)\n"
    game = Game(part)
    assert course(game, "fuel", 3) == [7, 7, 7]
    assert game.causes("harm", "BKO") == {"the turn opens": -4, "clashes": 4}


def test_seasons_are_1_in_their_turns() -> None:
    assert course(Game(HEAD + "    set: {fuel: 10 * rains + turn}\n"), "fuel", 4) == [1, 12, 13, 4]


@pytest.mark.parametrize("n", [1, 2, 8])
def test_what_is_booked_for_later_was_fixed_when_it_was_booked(n: int) -> None:
    part = HEAD + f"    after: [{{turns: {n}, add: {{calm: {{shipment: turn}}}}}}]\n"
    part += "  t:\n    phase: early\n    set: {fuel: calm}\n"  # arrivals land before the first phase
    game = Game(part)
    expected = [20.0 + sum(range(1, turn - n + 1)) for turn in range(1, 11)]
    assert course(game, "fuel", 10) == expected
    assert game.causes("calm") == {"shipment": 10 - n}


def test_what_arrives_is_held_at_the_range_and_booked_to_its_step() -> None:
    game = Game(HEAD + "    when: turn == 1\n    after: [{turns: 1, add: {calm: {shipment: 95}}}]\n")
    game.turn()
    assert game.turn()["calm"] == 100
    assert game.causes("calm") == {"shipment": 95, "held at the limit": -15}
    assert game.outcome is not None
    assert {entry.step for entry in game.outcome.entries if entry.metric == "calm"} == {"s"}


def test_a_delay_counts_only_where_the_step_applies() -> None:
    part = HEAD + "    for: area\n    when: rural > 0\n    after: [{turns: 1, add: {legitimacy: {aid: people}}}]\n"
    game = Game(part)
    game.turn()
    assert game.turn().of("legitimacy") == [50, 52, 51]


def test_functions_of_the_turn_and_of_seasons() -> None:
    part = HEAD + "    set:\n      fuel: exp(min(turn, 2) - 1) + log(turn) + logistic(0 * rains) + tanh(0 * turn)\n"
    assert Game(part).turn()["fuel"] == pytest.approx(1.5, abs=1e-8)


DICE = HEAD + "    for: area\n    let:\n      luck: uniform(0, 100)\n    set:\n      legitimacy: luck\n"


def test_no_rule_beside_a_die_moves_it() -> None:
    alone = Game(DICE).turn().of("legitimacy")
    more = "steps:\n  a:\n    phase: early\n    let:\n      first: normal(0, 1)\n    add: {fuel: {it: first}}\n"
    assert Game(more + DICE.removeprefix("steps:\n")).turn().of("legitimacy") == alone
    assert len(set(alone)) == 3
    assert Game(DICE, seed=2).turn().of("legitimacy") != alone


def test_a_renamed_step_or_let_keeps_its_dice_by_was() -> None:
    alone = Game(DICE).turn().of("legitimacy")
    renamed = DICE.replace("  s:\n", "  fate:\n").replace("luck", "lot")
    assert Game(renamed).turn().of("legitimacy") != alone
    assert Game(renamed + "    was: {step: s, lot: luck}\n").turn().of("legitimacy") == alone


def test_the_same_die_falls_where_when_does_not_hold() -> None:
    alone = Game(DICE).turn().of("legitimacy")
    some = Game(DICE.replace("    let:", "    when: rural > 0\n    let:")).turn().of("legitimacy")
    assert some == [50, *alone[1:]]


@pytest.mark.parametrize(
    "draw", ["normal(people, density)", "uniform(people, 9 * density)", "triangular(0, people, 10 * density)",
             "lognormal(density / 10, people / 10)", "chance(people / 10) * density * people + density"],
)  # fmt: skip
@pytest.mark.parametrize("axes", ["[faction, area]", "[area, faction]"])
def test_a_draw_lines_its_values_up_with_the_steps_axes(draw: str, axes: str) -> None:
    part = HEAD + f"    for: {axes}\n    let:\n      x: {draw}\n    set:\n      cp: clip(x, 0, 100)\n"
    dense = Game(part).turn().of("cp")
    sparse = Game(part.replace("    let:", "    when: cp >= 0\n    let:")).turn().of("cp")
    assert dense == sparse
    assert len(set(dense)) >= 2


def test_hidden_parameters_are_drawn_once_per_game() -> None:
    game = Game(HEAD + "    set: {fuel: 100 * nerve + 0.5 * (intention == capture)}\n")
    hidden = game.adjudicator.hidden(game.state)
    first = game.turn()["fuel"]
    assert first == pytest.approx(100 * hidden["nerve"] + 0.5 * (hidden["intention"] == "capture"), abs=1e-8)
    assert game.turn()["fuel"] == first
