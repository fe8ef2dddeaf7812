"""Who plays which seat: people where nothing else was asked for.

Must not know: how people or bots play.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.bots import bots_of, is_planner
from wargame.content.spelling import nearest
from wargame.errors import UsageError
from wargame.model.scenario import Scenario
from wargame.model.seat import HUMAN


def fill_seats(scenario: Scenario, asked: Mapping[str, str], otherwise: str = HUMAN) -> dict[str, str]:
    """Give each seat its player, in the scenario's order; non-player seats only where asked for.

    Raises UsageError for a seat or a player that there is not, with the nearest name.
    """
    for faction, player in asked.items():
        if faction not in scenario.seats:
            raise UsageError(_unknown("seat", faction, tuple(scenario.seats)))
        players = (HUMAN, *bots_of(scenario, faction))
        if player not in players and not is_planner(player):
            raise UsageError(_unknown(f"player for {faction}", player, players))
    return {
        faction: asked.get(faction, otherwise)
        for faction, seat in scenario.seats.items()
        if faction in asked or not seat.npc
    }


def _unknown(what: str, said: str, known: tuple[str, ...]) -> str:
    near = nearest(said, known)
    hint = f" Nearest: {near}." if near else ""
    return f"There is no {what} {said!r}.{hint} There are: {', '.join(known)}."
