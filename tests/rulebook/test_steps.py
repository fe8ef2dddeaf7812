"""What a step means: one moment inside, sequence between; where it applies, and what counts as 0 elsewhere."""

from __future__ import annotations

import pytest

from tests.rulebook.theatre import Game, problems_in
from wargame.model.match.order import Order

HEAD = "steps:\n  s:\n    phase: early\n"


def test_all_formulas_of_a_step_read_the_state_as_it_found_it() -> None:
    game = Game(HEAD + "    set: {fuel: calm}\n    add: {calm: {swap: fuel - calm}}\n")
    game.turn()
    assert (game["fuel"], game["calm"]) == (20, 10)


def test_sets_and_adds_come_before_moves_and_moves_in_the_order_written() -> None:
    move = "    move:\n      - {amount: 100, from: fuel, to: calm}\n      - {amount: 100, from: calm, to: fuel}\n"
    game = Game(HEAD + "    add: {fuel: {tank: 5}}\n" + move)
    game.turn()
    assert (game["fuel"], game["calm"]) == (35, 0)


def test_steps_follow_one_another_by_phase_and_then_by_file() -> None:
    late = "steps:\n  z:\n    phase: late\n    set: {fuel: fuel + 1}\n"
    early = "  a:\n    phase: early\n    set: {fuel: fuel * 2}\n  b:\n    phase: early\n    set: {fuel: fuel + 2}\n"
    assert Game(late + early).turn()["fuel"] == 10 * 2 + 2 + 1


def test_a_let_sees_those_above_it() -> None:
    game = Game(HEAD + "    let:\n      one: fuel + 1\n      two: one * 2\n    set: {calm: two}\n")
    assert game.turn()["calm"] == 22


def test_where_when_is_false_nothing_is_written_or_reported() -> None:
    text = 'report: [{text: "{area}"}]'
    game = Game(HEAD + f"    for: area\n    when: people < 3\n    set: {{lit: 1}}\n    {text}\n")
    game.turn()
    assert game.of("lit") == [0, 1, 1]
    assert game.reports == ["KYS", "MNK"]


@pytest.mark.parametrize("when", ["fuel > 9", "turn == 1", "people > 0 and fuel > 9", "1 > 0"])
def test_a_when_with_fewer_axes_holds_along_the_others(when: str) -> None:
    game = Game(HEAD + f"    for: [faction, area]\n    when: {when}\n    add: {{cp: {{men: density}}}}\n")
    assert game.turn().of("cp") == [12, 12, 12, 11, 11, 11]


@pytest.mark.parametrize("when", ["fuel > 10", "turn == 2", "people > 9", "1 > 2"])
def test_a_when_with_fewer_axes_fails_along_the_others(when: str) -> None:
    game = Game(HEAD + f"    for: [faction, area]\n    when: {when}\n    add: {{cp: {{men: density}}}}\n")
    assert game.turn().of("cp") == [10] * 6


def test_a_target_without_the_steps_axes_is_written_where_any_cell_holds() -> None:
    for level, fuel in ((0.4, 11), (0.6, 10)):
        part = HEAD + f"    for: corridor\n    when: fear > {level}\n    add: {{fuel: {{it: 1}}}}\n"
        assert Game(part).turn()["fuel"] == fuel


def test_a_target_with_one_of_two_axes_is_written_in_the_rows_that_hold() -> None:
    part = HEAD + "    for: [faction, area]\n    when: density * people > 4\n    set: {lit: 1}\n"
    assert Game(part).turn().of("lit") == [1, 0, 0]
    part = HEAD + "    for: [faction, area]\n    when: density * people > 4\n    add: {money: {pay: 1}}\n"
    assert Game(part).turn().of("money") == [21, 20]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("total(x, area)", 12 + 11),
        ("mean(x, area)", 23 / 3),
        ("any(x, area)", 1),
        ("total(x + 1, area)", 23 + 3),
        ("total(x * people, area)", 12 * 2 + 11),
        ("mean(x, area, people)", (12 * 2 + 11) / 7),
    ],
)
def test_lets_count_0_elsewhere_in_sums_over_the_steps_own_axes(formula: str, value: float) -> None:
    part = HEAD + f"    for: area\n    when: people < 3\n    let: {{x: people + 10}}\n    set: {{fuel: '{formula}'}}\n"
    assert Game(part).turn()["fuel"] == pytest.approx(value, abs=1e-8)


