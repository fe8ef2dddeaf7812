"""What steps let arrive in a later turn, and the ring of slots in which it waits.

Must not know: how steps are written.
"""

from __future__ import annotations

import attrs

from wargame.rulebook.checked import CheckedAfter, CheckedStep, WrittenCells


@attrs.frozen
class Arrival:
    """A delayed contribution: the ring of `turns` slots in which it waits belongs to this index."""

    turns: int
    target: WrittenCells
    phase: str
    step: str
    cause: str

    @classmethod
    def of(cls, checked: CheckedStep, after: CheckedAfter, cause: str) -> Arrival:
        """Return one cause of what a step lets arrive later."""
        step = checked.step
        return cls(after.turns, after.add.target, step.phase, step.id, cause or step.name or step.id)
