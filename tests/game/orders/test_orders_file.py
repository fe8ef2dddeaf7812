"""Orders files: a line per order, and every mistake at its line and column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.content import Problems, load
from wargame.errors import ContentError
from wargame.game.orders.orders_file import places_of_orders, read_orders_file

PROBLEMS = Problems()
SCENARIO = load("first_convoy", PROBLEMS)


def read(text: str):
    assert SCENARIO is not None
    return read_orders_file(text, "war.orders", SCENARIO)


def test_a_sheet_of_orders_is_read() -> None:
    orders = read(
        """# the first two weeks
T1 junta: escort ABJ 2 main   # the road first
T1 junta: se bko
t1 jnim: -

  T12 junta: buy_fuel 2
"""
    )
    assert {
        turn: {seat: [o.text for o in given] for seat, given in seats.items()} for turn, seats in orders.items()
    } == {
        1: {"junta": ["escort ABJ 2 main", "services BKO"], "jnim": []},
        12: {"junta": ["buy_fuel 2"]},
    }


def test_a_semicolon_separates_orders_of_one_line() -> None:
    text = "T1 junta: escort ABJ 2 main;services BKO ; # rest\nT1 junta: buy_fuel 2\nT2 jnim: -;\n"
    orders = read(text)
    assert [order.text for order in orders[1]["junta"]] == ["escort ABJ 2 main", "services BKO", "buy_fuel 2"]
    assert orders[2]["jnim"] == ()
    places = places_of_orders(text, "war.orders")
    assert [(place.line, place.column) for place in places[1, "junta"]] == [(1, 11), (1, 29), (2, 11)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("T1 junta: escort ABJ;  govern KKR", 'war.orders:1:24: No order starts with "govern".'),
        ("T1 junta: escort ABJ; -", "war.orders:1:23: `-` says that junta orders nothing in turn 1"),
        ("T1 junta: -; escort ABJ", "war.orders:1:14: `-` says that junta orders nothing in turn 1"),
        ("T1 junta: escort ABJ main; services BKO main", "war.orders:1:28: junta has a second main effort in turn 1"),
        ("T1 junta: ;", "war.orders:1:11: Nothing is written."),
        ("T1 junt: -", "war.orders:1:4: there is no seat `junt`; did you mean `junta`?"),
        ("T1 x: -", "war.orders:1:4: there is no seat `x`; seats are junta, jnim"),
        ("hello", "war.orders:1:1: expected `T3 junta: ORDER` or `-` for none"),
        ("  T0 junta: -", "war.orders:1:3: turns count from 1"),
        ("T1 junta: escort XXX", 'war.orders:1:11: No target of escort starts with "XXX". Nearest: escort ABJ 1.'),
        (
            "T1 junta:   escort ABJ 7",
            "war.orders:1:13: Not legal: escort ABJ 7. Its level is 1 or 2 (rule: Escort the tankers). "
            "Nearest: escort ABJ 2.",
        ),
        ("T1 junta: govern KKR", 'war.orders:1:11: No order starts with "govern".'),
        ("T1 junta:", "war.orders:1:10: Nothing is written."),
        ("T1 junta: -\nT1 junta: escort ABJ", "war.orders:2:11: `-` says that junta orders nothing in turn 1"),
        ("T1 junta: escort ABJ\nT1 junta: -", "war.orders:2:11: `-` says that junta orders nothing in turn 1"),
        (
            "T1 junta: escort ABJ main\nT1 junta: services BKO main",
            "war.orders:2:11: junta has a second main effort in turn 1; there is only one",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(ContentError) as refused:
        read(text)
    assert len(refused.value.problems) == 1
    assert str(refused.value).startswith(said)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(ContentError) as refused:
        read("T1 moon: -\nT1 junta: escort ABJ\nnonsense\nT2 junta: fly\n")
    assert [problem.place.line for problem in refused.value.problems] == [1, 3, 4]


PIECES = [
    "T1",
    "t2",
    "T0",
    "T99999999999",
    "junta",
    "jnim",
    "jn",
    ":",
    " ",
    "\n",
    "#",
    "-",
    "escort",
    "ABJ",
    "2",
    "main",
]


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_file_does_more_than_read_or_refuse(text: str) -> None:
    try:
        read(text)
    except ContentError as error:
        assert error.problems
