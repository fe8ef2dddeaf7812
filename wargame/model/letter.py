"""An inject as one seat reads it in its inbox.

Must not know: effects, or what only the facilitator may read.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs


@attrs.frozen
class LetterChoice:
    """One way to answer: the word that is typed, what it is called, and one sentence about it."""

    word: str
    label: str
    text: str = ""


@attrs.frozen
class Letter:
    """A letter that came. `turn`: when. `to`: to whom it is written, in words. `content`: its content note.

    `addressed`: it is written to this seat. `choices` are there when the seat is asked; `otherwise` is the word that
    silence means, `answer` the word that was chosen (empty while nothing is). `open`: it can be answered
    now. `silent`: it was not answered in time.
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
        """Whether an answer is asked for and none is written yet."""
        return self.open and not self.answer


def answered(letter: Letter) -> str:
    """Say what was answered to a letter that can be answered no more; silence is no answer, though it has a meaning."""
    return f"Not answered, which means {letter.answer}." if letter.silent else f"Answered: {letter.answer}."


def latest_first(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Return letters as an inbox shows them: the latest turn first, in a turn what asks for an answer first."""
    return tuple(sorted(letters, key=lambda letter: (-letter.turn, not letter.choices)))
