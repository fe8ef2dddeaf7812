"""Drafts as values: lines added, replaced, levelled and priced, without a match."""

from __future__ import annotations

import attrs
import pytest

from tests.compiling import rulebook_of
from tests.game.orders.order_options import ACTIONS, OPTIONS
from tests.tiny import files
from wargame.errors import OrderError
from wargame.game.orders import draft as drafts
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.draft import Funds
from wargame.model.match.order import Order
from wargame.model.telling.view import Option

BGN, KKR = Order("services", ("BGN",), levelled=False), Order("services", ("KKR",), levelled=False)
TAX = Order("tax", (), 0.8)
MAIN = attrs.evolve(KKR, main=True)
NO_DEALS = DealVocabulary()
YES, NO = (Order("answer", ("I3",), level, words=("yes", "no")) for level in (1.0, 2.0))


def barred(options: tuple[Option, ...]) -> dict[tuple[str, tuple[str, ...]], str]:
    return {(o.action, o.targets): o.reason for o in options if not o.legal and o.reason.startswith("Already")}


def test_what_stands_in_the_draft_is_not_legal_twice_and_names_its_line() -> None:
    marked = drafts.with_draft(OPTIONS, (TAX, BGN, KKR), ACTIONS)
    assert barred(marked) == {
        ("services", ("BGN",)): "Already ordered, line 2",
        ("services", ("KKR",)): "Already ordered, line 3",
    }
    assert len(marked) == len(OPTIONS)


def test_the_line_that_is_replaced_bars_nothing() -> None:
    assert list(barred(drafts.with_draft(OPTIONS, (BGN, KKR), ACTIONS, besides=1))) == [("services", ("KKR",))]
    assert barred(drafts.with_draft(OPTIONS, (BGN,), ACTIONS, besides=1)) == {}


def test_an_answer_bars_nothing() -> None:
    answers = {**ACTIONS, "answer": attrs.evolve(ACTIONS["services"], name="answer")}
    option = Option("answer", ("I3",), (1.0, 2.0), {1.0: {}, 2.0: {}}, True, words=("yes", "no"))
    assert drafts.with_draft((option,), (YES,), answers) == (option,)
    assert drafts.with_draft((option,), (attrs.evolve(YES, words=()),), answers) != (option,)


def test_what_was_illegal_before_keeps_its_reason() -> None:
    held = next(option for option in OPTIONS if not option.legal)
    order = Order(held.action, held.targets, levelled=False)
    assert drafts.with_draft((held,), (order,), ACTIONS) == (held,)


def test_a_new_main_effort_takes_it_from_the_others() -> None:
    assert drafts.added((MAIN,), BGN, NO_DEALS) == (MAIN, BGN)
    assert drafts.added((MAIN,), attrs.evolve(BGN, main=True), NO_DEALS) == (KKR, attrs.evolve(BGN, main=True))
    assert drafts.replaced((MAIN, BGN, TAX), 2, TAX) == (MAIN, TAX, TAX)
    assert drafts.replaced((MAIN, BGN), 2, attrs.evolve(TAX, main=True)) == (KKR, attrs.evolve(TAX, main=True))


def test_another_answer_takes_the_place_of_the_first() -> None:
    assert drafts.added((BGN, YES, TAX), NO, NO_DEALS) == (BGN, NO, TAX)
    other = attrs.evolve(NO, targets=("I4",))
    assert drafts.added((YES,), other, NO_DEALS) == (YES, other)
    assert drafts.put((YES, BGN, other), 2, NO, NO_DEALS) == (NO, other)
    assert drafts.put((YES, BGN, BGN), 3, TAX, NO_DEALS) == (YES, BGN, TAX)


def test_a_line_is_taken_out() -> None:
    assert drafts.removed((BGN, KKR, TAX), 2) == (BGN, TAX)


def test_levels_of_an_order_are_those_that_are_legal_now() -> None:
    now = Option("tax", (), (0.8, 1.0), {0.8: {}, 1.0: {}}, True)
    elsewhere = Option("services", ("BGN",), (1.0,), {1.0: {}}, True)
    assert drafts.levels_now(TAX, (elsewhere, now), ACTIONS) == (0.8, 1.0)
    assert drafts.levels_now(TAX, (elsewhere, attrs.evolve(now, legal=False)), ACTIONS) == ACTIONS["tax"].levels


@pytest.mark.parametrize(
    ("level", "steps", "found"),
    [(1.0, 1, 2.0), (2.0, 2, 4.0), (2.0, -1, 1.0), (1.0, -1, 1.0), (4.0, 9, 4.0), (2.9, 1, 4.0)],
)
def test_levels_are_raised_and_lowered_within_what_is_allowed(level: float, steps: int, found: float) -> None:
    line = Order("train", (), level)
    assert drafts.levelled((BGN, line), 2, (1.0, 2.0, 3.0, 4.0), steps) == (BGN, attrs.evolve(line, level=found))


def test_a_line_is_made_the_main_effort_and_no_longer() -> None:
    assert drafts.with_main((BGN, KKR), 2, ACTIONS) == (BGN, MAIN)
    assert drafts.with_main((BGN, MAIN), 2, ACTIONS) == (BGN, KKR)
    assert drafts.with_main((BGN, MAIN), 1, ACTIONS) == (attrs.evolve(BGN, main=True), KKR)


