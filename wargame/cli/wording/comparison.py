"""Two saved games side by side, as lines and as an object for JSON.

Must not know: how games are compared.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from wargame.analysis.comparison import Comparison, Course
from wargame.game.wording.labels import cell_label
from wargame.game.wording.margin import IF_ENDED
from wargame.game.wording.number import WRITTEN
from wargame.plain.plain_text import capital
from wargame.plain.spelling import Spelling
from wargame.store.shell import shell_word

_WIDTH = 12  # number of characters in a column of values


def comparison_lines(found: Comparison, one: Path, other: Path, spelling: Spelling) -> Iterator[str]:
    """Return lines about two games: orders that differ, metrics and margins by turn, and the endings."""
    for name, path in (("A", one), ("B", other)):
        yield f"{name}: {shell_word(path, sys.stdout.encoding)}"
    dice = "the same dice" if found.same_dice else "other dice, so chance differs too"
    shared = f"are the same up to turn {found.shared}" if found.shared else "differ from the first turn on"
    yield from spelling.lines([f"{found.scenario.title}: the games {shared}, with {dice}."])
    yield ""
    yield from spelling.lines(_orders(found))
    for head, left, right in _series(found):
        yield ""
        yield from spelling.lines([head])
        yield from _table(left, right, found.shared, spelling)
    yield ""
    yield from spelling.lines([_end("A", found.one), _end("B", found.other)])


def _orders(found: Comparison) -> list[str]:
    if not found.orders:
        return ["No order differs."]
    lines = []
    for apart in found.orders:
        one, other = ("; ".join(orders) or "none" for orders in (apart.one, apart.other))
        lines.append(f"Turn {apart.turn}, {capital(found.scenario.label(apart.seat))}. A: {one}. B: {other}.")
    return lines


def _series(found: Comparison) -> Iterator[tuple[str, list[str], list[str]]]:
    """Return the values of each headline and of each margin by turn, as texts, with a heading."""
    for (metric, entities), left in found.one.cells.items():
        known = found.scenario.rules.metrics[metric]
        label = cell_label(found.scenario, metric, entities)
        unit = WRITTEN.unit(known)
        right = found.other.cells[metric, entities]
        one, other = ([WRITTEN.value(known, value) for value in values] for values in (left, right))
        yield f"{label}{f', {unit}' if unit else ''}", one, other
    for seat, margins in found.one.margins.items():
        pair = margins, found.other.margins[seat]
        one, other = ([WRITTEN.signed(value, 2) for value in values] for values in pair)
        yield f"{capital(found.scenario.label(seat))}, {IF_ENDED}", one, other


def _table(left: Sequence[str], right: Sequence[str], shared: int, spelling: Spelling) -> Iterator[str]:
    """Return a row for each turn from the last common turn on.

    `left`, `right`: the values of the two games by turn. A game that has ended shows no more values.
    `shared`: the last common turn.
    """
    rows = [(str(turn), _at(left, turn), _at(right, turn)) for turn in range(shared, max(len(left), len(right)))]
    if all(one == other for _, one, other in rows):
        yield "  the same in every turn"
        return
    yield f"  turn{'A':>{_WIDTH}}{'B':>{_WIDTH}}"
    for turn, one, other in rows:
        yield spelling.spell(f"  {turn:>4}{one:>{_WIDTH}}{other:>{_WIDTH}}{'' if one == other else '  *'}")


def _at(values: Sequence[str], turn: int) -> str:
    return values[turn] if turn < len(values) else ""


def _end(name: str, course: Course) -> str:
    if not course.ending:
        return f"{name} goes on after turn {len(course.turns)}."
    return f"{name} ended by {course.ending.replace('_', ' ')} in turn {len(course.turns)}."


def comparison_report(found: Comparison, one: Path, other: Path) -> dict[str, Any]:
    """Return two games side by side as an object for JSON. Turn 0 is the opening."""
    return {
        "a": _side(found.one, one),
        "b": _side(found.other, other),
        "shared_turns": found.shared,
        "same_dice": found.same_dice,
        "orders": [
            {"turn": apart.turn, "seat": apart.seat, "a": list(apart.one), "b": list(apart.other)}
            for apart in found.orders
        ],
    }


def _side(course: Course, path: Path) -> dict[str, Any]:
    return {
        "save": str(path),
        "turns": len(course.turns),
        "ending": course.ending or None,
        "metrics": [
            {"metric": metric, "entities": list(entities), "values": list(values)}
            for (metric, entities), values in course.cells.items()
        ],
        "margins": {seat: list(values) for seat, values in course.margins.items()},
    }
