"""A person's request to start or resume a game. Nothing is loaded yet.

Must not know: how the game is started or resumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs


@attrs.frozen
class PlaySetup:
    """A game to play: a new game, or a saved game.

    `scenario`: the name or the path of the scenario for a new game. The text is empty for a saved game.
    `seats`: faction -> `human` or the name of a bot. Seats that are left out of a new game are played by people.
        Non-player seats that are left out get no player. Seats that are left out of a saved game keep their players.
    `seed`: the seed of the dice. None: the system draws the seed.
    `turns`: the length of the game. None: the first length of the scenario.
    `save`: the path of the save. None: a new name in the folder of saves.
    `settings`: the name and value of each parameter that is fixed in this game. Hidden parameters can be fixed too.
    `beyond_priors`: whether a setting may have a value that no game could draw.
    `odds`: whether seats may ask for odds from now on. None: no change. A new game has odds.
    `facilitator`: whether a facilitator at this keyboard reads each turn before the teams do.
    """

    scenario: str = ""
    seats: Mapping[str, str] = attrs.field(factory=dict)
    seed: int | None = None
    turns: int | None = None
    save: Path | None = None
    settings: tuple[tuple[str, str], ...] = ()
    beyond_priors: bool = False
    odds: bool | None = None
    facilitator: bool = False