def test_lets_count_0_elsewhere_along_relations() -> None:
    part = HEAD + "    for: area\n    when: people < 3\n    let: {x: people + 10}\n"
    assert Game(part + "    set:\n      fear: total(x, crosses) / 100\n").turn().of("fear") == pytest.approx(
        [0.12, 0.11, 0.0], abs=1e-9
    )
    game = Game(part + "    add: {legitimacy: {near: 'total(x, neighbours)'}}\n")
    assert game.turn().of("legitimacy") == [50, 61, 62]  # BKO does not hold, so it is not written


def test_a_step_for_the_nation_may_reduce_whatever_it_likes() -> None:
    part = HEAD + "    when: any(fear > 0.4, corridor)\n"
    part += "    set:\n      fuel: most(people, area) + least(capacity, corridor)\n"
    assert Game(part).turn()["fuel"] == 5


def test_a_report_speaks_where_it_holds_and_shows_lets_metrics_and_names() -> None:
    part = HEAD + "    for: area\n    when: people > 1\n    let: {x: people / 3}\n    report:\n"
    part += '      - {when: rural > 0, text: "{area}: {x:.0%} of {legitimacy}, {fuel:.1f}.", seen_by: [jnim]}\n'
    game = Game(part).turn()
    assert game.reports == ["KYS: 67% of 50, 10.0."]
    assert game.outcome is not None
    assert (game.outcome.reports[0].entities, game.outcome.reports[0].seen_by) == (("KYS",), ("jnim",))


def test_a_step_that_plays_an_npc_is_skipped_when_a_seat_plays_it() -> None:
    part = HEAD + "    plays: jnim\n    add: {fuel: {it: 1}}\n"
    assert Game(part).turn()["fuel"] == 11
    assert Game(part, seats=("junta", "jnim")).turn()["fuel"] == 10


def test_a_skipped_step_leaves_what_later_steps_read() -> None:
    part = HEAD + "    plays: jnim\n    let: {x: fuel + 1}\n    set: {fuel: x}\n"
    part += "  t:\n    phase: late\n    set: {calm: fuel + 1}\n"
    assert Game(part).turn()["calm"] == 12
    assert Game(part, seats=("junta", "jnim")).turn()["calm"] == 11


def test_a_named_cause_is_booked_and_what_the_range_cuts_is_held() -> None:
    part = HEAD + "    for: area\n    add:\n      legitimacy: {gift: 70, tax: -kd * people}\n"
    game = Game(part).turn()
    assert game.of("legitimacy") == [100, 100, 100]
    assert game.causes("legitimacy", "BKO") == {"gift": 70, "tax": -1, "held at the limit": -19}


def test_causes_sum_to_the_change_to_the_bit() -> None:
    part = HEAD + "    for: area\n    let: {swing: 'normal(0, 3)'}\n    add:\n      legitimacy:\n"
    part += "        thirds: people / 3\n        chance: swing\n        drift: kd * (60 - legitimacy)\n"
    game = Game(part)
    for _ in range(6):
        before = dict(game.state.cells("legitimacy"))
        game.turn()
        for codes, old in before.items():
            assert old + sum(game.causes("legitimacy", *codes).values()) == game["legitimacy", codes[0]]


def test_a_set_books_its_change_under_the_steps_name() -> None:
    game = Game("steps:\n  s:\n    name: New tank\n    phase: early\n    set: {fuel: 25}\n").turn()
    assert game.causes("fuel") == {"New tank": 15}


def test_orders_are_effort_and_quantities() -> None:
    part = "steps:\n  s:\n    phase: early\n    set:\n      fear: ordered(escort) / 10\n      fuel: effort(appeal)\n"
    game = Game(part)
    game.turn(Order("escort", ("DKR",), 3), Order("escort", ("ABJ",), 1, main=True), Order("appeal"))
    assert game.of("fear") == pytest.approx([0.3, 0.1, 0.0], abs=1e-9)
    assert game["fuel"] == 1
    game.turn(Order("appeal"))
    assert game["fuel"] == pytest.approx(0.85, abs=1e-8)


