"""What one seat may see of states, ledger, orders and reports: the only filter between the match and a seat.

Must not know: how a screen shows it. Which cells a seat sees is decided in `wargame.adjudicator.visibility`.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.game.engine import Engine
from wargame.model.action import EVERYONE


class SeatVisibility:
    """The eyes of a seat; without a seat, and once they are opened at the end, they see the truth."""

    def __init__(self, engine: Engine, seat: str | None, opened: bool = False) -> None:
        self.seat = seat
        self.everything = opened or seat is None
        self._engine = engine
        self._visible: dict[str, frozenset[tuple[str, ...]]] = {}
        self._guessed: dict[str, frozenset[tuple[str, ...]]] = {}

    def sees(self, metric: str, entities: tuple[str, ...]) -> bool:
        """Tell whether the seat sees a cell exactly."""
        return self.everything or entities in self._cells(metric)

    def guesses(self, metric: str, entities: tuple[str, ...]) -> bool:
        """Tell whether the seat may hear what moved a cell, though not how far.

        So it is where the seat has an estimate of now of what is its own or nobody's. What comes late or from another
        side's house has no causes: they would tell of this turn, or of that side's orders.
        """
        return not self.everything and entities in self._told(metric)

    def sees_all(self, metric: str, picked: Sequence[str] = ()) -> bool:
        """Tell whether the seat sees exactly every cell of a metric that has all the picked entities in it."""
        if self.everything:
            return True
        seen = self._cells(metric)
        cells = self._engine.layout(metric)
        return all(cell in seen for cell in cells if all(code in cell for code in picked))

    def sees_any(self, metric: str, picked: Sequence[str] = ()) -> bool:
        """Tell whether the seat hears of changes of a cell of a metric that has all the picked entities in it."""
        if self.everything:
            return True
        return any(all(code in cell for code in picked) for cell in self._cells(metric) | self._told(metric))

    def sees_order(self, action: str, giver: str) -> bool:
        """Tell whether the seat sees an order once it was carried out; one's own always."""
        return self.everything or self.seat == giver or self.reads(self._engine.scenario.rules.actions[action].seen_by)

    def reads_reasons(self, giver: str) -> bool:
        """Tell whether the seat may read why a seat ordered what it did: it names plans, so only one's own."""
        return self.everything or self.seat == giver

    def reads(self, seen_by: Sequence[str]) -> bool:
        """Tell whether the seat is among those who may see."""
        return self.everything or EVERYONE in seen_by or self.seat in seen_by

    def _cells(self, metric: str) -> frozenset[tuple[str, ...]]:
        if metric not in self._visible:
            self._visible[metric] = self._engine.visible(self.seat or "", metric)
        return self._visible[metric]

    def _told(self, metric: str) -> frozenset[tuple[str, ...]]:
        if metric not in self._guessed:
            seat = self.seat or ""
            fresh = {cell for cell, row in self._engine.fogged(seat, metric).items() if row.fresh}
            self._guessed[metric] = frozenset(fresh & self._engine.owned(seat, metric))
        return self._guessed[metric]
