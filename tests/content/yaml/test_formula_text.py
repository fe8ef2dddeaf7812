"""Every character of a formula knows its place in the file, however YAML wraps it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.content import Problems
from wargame.content.yaml.formula_text import formula_of
from wargame.content.yaml.nodes import MappingNode, Page, ScalarNode
from wargame.content.yaml.tree import read_tree

LETTERS = "alpha + beta * max(gamma, 2) - delta"
WRITTEN = {
    "plain": "key: alpha + beta * max(gamma, 2) - delta\n",
    "plain after spaces": "key:     alpha + beta * max(gamma, 2) - delta   # why\n",
    "plain over lines": "key: alpha\n  + beta * max(gamma,\n      2) - delta\nnext: 1\n",
    "plain below its key": "key:\n  alpha +\n  beta * max(gamma, 2)\n  - delta\n",
    "double quotes": 'key: "alpha + beta * max(gamma, 2) - delta"\n',
    "single quotes": "key: 'alpha + beta * max(gamma, 2) - delta'\n",
    "double quotes over lines": 'key: "alpha + beta\n   * max(gamma, 2) \\\n   - delta"\n',
    "single quotes over lines": "key: 'alpha + beta\n   * max(gamma, 2)\n   - delta'\n",
    "escapes": 'key: "\\u0061lpha + \\x62eta * max(gamma, 2)\\t- delt\\U00000061"\n',
    "literal": "key: |\n  alpha + beta\n    * max(gamma, 2)\n  - delta\nnext: 1\n",
    "literal, stripped, with a comment": "key: |- # why\n     alpha + beta * max(gamma, 2)\n     - delta\n",
    "folded": "key: >\n  alpha + beta\n\n  * max(gamma, 2)\n  - delta\n",
    "folded, stripped": "key: >-\n    alpha +\n    beta * max(gamma, 2)\n      - delta\n",
    "in braces": '{other: 1, key: alpha + beta, next: "x"}\n',
    "in quotes in braces": '{other: "ä", key: "alpha + beta * max(gamma, 2) - delta"}\n',
    "after a line break of Windows": "other: 1\r\nkey: alpha +\r\n  beta * max(gamma, 2)\r\n  - delta\r\n",
}


@pytest.mark.parametrize("how", WRITTEN)
def test_each_word_knows_its_place(how: str) -> None:
    text = WRITTEN[how]
    formula = formula_of(scalar(text))
    assert "\n" not in formula.text
    assert formula.text == formula.text.strip()
    lines = text.splitlines()
    for sign in ("alpha", "+", "beta", "*", "max", "gamma", ")", "-", "delta"):
        if sign not in formula.text:
            assert how == "in braces"
            continue
        place = formula.place_at(formula.text.index(sign))
        there = lines[place.line - 1][place.column - 1 :]
        expected = (
            {"alpha": "\\u0061lpha", "beta": "\\x62eta", "delta": "delt\\U"}.get(sign, sign)
            if how == "escapes"
            else sign
        )
        assert there.startswith(expected), (sign, place, there)


def test_a_doubled_quote_counts_once() -> None:
    formula = formula_of(scalar("key: 'it''s + much'\n"))
    assert formula.text == "it's + much"
    assert formula.place_at(formula.text.index("much")).column == 15


@given(
    st.lists(st.text("ab+*(),'\" ", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=5),
    st.sampled_from(["literal", "folded", "single", "double"]),
    st.integers(1, 6),
)
def test_places_hold_for_any_text(lines: list[str], style: str, indent: int) -> None:
    pad = " " * indent
    body = [line.strip() for line in lines]
    if style in ("literal", "folded"):
        text = f"key: {'|' if style == 'literal' else '>'}\n" + "".join(f"{pad}{line}\n" for line in body)
    elif style == "single":
        text = "key: '" + f"\n{pad}".join(line.replace("'", "''") for line in body) + "'\n"
    else:
        text = 'key: "' + f"\n{pad}".join(line.replace('"', '\\"') for line in body) + '"\n'
    formula = formula_of(scalar(text))
    written = text.splitlines()
    for offset, sign in enumerate(formula.text):
        if sign != " ":
            place = formula.place_at(offset)
            there = written[place.line - 1][place.column - 1 :]
            assert there.startswith((sign, "\\" + sign)), (offset, sign, place)


def scalar(text: str) -> ScalarNode:
    """Give the value of `key`."""
    problems = Problems()
    tree = read_tree(Page("file", text), problems).tree
    assert problems.all == ()
    assert isinstance(tree, MappingNode)
    node = tree.entries["key"][1]
    assert isinstance(node, ScalarNode)
    return node
