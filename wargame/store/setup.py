"""The wish of a person who starts or resumes a game, before anything is loaded.

Must not know: how it is carried out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs


@attrs.frozen
class PlaySetup:
    """A game to play: a new one by `scenario` (name or path), or, with `scenario` empty, the one in `save`.

    `seats`: faction -> `human` or the name of a bot. In a new game, people play seats that are left out, and nobody
    plays non-player seats. In a saved game, seats that are left out keep their players. `seed` None: drawn by the
    system. `turns` None: the scenario's first length. `save` None: named in the saves folder. `settings`: parameters
    fixed in this game, by name, hidden ones too; with `beyond_priors` also at values that no game could draw.
    """

    scenario: str = ""
    seats: Mapping[str, str] = attrs.field(factory=dict)
    seed: int | None = None
    turns: int | None = None
    save: Path | None = None
    settings: tuple[tuple[str, str], ...] = ()
    beyond_priors: bool = False
