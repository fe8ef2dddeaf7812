"""Parameters: numbers of the rules, each with its source and status.

Must not know: how parameters are drawn or used.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import attrs

from wargame.errors import Place


class Status(Enum):
    """How reliable a number is."""

    FACT = "fact"
    ESTIMATE = "estimate"
    ASSUMPTION = "assumption"


@attrs.frozen
class Prior:
    """The name of a distribution with its constant arguments, as in `[triangular, 0.5, 0.62, 0.8]`."""

    name: str
    values: tuple[float, ...]


@attrs.frozen
class Parameter:
    """A named number of the rules.

    A parameter with a `prior` or a `pick` (named choices with weights) is hidden, and each game draws a new value. All
    other parameters have the same value in all games.
    """

    name: str
    place: Place
    value: float = 0.0
    prior: Prior | None = None
    sweep: Prior | None = None
    pick: Mapping[str, float] = attrs.field(factory=dict)
    unit: str = ""
    label: str = ""
    source: str = ""
    status: Status = Status.ASSUMPTION
    known_to: str = ""
    was: str = ""

    @property
    def hidden(self) -> bool:
        """Return whether each game draws a new value of the parameter. Seats do not see this value."""
        return self.prior is not None or bool(self.pick)

    @property
    def die(self) -> str:
        """Return the name of the parameter in the name of its die.

        The result is the old name (`was`) if an author renamed the parameter.
        """
        return self.was or self.name
