"""Injects: news and questions for teams, with their effects and choices.

Must not know: how an inject becomes rules, or who has read what.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.action import EVERYONE
from wargame.model.formula import Formula
from wargame.model.step import Step

# Names from the engine's rules for injects (`content/engine/injects.yaml`) that other code reads.
KIND = "inject"
ANSWER = "answer"  # the action by which a seat answers
REPLY = "reply"  # metric of inject and faction: 0 not asked, WAITING, or the number of the choice taken
OPENING, CLOSING = "injects", "letters"  # the first phase of a turn, and the last
WAITING = -1
ANY_TARGET = "any"  # in what a choice stands against: the action wherever it is ordered
DUE, DRAWN = "inject_due", "inject_drawn"  # lets of the step that decides whether an inject comes


def came(inject: str) -> str:
    """Return the name of the metric with the turn in which an inject came; 0 before."""
    return f"came_{inject}"


@attrs.frozen
class Prerequisite:
    """An inject that must have come before, and the choice that must have been made there (empty: any)."""

    inject: str
    choice: str
    place: Place


@attrs.frozen
class Choice:
    """One answer: its word in order text, its text for teams, and its effects (a step without its frame).

    `against`: actions that contradict it in the same turn, each with the target that does, or ANY_TARGET.
    """

    name: str
    place: Place
    effects: Step
    label: str = ""
    text: str = ""
    against: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class Inject:
    """One inject of the master list.

    `turns`: first and last turn in which it may come; for `dates`, the turns of these days. `on`: a condition that is
    tested when a turn has been resolved. `deck`: chance to come, each turn. `follows` with `later`: it comes at least
    so many turns after those. `by`: the seats that must choose. `seen_by`: its readers. `expect` and `note` are for the
    facilitator. `effects`: a step without id, phase and the condition that the inject came.
    """

    id: str
    place: Place
    places: Mapping[str, Place] = attrs.field(factory=dict)  # of its keys
    title: str = ""
    sender: str = ""
    to: tuple[str, ...] = (EVERYONE,)
    seen_by: tuple[str, ...] = (EVERYONE,)
    by: tuple[str, ...] = ()
    turns: tuple[int, int] | None = None
    dates: tuple[datetime.date, datetime.date] | None = None
    on: Formula | None = None
    deck: Formula | None = None
    follows: tuple[Prerequisite, ...] = ()
    later: int = 1
    facilitator: bool = False
    text: str = ""
    expect: str = ""
    note: str = ""
    content: str = ""
    source: str = ""
    was: str = ""
    effects: Step | None = None
    choices: tuple[Choice, ...] = ()
    otherwise: str = ""

    @property
    def dated(self) -> bool:
        """Return whether it comes in one turn that is known beforehand."""
        plain = self.on is None and self.deck is None and not self.follows
        return plain and self.turns is not None and self.turns[0] == self.turns[1]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of its choices, in the order of their numbers from 1."""
        return tuple(choice.name for choice in self.choices)

    def reads(self, seat: str) -> bool:
        """Return whether a seat may read it."""
        return EVERYONE in self.seen_by or seat in self.seen_by or seat in self.by

    def addressed(self, seat: str) -> bool:
        """Return whether it is addressed to a seat, or asks the seat something."""
        return EVERYONE in self.to or seat in self.to or seat in self.by


def words_of(injects: Mapping[str, Inject]) -> dict[str, tuple[str, ...]]:
    """Return the words of every inject with choices."""
    return {name: inject.words for name, inject in injects.items() if inject.choices}
