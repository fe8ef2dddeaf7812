"""A newcomer's first turn in plain mode, whole, as a text to be read aloud.

`pytest tests/plain --regenerate` writes it anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

from tests.plain.sitting import ALONE, transcript
from wargame.plain.prompt import QUESTION

GOLDEN = Path(__file__).parent / "first_turn.txt"
LINES = [
    "tutorial",
    "area ABJ",
    "legal",
    "legal escort",
    "esc abj 2 main",
    "serv k",
    "orders",
    "commit keep the road open",
    "report",
    "playback",
    "next",
    "why fuel",
    "why fuel cause 1",
    "quit",
]


def test_the_first_turn_is_told_as_written_down(regenerate: bool, tmp_path: Path) -> None:
    told = transcript(LINES, "first_convoy", ALONE, tmp_path / "game.jsonl")
    if regenerate:
        GOLDEN.write_text(told, encoding="ascii")
    assert told.count(QUESTION) == len(LINES)
    assert told == GOLDEN.read_text(encoding="ascii")
