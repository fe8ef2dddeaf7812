"""Injects: news and questions for teams, with their effects and choices.

Must not know: how an inject becomes rules, or which teams have read it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.step import Step
from wargame.model.text.braces import ShownValue
from wargame.model.text.formula import Formula

# The engine's rules for injects (`content/engine/injects.yaml`) use these names. Other code uses these names too.
KIND = "inject"
ANSWER = "answer"  # the action by which a seat answers
REPLY = "reply"  # a metric by inject and faction: 0 (not asked), WAITING, or the number of the choice
OPENING, CLOSING = "injects", "letters"  # the first phase and the last phase of a turn
WAITING = -1
ANY_TARGET = "any"  # a target in `against`: an order at any target contradicts the choice
DUE, DRAWN = "inject_due", "inject_drawn"  # names of two values in the step that decides whether an inject comes


def came(inject: str) -> str:
    """Return the name of the metric that stores the turn in which an inject came. The metric is 0 before that turn."""
    return f"came_{inject}"


@attrs.frozen
class Prerequisite:
    """An inject that must have come before another inject, and the choice that a seat must have made there.

    Any choice of the seat will do if the required choice is empty.
    """

    inject: str
    choice: str
    place: Place


@attrs.frozen
class Choice:
    """One answer to an inject.

    An answer has a word for order text, a text for teams, and effects. `effects` is a step without id, phase and
    condition.
    `against`: the actions that contradict the choice in the same turn.
    Each action stands with the target at which the action contradicts the choice, or with ANY_TARGET.
    `shown`: the values of metrics that the text shows.
    """

    name: str
    place: Place
    effects: Step
    label: str = ""
    text: str = ""
    against: Mapping[str, str] = attrs.field(factory=dict)
    shown: tuple[ShownValue, ...] = ()


@attrs.frozen
class Inject:
    """One inject of the master list.

    `turns`: the first and the last turn in which the inject may come.
    `dates`: the first and the last day on which the inject may come. The loader turns days into turns.
    `on`: a condition. The engine tests the condition after each turn.
    `deck`: the probability that the inject comes in a turn.
    `follows`: the injects that must have come before this inject.
    `later`: the least number of turns between the injects of `follows` and this inject.
    `by`: the seats that must choose an answer.
    `seen_by`: the seats that may read the inject.
    `expect`, `note`: texts for the facilitator.
    `shown`: the values of metrics that the text of the letter shows.
    `effects`: an incomplete step. The engine adds the id, the phase, and the condition that the inject has come.
    """

    id: str
    place: Place
    places: Mapping[str, Place] = attrs.field(factory=dict)  # key of the inject -> place in the file
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
    shown: tuple[ShownValue, ...] = ()

    @property
    def all_shown(self) -> tuple[ShownValue, ...]:
        """Return the values that the letter and its choices show."""
        return (*self.shown, *(value for choice in self.choices for value in choice.shown))

    @property
    def dated(self) -> bool:
        """Return whether the inject comes in a single turn that the scenario fixes."""
        plain = self.on is None and self.deck is None and not self.follows
        return plain and self.turns is not None and self.turns[0] == self.turns[1]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the choices. Choice number 1 comes first."""
        return tuple(choice.name for choice in self.choices)

    def reads(self, seat: str) -> bool:
        """Return whether a seat may read the inject."""
        return EVERYONE in self.seen_by or seat in self.seen_by or seat in self.by

    def addressed(self, seat: str) -> bool:
        """Return whether the inject is addressed to a seat, or asks the seat a question."""
        return EVERYONE in self.to or seat in self.to or seat in self.by


def words_of(injects: Mapping[str, Inject]) -> dict[str, tuple[str, ...]]:
    """Return, for every inject with choices, the words of its choices."""
    return {name: inject.words for name, inject in injects.items() if inject.choices}
