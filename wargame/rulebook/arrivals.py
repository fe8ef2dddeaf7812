"""Arrivals: the delayed contributions of steps, and the ring of slots that stores them until their turn.

Must not know: how steps are written.
"""

from __future__ import annotations

import attrs

from wargame.rulebook.checked import CheckedAfter, CheckedStep, WrittenCells


@attrs.frozen
class Arrival:
    """A delayed contribution. Its ring has `turns` slots."""

    turns: int
    target: WrittenCells
    phase: str
    step: str
    cause: str

    @classmethod
    def of(cls, checked: CheckedStep, after: CheckedAfter, cause: str) -> Arrival:
        """Return one cause of a step's delayed contributions."""
        step = checked.step
        return cls(after.turns, after.add.target, step.phase, step.id, cause or step.name or step.id)
