"""Who plays each seat: the people and bots that are named, and a bot in every other seat.

Must not know: orders, drafts or states.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.bots.names import check_seat
from wargame.game.engine import Engine
from wargame.model.seat import HUMAN, USUAL


def filled(engine: Engine, seats: Mapping[str, str]) -> dict[str, str]:
    """Return who plays each seat, in the order of the scenario.

    A seat that is not named gets the doctrine as its bot. A non-player seat gets a player only if it is named. Raises
    UsageError for a seat or bot that does not exist, and for a seat that has no such bot.
    """
    known = engine.scenario.seats
    for seat in seats:
        check_seat(engine.scenario, seat)
    players = {name: seats.get(name, USUAL) for name, seat in known.items() if name in seats or not seat.npc}
    for seat, player in players.items():
        if player != HUMAN:
            engine.policy(seat, player)
    return players
