"""Steps: the rules. Each step changes all its targets at once, within one phase.

A let is a line of a step that gives a name to a value.

A cell is one number of a metric, such as the fear of one road.

Must not know: how a step is computed.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.text.formula import Formula


@attrs.frozen
class Let:
    """A named value of a step. The value is computed from the state before the step."""

    name: str
    value: Formula


@attrs.frozen
class Set:
    """A change that gives a target a new value."""

    target: Formula
    value: Formula


@attrs.frozen
class Cause:
    """One named amount that a step adds to a target."""

    name: str
    amount: Formula


@attrs.frozen
class Add:
    """A change that adds named amounts to a target."""

    target: Formula
    causes: tuple[Cause, ...]


@attrs.frozen
class Move:
    """A transfer between cells. The sum of these cells stays the same.

    Several cells receive the sum of the amounts if there is a `spread`. Each cell gets a part in proportion to its
    weight `spread`.
    """

    amount: Formula
    origin: Formula
    goal: Formula
    spread: Formula | None = None
    name: str = ""


@attrs.frozen
class After:
    """Amounts that are computed now and added when a later turn opens."""

    turns: int
    add: tuple[Add, ...]


@attrs.frozen
class Report:
    """A sentence for its readers. The step reports the sentence at every cell at which `when` holds."""

    text: str
    place: Place
    when: Formula | None = None
    seen_by: tuple[str, ...] = ("everyone",)
    starts: tuple[tuple[int, Place], ...] = ()  # as in Formula, for text that YAML joins from several lines

    def place_at(self, offset: int) -> Place:
        """Return the place in the file of the character at position `offset` of the text."""
        return Formula(self.text, self.place, self.starts).place_at(offset)


@attrs.frozen
class Step:
    """One rule: its axes, its condition, its named values and its changes."""

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
    was: Mapping[str, str] = attrs.field(factory=dict)  # "step" or a let -> its old name, which its dice keep
    inject: str = ""  # the inject whose text and effects are this rule
    table: str = ""  # the table at which this rule lets parties make deals
    template: Place | None = None  # the place of the engine's rule that made the step

    def die(self, let: str) -> str:
        """Return the name of a let in the name of its die: the old name (`was`) if an author renamed the let."""
        return f"{self.was.get('step', self.id)}.{self.was.get(let, let)}"
