"""An inject as one seat reads it in its inbox.

Must not know: effects, or what only the facilitator may read.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs


@attrs.frozen
class LetterChoice:
    """One way to answer: the word to type, its label, and one sentence about it."""

    word: str
    label: str
    text: str = ""


@attrs.frozen
class Letter:
    """An inject in an inbox. `turn`: when it came. `to`: its readers, in words. `content`: its content note.

    `addressed`: it is addressed to this seat. `choices`: empty if the seat is not asked. `otherwise`: the choice of a
    seat without an answer. `answer`: the chosen word (empty if none). `open`: it can be answered now. `silent`: it was
    not answered in time.
    """

    inject: str
    turn: int
    title: str
    text: str
    sender: str = ""
    to: str = ""
    content: str = ""
    addressed: bool = False
    unread: bool = False
    choices: tuple[LetterChoice, ...] = ()
    otherwise: str = ""
    answer: str = ""
    open: bool = False
    silent: bool = False

    @property
    def due(self) -> bool:
        """Return whether an answer is due and not yet written."""
        return self.open and not self.answer


def answered(letter: Letter) -> str:
    """Write the answer to an inject that can no longer be answered."""
    return f"Not answered, which means {letter.answer}." if letter.silent else f"Answered: {letter.answer}."


def latest_first(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Return injects in the order of an inbox: the latest turn first, questions first within a turn."""
    return tuple(sorted(letters, key=lambda letter: (-letter.turn, not letter.choices)))
