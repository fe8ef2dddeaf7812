"""The scenarios that people can begin, with their seats and lengths.

Must not know: screens, files, or how a game is played. The menu needs the catalogue before the modules for these things
are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen
class ScenarioSummary:
    """A short description of a scenario.

    `seats`: the code of each seat, the name of its team, and whether the rules can play the seat.
    `lengths`: the turns and the name of each length.
    """

    name: str
    title: str
    situation: str
    note: str
    seats: tuple[tuple[str, str, bool], ...]
    lengths: tuple[tuple[int, str], ...]
    tutorial: bool
    bots: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)  # seat -> the bots that can play the seat


@attrs.frozen
class Catalogue:
    """Every scenario that people can begin. `broken`: the names of scenarios that cannot be read."""

    scenarios: tuple[ScenarioSummary, ...] = ()
    broken: tuple[str, ...] = ()

    @property
    def tutorial(self) -> ScenarioSummary | None:
        """Return the first scenario with a tutorial."""
        return next((summary for summary in self.scenarios if summary.tutorial), None)
