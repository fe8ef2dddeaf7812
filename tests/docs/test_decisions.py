"""Decisions have one number each: in the file's name, in its title, and wherever a text names the decision."""

import re

import pytest

from docs.blocks import ROOT

FOLDER = ROOT / "docs" / "decisions"
DECISIONS = {int(path.name[:4]): path for path in sorted(FOLDER.glob("*.md"))}
LINKED = re.compile(r"\[decision (\d+)\]\(([^)#]*)[^)]*\)", re.IGNORECASE)
NAMED = re.compile(r"\bdecisions? (\d+)\b", re.IGNORECASE)
FOLDERS = ("docs", "wargame", "rules", "scenarios", "tests", "benchmarks")
TEXTS = [
    *ROOT.glob("*.md"),
    *(path for name in FOLDERS for kind in ("*.md", "*.py", "*.yaml") for path in (ROOT / name).rglob(kind)),
]


@pytest.mark.parametrize("number", DECISIONS)
def test_the_title_has_the_number_of_the_file(number):
    assert DECISIONS[number].read_text(encoding="utf-8").startswith(f"# {number}. ")


def test_numbers_follow_each_other():
    assert list(DECISIONS) == list(range(1, len(DECISIONS) + 1)) and len(DECISIONS) == len(list(FOLDER.glob("*.md")))


def test_links_name_the_number_of_the_decision_that_they_lead_to():
    links = [(path, *found) for path in TEXTS for found in LINKED.findall(path.read_text(encoding="utf-8"))]
    wrong = [
        f"{path.relative_to(ROOT)}: decision {number} leads to {target}"
        for path, number, target in links
        if not target.rpartition("/")[2].startswith(f"{int(number):04}-")
    ]
    assert len(links) > 10 and not wrong, "\n".join(wrong)


def test_every_decision_that_a_text_names_exists():
    wrong = [
        f"{path.relative_to(ROOT)}: decision {number}"
        for path in TEXTS
        for number in NAMED.findall(path.read_text(encoding="utf-8"))
        if int(number) not in DECISIONS
    ]
    assert not wrong, "\n".join(wrong)
