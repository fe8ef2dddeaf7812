"""A letter: an inject as one seat reads it in the seat's inbox.

Must not know: effects, or texts that only the facilitator may read.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs


@attrs.frozen
class LetterChoice:
    """One possible answer: the word that the team types, a label, and one sentence about the answer."""

    word: str
    label: str
    text: str = ""


@attrs.frozen
class Letter:
    """An inject in an inbox.

    `turn`: the turn in which the inject came.
    `to`: the seats to which the inject is addressed, in words.
    `content`: the content note of the inject.
    `addressed`: whether the inject is addressed to this seat.
    `choices`: the possible answers. The list is empty if the inject does not ask the seat.
    `otherwise`: the choice that counts for a seat without an answer.
    `answer`: the word of the chosen answer. The text is empty without an answer.
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
        """Return whether the seat must answer the inject and has not answered yet."""
        return self.open and not self.answer


def answered(letter: Letter) -> str:
    """Return a sentence about the answer of a seat to a closed question. The seat can no longer change this answer."""
    return f"Not answered, which means {letter.answer}." if letter.silent else f"Answered: {letter.answer}."


def latest_first(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Return injects in the order of an inbox. The latest turn comes first. Questions come first within a turn."""
    return tuple(sorted(letters, key=lambda letter: (-letter.turn, not letter.choices)))
