"""The request of a person to start or resume a game, before anything is loaded.

Must not know: how the game is started or resumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs


@attrs.frozen
class PlaySetup:
    """A game to play: a new game, or a saved game.

    `scenario`: the name or the path of the scenario of a new game. The name is empty for a saved game.
    `seats`: faction -> `human` or the name of a bot. In a new game, people play the seats that are left out, and nobody
        plays non-player seats. In a saved game, seats that are left out keep their players.
    `seed`: the seed of the dice. None: the system draws the seed.
    `turns`: the length of the game. None: the first length of the scenario.
    `save`: the path of the save. None: a new name in the folder of saves.
    `settings`: the name and value of each parameter that is fixed in this game. Hidden parameters can be fixed too.
    `beyond_priors`: whether a setting may have a value that no game could draw.
    """

    scenario: str = ""
    seats: Mapping[str, str] = attrs.field(factory=dict)
    seed: int | None = None
    turns: int | None = None
    save: Path | None = None
    settings: tuple[tuple[str, str], ...] = ()
    beyond_priors: bool = False
