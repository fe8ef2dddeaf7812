"""The resolved turns of a game, as a list of choices.

Must not know: what happens with the choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.tui.drawing.words import span_text
from wargame.tui.screens.common.pick import PickItem

if TYPE_CHECKING:
    from wargame.game.match import Match


def turn_choices(match: Match) -> tuple[PickItem, ...]:
    """Return the resolved turns of a game."""
    dates = match.scenario.calendar
    return tuple(
        PickItem(str(turn), f"Turn {turn}", span_text(dates, turn), called=(str(turn), f"t{turn}"))
        for turn in range(1, match.played + 1)
    )
