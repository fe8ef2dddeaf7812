"""Plays a game at the plain terminal with a script of lines, for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from wargame.plain.prompt import QUESTION
from wargame.plain.session import play_plain
from wargame.store.setup import PlaySetup

ALONE = {"jnim": "doctrine"}


class Keyboard(io.StringIO):
    """Typed lines."""

    def isatty(self) -> bool:
        return True


def sit(lines: str, setup: PlaySetup, typed: bool = False) -> list[str]:
    """Play a script. Return the output line by line. `typed`: a person types the lines at a terminal."""
    stdout = io.StringIO()
    play_plain(setup, Keyboard(lines) if typed else io.StringIO(lines), stdout)
    return stdout.getvalue().splitlines()


def start(
    lines: str,
    save: Path,
    seats: Mapping[str, str] = ALONE,
    turns: int | None = 3,
    scenario: str = "first_convoy",
    seed: int = 7,
    typed: bool = False,
) -> list[str]:
    """Begin a game and play a script. Return the output line by line."""
    return sit(lines, PlaySetup(scenario, seats, seed, turns, save), typed)


class _Both(io.StringIO):
    """The input and the output of a game in one stream: the output, and the typed line after each question."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = iter(lines)

    def readline(self, size: int | None = -1, /) -> str:
        line = f"{next(self._lines)}\n"
        self.write(f"> {line}")
        return line


def transcript(lines: Sequence[str], scenario: str, seats: Mapping[str, str], save: Path) -> str:
    """Play a script in a game of six turns. Return all output and all typed lines."""
    both = _Both(lines)
    play_plain(PlaySetup(scenario, seats, 7, 6, save), both, both)
    return both.getvalue().replace(str(save), save.name)


def answers(said: list[str]) -> list[list[str]]:
    """Return the output before each question, and the output after the last question."""
    blocks: list[list[str]] = [[]]
    for line in said:
        if line == QUESTION:
            blocks.append([])
        else:
            blocks[-1].append(line)
    return blocks
