"""Compiled code for the games behind odds. Odds are computed below the layer that builds code, so commands pass it on.

Must not know: odds, or screens.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.adjudicator import Adjudicator
    from wargame.bots import Policy
    from wargame.bots.onward import WholeGames


def built_before(adjudicator: Adjudicator, bots: Mapping[str, Policy]) -> WholeGames | None:
    """Return compiled code for these bots if it exists.

    A build may start in the background. Nobody waits for this build.
    """
    from wargame.batch.compiled import prepare_behind

    found = prepare_behind(adjudicator, bots)
    return found.games if found is not None else None


def worth_building(adjudicator: Adjudicator, bots: Mapping[str, Policy], game_turns: int) -> WholeGames | None:
    """Return compiled code for so many turns, summed over games, if its build takes less time than it saves."""
    from wargame.batch.compiled import WHERE_IT_PAYS, prepare

    found = prepare(adjudicator, bots, game_turns, WHERE_IT_PAYS)
    return found.games if found is not None else None
