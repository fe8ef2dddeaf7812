"""The glossary defines each word once, in the order of the alphabet, and names only commands that exist."""

import re

from docs.blocks import ROOT
from wargame.cli.main import COMMANDS

TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE)
WORDS = [word for word, _ in ROWS if word != "---" and not word.startswith("word")]
FIELD = (  # what code, screens and rule files use
    "scenario, rule set, faction, seat, team, area, corridor, metric, parameter, prior, order, action, "
    "action point (AP), effort, phase, turn, adjudicate, inject, master scenario events list (MSEL), deal, clause, "
    "fog, view, ledger, rollout, par, margin, luck, branch, facilitator, observer, after-action review (AAR), hot wash"
)


def test_each_word_is_defined_once():
    assert len(set(WORDS)) == len(WORDS)
    assert set(FIELD.split(", ")) <= set(WORDS)


def test_words_stand_in_the_order_of_the_alphabet():
    for table in TEXT.split("\n\n| ")[1:]:
        words = [row[0].strip("[]").lower() for row in re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)]
        assert words and words == sorted(words)


def test_commands_that_it_names_exist():
    assert set(re.findall(r"`wargame (\w+)`", TEXT)) <= set(COMMANDS)
