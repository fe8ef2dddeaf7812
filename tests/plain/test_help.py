"""Every word of plain mode is explained, in the program and in the documents."""

from __future__ import annotations

import re
from pathlib import Path

from wargame.plain.prompt import COMMANDS

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "plain.md"


def test_the_page_on_plain_mode_names_every_word_and_no_other() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    told = {word for row in rows for word in re.findall(r"`(\w+)", row.split("|")[1])}
    assert told | {"again", "more"} == set(COMMANDS)


def test_every_word_has_its_help_and_no_two_words_the_same_one() -> None:
    assert all(command.help for command in COMMANDS.values())
    assert len({command.help for command in COMMANDS.values()}) == len(COMMANDS)
