"""Checks the formulas for the worth of deals to a seat.

These formulas may read only what the seat sees or estimates now.

Must not know: offers, games, or how a bot uses the worth.
"""

from __future__ import annotations

from wargame.errors import Place
from wargame.model.rules.deal import Clause, Deal, audience_of, faith_at, holding, term_of, value_of, worth_of
from wargame.model.text.formula import Formula
from wargame.rulebook.checked import CheckedDealing
from wargame.rulebook.checks.seats import SeatChecker
from wargame.rulebook.fog.estimated_formula import EstimatedFormula
from wargame.rulebook.ir.nodes import Node
from wargame.rulebook.language import names


def check_dealing(seats: SeatChecker, seat: str) -> CheckedDealing:
    """Return the checked formulas that say what every deal, clause and table is worth to a seat."""
    rules = seats.reader.world.scenario.rules
    book, formulas = rules.deals, rules.formulas
    tables = {name: table for name, table in book.tables.items() if seat in table.between}

    def national(name: str, place: Place) -> Node | None:
        return seats.visible(Formula(name, place, by_engine=True), seat) if name in formulas else None

    clauses = {c.id: _worth(seats, seat, c) for c in book.clauses.values() if seat in c.worth}
    told = any(worth is None for worth in clauses.values())  # a mistake in a clause is also a mistake in its deals

    def each(found: dict[str, Node | None]) -> dict[str, Node]:
        return {name: node for name, node in found.items() if node is not None}

    return CheckedDealing(
        deals=each(
            {
                d.id: national(value_of(d.id, seat), d.place)
                for d in book.deals.values()
                if d.table in tables and not told
            }
        ),
        clauses=each(clauses),
        terms={
            d.id: each({name: _term(seats, seat, d, name) for name in d.terms})
            for d in book.deals.values()
            if d.table in tables
        },
        holding=each({name: national(holding(name, seat), table.place) for name, table in tables.items()}),
        faith=each({name: national(faith_at(name), table.place) for name, table in tables.items()}),
        audience=each({name: national(audience_of(name, seat), table.place) for name, table in tables.items()}),
    )


def _term(seats: SeatChecker, seat: str, deal: Deal, clause: str) -> Node | None:
    """Return the present amount of a clause in a ready deal, or None if the seat cannot know the amount.

    A ready deal is a deal whose terms the rule set defines.

    Problems of the formula are not reported here. The engine makes rules of the deal, and the check of these rules
    reports the problems.
    """
    reader = seats.reader
    node = reader.read(Formula(term_of(deal.id, clause), deal.terms[clause].place, by_engine=True))
    estimated = EstimatedFormula(reader.world, reader.graph, seat, seats.estimates)
    if node is reader.bad or estimated.unknown(node):
        return None
    return estimated.of(node)


def _worth(seats: SeatChecker, seat: str, clause: Clause) -> Node | None:
    """Return the worth of one unit of a clause, for each place of the clause."""
    reader = seats.reader
    node = reader.read(Formula(worth_of(clause.id, seat), clause.worth[seat].place, by_engine=True))
    if node is reader.bad:
        return None
    extra = set(node.axes) - ({clause.on} if clause.on else set())
    if extra:
        told = names.per(node.axes)
        wanted = names.per((clause.on,) if clause.on else ())
        reader.problems.add(clause.worth[seat].place, f"this worth is {told}; here it must be {wanted}")
        return None
    estimated = EstimatedFormula(reader.world, reader.graph, seat, seats.estimates)
    unknown = estimated.unknown(node)
    if unknown:
        place = clause.worth[seat].place_of(unknown) or clause.worth[seat].place
        reader.problems.add(place, f"this reads `{unknown}`, which {seat} does not see")
        return None
    return estimated.of(node)
