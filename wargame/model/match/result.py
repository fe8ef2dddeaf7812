"""The end of a game: endings, scores by component, margins over par, and hidden parameters.

Must not know: how scores are computed.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class ComponentScore:
    """One component of a score.

    `weight`: the share of the component in the whole score, from 0 to 1.
    `value`: the value of the component, from 0 to 100.
    """

    name: str
    label: str
    weight: float
    value: float


@attrs.frozen
class SeatResult:
    """The result of a seat.

    The result consists of the score (0 to 100), the margin over par, and the components. The margin is in standard
    deviations. The margin is None without a par.
    """

    seat: str
    label: str
    player: str
    score: float
    margin: float | None
    components: tuple[ComponentScore, ...]


@attrs.frozen
class HiddenParameter:
    """A hidden parameter with the value that this game drew.

    `value`: the drawn value, as printed. `number`: the same value as a number, or None for a choice.
    `note`: the unit, the status and the source of the parameter.
    `known_to`: the name of the team that knew the value. The text is empty if no team knew the value.
    """

    name: str
    label: str
    value: str
    note: str = ""
    known_to: str = ""
    number: float | None = None


@attrs.frozen
class GameResult:
    """The end of a game.

    `ending`: the id of the ending. The id is `turn_limit` after the last turn.
    `text`: the meaning of the ending.
    """

    ending: str
    label: str
    text: str
    turn: int
    seats: tuple[SeatResult, ...]
    hidden: tuple[HiddenParameter, ...]
    digest: str
