"""Checks each formula of a table, a clause and a deal, before the engine makes rules of the formula.

Must not know: the rules that the engine makes, or the worth of deals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import attrs

from wargame.model.rules.deal import Clause
from wargame.model.text.formula import Formula
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.nodes import ConstNode, Node
from wargame.rulebook.language import names
from wargame.rulebook.language.base_reader import Scope
from wargame.rulebook.language.reader import Reader


@attrs.frozen
class _Asked:
    """A formula with its axes and limits. The formula must be a truth, or a number of at most `most`."""

    formula: Formula
    axes: Axes = ()
    most: float | None = None
    truth: str = ""  # for a warning: the consequence if the truth never holds


def check_terms(reader: Reader) -> bool:
    """Return whether every formula of deals can be used at its place.

    Wrong formulas and probable mistakes are reported.
    """
    before = reader.problems.error_count
    for asked in _asked(reader):
        node = reader.read(asked.formula, Scope(bare=True))
        if node is not reader.bad and _fits(reader, asked, node):
            _doubt(reader, asked, node)
    _check_amounts(reader)
    return reader.problems.error_count == before


def _asked(reader: Reader) -> Iterator[_Asked]:
    book = reader.world.scenario.rules.deals
    for table in book.tables.values():
        if table.faith is not None:
            yield _Asked(table.faith, most=1.0)
        yield from (_Asked(cost) for cost in table.audience.values())
        yield from (_Asked(chance, most=1.0) for chance in table.answers.values())
    for clause in book.clauses.values():
        for act in clause.broken_when.values():
            yield _Asked(act, _about(clause), truth=f"`{clause.id}` is never broken")
    for deal in book.deals.values():
        for name, amount in deal.terms.items():
            if name in book.clauses:
                yield _Asked(amount, _about(book.clauses[name]))
    if book.dealing is not None:
        watched = (book.dealing.noticed_secret, book.dealing.noticed_public, book.dealing.leaks, book.dealing.renounced)
        yield from (_Asked(chance, most=1.0) for chance in watched if chance is not None)
        for party, void in book.dealing.void_when.items():
            yield _Asked(void, truth=f"the deals of {party} are never void")


def _about(clause: Clause) -> Axes:
    return (clause.on,) if clause.on else ()


def _fits(reader: Reader, asked: _Asked, node: Node) -> bool:
    if set(node.axes) <= set(asked.axes):
        return True
    told = f"this is {names.per(node.axes)}; here it must be {names.per(asked.axes)}: pick one or reduce"
    reader.problems.add(asked.formula.place, told)
    return False


def _doubt(reader: Reader, asked: _Asked, node: Node) -> None:
    """Warn of a chance above 1, and of a condition that never holds.

    A formula that reads a parameter is not checked.
    """
    above = asked.most is not None and node.high > asked.most
    never = asked.truth and (node.low, node.high) == (0.0, 0.0)
    if not (above or never) or _names(asked.formula, reader.world.scenario.rules.parameters):
        return
    if above:
        told = f"this can reach {node.high:.4g}; it goes from 0 to 1"
        reader.problems.add(asked.formula.place, told, warning=True)
    if never:
        told = f"{asked.truth}: this never holds by the declared ranges"
        reader.problems.add(asked.formula.place, told, warning=True)


def _names(formula: Formula, words: Collection[str]) -> bool:
    return any(formula.place_of(word) is not None for word in words)


def _check_amounts(reader: Reader) -> None:
    """Check the amounts that are plain numbers. The clause must allow these amounts."""
    book = reader.world.scenario.rules.deals
    for deal in book.deals.values():
        for name, formula in deal.terms.items():
            node = reader.read(formula, Scope(bare=True)) if name in book.clauses else reader.bad
            if isinstance(node, ConstNode) and node.is_number and node.value > max(book.clauses[name].levels):
                most = max(book.clauses[name].levels)
                told = f"`{name}` is promised up to {most:g}, and {node.value:g} stands here"
                reader.problems.add(formula.place, told)
