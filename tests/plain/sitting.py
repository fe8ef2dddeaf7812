"""A sitting at the plain terminal with a script of lines, for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from wargame.plain.evening import play_plain
from wargame.plain.prompt import QUESTION
from wargame.store.setup import PlaySetup

ALONE = {"jnim": "doctrine"}


def sit(lines: str, setup: PlaySetup) -> list[str]:
    """Play a script; give what was said, line by line."""
    mouth = io.StringIO()
    play_plain(setup, io.StringIO(lines), mouth)
    return mouth.getvalue().splitlines()


def start(
    lines: str,
    save: Path,
    seats: Mapping[str, str] = ALONE,
    turns: int | None = 3,
    scenario: str = "first_convoy",
    seed: int = 7,
) -> list[str]:
    """Begin a game and play a script."""
    return sit(lines, PlaySetup(scenario, seats, seed, turns, save))


def answers(said: list[str]) -> list[list[str]]:
    """Cut what was said into what stood before each question, and what came after the last."""
    blocks: list[list[str]] = [[]]
    for line in said:
        if line == QUESTION:
            blocks.append([])
        else:
            blocks[-1].append(line)
    return blocks
