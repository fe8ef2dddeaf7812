"""Who plays each seat: people and bots, with every empty chair filled.

Must not know: orders, drafts or states.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.errors import UsageError
from wargame.game.engine import Engine

HUMAN = "human"
EMPTY_CHAIR = "doctrine"


def filled(engine: Engine, seats: Mapping[str, str]) -> dict[str, str]:
    """Give who plays each seat, in the scenario's order: as named, else the doctrine; NPC seats only when named.

    Raises UsageError for a seat or bot that does not exist, and for a seat that has no such bot.
    """
    known, bots = engine.scenario.seats, engine.bots()
    for seat, player in seats.items():
        if seat not in known:
            raise UsageError(f'There is no seat "{seat}". Seats: {", ".join(known)}.')
        if player != HUMAN and player not in bots:
            raise UsageError(f'There is no bot "{player}". Bots: {", ".join(bots)}.')
    players = {name: seats.get(name, EMPTY_CHAIR) for name, seat in known.items() if name in seats or not seat.npc}
    for seat, player in players.items():
        if player != HUMAN:
            engine.policy(seat, player)
    return players
