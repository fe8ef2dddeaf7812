"""Texts about a new branch, and about the tree of branches.

Each branch in the tree has its first difference, its ending and its margins.

Must not know: how a branch is made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from wargame.analysis.comparison import Course, OrdersApart, course, orders_apart
from wargame.game.wording.number import SPOKEN
from wargame.model.rules.deal import turns_text
from wargame.model.scenario.scenario import Scenario
from wargame.plain.plain_text import capital
from wargame.plain.spelling import Spelling
from wargame.store.branch import Branch
from wargame.store.family import Relative
from wargame.store.journal import read
from wargame.store.saved_game import saved_game
from wargame.store.shell import shell_word

_STEP = "   "  # the indent of a branch below its parent


def branch_lines(made: Branch, parent: Path, turn: int, spelling: Spelling) -> list[str]:
    """Return lines about a new branch: the turns that it repeats, the turn in which it stands, and the next command."""
    match = made.match
    before = f"the same as its parent up to turn {turn - 1}" if turn > 1 else "from the opening of its parent"
    if match.ending:
        stands = f"It ends in turn {match.turn}: {match.result().label}."
    else:
        stands = f"It stands at turn {match.turn} of {match.length}."
    old, new = (shell_word(path, sys.stdout.encoding) for path in (parent, made.path))
    next_step = f"To compare: wargame branch --compare {old} {new}" if match.ending else f"wargame play --save {new}"
    return [*spelling.lines([f"A branch, {before}, with the same dice. {stands}"]), next_step]


def branch_report(made: Branch, turn: int) -> dict[str, Any]:
    """Return a new branch as an object for JSON."""
    match = made.match
    return {
        "save": str(made.path),
        "turn": turn,
        "stands_at": match.turn,
        "ending": match.ending or None,
        "margins": {seat.seat: seat.margin for seat in match.result().seats} if match.ending else {},
        "notes": list(made.notes),
    }


@attrs.frozen
class TreeRow:
    """A save in a tree of branches. The tree also holds the parent of the save and the branches of the save.

    `differs`: the orders in which a branch differs from its parent. This field is empty for the root.
    """

    depth: int
    relative: Relative
    scenario: Scenario
    course: Course
    differs: tuple[OrdersApart, ...] = ()

    @property
    def margins(self) -> dict[str, float]:
        """Return the margin of each seat after the last resolved turn."""
        return {seat: values[-1] for seat, values in self.course.margins.items()}


def tree_rows(tree: Relative, depth: int = 0, parent: Course | None = None) -> Iterator[TreeRow]:
    """Return the rows of a tree, each branch below its parent."""
    game = saved_game(read(tree.path))
    here, start = course(game), tree.header.parent
    differs = orders_apart(parent, here, start.turn) if parent is not None and start is not None else ()
    yield TreeRow(depth, tree, game.rulebook.scenario, here, differs)
    for branch in tree.branches:
        yield from tree_rows(branch, depth + 1, here)


def tree_lines(tree: Relative, asked: Path, spelling: Spelling) -> Iterator[str]:
    """Return the tree as lines. The sign `*` marks the save `asked`, which the user named."""
    for row in tree_rows(tree):
        header, start = row.relative.header, row.relative.header.parent
        mark = "*" if row.relative.path.resolve() == asked.resolve() else "-"
        indent = _STEP * row.depth
        yield f"{indent}{mark} {shell_word(row.relative.path, sys.stdout.encoding)}"
        if start is None:
            whence = f"{header.title}, seed {header.seed}."
        elif row.depth == 0:
            whence = f"From turn {start.turn} of {start.file}, which is not here."
        else:
            whence = f"From turn {start.turn}."
        for line in spelling.lines([f"{whence} {_stands(row)}", *_differing(row)]):
            yield f"{indent}  {line}"


def _stands(row: TreeRow) -> str:
    played = len(row.course.turns)
    ending = row.course.ending
    how = f"Ended by {ending.replace('_', ' ')} in turn {played}" if ending else f"Goes on after {turns_text(played)}"
    margins = ", ".join(
        f"{row.scenario.label(seat)} {SPOKEN.signed(margin, 2)}" for seat, margin in row.margins.items()
    )
    return f"{how}.{f' Margins over par: {margins}.' if margins else ''}"


def _differing(row: TreeRow) -> list[str]:
    """Return lines about the first turn in which the orders of a branch differ from the orders of its parent."""
    start = row.relative.header.parent
    if start is None or row.depth == 0:
        return []
    if not row.differs:
        return ["No order differs yet."]
    first = row.differs[0].turn
    more = len({apart.turn for apart in row.differs}) - 1
    told = [apart_line(row.scenario, apart) for apart in row.differs if apart.turn == first]
    return [*told, f"Orders also differ in {turns_text(more)} after that."] if more else told


def apart_line(scenario: Scenario, apart: OrdersApart) -> str:
    """Return the orders of a seat in two games as a sentence. The second game is the branch."""
    one, other = ("; ".join(orders) or "none" for orders in (apart.one, apart.other))
    return f"Turn {apart.turn}, {capital(scenario.label(apart.seat))}: {one} became {other}."


def tree_report(tree: Relative) -> dict[str, Any]:
    """Return the tree as an object for JSON: one row for each save, with its parent."""
    return {"saves": [_tree_row(row) for row in tree_rows(tree)]}


def _tree_row(row: TreeRow) -> dict[str, Any]:
    parent = row.relative.header.parent
    return {
        "save": str(row.relative.path),
        "depth": row.depth,
        "parent": attrs.asdict(parent) if parent else None,
        "turns": len(row.course.turns),
        "ending": row.course.ending or None,
        "margins": row.margins,
        "orders": [
            {"turn": apart.turn, "seat": apart.seat, "parent": list(apart.one), "branch": list(apart.other)}
            for apart in row.differs
        ],
    }
