"""An inject as one seat reads it in its inbox.

Must not know: effects, or texts that only the facilitator may read.
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
    """An inject in an inbox.

    `turn`: the turn in which the inject came.
    `to`: the seats that it is addressed to, in words.
    `content`: its content note.
    `addressed`: whether it is addressed to this seat.
    `choices`: the possible answers. There are none if the inject does not ask the seat.
    `otherwise`: the choice that counts for a seat without an answer.
    `answer`: the chosen word. It is empty if there is no answer.
    `open`: whether the seat can answer now.
    `silent`: whether the seat did not answer in time.
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
        """Return whether the seat must answer and has not answered yet."""
        return self.open and not self.answer


def answered(letter: Letter) -> str:
    """Return a sentence about the answer to an inject that the seat can no longer answer."""
    return f"Not answered, which means {letter.answer}." if letter.silent else f"Answered: {letter.answer}."


def latest_first(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Return injects in the order of an inbox: the latest turn first. Questions come first within a turn."""
    return tuple(sorted(letters, key=lambda letter: (-letter.turn, not letter.choices)))
