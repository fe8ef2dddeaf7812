"""Actions: kinds of orders, with their targets, levels, prices and conditions.

Must not know: whether an order is legal now. The rulebook computes the legal orders.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.text.formula import Formula

EVERYONE = "everyone"


@attrs.frozen
class ActionTarget:
    """One target of an action. The role of the target is also the name of an axis in `requires` and `cost`."""

    role: str
    kind: str


@attrs.frozen
class Requirement:
    """A condition that must hold at the target of an order. The text is shown to the seat if the condition fails."""

    that: Formula
    otherwise: str


@attrs.frozen
class Action:
    """One action of the rules.

    `levels`: the possible levels, in rising order.
    `cost`: maps `ap` and each currency to the formula of a price. The formula is computed at the target.
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
    deal_action: bool = False  # whether an order of the action is given at a table, or is the terms of a deal
    words: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)  # target -> the words of its levels, from level 1
    one_of: str = ""  # a role: a seat should name the same target in this role in all its orders of a turn
    template: Place | None = None  # the place of the engine's rule that made the action

    @property
    def die(self) -> str:
        """Return the name of the action in the names of its dice: the old name (`was`) if the action was renamed."""
        return self.was or self.name

    @property
    def weighed(self) -> bool:
        """Return whether a doctrine may have a weight for this action.

        Answers and deal orders have no weight.
        """
        return not self.words and not self.deal_action

    def levels_at(self, targets: tuple[str, ...]) -> tuple[float, ...]:
        """Return the possible levels of an order at these targets.

        The result has one level for each word if the action has words in place of levels.
        """
        return self.levels[: len(self.words_at(targets))] if self.words else self.levels

    def words_at(self, targets: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words for the levels at these targets. The first word stands for level 1.

        The result is empty if levels are plain numbers.
        """
        return self.words.get(targets[0], ()) if self.words else ()
