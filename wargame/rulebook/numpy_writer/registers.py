"""What an emitted turn refers to by number: ledger entries, arrivals, reports.

Must not know: how steps are written.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from wargame.rulebook.checked import CheckedAfter, CheckedReport, CheckedStep, WrittenCells

HELD = "held at the limit"


@attrs.frozen
class EntrySpec:
    """What a ledger entry speaks of: `cells` per storage axis of the metric, a position or an axis name."""

    phase: str
    step: str
    metric: str
    cells: tuple[int | str, ...]
    cause: str


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


@attrs.define
class Registers:
    """What the emitted program refers to by number: ledger entries, arrivals, reports."""

    arrivals: Iterator[tuple[int, Arrival]]  # by number, in the order in which steps write them
    entries: list[EntrySpec] = attrs.field(factory=list)
    reports: list[tuple[CheckedStep, CheckedReport]] = attrs.field(factory=list)
