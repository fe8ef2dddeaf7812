"""Finds the player of each seat. A seat for which nobody names a player gets a bot.

Must not know: orders, drafts or states.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.bots.names import check_seat
from wargame.game.engine import Engine
from wargame.model.scenario.seat import HUMAN, USUAL


def filled(engine: Engine, seats: Mapping[str, str]) -> dict[str, str]:
    """Return the player of each seat, in the order of the scenario.

    A seat without a named player gets the doctrine as its bot. Some seats belong to factions that rules usually play.
    Such a seat gets a player only if a player is named.

    Raises UsageError for an unknown seat, for an unknown bot, and for a seat that has no such bot.
    """
    known = engine.scenario.seats
    for seat in seats:
        check_seat(engine.scenario, seat)
    players = {name: seats.get(name, USUAL) for name, seat in known.items() if name in seats or not seat.npc}
    for seat, player in players.items():
        if player != HUMAN:
            engine.policy(seat, player)
    return players
