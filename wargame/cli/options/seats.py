"""Reads the option `--seat F=human|BOT` of commands.

Must not know: which seats or bots there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.errors import UsageError


def seats_named(said: Sequence[str]) -> dict[str, str]:
    """Return seat -> player from the texts of the option. Raises UsageError for a text that cannot be read."""
    seats: dict[str, str] = {}
    for text in said:
        faction, sign, player = text.partition("=")
        if not (faction and sign and player):
            raise UsageError(f"--seat {text} is not understood. Write FACTION=human or FACTION=BOT.")
        if faction in seats:
            raise UsageError(f"--seat names {faction} twice.")
        seats[faction] = player
    return seats