def test_effort_has_the_givers_axis_where_several_may_order_and_members_are_picked() -> None:
    part = HEAD + "    set:\n      cp: effort(raid)\n"
    part += "      fuel: 10 * ordered(rationing)[tight] + ordered(rationing)[loose]\n"
    game = Game(part, seats=("junta", "jnim"))
    game.turn(Order("raid", ("KYS",), 2, main=True), Order("rationing", ("tight",)))
    assert game.of("cp") == pytest.approx([0, 2.3, 0, 0, 0, 0], abs=1e-8)
    assert game["fuel"] == 10


def test_an_amount_of_chosen_rows_is_booked_all_along_the_axes_it_lacks() -> None:
    """The step chooses factions; what it adds to points per faction and area is the same in every area."""
    game = Game(
        "steps:\n  s:\n    phase: early\n    for: faction\n    when: money > 0\n    add: {cp: {levy: density}}\n"
    )
    before = game.of("cp")
    game.turn()
    changes = [new - old for new, old in zip(game.of("cp"), before, strict=True)]
    assert any(changes)
    booked = [
        game.causes("cp", who, where).get("levy", 0) for who in ("junta", "jnim") for where in ("BKO", "KYS", "MNK")
    ]
    assert booked == changes


@pytest.mark.parametrize(
    "when", ["", "    when: fuel > 1\n", "    for: area\n    when: people > 3\n", "    when: turn > 0\n"]
)
def test_a_report_shows_what_the_step_found(when: str) -> None:
    part = HEAD + when + "    let: {known: fuel}\n    add: {fuel: {spent: -4}}\n    report:\n"
    game = Game(part + '      - {when: fuel > 6, text: "{fuel:.0f} {known:.0f}"}\n').turn()
    assert game.reports == ["10 10"]
    assert game["fuel"] == 6
    assert game.turn().reports == []


@pytest.mark.parametrize("huge", ["-(600 * fuel + 0.1 * kd) ** 2", "exp(4 * fuel)", "-exp(4 * fuel) / 7"])
def test_contributions_beyond_the_grid_are_cut_so_that_the_ledger_stays_exact(huge: str) -> None:
    wide = "metrics:\n  wide: {range: -1000000..1000000, start: 1000000 - 1 / 3}\n"
    game = Game(wide + HEAD + f"    add:\n      wide:\n        huge: {huge}\n        small: fuel / 3\n")
    before = game["wide"]
    after = game.turn()["wide"]
    assert game.outcome is not None
    entries = [entry.amount for entry in game.outcome.entries if entry.metric == "wide"]
    assert before + sum(entries) == after
    assert all(amount * 2.0**30 == round(amount * 2.0**30) for amount in (*entries, after))


def test_a_contribution_that_a_metric_could_hold_and_the_ledger_not_is_told() -> None:
    wide = "metrics:\n  wide: {range: -1000000..1000000}\n"
    told = problems_in(wide + HEAD + "    add:\n      wide: {a: fuel ** 4, b: fuel, c: fuel}\n")
    assert told == [
        "7:17: this can reach 1e+08 by the declared ranges, and counts up to 699,051 here: "
        "cut it, as in clip(x, -1000, 1000) (warning)"
    ]
    assert problems_in(HEAD + "    add:\n      fuel: {a: fuel ** 4}\n") == []


def test_a_formula_that_a_wide_prior_lets_grow_is_cut_and_accepted() -> None:
    part = (
        "parameters: {catching: {prior: [normal, 0.5, 0.5], source: invented, status: assumption}}\n"
        "metrics: {sick: {range: 0..1000, start: 100}}\n"
    )
    step = HEAD + "    add: {sick: {infection: (1 - exp(-catching * sick)) * (1000 - sick)}}\n"
    assert not [problem for problem in problems_in(part + step) if "warning" not in problem]
    assert 0 <= Game(part + step).turn()["sick"] <= 1000
