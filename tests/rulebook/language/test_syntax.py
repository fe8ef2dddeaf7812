"""What is no formula is refused at its sign, with what to write instead; nothing of Python but expressions gets in."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rulebook.theatre import marked, problems_in
from wargame.rulebook.language.syntax import DEEPEST, LONGEST, Fault, parse

STEP = "steps:\n  s:\n    phase: early\n    let:\n      x: >-\n        {}\n    add: {{fuel: {{it: x}}}}\n"
NO_PLACE = "has no place in a formula"
REFUSED = {
    "fuel«.tofile": f"an attribute (`.tofile`) {NO_PLACE}",
    "(fuel)«.x + 1": f"an attribute (`.x`) {NO_PLACE}",
    "1 + («lambda: 1)": f"a lambda {NO_PLACE}",
    "«[x for x in fuel]": f"a comprehension {NO_PLACE}",
    "«{x for x in fuel}": f"a comprehension {NO_PLACE}",
    "«{x: 1 for x in fuel}": f"a comprehension {NO_PLACE}",
    "max(«(x for x in fuel), 1)": f"a comprehension {NO_PLACE}",
    "(«y := 3)": f"an assignment {NO_PLACE}",
    "fuel + «'text'": f"text {NO_PLACE}",
    "f«'{fuel}'": f"text {NO_PLACE}",
    "«“fuel”": f"text {NO_PLACE}",
    "fuel + «await fuel": f"await {NO_PLACE}",
    "«yield fuel": f"`yield` {NO_PLACE}",
    "«import os": f"`import` {NO_PLACE}",
    "«[1, 2]": f"a list (`[ ]`) {NO_PLACE}: group with round brackets",
    "«{}": f"a mapping (`{{ }}`) {NO_PLACE}",
    "fuel«, calm": "a comma has no place here",
    "0 < fuel < «10": "compare two values at a time and join with `and`",
    "fuel «is calm": f"`is` {NO_PLACE}: compare with `==`",
    "fuel not «in calm": f"`in` {NO_PLACE}: compare with `==`",
    "1 + «()": "something is missing between these brackets",
    "fuel «% 2": f"`%` {NO_PLACE}: write x / 100 for a percentage",
    "«fuel // 2": f"// {NO_PLACE}: write floor(x / y), or use + - * / and **",
    "«~fuel": f"`~` {NO_PLACE}",
    "«True + 1": "only plain numbers have a place in a formula: a truth is 1 here",
    "«None": "only plain numbers have a place in a formula",
    "«...": "only plain numbers have a place in a formula",
    "legitimacy[«1]": "only names of entities or axes stand in [ ]",
    "legitimacy[«0:1]": "only names of entities or axes stand in [ ]",
    "legitimacy[«BKO.x]": "only names of entities or axes stand in [ ]",
    "(«legitimacy + 1)[BKO]": "only a name or effort(...) can be followed by [ ]",
    "«1j": "`1j` is no number: write plain digits, as in 1000 or 0.5",
    "«0x10": "`0x10` is no number: write plain digits, as in 1000 or 0.5",
    "«1_000": "`1_000` is no number: write plain digits, as in 1000 or 0.5",
    "fuel + «010": "`010` is no number: take away the leading 0",
    "fuel «= 1": f"`=` {NO_PLACE}: compare with `==`",
    "fuel «=< 1": f"`=<` {NO_PLACE}: write `<=`",
    "fuel «<> 1": f"`<>` {NO_PLACE}: write `!=`",
    "«!lit": f"`!` {NO_PLACE}: write `not`",
    "fuel «&& calm": f"`&` {NO_PLACE}: write `and`",
    "fuel «^ 2": f"`^` {NO_PLACE}: write `**` for a power",
    "fuel «? 1 : 2": f"`?` {NO_PLACE}: write `a if c else b`",
    "fuel «− 1": f"`−` {NO_PLACE}: write `-`",
    "2 «× fuel": f"`×` {NO_PLACE}: write `*`",
    "fuel «≥ 1": f"`≥` {NO_PLACE}: write `>=`",
    "fu«é + 1": f"`é` {NO_PLACE}: names are made of a to z, digits and _",
    "«ｆuel + 1": f"`ｆ` {NO_PLACE}: names are made of a to z, digits and _",
    "fuel «# of the city": (
        f"`#` {NO_PLACE}: put a comment on a line of its own, above or behind the formula's last line"
    ),
    "«(fuel + 1": "brackets do not match: `(` is never closed",
    "fuel + 1«)": "brackets do not match: no bracket is open that `)` could close",
    "(fuel + 1«]": "brackets do not match: `)` should close `(` here",
    "fuel «+": "something is missing after `+`",
    "1 + «not": "something is missing after `not`",
    "fuel «calm": "something is missing before `calm`, such as `+` or `*`",
    "«fuel if calm": "this choice has no other side: write `a if c else b`",
    "fuel + «* 2": "this is not a formula: `*` cannot stand here",
}


@pytest.mark.parametrize("formula", REFUSED)
def test_what_is_no_formula_is_refused_at_its_sign(formula: str) -> None:
    text, place = marked(STEP.format(formula))
    assert problems_in(text)[0] == f"{place}: {REFUSED[formula]}"


def test_a_comment_inside_a_folded_formula_swallows_nothing_in_silence() -> None:
    assert len(problems_in(STEP.format("fuel   # the stock\n        + calm"))) == 1


def test_sizes_of_a_formula() -> None:
    def told(formula: str) -> list[str]:
        return problems_in(f"steps:\n  s:\n    phase: early\n    add:\n      fuel: {formula}\n")

    assert told("fuel + " * 84 + "1") == []  # a flat sum is no nest
    assert told("a * b / ".replace("a", "fuel").replace("b", "calm").rstrip("/ ") + " - calm * 0.5" * 40) == []
    assert told("calm+" * 119 + "1") == []
    assert told("max(" + "fuel, " * 98 + "1)") == []
    assert (
        told("max(" + "fuel, " * 99 + "1)")
        == ["5:13: this formula has 600 characters; 600 is the limit: name a part"][1:]
    )
    assert told("max(" + "fuel, " * 100 + "1)") == [
        "5:13: this formula has 606 characters; 600 is the limit: name a part"
    ]
    assert told("(" * 40 + "fuel" + ")" * 40) == []
    assert told("(" * 41 + "fuel" + ")" * 41) == ["5:53: this formula is nested deeper than 40: name a part"]
    assert told("abs(" * 39 + "fuel" + ")" * 39) == []
    assert told("'" + "-" * 590 + "1'") == ["5:55: this formula is nested deeper than 40: name a part"]


SIGNS = "fuel calm BKO area 0 1 .5 9e9 + - * / ** ( ) [ ] { } , . : if else and not < == is in for lambda ' # \\ é \x00"


@given(st.text(max_size=80) | st.lists(st.sampled_from(SIGNS.split(" ")), max_size=60).map(" ".join))
def test_any_text_is_a_tree_or_a_fault_at_one_of_its_signs(text: str) -> None:
    found = parse(text)
    if isinstance(found, Fault):
        assert 0 <= found.offset <= max(len(text) - 1, 0)
        assert "\n" not in found.message
    else:
        assert isinstance(found, ast.expr)
        assert text.isascii()
        assert len(text) <= LONGEST


HOSTILE = {
    "a tower of powers": "9**9**9**9**9**9",
    "huge digits": "9" * 590,
    "a huge exponent": "1e" + "9" * 500,
    "brackets": "(" * 300 + ")" * 300,
    "open brackets": "(" * 600,
    "mixed brackets": "([{" * 200,
    "calls": "abs(" * 150,
    "lambdas": "lambda:" * 85 + "1",
    "nots": "not " * 149 + "1",
    "choices": "1 if 1 else " * 49 + "1",
    "signs": "-+~" * 199 + "1",
    "stars": "*" * 599,
    "commas": "," * 599,
    "dots": "a" + ".a" * 299,
    "picks": "a" + "[a]" * 199,
    "colons": "{a:" * 190,
    "a nul": "fuel\x00",
    "a surrogate": "fuel\ud800",
    "right to left": "fuel\u202e + 1",
    "a long text": "fuel + " * 100_000,
    "squares of squares": "(" * 20 + "2" + "**8)" * 20,
}


@pytest.mark.parametrize("how", HOSTILE)
def test_hostile_formulas_are_answered(how: str) -> None:
    found = parse(HOSTILE[how])
    assert isinstance(found, Fault | ast.expr)
    if isinstance(found, Fault):
        assert found.message
    assert DEEPEST == 40
