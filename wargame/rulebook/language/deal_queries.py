"""Reads the functions about deals that formulas may use.

The functions return the amount of a clause in force, or whether the clause began this turn.

Must not know: how deals became steps, or the seats that may read deals.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection

from wargame.language import queries, signs
from wargame.language.word import Query
from wargame.model.rules.deal import SIGNED, TABLE, promised, structural
from wargame.rulebook.ir.nodes import Node
from wargame.rulebook.language import names
from wargame.rulebook.language.base_reader import BaseReader


def read(reader: BaseReader, node: ast.Call, query: Query, expanded: Callable[[str], Node]) -> Node:
    """Read a function about deals.

    `clause(truce)` is the amount of the clause in force. `started(truce)` says whether the clause began this turn.
    These two functions have a value for each place of the clause. `clauses(TABLE)` counts the structural clauses in
    force at the table. A structural clause is a clause that its author marks as important for a settlement.

    `expanded`: reads a formula by its name.
    """
    book = reader.world.scenario.rules.deals
    if query is queries.CLAUSES:
        table = _asked(reader, node, book.tables, "table", "clauses counts what is structural at a table")
        return reader.bad if table is None else _counted(reader, node, table, expanded)
    clause = _asked(reader, node, book.clauses, "clause", f"{query.name} asks about a clause")
    if clause is None:
        return reader.bad
    reader.read_names.add(clause)
    amount = names.metric(reader, promised(clause))
    if query is queries.CLAUSE:
        return amount
    graph = reader.graph
    place = reader.world.book.index(TABLE, book.clauses[clause].table)
    signed = graph.pick(names.metric(reader, SIGNED), TABLE, place)
    zero = graph.number(0.0)
    return graph.op(signs.AND, graph.op(signs.GT, amount, zero), graph.op(signs.GT, signed, zero))


def _asked(reader: BaseReader, node: ast.Call, known: Collection[str], what: str, asks: str) -> str | None:
    """Return the name in the brackets. Report a problem and return None if there is not exactly one known name."""
    assert isinstance(node.func, ast.Name)
    words = [a.id for a in node.args if isinstance(a, ast.Name)]
    if len(words) != 1 or len(node.args) != 1:
        reader.wrong(node, f"{asks}: write {node.func.id}({what.upper()})")
        return None
    if words[0] not in known:
        meant = names.nearest(words[0], known)
        reader.wrong(node.args[0], f"no {what} is called `{words[0]}`{meant}", unknown=words[0])
        return None
    return words[0]


def _counted(reader: BaseReader, node: ast.Call, table: str, expanded: Callable[[str], Node]) -> Node:
    if structural(table) not in reader.world.scenario.rules.formulas:
        return reader.wrong(node.args[0], f"no clause of `{table}` is structural: mark one, or delete this")
    return expanded(structural(table))
