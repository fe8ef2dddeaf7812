"""Which cells of the state a seat sees; the one place where views are redacted.

Must not know: screens, or what is done with a view. Before fog tables: what a seat owns it sees exactly, what nobody
owns everyone sees, the rest is unseen.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.adjudicator.state import State
from wargame.model.view import Cells
from wargame.rulebook import Rulebook


def visible(rulebook: Rulebook, seat: str | None, metric: str) -> frozenset[tuple[str, ...]]:
    """The cells of a metric that a seat sees; all of them for the truth (no seat)."""
    layout = rulebook.layout[metric]
    if seat is None:
        return frozenset(layout.cells)
    book = rulebook.world.book
    axes = tuple(layout.metric.of)
    order = [axes.index(a) for a in layout.axes]
    seen = set()
    for cell in layout.cells:
        places = tuple(book.index(layout.axes[i], cell[k]) for i, k in enumerate(order))
        if rulebook.world.sees(seat, metric, places):
            seen.add(cell)
    return frozenset(seen)


def view_cells(rulebook: Rulebook, state: State, seat: str | None, game: int = 0) -> Mapping[str, Cells]:
    """Everything of a game that a seat sees: metric -> entity codes -> value; only metrics with a seen cell."""
    found: dict[str, Cells] = {}
    for name in rulebook.layout:
        seen = visible(rulebook, seat, name)
        if seen:
            found[name] = {cell: value for cell, value in state.cells(name, game).items() if cell in seen}
    return found
