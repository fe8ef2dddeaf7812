"""Templates: what stands in braces, `each`, `if` and `unless`, terms that are joined, and what is wrong in one."""

from __future__ import annotations

from textwrap import dedent

import pytest

from wargame.content.desugar.template import FilledWords, Template
from wargame.content.problems import Problems
from wargame.content.yaml.formula_text import Filled, formula_of
from wargame.content.yaml.nodes import MappingNode, Page, ScalarNode, SequenceNode, YamlNode
from wargame.content.yaml.tree import read_tree
from wargame.errors import ContentError, Place
from wargame.model.text.formula import Formula

HERE = Place("author.yaml", 7, 3)
THERE = Place("author.yaml", 9, 12)
ROAD = FilledWords(Place("author.yaml", 20, 1), {"road": "ABC", "length": "4", "toll": None})
TRACK = FilledWords(Place("author.yaml", 21, 1), {"road": "DEF", "length": "7", "toll": Formula("fee + 1", THERE)})
WORDS = FilledWords(
    HERE,
    {
        "town": "BKO",
        "walled": True,
        "ruined": False,
        "fear": Formula("dread * 2", THERE),
        "loud": "{x}",
    },
    {"road": (ROAD, TRACK), "bridge": ()},
)


def template(text: str) -> Template:
    problems = Problems()
    tree = read_tree(Page("engine.yaml", dedent(text).lstrip("\n")), problems).tree
    assert isinstance(tree, MappingNode)
    assert not problems.all
    phrases = tree.entries["phrases"][1] if "phrases" in tree.entries else None
    said = {name: body for name, (_, body) in phrases.entries.items()} if isinstance(phrases, MappingNode) else {}
    return Template({"rules": tree.entries["rules"][1]}, said)


def plain(node: YamlNode) -> object:
    """What a filled node holds, without places."""
    match node:
        case ScalarNode():
            return node.text
        case SequenceNode():
            return [plain(item) for item in node.items]
        case MappingNode():
            return {name: plain(body) for name, (_, body) in node.entries.items()}
    raise AssertionError(node)


def filled(text: str) -> dict[str, object]:
    return {entry.head.text: plain(entry.body) for entry in template(text).entries("rules", WORDS)}


def test_what_stands_in_braces_is_filled_in_keys_and_texts() -> None:
    made = filled("""
        rules:
          fuel_{town}: {of: "{town}", text: "In {{braces}} of {town}"}
    """)
    assert made == {"fuel_BKO": {"of": "BKO", "text": "In {braces} of BKO"}}


def test_each_lays_what_stands_below_it_into_what_stands_around_it() -> None:
    made = filled("""
        rules:
        - first: {let: {a: 1, each road: {"l_{road}": "{length} of {town}"}, z: 2}}
        - each road:
            road_{road}: {list: [a, each road: "{road}", z]}
        - each bridge: {"never_{bridge}": 1}
        - last: {list: [each bridge: "{bridge}"], gone: {each bridge: {"{bridge}": 1}}}
    """)
    assert list(made) == ["first", "road_ABC", "road_DEF", "last"]
    assert made["first"] == {"let": {"a": "1", "l_ABC": "4 of BKO", "l_DEF": "7 of BKO", "z": "2"}}
    assert made["road_DEF"] == {"list": ["a", "ABC", "DEF", "z"]}
    assert made["last"] == {"list": []}


def test_a_list_below_each_in_a_list_is_laid_in_item_by_item() -> None:
    made = filled("""
        rules:
          told:
            report:
            - each road:
              - {text: "{road}"}
              - if toll: {text: "toll of {road}"}
    """)
    assert made == {"told": {"report": [{"text": "ABC"}, {"text": "DEF"}, {"text": "toll of DEF"}]}}


def test_if_and_unless_keep_what_holds() -> None:
    made = filled("""
        rules:
          if walled: {wall: "{town}"}
          unless walled: {open: "{town}"}
          a: {if road: yes, unless road: no}
          b: {if bridge: yes, unless bridge: no}
          c: {when: {if ruined: x}, set: 1, if ruined: {add: 2}, unless ruined: {move: 3}}
    """)
    assert made == {"wall": "BKO", "a": "yes", "b": "no", "c": {"set": "1", "move": "3"}}


def test_terms_are_joined() -> None:
    made = filled("""
        rules:
          total: {sum: [1, each road: "{length} * x", "{town}"]}
          either: {any: [each road: "on_{road}"]}
          all_of: {all: [{if walled: a}, {if ruined: b}, c]}
          most: {largest: [each road: "{length}"]}
          only: {largest: ["{town}"]}
          none: {sum: [each bridge: "{bridge}"], none: 0}
    """)
    assert made == {
        "total": "1 + 4 * x + 7 * x + BKO",
        "either": "on_ABC or on_DEF",
        "all_of": "a and c",
        "most": "max(4, 7)",
        "only": "BKO",
        "none": "0",
    }


