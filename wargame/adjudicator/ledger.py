"""Records one game's turn while its program runs: every contribution, every die, every report.

Must not know: what the numbers mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np

from wargame.model.outcome import Draw, Entry, ReportLine
from wargame.numeric.exact import Floats
from wargame.rulebook import MetricLayout, Rulebook
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.nodes import DrawNode
from wargame.rulebook.numpy_writer.registers import EntrySpec

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


@attrs.frozen(eq=False)
class EntryPlaces:
    """What is worked out once for a rule book: the places of entries by number, the keys of dice by node."""

    rulebook: Rulebook
    places: dict[int, _Place] = attrs.field(factory=dict)
    keys: dict[int, tuple[str, ...]] = attrs.field(factory=dict)

    def place(self, number: int) -> _Place:
        """Return where an entry's contributions go."""
        if number not in self.places:
            spec = self.rulebook.recorded_turn.registers.entries[number]
            self.places[number] = _Place.of(spec, self.rulebook.layout[spec.metric])
        return self.places[number]

    def keys_of(self, node: DrawNode) -> tuple[str, ...]:
        """Return the keys of all dice of a node, in the order of its axes' cells. A node is as old as its program."""
        if id(node) not in self.keys:
            book = self.rulebook.world.book
            die, over = node.die, node.over
            codes = [book.dice[book.kind_of[a]] for a in over]
            at = [node.axes.index(a) for a in over]
            self.keys[id(node)] = tuple(
                f"{die}|{','.join(code[place[i]] for code, i in zip(codes, at, strict=True))}"
                for place in np.ndindex(book.shape(node.axes))
            )
        return self.keys[id(node)]


@attrs.define
class TurnLedger:
    """Collects the entries of a recorded turn of a single game. The program calls `dense`, `rows`, `draw`, `report`.

    Amounts are only copied while the turn runs; `entries` sorts them out at once, as most of them are zeros.
    """

    entry_places: EntryPlaces
    draws: list[Draw] = attrs.field(factory=list)
    reports: list[ReportLine] = attrs.field(factory=list)
    _booked: list[_Place] = attrs.field(factory=list)
    _amounts: list[Floats] = attrs.field(factory=list)

    def dense(self, number: int, amount: Any, where: Any) -> None:
        """Contributions to all cells of an entry's target, where a condition holds."""
        place = self.entry_places.place(number)
        whole = np.empty(place.shape)  # a copy: the amount may be written to before the turn is over
        whole[...] = amount if where is None else np.where(where, amount, 0.0)
        self._booked.append(place)
        self._amounts.append(whole.reshape(-1))

    def rows(self, number: int, index: Any, amount: Any, leads: bool) -> None:
        """Contributions to chosen cells of an entry's target; `index` as numpy takes it, games last."""
        place = self.entry_places.place(number)
        whole = np.zeros(place.shape)
        if leads:  # an amount that lacks axes which were not chosen is the same all along them
            rows, *kept = whole[index].shape
            wide = np.broadcast_to(amount, (*kept, rows))
            amount = wide.transpose(wide.ndim - 1, *range(wide.ndim - 1))
        whole[index] = amount
        self._booked.append(place)
        self._amounts.append(whole.reshape(-1))

    @property
    def entries(self) -> list[Entry]:
        """Every contribution that is not nothing, in the order in which the turn made them."""
        if not self._booked:
            return []
        amounts = np.concatenate(self._amounts)
        found = np.flatnonzero(amounts)
        ends = np.cumsum([len(place.cells) for place in self._booked])
        owners = np.searchsorted(ends, found, side="right")
        cells = found - ends[owners]  # counted from the end of its place: negative
        entries = []
        for owner, cell, amount in zip(owners.tolist(), cells.tolist(), amounts[found].tolist(), strict=True):
            place = self._booked[owner]
            spec = place.spec
            entries.append(Entry(spec.phase, spec.step, spec.metric, place.cells[cell], spec.cause, amount))
        return entries

    def draw(self, node: DrawNode, values: Any, index: tuple[Any, ...] | None) -> None:
        """Dice that fell: of all entities, or of the chosen ones."""
        keys = self.entry_places.keys_of(node)
        faces = np.asarray(values, dtype=np.float64)
        shape = self.entry_places.rulebook.world.book.shape(node.axes)
        if index is None:
            fallen = faces if faces.size == len(keys) else np.broadcast_to(faces, (*shape, 1))
        elif index:
            fallen = faces if faces.size == index[0].size else np.broadcast_to(faces, index[0].shape)
            keys = tuple(keys[cell] for cell in np.ravel_multi_index(index, shape).tolist())
        else:
            fallen = faces
            keys = keys * faces.size
        self.draws += map(Draw, keys, fallen.reshape(-1).tolist())

    def report(self, number: int, when: Shown | None, values: dict[str, Shown], rows: Any) -> None:
        """Sentences of a step, one for each entity where it applies."""
        if when is not None and not np.any(when[0]):
            return
        rulebook = self.entry_places.rulebook
        checked, report = rulebook.recorded_turn.registers.reports[number]
        book = rulebook.world.book
        axes = book.sort(checked.over)
        if rows is not None:
            cells, games = rows
            places = [tuple(int(c[r]) for c in cells) for r in range(len(games))]
        else:
            places = list(np.ndindex(book.shape(axes)))
        for row, place in enumerate(places):
            by_axis = dict(zip(axes, place, strict=True))
            chosen = row if rows is not None else 0
            if when is not None and not _at(when, chosen, by_axis):
                continue
            codes = {a: book.codes[book.kind_of[a]][i] for a, i in by_axis.items()}
            words: dict[str, Any] = {a: rulebook.scenario.label(code) for a, code in codes.items()}
            words |= {name: _at(shown, chosen, by_axis) for name, shown in values.items()}
            entities = tuple(codes[a] for a in checked.over)
            text = report.text.format(**words)
            self.reports.append(ReportLine(checked.step.phase, checked.step.id, entities, text, report.seen_by))


def _at(shown: Shown, row: int, by_axis: Mapping[str, int]) -> float:
    """Return the value of a report's formula in one row, or at one place."""
    value, axes = shown
    array = np.asarray(value)
    if array.ndim == 0:
        return float(array)
    last = row if array.shape[-1] > 1 else 0
    return float(array[(*(by_axis[a] for a in axes), last)])
