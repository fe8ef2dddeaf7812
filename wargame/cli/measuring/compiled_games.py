"""Gets compiled code for the simulated games from which odds are computed.

The module that computes odds cannot import the builder of compiled code. Therefore commands pass the code to odds.

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
    """Return compiled code for games among these bots. Return None if the code is not built yet.

    The call may then start a build in the background. The call does not wait for the end of the build.
    """
    from wargame.batch.compiled import prepare_behind

    found = prepare_behind(adjudicator, bots)
    return found.games if found is not None else None


def worth_building(adjudicator: Adjudicator, bots: Mapping[str, Policy], game_turns: int) -> WholeGames | None:
    """Return compiled code for games among these bots, or None if a build would take more time than it saves.

    `game_turns`: the number of turns to play, summed over all games.
    """
    from wargame.batch.compiled import WHERE_IT_PAYS, prepare

    found = prepare(adjudicator, bots, game_turns, WHERE_IT_PAYS)
    return found.games if found is not None else None
