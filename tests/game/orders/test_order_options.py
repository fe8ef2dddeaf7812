"""What typing is read against: whole orders, terms that are yet to be written, and choices word by word."""

from __future__ import annotations

import attrs

from tests.game.orders.order_options import ACTIONS, OPTIONS
from tests.game.talks import LYING
from tests.game.talks import ORDER_OPTIONS as TALKS
from wargame.game.orders.options import OrderOptions
from wargame.model.telling.view import Option

ANSWER = Option("answer", ("I3",), (1.0, 2.0), {1.0: {"ap": 1.0}}, True, words=("yes", "no"))


def test_choices_stand_one_by_one_with_their_price() -> None:
    yes, no, other = OrderOptions((ANSWER, OPTIONS[0]), ACTIONS).all
    assert (yes.levels, yes.costs, no.levels, no.costs) == ((1.0,), {1.0: {"ap": 1.0}}, (2.0,), {2.0: {}})
    assert other == OPTIONS[0]


def test_only_what_is_legal_and_whole_is_an_order() -> None:
    begun = [option for option in TALKS.all if TALKS.table(option)]
    assert begun and not any(option in begun for option in TALKS.legal)
    assert all(TALKS.text(option).endswith(":") for option in begun)
    assert all(TALKS.spoken(option) == (TALKS.words(option),) for option in begun)
    held = [option for option in OPTIONS if not option.legal]
    assert not any(option in held for option in OrderOptions(OPTIONS, ACTIONS).legal)


def test_the_example_is_the_first_legal_order() -> None:
    assert OrderOptions(OPTIONS, ACTIONS).example == "services BGN"
    assert OrderOptions(tuple(option for option in OPTIONS if not option.legal), ACTIONS).example is None


def test_a_signature_means_the_terms_that_lie_there() -> None:
    signs = {option.targets[0]: option for option in TALKS.all if option.action == "sign"}
    assert TALKS.order(signs["peace"]).terms == LYING
    assert TALKS.order(signs["mines"]).terms is None
    assert attrs.evolve(TALKS, lying=None).order(signs["peace"]).terms is None
    refused = next(option for option in TALKS.all if option.action == "refuse" and option.targets == ("peace",))
    assert TALKS.order(refused).terms is None


def test_an_order_is_written_with_places_by_code_or_by_name() -> None:
    options = OrderOptions(OPTIONS, ACTIONS, {"KKR": "Koulikoro", "SGU": "Segou"})
    move = next(option for option in OPTIONS if option.targets == ("SGU", "KKR"))
    assert options.spoken(move) == (
        ("redeploy", "SGU", "KKR"),
        ("redeploy", "SGU", "Koulikoro"),
        ("redeploy", "Segou", "KKR"),
        ("redeploy", "Segou", "Koulikoro"),
    )
    border = next(option for option in OPTIONS if option.action == "border")
    words = [way[0] for way in options.called(border)]
    assert words == ["border", "close", "a"]
    assert options.label("border") == "Close a border"
    assert OrderOptions((), {"border": attrs.evolve(ACTIONS["border"], label="")}).label("border") == "border"
    no = OrderOptions((ANSWER,), ACTIONS).all[1]
    assert options.words(no) == ("answer", "I3", "no")
    assert options.spoken(no) == (("answer", "I3", "no"),)
