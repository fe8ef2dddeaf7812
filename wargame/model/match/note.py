"""Notes of observers and the facilitator about a game, and the grades in them.

Must not know: how notes are stored, or who reads notes.
"""

from __future__ import annotations

from enum import StrEnum

import attrs

LONGEST_NOTE = 2_000  # characters; the longest text of a note
LONGEST_AUTHOR = 60  # characters; the longest name of an author
FACILITATOR = "facilitator"  # the author of a note if nobody is named


class Grade(StrEnum):
    """How well people performed what was expected. The scale is the one of HSEEP, an American guide to exercises."""

    PERFORMED = "performed"
    SOME = "some"
    MAJOR = "major"
    UNABLE = "unable"

    @property
    def letter(self) -> str:
        """Return the letter that evaluators write for the grade: P, S, M or U."""
        return self.value[0].upper()

    @property
    def words(self) -> str:
        """Return the meaning of the grade."""
        return _WORDS[self]


_WORDS = {
    Grade.PERFORMED: "performed without challenges",
    Grade.SOME: "performed with some challenges",
    Grade.MAJOR: "performed with major challenges",
    Grade.UNABLE: "unable to perform",
}


@attrs.frozen
class Note:
    """A note about one turn.

    `about`: the turn that the note is about.
    `author`: the name of the person who wrote the note.
    `seat`, `inject`, `order`: the team, the inject and the order that the note is about. Each may be empty. The order
        is one of the seat's orders in this turn, as its full text.
    """

    about: int
    author: str
    text: str
    grade: Grade | None = None
    seat: str = ""
    inject: str = ""
    order: str = ""
