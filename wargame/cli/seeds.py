"""The numbers that pick dice, as options: the same bounds in every command, so that a game can be opened in another.

Must not know: what is played with them.
"""

from __future__ import annotations

import click

from wargame.store.header import SEED_LIMIT

SEED = click.IntRange(0, SEED_LIMIT - 1)
MOST_GAMES = 100_000_000
FIRST = click.IntRange(0, 2**53 - 1 - MOST_GAMES)  # a game's number is kept as a float