def test_phrases_are_filled_where_they_are_used() -> None:
    made = filled("""
        phrases:
          far: "{length} > {limit}"
          limit: {if ruined: 1, unless ruined: 5}
          lengths: {sum: [each road: "({far})"]}
          nothing: {if ruined: 1}
        rules:
          when: "{lengths} > 0{nothing}"
    """)
    assert made == {"when": "(4 > 5) + (7 > 5) > 0"}


def test_braces_that_come_into_a_sentence_stay_braces() -> None:
    made = filled("""
        rules: {a: {text: "say {loud}", name: "say {loud}"}}
    """)
    assert made == {"a": {"text": "say {{x}}", "name": "say {x}"}}


def formula_in(text: str, name: str = "a") -> Formula:
    (body,) = (entry.body for entry in template(text).entries("rules", WORDS) if entry.head.text == name)
    assert isinstance(body, Filled)
    return formula_of(body)


def test_what_the_engine_wrote_stands_at_what_it_is_made_for() -> None:
    assert formula_in("rules: {a: 1 + 3}") == Formula("1 + 3", HERE, by_engine=True)
    assert formula_in('rules: {each road: {"f_{road}": 1}}', "f_DEF").place == TRACK.place


def test_what_an_author_wrote_keeps_its_places() -> None:
    formula = formula_in('rules: {a: "clip({fear}, 0, 1)"}')
    assert formula.text == "clip(dread * 2, 0, 1)"
    assert formula.place_at(formula.text.index("dread")) == THERE
    assert formula.place_at(formula.text.index("2")) == Place("author.yaml", 9, THERE.column + 8)
    assert not formula.by_engine  # its numbers need a source
    assert formula_in('rules: {a: "{fear}"}') is WORDS.values["fear"]
    joined = formula_in('rules: {a: {sum: [each road: {if toll: "({toll})"}, 1]}}')
    assert joined.text == "(fee + 1) + 1"
    assert joined.place_at(1) == THERE


def test_keys_are_found_without_what_stands_below_them() -> None:
    text = """
        rules:
        - each road:
            if ruined: {"r_{road}": {let: {"{unknown}": 1}}}
            unless ruined: {"o_{road}": {let: {"l_{road}": "{unknown}", each road: {"m_{road}": 1}}}}
    """
    assert list(template(text).keys("rules", WORDS)) == ["r_ABC", "o_ABC", "r_DEF", "o_DEF"]
    inside = template(text.replace('"{unknown}": 1', "x: 1")).keys("rules", WORDS, "let")
    assert list(inside) == ["x", "l_ABC", "m_ABC", "m_DEF", "x", "l_DEF", "m_ABC", "m_DEF"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules:\n  a: 1 + {twon}", "engine.yaml:2:6: nothing is called `twon` here; did you mean `town`?"),
        ("rules:\n  a_{twon}: 1", "engine.yaml:2:3: nothing is called `twon` here; did you mean `town`?"),
        ("rules:\n  a: 1 + {town", "engine.yaml:2:6: a brace in this text is not closed"),
        ("rules:\n  a: 1 + {walled}", "engine.yaml:2:6: `walled` is no text here"),
        ("rules:\n  each raod: {a: 1}", "engine.yaml:2:3: there is no `each raod` here; did you mean `road`?"),
        ("rules:\n  if waled: {a: 1}", "engine.yaml:2:3: `waled` is no fact here; did you mean `walled`?"),
        ("rules:\n  each road: 5", "engine.yaml:2:14: a mapping must stand here"),
        (
            "rules:\n  a: {b: 1, each road: {c: 1}}",
            "engine.yaml:2:25: `c` stands twice in this mapping",
        ),
        ("rules:\n  a: {each road: 1}", "engine.yaml:2:6: one value must be left here, and there are 2"),
        ("rules:\n  a: {sum: [each bridge: 1]}", "engine.yaml:2:6: nothing is left to join here: say in `none`"),
        ("rules:\n  a: {sum: [1], or: 2}", "engine.yaml:2:17: beside `sum` only `none` may stand"),
        ("rules:\n  a: {sum: [{b: 1}]}", "engine.yaml:2:14: a text, a list of texts, `each`, `if` or `unless`"),
        ("rules:\n  a: 1 {b}\nphrases:\n  b: '{c}'\n  c: '{b}'", "phrases go round in a circle here"),
        (
            "rules:\n  a: 1 {b}\nphrases:\n  b: [1, 2]",
            "engine.yaml:2:6: `b` stands for 2 texts: say how",
        ),
    ],
    ids=lambda text: text.replace("rules:\n", "")[:40],
)
def test_what_is_wrong_in_a_template_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        list(template(text).entries("rules", WORDS))
    assert said in str(caught.value)
