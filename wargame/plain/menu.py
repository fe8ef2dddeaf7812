"""Asks line by line which game to play, if the command names no scenario and no save.

Must not know: how a game is started.
"""

from __future__ import annotations

import datetime

from wargame.content.lookup import shipped_scenarios
from wargame.model.scenario.seat import HUMAN
from wargame.plain.console import Console
from wargame.store.saves import SaveSummary, list_saves
from wargame.store.setup import PlaySetup

_SAVES_SHOWN = 5


def choose(console: Console) -> PlaySetup | None:
    """Ask which game to continue or to start. Return None if nobody answers or if the person leaves."""
    saves = [save for save in list_saves() if save.resumable][:_SAVES_SHOWN]
    now = datetime.datetime.now()
    choices = [(f"Go on with {_told(save, now)}", PlaySetup(save=save.path)) for save in saves]
    choices += [(f"New game: {name}", PlaySetup(name)) for name in shipped_scenarios()]
    lines = [f"{number}. {told}." for number, (told, _) in enumerate(choices, 1)]
    console.tell(["What do you want to play? You play every seat that you do not give to a bot.", *lines])
    while (answer := console.ask("Number, or quit?")) is not None:
        if answer == "quit":
            return None
        if answer == "more":
            console.more()
        elif answer.isascii() and answer.isdigit() and len(answer) < 4 and 1 <= int(answer) <= len(choices):
            return choices[int(answer) - 1][1]
        else:
            console.tell(lines)
    return None


def _told(save: SaveSummary, now: datetime.datetime) -> str:
    people = ", ".join(seat for seat, player in save.seats.items() if player == HUMAN)
    who = f", {people}" if people else ""
    return f"{save.title or save.scenario}, turn {save.turn} of {save.length}{who}, saved {save.age(now)}"
