"""The options `--seed` and `--first`. All commands accept the same numbers, so each command can play every game again.

Must not know: what is played with these numbers.
"""

from __future__ import annotations

import click

from wargame.store.header import SEED_LIMIT

SEED = click.IntRange(0, SEED_LIMIT - 1)
MOST_GAMES = 100_000_000
FIRST = click.IntRange(0, 2**53 - 1 - MOST_GAMES)  # the program keeps the number of a game as a float
