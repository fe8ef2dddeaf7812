"""The end of a game: endings, scores by component, margins over par, and hidden parameters.

Must not know: how scores are computed.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class ComponentScore:
    """One component of a score: its weight (the share of the whole, from 0 to 1) and its value (0 to 100)."""

    name: str
    label: str
    weight: float
    value: float


@attrs.frozen
class SeatResult:
    """The result of a seat.

    The result consists of the score (0 to 100), the margin over par in standard deviations (None without a par), and
    the components.
    """

    seat: str
    label: str
    player: str
    score: float
    margin: float | None
    components: tuple[ComponentScore, ...]


@attrs.frozen
class HiddenParameter:
    """A parameter that was drawn in secret.

    `value`: the drawn value, as printed.
    `note`: the parameter's unit, status and source.
    `known_to`: the name of the team that knew the value. It is empty if no team knew the value.
    """

    name: str
    label: str
    value: str
    note: str = ""
    known_to: str = ""


@attrs.frozen
class GameResult:
    """The end of a game. `ending`: the id of the ending (`turn_limit` after the last turn). `text`: its meaning."""

    ending: str
    label: str
    text: str
    turn: int
    seats: tuple[SeatResult, ...]
    hidden: tuple[HiddenParameter, ...]
    digest: str