def test_what_is_no_effort_cannot_be_the_main_one() -> None:
    answers = attrs.evolve(ACTIONS["services"], name="answer", words={"I3": ("yes", "no")})
    table = attrs.evolve(ACTIONS["services"], name="sign", deal_action=True)
    with pytest.raises(OrderError, match="An answer is no effort"):
        drafts.with_main((YES,), 1, {"answer": answers})
    with pytest.raises(OrderError, match="A deal is no effort"):
        drafts.with_main((BGN, Order("sign", ("X",))), 2, {**ACTIONS, "sign": table})


@pytest.mark.parametrize(
    ("orders", "line", "said"),
    [
        ((), 1, "draft is empty"),
        ((BGN,), 2, "no line 2: the draft has 1"),
        ((BGN,), 0, "no line 0"),
        ((BGN,), -1, "-1"),
    ],
)
def test_a_line_that_is_not_there_is_refused(orders: tuple[Order, ...], line: int, said: str) -> None:
    with pytest.raises(OrderError, match=said):
        drafts.check_line(orders, line)
    drafts.check_line((BGN, KKR), 1)
    drafts.check_line((BGN, KKR), 2)


def test_a_draft_is_priced_by_its_options() -> None:
    purse = {"ap": Funds(3.0, 0.0, "AP"), "gold": Funds(1.0, -4.0, "bars")}
    draft = drafts.priced((BGN, Order("escort", ("ABJ",), 2.0)), OPTIONS, purse, True)
    assert [dict(line.cost) for line in draft.lines] == [{"ap": 1.0, "money": 3.0}, {"ap": 1.0, "money": 6.0}]
    assert draft.used == {"ap": 2.0, "gold": 0.0, "money": 9.0}
    assert draft.left == {"ap": 1.0, "gold": 1.0}  # what it does not see of its money it cannot be told
    assert (draft.over, draft.committed) == ((), True)
    assert [line.problem for line in draft.lines] == ["", ""]


@pytest.mark.parametrize(("have", "floor", "over"), [(2.0, 0.0, ()), (1.5, 0.0, ("over by 0.5 AP",)), (-2.0, -4.0, ())])
def test_a_purse_is_empty_at_its_floor_and_not_before(have: float, floor: float, over: tuple[str, ...]) -> None:
    assert drafts.priced((BGN, KKR), OPTIONS, {"ap": Funds(have, floor, "AP")}, False).over == over


def test_what_stands_against_a_line_is_told_on_it() -> None:
    held = next(option for option in OPTIONS if not option.legal)
    once = Option(
        "train", (), (1.0, 2.0), {1.0: {"ap": 1.0}}, True, may_fail=True, streak=2, strength=0.5, heeds_main=False
    )
    no_reason = attrs.evolve(held, targets=("XXX",), reason="")
    lines = drafts.priced(
        (
            Order("fly"),
            Order(held.action, held.targets),
            Order("train", (), 2.0),
            Order("train", (), 1.0),
            Order(held.action, ("XXX",)),
        ),
        (held, once, no_reason),
        {},
        False,
    ).lines
    assert [line.problem for line in lines] == [
        "There is no such order now.",
        "Held by others.",
        "Its level can only be 1 or 2 now.",
        "",
        "Not legal now.",
    ]
    told = lines[3]
    assert (told.may_fail, told.streak, told.strength, told.heeds_main) == (True, 2, 0.5, False)


def test_a_signature_that_no_longer_holds_is_told_before_any_other_problem() -> None:
    draft = drafts.priced((BGN, Order("fly")), OPTIONS, {}, False)
    told = drafts.lapsing(draft, lambda order: "gone" if order is BGN else "")
    assert [line.problem for line in told.lines] == ["gone", "There is no such order now."]
    assert attrs.evolve(told, lines=draft.lines) == draft


def test_a_seat_has_its_points_and_the_currencies_that_it_sees() -> None:
    scenario = rulebook_of(files(""), "tiny").scenario
    metrics = dict(scenario.rules.metrics)
    metrics["gold"] = attrs.evolve(metrics["gold"], short="Bars")
    named = attrs.evolve(scenario, rules=attrs.evolve(scenario.rules, metrics=metrics))
    seen = {"money": {("red",): 7.0, ("blue",): 9.0}, "gold": {(): -1.0}}
    assert drafts.funds_of(named, "red", 4.0, seen) == {
        "ap": Funds(4.0, 0.0, "AP"),
        "money": Funds(7.0, 0.0, "money"),
        "gold": Funds(-1.0, -4.0, "Bars"),
    }
    metrics["gold"] = attrs.evolve(metrics["gold"], unit="kg")
    weighed = attrs.evolve(scenario, rules=attrs.evolve(scenario.rules, metrics=metrics))
    assert drafts.funds_of(weighed, "red", 4.0, {"gold": {(): 0.0}}) == {
        "ap": Funds(4.0, 0.0, "AP"),
        "gold": Funds(0.0, -4.0, "kg"),
    }
