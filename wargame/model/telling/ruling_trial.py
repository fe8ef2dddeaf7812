"""What the facilitator reads before a ruling: the results of the present turn, and the effects of a ruling.

Must not know: how a turn is resolved.
"""

from __future__ import annotations

import attrs

from wargame.model.match.ruling import Ruling, Target
from wargame.model.telling.inject_trial import TrialRow


@attrs.frozen
class RulingTrial:
    """The result of a ruling that was tried on a copy of the turn.

    `rows`: all numbers that differ after the turn. `without` is the value without the ruling.
    `margins`: for each seat, the margin without the ruling and the margin with the ruling.
    `ending`: the name of the ending without the ruling, and the name of the ending with the ruling. The text is empty
        if the game goes on.
    """

    ruling: Ruling
    turn: int
    rows: tuple[TrialRow, ...]
    margins: tuple[tuple[str, float, float], ...]
    ending: tuple[str, str]


@attrs.frozen
class TurnResult:
    """A die or a headline of the present turn, before the teams read the turn.

    All values are texts, as people read them.

    `before`: the value at the opening of the turn. The text is empty for a die.
    `value`: the value after the turn, with the rulings so far.
    `rolled`: the value without rulings if it differs from `value`, or an empty text.
    `owner`: the name of the team whose headline this is, if the label does not say it. The text is otherwise empty.
    """

    target: Target
    label: str
    before: str
    value: str
    rolled: str = ""
    owner: str = ""

    @property
    def name(self) -> str:
        """Return the label with the team of the headline, as in `Money (JNIM)`."""
        return f"{self.label} ({self.owner})" if self.owner else self.label
