"""The end of a game: endings, scores by component, margins over par, and hidden parameters.

Must not know: how scores are computed.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class ComponentScore:
    """A component of a score: its weight (share of the whole, 0-1) and value (0 to 100)."""

    name: str
    label: str
    weight: float
    value: float


@attrs.frozen
class SeatResult:
    """A seat's score (0 to 100), its margin over par in standard deviations (None without a par), and the parts."""

    seat: str
    label: str
    player: str
    score: float
    margin: float | None
    components: tuple[ComponentScore, ...]


@attrs.frozen
class HiddenParameter:
    """A parameter that was drawn in secret. `value`: printed. `note`: its unit, status and source.

    `known_to`: the team that knew it, by name; empty if there is none.
    """

    name: str
    label: str
    value: str
    note: str = ""
    known_to: str = ""


@attrs.frozen
class GameResult:
    """The end of a game. `ending` is its id (`turn_limit` after the last turn), `text` its meaning."""

    ending: str
    label: str
    text: str
    turn: int
    seats: tuple[SeatResult, ...]
    hidden: tuple[HiddenParameter, ...]
    digest: str
