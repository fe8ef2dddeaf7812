"""Decides which numbers, ledger entries, orders and reports one seat may see.

Must not know: how a screen shows the visible parts. `wargame.adjudicator.visibility` decides which cells a seat sees.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.adjudicator.visibility import fogged, owned, visible
from wargame.model.rules.action import EVERYONE
from wargame.rulebook import Rulebook


class SeatVisibility:
    """What one seat may see. Everything is visible if the seat is None, and after the end of the game."""

    def __init__(self, rulebook: Rulebook, seat: str | None, opened: bool = False) -> None:
        self.seat = seat
        self.everything = opened or seat is None
        self._rulebook = rulebook
        self._visible: dict[str, frozenset[tuple[str, ...]]] = {}
        self._guessed: dict[str, frozenset[tuple[str, ...]]] = {}

    def sees(self, metric: str, entities: tuple[str, ...]) -> bool:
        """Return whether the seat sees a cell exactly. A cell is one number of a metric."""
        return self.everything or entities in self._cells(metric)

    def guesses(self, metric: str, entities: tuple[str, ...]) -> bool:
        """Return whether the seat may read the causes of a change in words, without amounts.

        The seat must have a current estimate of the cell. The cell must also belong to the seat or to nobody. The
        causes of an old number would reveal the present turn. The causes of another side's number would reveal the
        orders of that side.
        """
        return not self.everything and entities in self._told(metric)

    def sees_all(self, metric: str, picked: Sequence[str] = ()) -> bool:
        """Return whether the seat sees every number of a metric exactly.

        `picked`: entities. Only the numbers of all these entities count.
        """
        if self.everything:
            return True
        seen = self._cells(metric)
        cells = self._rulebook.layout[metric].cells
        return all(cell in seen for cell in cells if all(code in cell for code in picked))

    def sees_any(self, metric: str, picked: Sequence[str] = ()) -> bool:
        """Return whether the seat reads about changes in at least one cell of a metric.

        `picked`: entities. Only the cells of all these entities count.
        """
        if self.everything:
            return True
        return any(all(code in cell for code in picked) for cell in self._cells(metric) | self._told(metric))

    def sees_order(self, action: str, giver: str) -> bool:
        """Return whether the seat sees an order that was carried out. A seat always sees its own orders."""
        seen_by = self._rulebook.scenario.rules.actions[action].seen_by
        return self.everything or self.seat == giver or self.reads(seen_by)

    def reads_reasons(self, giver: str) -> bool:
        """Return whether the seat may read the reasons of `giver`.

        A seat reads only its own reasons, because reasons name plans.
        """
        return self.everything or self.seat == giver

    def reads(self, seen_by: Sequence[str]) -> bool:
        """Return whether `seen_by` contains the seat."""
        return self.everything or EVERYONE in seen_by or self.seat in seen_by

    def _cells(self, metric: str) -> frozenset[tuple[str, ...]]:
        if metric not in self._visible:
            self._visible[metric] = visible(self._rulebook, self.seat or "", metric)
        return self._visible[metric]

    def _told(self, metric: str) -> frozenset[tuple[str, ...]]:
        if metric not in self._guessed:
            seat = self.seat or ""
            fresh = {cell for cell, row in fogged(self._rulebook, seat, metric).items() if row.fresh}
            self._guessed[metric] = frozenset(fresh & owned(self._rulebook, seat, metric))
        return self._guessed[metric]
