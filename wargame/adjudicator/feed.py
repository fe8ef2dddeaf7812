"""Applies a dated record to games, turn by turn. The record gives effort in place of orders, and numbers for metrics.

Must not know: files, or the purpose of the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np

from wargame.adjudicator.state import State
from wargame.model.rules.metric import MetricType
from wargame.model.scenario.dated_record import DatedRecord
from wargame.numeric.exact import to_grid
from wargame.rulebook import Rulebook
from wargame.rulebook.rulebook import MetricLayout

SUMS = ("effort", "ordered")
Index = tuple[int, ...]


@attrs.frozen(eq=False)
class Feed:
    """A dated record with the storage positions of its cells.

    `effort`: action -> (index of the cells, numbers by turn).
    `metrics`: the metric, whether numbers are added to its values, and (index of the cells, numbers by turn).
    """

    effort: dict[str, tuple[tuple[Index, tuple[float, ...]], ...]]
    metrics: tuple[tuple[MetricLayout, bool, tuple[tuple[Index, tuple[float, ...]], ...]], ...]
    starts: Mapping[str, int]  # the first row of each effort in `State.effort_block`

    @classmethod
    def of(cls, rulebook: Rulebook, record: DatedRecord) -> Feed:
        """Return a record with the storage positions of its cells.

        The caller has already multiplied the numbers of the record by the constant `times` of the record.
        """
        book = rulebook.world.book
        effort = {}
        for given in record.effort:
            checked = rulebook.rules.actions[given.action]
            declared = (
                *((checked.giver_axis,) if checked.giver_axis else ()),
                *(t.kind for t in checked.action.targets),
            )
            axes = book.sort(declared)
            rows = []
            for cell, numbers in given.by_turn.items():
                places = {axis: book.index(axis, code) for axis, code in zip(declared, cell, strict=True)}
                rows.append((tuple(places[axis] for axis in axes), numbers))
            effort[given.action] = tuple(rows)
        metrics = []
        for row in record.metrics:
            layout = rulebook.layout[row.metric]
            cells = [np.unravel_index(layout.cells.index(cell), layout.shape) for cell in row.by_turn]
            indices = [tuple(int(i) for i in cell) for cell in cells]
            metrics.append((layout, row.added, tuple(zip(indices, row.by_turn.values(), strict=True))))
        return cls(effort, tuple(metrics), rulebook.effort_starts)

    def apply(self, state: State) -> None:
        """Write the record's numbers for the present turn.

        Call this after orders were settled and before the rules run.
        """
        for action, rows in self.effort.items():
            mine = tuple(f"{kind}:{action}:" for kind in SUMS)  # one row for each target, if a rule reads it
            for key in (key for key in state.efforts if key.startswith(mine)):
                view = state.efforts[key]
                view[...] = 0.0
                for index, numbers in rows:
                    view[index] = numbers[min(state.turn, len(numbers)) - 1]
                state.touch(key, self.starts[key])
        for layout, added, rows in self.metrics:
            array = state.array(layout.metric.name)
            for index, numbers in rows:
                if state.turn <= len(numbers):
                    array[index] = _limited(layout, numbers[state.turn - 1] + (array[index] if added else 0.0))


def _limited(layout: MetricLayout, values: Any) -> Any:
    """Return values as the metric stores them.

    The values are limited to the range of the metric, and rounded to multiples of 2^-30 or to whole numbers.
    """
    metric = layout.metric
    held = to_grid(np.asarray(values, dtype=np.float64)) if metric.type is MetricType.NUMBER else np.rint(values)
    return np.clip(held, metric.low, metric.high)
