"""Every prefix of a save goes on line by line, to the end of its game."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain.sitting import sit
from tests.store.prefixes import PEOPLE, prefixes, short_game
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify


@pytest.mark.parametrize("people", PEOPLE)
def test_every_prefix_of_a_save_is_played_to_its_end(tmp_path: Path, people: str) -> None:
    short_game(tmp_path / "whole.jsonl", people)
    for kept, part in prefixes(tmp_path / "whole.jsonl", tmp_path):
        said = sit("ju\njn\ncommit\n" * 12, PlaySetup(save=part))
        assert any(line.startswith("The game is over in turn 2") for line in said), (kept, said[-12:])
        assert verify(part).sound, kept
