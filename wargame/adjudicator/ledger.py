"""Makes the ledger of one turn of one game. The program of the turn records causes and cells as numbers.

This module replaces these numbers by names.

Must not know: the meaning of the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np

from wargame.model.match.outcome import Draw, Entry, ReportLine
from wargame.model.rules.number_style import written
from wargame.rulebook import Rulebook
from wargame.rulebook.checked import WRITTEN
from wargame.rulebook.python_writer.recorded import Recorded

_Place = tuple[str, str, str, tuple[str, ...], str]  # all parts of an entry except its amount
_Told = tuple[str, str, tuple[str, ...], str, tuple[str, ...], dict[str, str]]  # a report, and the names for its braces


class _Places(dict[int, _Place]):
    """The entries of the ledger by their number. The first request for an entry makes the entry.

    A turn reads entries hundreds of times. `dict` returns an existing entry without a call of Python code.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__()
        self.rulebook = rulebook

    def __missing__(self, number: int) -> _Place:
        spec, cell = self.rulebook.recorded_turn.places.spec(number)
        layout = self.rulebook.layout[spec.metric]
        position = int(np.ravel_multi_index(cell, layout.shape)) if cell else 0
        self[number] = spec.phase, spec.step, spec.metric, layout.cells[position], spec.cause
        return self[number]


@attrs.frozen(eq=False)
class Ledger:
    """Replaces numbers by names in the records of turns under one rule book."""

    rulebook: Rulebook
    _places: _Places = attrs.field(init=False, default=attrs.Factory(lambda self: _Places(self.rulebook), True))
    _told: dict[tuple[int, int], _Told] = attrs.field(factory=dict)

    def entries(self, recorded: Recorded) -> list[Entry]:
        """Return every amount that was added to a cell, in the order of the turn."""
        places = self._places
        return [Entry(*places[number], amount) for number, amount in recorded.amounts]

    def draws(self, recorded: Recorded) -> tuple[Draw, ...]:
        """Return the dice that were used, in their order."""
        names = self.rulebook.recorded_turn.dice.names
        return tuple(Draw(names[number], float(face)) for number, face in recorded.faces)

    def reports(self, recorded: Recorded) -> tuple[ReportLine, ...]:
        """Return the sentences that steps reported."""
        return tuple(self._report(*each) for each in recorded.sentences)

    def _report(self, number: int, cell: int, values: Mapping[str, float]) -> ReportLine:
        told = self._told.get((number, cell))
        if told is None:
            told = self._told[number, cell] = self._named(number, cell)
        phase, step, entities, text, seen_by, words = told
        _, report = self.rulebook.recorded_turn.places.reports[number]
        shown = {WRITTEN.format(name): written(metric, values[name]) for name, metric in report.metrics.items()}
        return ReportLine(phase, step, entities, text.format(**{**words, **values, **shown}), seen_by)

    def _named(self, number: int, cell: int) -> _Told:
        """Return the text of a report at one entity of its step. The braces in the text have no values yet."""
        rulebook = self.rulebook
        checked, report = rulebook.recorded_turn.places.reports[number]
        book = rulebook.world.book
        axes = book.sort(checked.over)
        place = np.unravel_index(cell, book.shape(axes)) if axes else ()
        codes = {a: book.codes[book.kind_of[a]][int(i)] for a, i in zip(axes, place, strict=True)}
        words = {a: rulebook.scenario.label(code) for a, code in codes.items()}
        entities = tuple(codes[a] for a in checked.over)
        return checked.step.phase, checked.step.id, entities, report.text, report.seen_by, words
