"""The guide to scenarios quotes the shipped files: each excerpt must stand in its file, line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QUOTE = re.compile(r"<!-- (?P<file>[\w/.]+) -->\n```yaml\n(?P<text>.*?)```", re.DOTALL)


def quotes() -> list[tuple[str, str]]:
    guide = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    return [(found["file"], found["text"]) for found in QUOTE.finditer(guide)]


def test_the_guide_quotes_the_tutorial() -> None:
    assert len(quotes()) >= 10


@pytest.mark.parametrize(("file", "text"), quotes())
def test_a_quoted_rule_stands_in_its_file(file: str, text: str) -> None:
    assert text in (ROOT / file).read_text(encoding="utf-8")
