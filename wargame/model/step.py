"""Steps: the rules themselves, each one simultaneous change of the state within a phase.

Must not know: how a step is computed.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.formula import Formula


@attrs.frozen
class Let:
    """A named value of a step, computed from the state before the step."""

    name: str
    value: Formula


@attrs.frozen
class Set:
    """The new value of a target."""

    target: Formula
    value: Formula


@attrs.frozen
class Cause:
    """One named contribution to a target."""

    name: str
    amount: Formula


@attrs.frozen
class Add:
    """Contributions that are added to a target."""

    target: Formula
    causes: tuple[Cause, ...]


@attrs.frozen
class Move:
    """A transfer that keeps the sum. With `spread`, the sum of the amounts is divided in proportion to that weight."""

    amount: Formula
    origin: Formula
    goal: Formula
    spread: Formula | None = None
    name: str = ""


@attrs.frozen
class After:
    """Contributions that are computed now and arrive when a later turn opens."""

    turns: int
    add: tuple[Add, ...]


@attrs.frozen
class Report:
    """A sentence for its readers. The step reports the sentence at every cell at which `when` holds."""

    text: str
    place: Place
    when: Formula | None = None
    seen_by: tuple[str, ...] = ("everyone",)
    starts: tuple[tuple[int, Place], ...] = ()  # as in Formula, for text folded from several lines

    def place_at(self, offset: int) -> Place:
        """Return the place in the file of the character at `offset` of the text."""
        return Formula(self.text, self.place, self.starts).place_at(offset)


@attrs.frozen
class Step:
    """One rule: its axes, condition, values and changes."""

    id: str
    phase: str
    place: Place
    name: str = ""
    over: tuple[str, ...] = ()
    when: Formula | None = None
    lets: tuple[Let, ...] = ()
    sets: tuple[Set, ...] = ()
    adds: tuple[Add, ...] = ()
    moves: tuple[Move, ...] = ()
    afters: tuple[After, ...] = ()
    reports: tuple[Report, ...] = ()
    plays: str = ""
    because: str = ""
    source: str = ""
    was: Mapping[str, str] = attrs.field(factory=dict)  # "step" or a let's name -> the old name that keys its dice
    inject: str = ""  # the inject whose letter this rule is
    table: str = ""  # the table at which this rule lets parties deal
    template: Place | None = None  # the place of the engine's rule from which it was made

    def die(self, let: str) -> str:
        """Return the name of a let in the key of its draw. A renamed let keeps its old name there."""
        return f"{self.was.get('step', self.id)}.{self.was.get(let, let)}"
