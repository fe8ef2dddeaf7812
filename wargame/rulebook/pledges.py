"""What formulas may ask about deals: how much of a clause is in force, and whether it began this turn.

Must not know: how deals became steps, or who may read what stands in them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from wargame.model.deal import SIGNED, TABLE, promised, structural
from wargame.rulebook import names
from wargame.rulebook.graph import Node
from wargame.rulebook.world import Symbol

if TYPE_CHECKING:
    from wargame.rulebook.reader import Reader


def read(reader: Reader, node: ast.Call, name: str, expanded: Callable[[str], Node]) -> Node:
    """Read `clause(truce)`, an amount, or `started(truce)`, a truth; both per what the clause is about.

    `clauses(TABLE)` counts the structural clauses in force there. `expanded` reads a formula by its name.
    """
    if name == "clauses":
        return _counted(reader, node, expanded)
    words = [a.id for a in node.args if isinstance(a, ast.Name)]
    if len(words) != 1 or len(node.args) != 1:
        return reader.wrong(node, f"{name} asks about a clause: write {name}(CLAUSE)")
    clauses = reader.world.scenario.rules.deals.clauses
    if words[0] not in clauses:
        return reader.wrong(node.args[0], f"no clause is called `{words[0]}`{names.nearest(words[0], clauses)}")
    reader.read_names.add(words[0])
    amount = _metric(reader, promised(words[0]))
    if name == "clause":
        return amount
    graph, book = reader.graph, reader.world.book
    signed = graph.pick(_metric(reader, SIGNED), TABLE, book.index(TABLE, clauses[words[0]].table))
    zero = graph.number(0.0)
    return graph.op("and", graph.op("gt", amount, zero), graph.op("gt", signed, zero))


def _counted(reader: Reader, node: ast.Call, expanded: Callable[[str], Node]) -> Node:
    words = [a.id for a in node.args if isinstance(a, ast.Name)]
    if len(words) != 1 or len(node.args) != 1:
        return reader.wrong(node, "clauses counts what is structural at a table: write clauses(TABLE)")
    tables = reader.world.scenario.rules.deals.tables
    if words[0] not in tables:
        return reader.wrong(node.args[0], f"no table is called `{words[0]}`{names.nearest(words[0], tables)}")
    if structural(words[0]) not in reader.world.scenario.rules.formulas:
        return reader.wrong(node.args[0], f"no clause of `{words[0]}` is structural: mark one, or delete this")
    return expanded(structural(words[0]))


def _metric(reader: Reader, name: str) -> Node:
    reader.read_names.add(name)
    return names.leaf(reader.graph, reader.world, Symbol(name, "metric"))
