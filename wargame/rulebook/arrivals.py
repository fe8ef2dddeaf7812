"""Arrivals: delayed effects of steps. An array with one slot for each coming turn stores these effects.

Must not know: how steps are written.
"""

from __future__ import annotations

import attrs

from wargame.rulebook.checked import CheckedAfter, CheckedStep, WrittenCells


@attrs.frozen
class Arrival:
    """A delayed effect of a step. Its array has `turns` slots, one for each coming turn. The first slot is used again
    after the last slot.
    """

    turns: int
    target: WrittenCells
    phase: str
    step: str
    cause: str

    @classmethod
    def of(cls, checked: CheckedStep, after: CheckedAfter, cause: str) -> Arrival:
        """Return the arrival for one cause of a step's delayed effects."""
        step = checked.step
        return cls(after.turns, after.add.target, step.phase, step.id, cause or step.name or step.id)
