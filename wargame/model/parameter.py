"""Parameters: every number of the rules that someone may doubt, with its source and status.

Must not know: how parameters are drawn or used.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import attrs

from wargame.errors import Place


class Status(Enum):
    """The kind of claim of a number."""

    FACT = "fact"
    ESTIMATE = "estimate"
    ASSUMPTION = "assumption"


@attrs.frozen
class Prior:
    """A distribution by name with its constant arguments, as in `[triangular, 0.5, 0.62, 0.8]`."""

    name: str
    values: tuple[float, ...]


@attrs.frozen
class Parameter:
    """A named number.

    A parameter with a `prior` or a `pick` is hidden, and each game draws its own value. All other parameters have the
    same value in all games.
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
        """Return whether each game draws its own value, which seats do not see."""
        return self.prior is not None or bool(self.pick)

    @property
    def die(self) -> str:
        """Return the parameter's name in the key of its draw. A renamed parameter keeps its old name there."""
        return self.was or self.name
