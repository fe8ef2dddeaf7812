"""What the menu offers: scenarios with their seats and lengths, and games that can be gone on with.

Must not know: screens, files, or how a game is played; the menu draws it before anything of that is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from wargame.store.saves import SaveSummary


@attrs.frozen
class Offer:
    """A scenario at a glance. `seats`: seat -> (team, whether its rules can play it alone); `lengths`: turns, name."""

    name: str
    title: str
    situation: str
    note: str
    seats: tuple[tuple[str, str, bool], ...]
    lengths: tuple[tuple[int, str], ...]
    tutorial: bool
    bots: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)  # seat -> who else can play it


@attrs.frozen
class Catalogue:
    """Everything that can be started or gone on with; `broken` names scenarios that cannot be read."""

    offers: tuple[Offer, ...] = ()
    saves: tuple[SaveSummary, ...] = ()
    broken: tuple[str, ...] = ()

    @property
    def tutorial(self) -> Offer | None:
        """The first scenario that teaches."""
        return next((offer for offer in self.offers if offer.tutorial), None)

    @property
    def unfinished(self) -> tuple[SaveSummary, ...]:
        """Saves that can be gone on with, the newest first."""
        return tuple(save for save in self.saves if save.resumable)
