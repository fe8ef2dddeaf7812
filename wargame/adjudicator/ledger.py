"""Writes down one game's turn while its program runs: every contribution, every die, every report.

Must not know: what the numbers mean.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np

from wargame.model.outcome import Draw, Entry, ReportLine
from wargame.rulebook import Rulebook
from wargame.rulebook.axes import Axes
from wargame.rulebook.graph import Node

Shown = tuple[Any, Axes]  # a value of a report and the axes that it has there


@attrs.define
class TurnLedger:
    """Collects what a recorded turn of a single game calls out; the program calls `dense`, `rows`, `draw`, `report`."""

    rulebook: Rulebook
    entries: list[Entry] = attrs.field(factory=list)
    draws: list[Draw] = attrs.field(factory=list)
    reports: list[ReportLine] = attrs.field(factory=list)

    def dense(self, number: int, amount: Any, where: Any) -> None:
        """Contributions to all cells of an entry's target, where a condition holds."""
        spec = self.rulebook.recorded_turn.registers.entries[number]
        layout = self.rulebook.layout[spec.metric]
        free = tuple(n for n, c in zip(layout.shape, spec.cells, strict=True) if isinstance(c, str))
        values = np.broadcast_to(amount, (*free, 1))[..., 0]
        if where is not None:
            values = np.where(np.broadcast_to(where, (*free, 1))[..., 0], values, 0.0)
        for place in zip(*np.nonzero(values), strict=True) if free else [()] * int(values != 0.0):
            self._entry(number, tuple(int(i) for i in place), float(values[place]))

    def rows(self, number: int, index: Any, amount: Any, leads: bool) -> None:
        """Contributions to chosen cells of an entry's target; `index` as numpy takes it, games last."""
        spec = self.rulebook.recorded_turn.registers.entries[number]
        layout = self.rulebook.layout[spec.metric]
        free = tuple(n for n, c in zip(layout.shape, spec.cells, strict=True) if isinstance(c, str))
        whole = np.zeros((*free, 1))
        whole[index] = np.moveaxis(amount, -1, 0) if leads else amount
        self.dense(number, whole, None)

    def _entry(self, number: int, place: tuple[int, ...], amount: float) -> None:
        spec = self.rulebook.recorded_turn.registers.entries[number]
        layout = self.rulebook.layout[spec.metric]
        positions = list(place)
        full = tuple(c if isinstance(c, int) else positions.pop(0) for c in spec.cells)
        flat = int(np.ravel_multi_index(full, layout.shape)) if full else 0
        self.entries.append(Entry(spec.phase, spec.step, spec.metric, layout.cells[flat], spec.cause, amount))

    def draw(self, node: Node, values: Any, index: tuple[Any, ...] | None) -> None:
        """Dice that fell: of all entities, or of the chosen ones."""
        die, _, over, _ = node.data
        book = self.rulebook.world.book
        codes = [book.dice[book.kind_of[a]] for a in over]
        if index is None:
            shape = book.shape(node.axes)
            faces = np.broadcast_to(values, (*shape, 1))[..., 0]
            fallen = [(place, float(faces[place])) for place in np.ndindex(shape)]
        else:
            faces = np.broadcast_to(values, index[0].shape if index else np.shape(values))
            fallen = [(tuple(int(i[r]) for i in index), float(face)) for r, face in enumerate(faces)]
        for place, face in fallen:
            by_axis = dict(zip(node.axes, place, strict=True))
            name = ",".join(codes[i][by_axis[a]] for i, a in enumerate(over))
            self.draws.append(Draw(f"{die}|{name}", face))

    def report(self, number: int, when: Shown | None, values: dict[str, Shown], rows: Any) -> None:
        """Sentences of a step, one for each entity where it applies."""
        checked, report = self.rulebook.recorded_turn.registers.reports[number]
        book = self.rulebook.world.book
        axes = book.sort(checked.over)
        if rows is not None:
            cells, games = rows
            places = [tuple(int(c[r]) for c in cells) for r in range(len(games))]
        else:
            places = list(np.ndindex(book.shape(axes)))
        for row, place in enumerate(places):
            by_axis = dict(zip(axes, place, strict=True))

            def at(shown: Shown, row: int = row, by_axis: dict[str, int] = by_axis) -> float:
                value, value_axes = shown
                array = np.asarray(value)
                if array.ndim == 0:
                    return float(array)
                last = row if rows is not None and array.shape[-1] > 1 else 0
                return float(array[(*(by_axis[a] for a in value_axes), last)])

            if when is not None and not at(when):
                continue
            codes = {a: book.codes[book.kind_of[a]][i] for a, i in by_axis.items()}
            words: dict[str, Any] = {a: self.rulebook.scenario.label(code) for a, code in codes.items()}
            words |= {name: at(shown) for name, shown in values.items()}
            entities = tuple(codes[a] for a in checked.over)
            text = report.text.format(**words)
            self.reports.append(ReportLine(checked.step.phase, checked.step.id, entities, text, report.seen_by))
