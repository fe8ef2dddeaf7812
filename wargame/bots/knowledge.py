"""All that one seat knows of a game before a turn: what it saw after each turn, and what it did itself.

Must not know: the true state, or the use of this knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
import numpy.typing as npt

from wargame.model.match.order import Order
from wargame.model.rules.metric import MetricCell
from wargame.model.telling.view import NewReadings, Observation


@attrs.frozen(eq=False)
class OwnState:
    """What a seat knows of itself in a state.

    `banked`: the action points that it kept.
    `streaks`: its own streaks by action [targets].
    `parameters`: the hidden parameters that it knows.
    """

    banked: float
    streaks: Mapping[str, npt.NDArray[np.int16]]
    parameters: Mapping[str, float]

    def same_as(self, other: OwnState) -> bool:
        """Return whether both hold the same facts."""
        return (
            (self.banked, self.parameters) == (other.banked, other.parameters)
            and self.streaks.keys() == other.streaks.keys()
            and all(np.array_equal(values, other.streaks[name]) for name, values in self.streaks.items())
        )


@attrs.frozen(eq=False)
class SeatKnowledge:
    """The knowledge of one seat before turn `turn`. Two games with equal knowledge look the same to the seat.

    `seats`, `length`: the taken seats and the number of turns of the game.
    `seen`: what the seat knew at each moment, from the start (moment 0) to now (moment `turn` - 1).
    `read`: the new readings that reached the seat at each of these moments. The estimates in `seen` combine these
    readings.
    `deals`: the numbers of deals that the seat knows at each of these moments, beside the numbers in `seen`.
    `orders`: the seat's own orders in each turn that was played.
    `coming`: the later effects that the seat's own orders could have, as (turn, step, cause). The value says whether
    the effect is on its way.
    `own`: what the seat knows of itself now.
    """

    seat: str
    turn: int
    length: int
    seats: tuple[str, ...]
    seen: tuple[Observation, ...]
    read: tuple[NewReadings, ...]
    deals: tuple[Mapping[MetricCell, float], ...]
    orders: tuple[tuple[Order, ...], ...]
    coming: Mapping[tuple[int, str, str], bool]
    own: OwnState

    def same_as(self, other: SeatKnowledge) -> bool:
        """Return whether both hold the same facts. Games then look the same to the seat."""
        names = [field.name for field in attrs.fields(SeatKnowledge) if field.name != "own"]
        return self.own.same_as(other.own) and all(getattr(self, name) == getattr(other, name) for name in names)

    @property
    def now(self) -> Observation:
        """Return what the seat knows now."""
        return self.seen[-1]
