"""Actions: kinds of orders, with their targets, levels, prices and conditions.

Must not know: whether an order is legal now; the rulebook computes the legal orders.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.formula import Formula

EVERYONE = "everyone"


@attrs.frozen
class ActionTarget:
    """One target of an action. The target's role is also the name of an axis in `requires` and `cost`."""

    role: str
    kind: str


@attrs.frozen
class Requirement:
    """A condition at the order's target, and the sentence for a refusal."""

    that: Formula
    otherwise: str


@attrs.frozen
class Action:
    """One action of the rule book.

    `levels`: the possible levels, in rising order.
    `cost`: maps `ap` and the currencies to formulas at the target.
    """

    name: str
    by: tuple[str, ...]
    place: Place
    targets: tuple[ActionTarget, ...] = ()
    levels: tuple[float, ...] = (1.0,)
    cost: Mapping[str, Formula] = attrs.field(factory=dict)
    requires: tuple[Requirement, ...] = ()
    repeat: bool = True
    stack: bool = False
    label: str = ""
    describe: str = ""
    effect: str = ""
    source: str = ""
    seen_by: tuple[str, ...] = (EVERYONE,)
    was: str = ""
    deal_action: bool = False  # whether it is an order at a table, or the terms of a deal
    words: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)  # target -> the words of its levels from 1
    one_of: str = ""  # all orders of a turn should have the same target in this role
    template: Place | None = None  # the place of the engine's rule from which it was made

    @property
    def die(self) -> str:
        """Return the action's name in the keys of its dice. A renamed action keeps its old name there."""
        return self.was or self.name

    @property
    def weighed(self) -> bool:
        """Return whether a doctrine weighs the effort of this action: no answers and no deal orders."""
        return not self.words and not self.deal_action

    def levels_at(self, targets: tuple[str, ...]) -> tuple[float, ...]:
        """Return the levels at a target. There are as many levels as words if levels have words."""
        return self.levels[: len(self.words_at(targets))] if self.words else self.levels

    def words_at(self, targets: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words of the levels at a target. There are no words if levels are numbers."""
        return self.words.get(targets[0], ()) if self.words else ()
