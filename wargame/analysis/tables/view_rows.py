"""Rows about what a seat knew after each turn: exact numbers, estimates and words.

Must not know: the truth.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.analysis.tables.table import TableRow, entities_of
from wargame.game.match import Match


def view_rows(keys: TableRow, match: Match, seat: str) -> Iterator[TableRow]:
    """Return a row for each number or word that the seat knew after each turn. Turn 0 is the opening."""
    metrics = match.scenario.rules.metrics
    for turn in range(match.played + 1):
        view = match.view_at(seat, turn + 1)
        for name in metrics:
            if metrics[name].inner:
                continue
            values, estimates = view.metrics.get(name, {}), view.estimates.get(name, {})
            for cell in dict.fromkeys((*values, *estimates)):
                estimate = estimates.get(cell)
                yield {
                    **keys,
                    "turn": turn,
                    "seat": seat,
                    "metric": name,
                    **entities_of(cell),
                    "value": values.get(cell),
                    "half": estimate.half if estimate else None,
                    "step": (estimate.step or None) if estimate else None,
                    "age": estimate.age if estimate else None,
                    "word": (estimate.word or None) if estimate else None,
                }
