"""A newcomer's first turn in plain mode, whole, as a text to be read aloud.

`pytest tests/plain --regenerate` writes it anew; read the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.plain.sitting import ALONE
from wargame.plain.evening import play_plain
from wargame.plain.prompt import QUESTION
from wargame.store.setup import PlaySetup

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


class Transcript:
    """Both streams of a sitting: what is said, and after each question what is typed."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = ""
        self._lines = iter(lines)

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        line = next(self._lines)
        self.text += f"> {line}\n"
        return f"{line}\n"


def test_the_first_turn_is_told_as_written_down(regenerate: bool, tmp_path: Path) -> None:
    sitting = Transcript(LINES)
    save = tmp_path / "game.jsonl"
    play_plain(PlaySetup("first_convoy", ALONE, 7, 6, save), sitting, sitting)  # type: ignore[arg-type]
    told = sitting.text.replace(str(save), "game.jsonl")
    if regenerate:
        GOLDEN.write_text(told, encoding="ascii")
    assert told.count(QUESTION) == len(LINES)
    assert told == GOLDEN.read_text(encoding="ascii")
