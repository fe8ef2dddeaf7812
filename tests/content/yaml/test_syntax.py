"""What YAML itself cannot read, or reads otherwise than meant, is told at the exact character."""

import pytest
import yaml

from tests.content.small import broken
from wargame.content.yaml import tree

CUT = "this formula stands in { } or [ ], where YAML cuts at commas and brackets: put it on its own line or in quotes"

CASES = {
    "duplicate key": (
        "    phase: trade\n",
        "    phase: trade\n    «phase: talk\n",
        "`phase` stands twice in this mapping (first at 43:5); keep one",
    ),
    "anchor": ("title: Small rules", "title: «&a Small rules", "an anchor (`&a`) has no place here: delete it"),
    "alias": ("because: Grain grows.", "because: «*a", "an alias (`*a`) has no place here: write the value out"),
    "tag": (
        "because: Grain grows.",
        "because: «!!python/name:os.system x",
        "a tag (`tag:yaml.org,2002:python/name:os.system`) has no place here: delete it",
    ),
    "merge key": (
        "  rich: {when",
        "  rich: {«<<: {}, when",
        "a merge key (`<<`) has no place here: write the entries out",
    ),
    "two documents": (
        "    because: Grain grows.\n",
        "«---\n",
        "a second document begins here: one file holds one document",
    ),
    "a list as key": ("glossary: {grain", "glossary: {«[a]: b, grain", "a key must be a word, not a list or a mapping"),
    "formula cut at a comma": (
        '  rich: {when: "money[red] > 40",',
        "  rich: {when: «max(money, 1) > 40,",
        CUT,
    ),
    "formula cut at a bracket": (
        '  rich: {when: "money[red] > 40",',
        "  rich: {when: money«[red] > 40,",
        CUT,
    ),
    "text cut at a comma": (
        "label: Grain}",
        "label: Grain, «and flour}",
        CUT,
    ),
    "colon in a text": (
        "because: Grain grows.",
        "because: Grain«: it grows.",
        "a `: ` stands inside this text: put the text in quotes",
    ),
    "tab": (
        "    because: Grain grows.",
        "«\tbecause: Grain grows.",
        "a tab stands where only spaces may: indent with spaces",
    ),
    "key without a colon": (
        "because: Grain grows.",
        "«because Grain grows.",
        "a key stands here without a colon: write `key: value`",
    ),
    "wrong indentation": (
        "    because: Grain grows.",
        "   «because: Grain grows.",
        "this does not line up with the lines above: check the indentation and quotes",
    ),
    "brace never closed": (
        "    - {metric: truce}",
        "    - «{metric: truce",
        "this list or mapping is not closed, or a comma is missing",
    ),
    "missing comma": (
        "of: town, range: 0..100",
        "of: town range«: 0..100",
        "this list or mapping is not closed, or a comma is missing",
    ),
    "open quote": (
        "glossary: {grain: What people eat.}",
        'glossary: {grain: «"What people eat.}',
        "a quote that opens here is never closed",
    ),
    "sign that needs quotes": (
        "because: Grain grows.",
        "because: «@grain",
        "text cannot begin with this sign: put it in quotes",
    ),
    "bidi control": (
        "because: Grain grows.",
        "because: Grain «\u202egrows.",
        "there is a hidden sign that turns the direction of text (U+202E): delete it",
    ),
    "control character": (
        "because: Grain grows.",
        "because: Grain «\x07grows.",
        "there is a hidden control character (U+0007): delete it",
    ),
    "NUL": (
        "because: Grain grows.",
        "because: Grain «\x00grows.",
        "there is a NUL character here: this is not a text file",
    ),
    "byte order mark": (
        "title: Small rules",
        "«\ufefftitle: Small rules",
        "the file begins with a byte order mark: save it as UTF-8 without one",
    ),
    "lone carriage return": (
        "because: Grain grows.",
        "because: Grain«\rgrows.",
        "there is a lone carriage return here: end lines with a line feed",
    ),
    "depth": (
        "glossary: {grain: What people eat.}",
        "glossary: " + "[" * 31 + "«" + "[" * 600,
        "this is nested more than 32 deep: nothing in a content file needs that",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_problem_is_told_at_its_place(case: str) -> None:
    old, new, message = CASES[case]
    place, problems = broken(old, new)
    assert problems == [f"{place}: {message}"]


@pytest.mark.parametrize("case", CASES)
def test_yaml_without_its_c_parser_tells_the_same(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, _ = CASES[case]
    with_c = broken(old, new)
    monkeypatch.setattr(tree, "_LOADER", yaml.SafeLoader)
    assert broken(old, new) == with_c


@pytest.mark.parametrize("escape", [r"\e[31m", r"\x07", r"\u202E", r"\u200B", r"\x7F", r"\x9B"])
@pytest.mark.parametrize(
    ("old", "new"), [("because: Grain grows.", 'because: «"{}"'), ("  fed: grain", '  «"f{}ed": grain')]
)
def test_a_hidden_sign_written_as_an_escape_is_refused_once(old: str, new: str, escape: str) -> None:
    place, problems = broken(old, new.format(escape))
    assert len(problems) == 1
    assert problems[0].startswith(f"{place}: there is a hidden ")
    assert problems[0].isascii() and problems[0].isprintable()
