"""Writes down one game's turn while its program runs: every contribution, every die, every report.

Must not know: what the numbers mean.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np

from wargame.model.outcome import Draw, Entry, ReportLine
from wargame.rulebook import MetricLayout, Rulebook
from wargame.rulebook.axes import Axes
from wargame.rulebook.graph import Node
from wargame.rulebook.step_code import EntrySpec

Shown = tuple[Any, Axes]  # a value of a report and the axes that it has there


@attrs.frozen
class _Place:
    """Where an entry's contributions go: form of its target for one game, and the entities of each of its cells."""

    spec: EntrySpec
    shape: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, spec: EntrySpec, layout: MetricLayout) -> _Place:
        free = tuple(n for n, c in zip(layout.shape, spec.cells, strict=True) if isinstance(c, str))
        flat = np.arange(len(layout.cells)).reshape(layout.shape)
        chosen = flat[tuple(c if isinstance(c, int) else slice(None) for c in spec.cells)]
        return cls(spec, (*free, 1), tuple(layout.cells[i] for i in np.reshape(chosen, -1).tolist()))


@attrs.define
class TurnLedger:
    """Collects what a recorded turn of a single game calls out; the program calls `dense`, `rows`, `draw`, `report`."""

    rulebook: Rulebook
    places: dict[int, _Place]  # kept from turn to turn by whoever adjudicates
    entries: list[Entry] = attrs.field(factory=list)
    draws: list[Draw] = attrs.field(factory=list)
    reports: list[ReportLine] = attrs.field(factory=list)

    def dense(self, number: int, amount: Any, where: Any) -> None:
        """Contributions to all cells of an entry's target, where a condition holds."""
        values = np.asarray(amount)
        if not values.any():
            return
        place = self._place(number)
        values = (values if values.shape == place.shape else np.broadcast_to(values, place.shape)).reshape(-1)
        if where is not None:
            values = np.where(np.broadcast_to(where, place.shape).reshape(-1), values, 0.0)
        spec = place.spec
        for cell in np.flatnonzero(values).tolist():
            entities, change = place.cells[cell], float(values[cell])
            self.entries.append(Entry(spec.phase, spec.step, spec.metric, entities, spec.cause, change))

    def rows(self, number: int, index: Any, amount: Any, leads: bool) -> None:
        """Contributions to chosen cells of an entry's target; `index` as numpy takes it, games last."""
        whole = np.zeros(self._place(number).shape)
        if leads:  # an amount that lacks axes which were not chosen is the same all along them
            rows, *kept = whole[index].shape
            amount = np.moveaxis(np.broadcast_to(amount, (*kept, rows)), -1, 0)
        whole[index] = amount
        self.dense(number, whole, None)

    def _place(self, number: int) -> _Place:
        place = self.places.get(number)
        if place is None:
            spec = self.rulebook.recorded_turn.registers.entries[number]
            place = self.places[number] = _Place.of(spec, self.rulebook.layout[spec.metric])
        return place

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
