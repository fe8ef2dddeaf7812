"""What the menu offers: scenarios with their seats and lengths, and games that can be gone on with.

Must not know: screens, or how a game is played. It is slow (it reads files), so menus ask it in a worker.
"""

from __future__ import annotations

import attrs

from wargame.bots import BOTS
from wargame.content import Problems, load
from wargame.content.lookup import Sort, names
from wargame.store.saves import SaveSummary, list_saves
from wargame.tui.drawing.headline import seat_name


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


@attrs.frozen
class Catalogue:
    """Everything that can be started or gone on with; `broken` names scenarios that cannot be read."""

    offers: tuple[Offer, ...] = ()
    saves: tuple[SaveSummary, ...] = ()
    broken: tuple[str, ...] = ()
    bots: tuple[str, ...] = ()

    @property
    def tutorial(self) -> Offer | None:
        """The first scenario that teaches."""
        return next((offer for offer in self.offers if offer.tutorial), None)

    @property
    def unfinished(self) -> tuple[SaveSummary, ...]:
        """Saves that can be gone on with, the newest first."""
        return tuple(save for save in self.saves if save.resumable)


def read_catalogue() -> Catalogue:
    """Read every scenario that goes by name, and the folder of saves."""
    offers: list[Offer] = []
    broken: list[str] = []
    for name in names(Sort.SCENARIO):
        problems = Problems()
        scenario = load(name, problems)
        if scenario is None or problems.errors:
            broken.append(name)
            continue
        offers.append(
            Offer(
                name,
                scenario.title or name,
                scenario.briefing.situation,
                scenario.briefing.note,
                tuple((code, seat_name(scenario, code), seat.npc) for code, seat in scenario.seats.items()),
                tuple((length.turns, length.name) for length in scenario.lengths),
                bool(scenario.tutorial),
            )
        )
    return Catalogue(tuple(offers), list_saves(), tuple(broken), BOTS)
