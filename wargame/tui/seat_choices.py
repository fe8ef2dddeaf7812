"""The possible changes of players, as a list of choices.

Must not know: the effects of a change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.bots.names import bots_of
from wargame.model.scenario.seat import HUMAN
from wargame.tui.drawing.headline import seat_name
from wargame.tui.screens.common.pick import PickItem

if TYPE_CHECKING:
    from wargame.game.match import Match

NEXT_TURN = "next turn"


def seat_choices(match: Match, mine: str) -> tuple[PickItem, ...]:
    """Return the choices of the team at the keyboard: give its seat to a bot, or take a seat that a bot plays."""
    name = seat_name(match.scenario, mine)
    given = (
        PickItem(f"{mine}={bot}", f"{name}: give to {bot}", "your draft is lost; the bot orders from this turn on")
        for bot in bots_of(match.scenario, mine)
    )
    return (*given, *_taken(match))


def unled_choices(match: Match) -> tuple[PickItem, ...]:
    """Return the choices while bots play every seat."""
    resolved = PickItem(NEXT_TURN, f"Resolve turn {match.turn}", "bots give the orders of every seat")
    return (resolved, *_taken(match))


def _taken(match: Match) -> tuple[PickItem, ...]:
    return tuple(
        PickItem(
            f"{seat}={HUMAN}",
            f"{seat_name(match.scenario, seat)}: take it",
            "you will see everything that this seat knows",
        )
        for seat, player in match.seats.items()
        if player != HUMAN
    )
