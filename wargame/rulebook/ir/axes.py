"""Axes: the named dimensions of values, their sizes, and their canonical order (the fixed order in which arrays store
axes).

Must not know: formulas, or how values are computed.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.rules.action import ActionTarget
from wargame.model.rules.kinds import FACTION
from wargame.model.scenario.scenario import Scenario

Axes = tuple[str, ...]


def role_axis(target: ActionTarget) -> str:
    """Return the axis of a target of an action. A target without a named role has the axis of its kind."""
    return target.kind if target.role == target.kind else f"{target.role}:{target.kind}"


@attrs.frozen
class AxisBook:
    """The kind of every axis name and the codes of every kind.

    Some axes number the givers of orders. These axes come first. The axis of factions comes before the axes of all
    other givers. An array of effort therefore holds all numbers of one giver side by side.
    """

    kind_of: dict[str, str]  # the reader adds temporary names while two axes swap their names
    codes: Mapping[str, tuple[str, ...]]  # kind -> codes in file order
    dice: Mapping[str, tuple[str, ...]]  # kind -> the entities' names in the names of dice
    order: dict[str, int]

    @classmethod
    def of(cls, scenario: Scenario) -> AxisBook:
        """Return the axes of a scenario: every kind, its second name, and the roles of actions with two targets."""
        kinds = scenario.rules.kinds
        kind_of: dict[str, str] = {}
        for name in sorted(kinds, key=lambda name: (name != FACTION, not kinds[name].playing)):
            kind_of[name] = name
            if kinds[name].again:
                kind_of[kinds[name].again] = name
        for action in scenario.rules.actions.values():
            for target in action.targets:
                kind_of.setdefault(role_axis(target), target.kind)
        codes = {name: scenario.of_kind(name) for name in kinds}
        dice = {
            name: tuple(
                scenario.entities[c].die if c in scenario.entities else kinds[name].was.get(c, c) for c in codes[name]
            )
            for name in kinds
        }
        return cls(kind_of, codes, dice, {axis: i for i, axis in enumerate(kind_of)})

    def size(self, axis: str) -> int:
        """Return the number of entities of an axis."""
        return len(self.codes[self.kind_of[axis]])

    def index(self, axis: str, code: str) -> int:
        """Return the position of an entity on an axis. Raises ValueError if the entity is of another kind."""
        return self.codes[self.kind_of[axis]].index(code)

    def sort(self, axes: set[str] | Axes) -> Axes:
        """Return the axes in canonical order."""
        return tuple(sorted(axes, key=self.order.__getitem__))

    def union(self, *parts: Axes) -> Axes:
        """Return all axes of several values, in canonical order."""
        found = parts[0]
        for part in parts[1:]:
            if part != found and not set(part) <= set(found):
                found = self.sort(set(found) | set(part))
        return found

    def shape(self, axes: Axes) -> tuple[int, ...]:
        """Return the sizes of the axes."""
        return tuple(self.size(a) for a in axes)
