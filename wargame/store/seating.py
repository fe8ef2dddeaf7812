"""Who plays which seat: people where nothing else was asked for.

Must not know: how people or bots play.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.bots import bots_of, has_bot
from wargame.content.spelling import nearest
from wargame.errors import UsageError
from wargame.model.scenario import Scenario
from wargame.model.seat import HUMAN


def fill_seats(scenario: Scenario, asked: Mapping[str, str]) -> dict[str, str]:
    """Give each seat its player, in the scenario's order; non-player seats only where asked for.

    Raises UsageError for a seat or a player that there is not, with the nearest name.
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
