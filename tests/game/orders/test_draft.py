"""Drafts: writing, changing, undoing, budgets, and what stops a commit."""

import pytest

from tests.game.conftest import Recorded
from wargame.errors import OrderError, UsageError


def texts(draft) -> list[str]:
    return [line.order.text for line in draft.lines]


def test_orders_are_added_in_canonical_form_with_their_cost(solo: Recorded) -> None:
    draft = solo.match.add("junta", "ea 2 main")
    assert texts(draft) == ["escort ABJ 2 main"]
    assert draft.lines[0].cost["ap"] == 2
    assert draft.used["ap"] == 2
    assert draft.left["ap"] == solo.match.view("junta").ap - 2
    assert draft.left["money"] < solo.match.view("junta").value("money", "junta")


def test_an_order_stands_once_unless_it_may_stack(solo: Recorded) -> None:
    solo.match.add("junta", "escort ABJ")
    with pytest.raises(OrderError, match="stands on line 1 already"):
        solo.match.add("junta", "escort ABJ 2")
    option = next(o for o in solo.match.options("junta") if o.action == "escort")
    assert not option.legal


def test_every_change_can_be_undone(solo: Recorded) -> None:
    match = solo.match
    seen = [texts(match.draft("junta"))]
    for change in (
        lambda: match.add("junta", "escort ABJ"),
        lambda: match.add("junta", "services BKO main"),
        lambda: match.step_level("junta", 1, 1),
        lambda: match.toggle_main("junta", 1),
        lambda: match.replace("junta", 2, "services KKR"),
        lambda: match.remove("junta", 1),
    ):
        seen.append(texts(change()))
    assert seen[-2:] == [["escort ABJ 2 main", "services KKR"], ["services KKR"]]
    for before in reversed(seen[:-1]):
        assert texts(match.undo("junta")) == before
    with pytest.raises(OrderError, match="nothing to undo"):
        match.undo("junta")


def test_there_is_at_most_one_main_effort(solo: Recorded) -> None:
    solo.match.add("junta", "escort ABJ main")
    assert texts(solo.match.add("junta", "services BKO main")) == ["escort ABJ 1", "services BKO main"]
    assert texts(solo.match.toggle_main("junta", 1)) == ["escort ABJ 1 main", "services BKO"]
    assert texts(solo.match.toggle_main("junta", 1)) == ["escort ABJ 1", "services BKO"]


def test_levels_stop_at_their_ends(solo: Recorded) -> None:
    solo.match.add("junta", "escort ABJ")
    assert texts(solo.match.step_level("junta", 1, -1)) == ["escort ABJ 1"]
    assert texts(solo.match.step_level("junta", 1, 5)) == ["escort ABJ 2"]
    assert texts(solo.match.step_level("junta", 1, 1)) == ["escort ABJ 2"]


def test_editing_a_line_may_keep_its_own_target(solo: Recorded) -> None:
    solo.match.add("junta", "escort ABJ")
    assert texts(solo.match.replace("junta", 1, "escort ABJ 2")) == ["escort ABJ 2"]
    assert solo.match.lookup("junta", 1).completion("escort ABJ 2").verdict == "ok"
    assert solo.match.lookup("junta").completion("escort ABJ 2").verdict == "not now"


def test_over_budget_is_accepted_and_stops_the_commit(solo: Recorded) -> None:
    match = solo.match
    match.add("junta", "escort ABJ 2")
    match.add("junta", "buy_fuel 2")
    assert not match.draft("junta").over
    for order in ("services BKO", "services KKR"):
        draft = match.add("junta", order)
    assert draft.over[0] == "over by 1 AP"
    with pytest.raises(OrderError, match="over by 1 AP"):
        match.commit("junta")
    match.remove("junta", 4)
    match.remove("junta", 3)
    assert match.commit("junta").committed


@pytest.mark.parametrize("line", [0, 2, -1, 99])
def test_a_line_that_is_not_there_is_refused(solo: Recorded, line: int) -> None:
    solo.match.add("junta", "escort ABJ")
    for change in (solo.match.remove, solo.match.toggle_main):
        with pytest.raises(OrderError, match=f"no line {line}"):
            change("junta", line)


def test_last_turns_orders_can_be_repeated(solo: Recorded) -> None:
    match = solo.match
    with pytest.raises(OrderError, match="no orders of last turn"):
        match.repeat_last("junta")
    match.add("junta", "escort ABJ 2 main")
    match.commit("junta")
    match.adjudicate()
    assert texts(match.draft("junta")) == []
    assert texts(match.repeat_last("junta")) == ["escort ABJ 2 main"]
    assert texts(match.undo("junta")) == []


def test_only_people_write(solo: Recorded) -> None:
    with pytest.raises(UsageError, match="No person plays"):
        solo.match.add("jnim", "govern KKR")
    with pytest.raises(UsageError, match="no seat"):
        solo.match.view("moon")


def test_every_refusal_of_an_illegal_order_names_one_that_can_be_given(solo: Recorded) -> None:
    match = solo.match
    match.add("junta", "escort ABJ")
    illegal = [o for o in match.options("junta") if not o.legal]
    assert illegal
    for option in illegal:
        if option.action == "escort":
            continue  # its line is named instead
        with pytest.raises(OrderError, match=r"Not legal: .* Nearest: ") as refused:
            match.lookup("junta").order(option.order().text)
        label = match.scenario.rules.actions[option.action].label
        assert label in str(refused.value)
        assert refused.value.nearest
        match.lookup("junta").order(refused.value.nearest)


def test_everything_legal_can_be_entered_by_its_text_and_by_its_row(solo: Recorded) -> None:
    rows = {row.text: row for row in solo.match.lookup("junta").completion("").rows}
    legal = [option for option in solo.match.options("junta") if option.legal]
    assert len(rows) == len(legal) > 5
    for option in legal:
        row = rows[option.order().text]
        assert (
            solo.match.lookup("junta").order(row.keys) == solo.match.lookup("junta").order(row.text) == option.order()
        )


def test_an_order_that_stands_already_is_pointed_to(solo: Recorded) -> None:
    match = solo.match
    match.add("junta", "buy_fuel 1")
    match.add("junta", "escort ABJ 1")
    with pytest.raises(OrderError, match=r"escort ABJ stands on line 2 already; change its level there") as refused:
        match.add("junta", "escort ABJ 3")
    assert refused.value.nearest is None
    assert match.lookup("junta").completion("escort ABJ 3").verdict == "not now"
