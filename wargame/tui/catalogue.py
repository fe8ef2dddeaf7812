"""What can be begun: scenarios with their seats and lengths.

Must not know: screens, files, or how a game is played; the menu draws it before anything of that is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen
class ScenarioSummary:
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
    """Every scenario that can be begun; `broken` names those that cannot be read."""

    scenarios: tuple[ScenarioSummary, ...] = ()
    broken: tuple[str, ...] = ()

    @property
    def tutorial(self) -> ScenarioSummary | None:
        """The first scenario that teaches."""
        return next((summary for summary in self.scenarios if summary.tutorial), None)
