"""Moves conserve: cut to what the source holds and the goal can take, in proportion, or pooled and handed out."""

from __future__ import annotations

import pytest

from tests.rulebook.theatre import Game

HEAD = "steps:\n  s:\n    phase: early\n"


def after(move: str, axes: str = "", when: str = "") -> Game:
    """Play one turn of a step with one move."""
    part = HEAD + (f"    for: {axes}\n" if axes else "") + (f"    when: {when}\n" if when else "")
    return Game(f"{part}    move:\n      - {{{move}}}\n").turn()


def test_a_move_is_cut_to_what_the_source_holds() -> None:
    game = after("amount: 30, from: fuel, to: calm, name: a loan")
    assert (game["fuel"], game["calm"]) == (0, 30)
    assert (game.causes("fuel"), game.causes("calm")) == ({"a loan": -10}, {"a loan": 10})


def test_a_move_is_cut_to_what_the_goal_can_take() -> None:
    game = after('amount: 60, from: legitimacy, to: "cp[jnim]"', "area")
    assert game.of("legitimacy") == [0, 0, 0]
    game = after('amount: 60, from: legitimacy, to: "money[jnim]"')
    assert game["money", "jnim"] == 50  # 30 fit, of 3 x 50: all are cut in proportion
    assert game.of("legitimacy") == pytest.approx([40, 40, 40], abs=1e-8)


def test_a_negative_amount_moves_nothing() -> None:
    game = after("amount: -5, from: fuel, to: calm")
    assert (game["fuel"], game["calm"]) == (10, 20)


def test_one_source_that_pays_many_pays_all_in_proportion() -> None:
    game = after("amount: people * 10, from: fuel, to: harm")  # 40, 20 and 10 of the 10 there are
    assert game["fuel"] == pytest.approx(0, abs=1e-8)
    assert game.of("harm") == pytest.approx([40 / 7, 20 / 7, 10 / 7], abs=1e-8)


def test_between_cells_of_one_metric() -> None:
    game = after('amount: people, from: "cp[junta]", to: "cp[jnim]"')
    assert game.of("cp") == [6, 8, 9, 14, 12, 11]


@pytest.mark.parametrize("when", ["", "people > 0"])
def test_pooled_amounts_are_handed_out_by_weight(when: str) -> None:
    game = after('amount: people, from: "cp[junta]", to: "cp[junta]", spread: rural', "area", when)
    assert game.of("cp")[:3] == pytest.approx([6, 8 + 3.5, 9 + 3.5], abs=1e-8)
    assert sum(game.of("cp")) == 60


def test_a_goal_receives_its_share_also_where_the_step_does_not_apply() -> None:
    game = after('amount: people, from: "cp[junta]", to: "cp[junta]", spread: rural', "area", "rural == 0")
    assert game.of("cp")[:3] == pytest.approx([6, 12, 12], abs=1e-8)
    assert sum(game.of("cp")) == 60


def test_nothing_leaves_where_nothing_can_be_handed_out() -> None:
    game = after('amount: people, from: "cp[junta]", to: "cp[junta]", spread: 0 * rural', "area")
    assert game.of("cp") == [10] * 6


def test_a_move_happens_only_where_the_step_applies() -> None:
    game = after('amount: 2, from: "cp[junta]", to: "cp[jnim]"', "area", "rural > 0")
    assert game.of("cp") == [10, 8, 8, 10, 12, 12]


def test_transfers_conserve_to_the_bit() -> None:
    part = HEAD + "    for: area\n    let:\n      x: uniform(0, 40)\n    move:\n"
    part += '      - {amount: x / 3, from: "cp[junta]", to: "cp[jnim]"}\n'
    part += "      - {amount: x / 7, from: fuel, to: legitimacy}\n"
    part += '      - {amount: x, from: "cp[jnim]", to: "cp[junta]", spread: people / 3}\n'
    game = Game(part)
    for _ in range(5):
        game.turn()
        assert sum(game.of("cp")) == 60
        assert game["fuel"] + sum(game.of("legitimacy")) == 160
