"""Finds the player of each seat of a new game. People play the seats that no option of the command names.

Must not know: how people or bots play.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.bots import bots_of, has_bot
from wargame.content.spelling import nearest
from wargame.errors import UsageError
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import HUMAN


def fill_seats(scenario: Scenario, asked: Mapping[str, str]) -> dict[str, str]:
    """Return the player of each seat, in the scenario's order.

    A non-player seat gets a player only if `asked` names the seat.

    Raises UsageError with the nearest name for an unknown seat or player.
    """
    for seat, player in asked.items():
        if seat not in scenario.seats:
            raise UsageError(_unknown("seat", seat, tuple(scenario.seats)))
        if player != HUMAN and not has_bot(scenario, seat, player):
            raise UsageError(_unknown(f"player for {seat}", player, (HUMAN, *bots_of(scenario, seat))))
    return {seat: asked.get(seat, HUMAN) for seat, row in scenario.seats.items() if seat in asked or not row.npc}


def _unknown(what: str, said: str, known: tuple[str, ...]) -> str:
    near = nearest(said, known)
    hint = f" Nearest: {near}." if near else ""
    return f"There is no {what} {said!r}.{hint} There are: {', '.join(known)}."
