"""Order text: prefixes, joined prefixes, levels, main, and the canonical form read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.game.orders.order_options import ACTIONS, OPTIONS, ORDER_OPTIONS
from wargame.errors import OrderError, Refusal
from wargame.game.orders.completion import Keys, completion
from wargame.game.orders.grammar import exact, fit, levels_text, shortest
from wargame.game.orders.matching import matches
from wargame.game.orders.options import OrderOptions
from wargame.game.orders.parser import read_order
from wargame.model.match.completion import Completion
from wargame.model.telling.view import Option


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("services BGN", "services BGN"),
        ("se bg", "services BGN"),
        ("sebg", "services BGN"),
        ("SE Bgn", "services BGN"),
        ("  se   n ", "services NNR"),
        ("ed", "escort DKR 1"),
        ("escort DKR", "escort DKR 1"),
        ("e d 2", "escort DKR 2"),
        ("ed 2 main", "escort DKR 2 main"),
        ("ed2", "escort DKR 2"),
        ("ed m", "escort DKR 1 main"),
        ("ed main 2", "escort DKR 2 main"),
        ("tra", "train 1"),
        ("tra 3 ma", "train 3 main"),
        ("train m", "train 1 main"),
        ("redeploy SGU KKR 5", "redeploy SGU KKR 5"),
        ("r sg kk 5", "redeploy SGU KKR 5"),
        ("rsgkk5", "redeploy SGU KKR 5"),
        ("tax 0.8", "tax 0.8"),
        ("tax .8", "tax 0.8"),
        ("truce", "truce"),
        ("trai", "train 1"),
        ("bor", "border ALG"),
        ("bor main", "border ALG main"),
        ("services bougouni", "services BGN"),
        ("r segou bou 3", "redeploy SGU BGN 3"),
        ("se koul", "services KKR"),
        ("r Ségou bgn", "redeploy SGU BGN 1"),
    ],
)
def test_a_line_is_read(text: str, order: str) -> None:
    assert read_order(text, ORDER_OPTIONS).accepted().text == order


@pytest.mark.parametrize(
    ("text", "said", "nearest"),
    [
        ("services MPT", "Not legal: services MPT. Held by others (rule: Public services).", "services KTL"),
        ("se mp", "Not legal: services MPT. Held by others (rule: Public services).", "services KTL"),
        ("escort ABJ 3", "Not legal: escort ABJ 3. Its level is 1 or 2 (rule: Escort).", "escort ABJ 2"),
        ("services BGN 2", "Not legal: services BGN 2. Its level is 1 (rule: Public services).", "services BGN"),
        ("tax 3", "Not legal: tax 3. Its level is 0.6 to 1.6 by 0.2 (rule: Tax).", "tax 1.6"),
        ("train 99", "Not legal: train 99. Its level is 1 to 4 (rule: Train).", "train 4"),
    ],
)
def test_what_is_not_legal_names_rule_and_nearest(text: str, said: str, nearest: str) -> None:
    with pytest.raises(OrderError) as refused:
        read_order(text, ORDER_OPTIONS).accepted()
    assert refused.value.refusal is Refusal.NOT_LEGAL
    assert str(refused.value) == f"{said} Nearest: {nearest}."
    assert read_order(nearest, ORDER_OPTIONS).accepted().text == nearest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sx", 'No order starts with "sx". Nearest: s, services.'),
        ("account", 'No order starts with "account".'),
        ("services xyz", 'No target of services starts with "xyz". Nearest: services'),
        ("services BGN soon", '"soon" is neither a level nor "main". Nearest: services BGN.'),
        ("se k", '"se k" could be services KKR, services KTL. Write a letter more. Nearest: services KKR.'),
        ("se", '"se" could be services BGN, services KKR, services KTL and 1 more. Write a letter more.'),
        ("", "Nothing is written."),
        ("x" * 100, 'No order starts with "xxxxxxxxxxxxxxxxxxxxxxx…".'),
        ("escort ABJ 1 2", '"2" is neither a level nor "main".'),
    ],
)
def test_what_is_not_understood_says_which_word(text: str, said: str) -> None:
    with pytest.raises(OrderError) as refused:
        read_order(text, ORDER_OPTIONS).accepted()
    assert refused.value.refusal is Refusal.NOT_UNDERSTOOD
    assert str(refused.value).startswith(said)
    assert text != "account" or str(refused.value) == said


def listed(text: str, refusal: str = "x") -> Completion:
    return completion(text, matches(text, ORDER_OPTIONS), Keys(OPTIONS), ORDER_OPTIONS, refusal)


def test_a_level_that_is_not_possible_now_stays_in_the_text() -> None:
    option = Option("escort", ("ABJ",), (2.0,), {2.0: {"ap": 2.0}}, legal=True)
    assert read_order("escort ABJ", OrderOptions((option,), ACTIONS)).accepted().text == "escort ABJ 2"
    with pytest.raises(OrderError, match=r"can only be 2 now \(rule: Escort\). Nearest: escort ABJ 2."):
        read_order("escort ABJ 1", OrderOptions((option,), ACTIONS)).accepted()


def test_every_canonical_text_reads_back() -> None:
    for option in OPTIONS:
        for level in option.levels:
            for main in (False, True):
                order = option.order(level, main)
                assert exact(order.text, ACTIONS) == order
                if option.legal:
                    assert read_order(order.text, ORDER_OPTIONS).accepted() == order


def test_the_keys_that_are_shown_mean_their_row() -> None:
    rows = listed("").rows
    assert len(rows) > 10
    for row in rows:
        assert read_order(row.keys, ORDER_OPTIONS).accepted().text == row.text


def test_whole_words_stand_before_prefixes_before_joined_ones() -> None:
    found = [" ".join((c.option.action, *c.option.targets)) for c in matches("tr", ORDER_OPTIONS)]
    assert found == ["train", "truce"]
    ranks = [candidate.fit.rank for candidate in matches("tra", ORDER_OPTIONS)]
    assert ranks == sorted(ranks)
    assert fit("train", ("train",)).rank < fit("trai", ("train",)).rank < fit("ed", ("escort", "DKR")).rank  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "rest"),
    [("se", "rvices BGN"), ("se bg", "N"), ("services ", "BGN"), ("services", " BGN"), ("ed", "KR"), ("ed 2", "")],
)
def test_the_unwritten_rest_stands_behind_the_cursor(text: str, rest: str) -> None:
    assert listed(text).rest == rest


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("escort DKR ", "12"),
        ("escort ", ""),
        ("services BGN ", ""),
        ("redeploy SGU KKR 1", "012345"),
        ("", ""),
        ("tr", "1234"),
    ],
)
def test_a_digit_is_text_where_a_legal_order_goes_on_with_it(text: str, digits: str) -> None:
    assert listed(text).digits == digits


def test_what_is_not_legal_now_stands_behind_with_its_reason() -> None:
    shown = listed("se", "unclear")
    assert [row.text for row in shown.rows] == ["services BGN", "services KKR", "services KTL", "services NNR"]
    assert [(row.text, row.reason) for row in shown.not_now] == [("services MPT", "Held by others.")]
    assert shown.verdict == "unclear"


def test_levels_are_told_in_words() -> None:
    assert levels_text((1.0,)) == "1"
    assert levels_text((1.0, 2.0)) == "1 or 2"
    assert levels_text((1.0, 2.0, 3.0)) == "1 to 3"


def test_the_shortest_key_is_unique_among_its_rivals() -> None:
    assert shortest("KKR", ["KTL", "BKO"]) == "kk"
    assert shortest("train", ["train_police"]) == "train"


@given(st.text(max_size=40))
def test_no_text_does_more_than_read_or_refuse(text: str) -> None:
    try:
        order = read_order(text, ORDER_OPTIONS).accepted()
    except OrderError as error:
        assert str(error)
    else:
        assert read_order(order.text, ORDER_OPTIONS).accepted() == order


@given(st.sampled_from(OPTIONS), st.data())
def test_any_prefixes_that_fit_one_order_only_are_read_as_it(option, data) -> None:  # type: ignore[no-untyped-def]
    words = (option.action, *option.targets)
    text = " ".join(word[: data.draw(st.integers(1, len(word)))] for word in words)
    assert any(candidate.option == option for candidate in matches(text, ORDER_OPTIONS))
