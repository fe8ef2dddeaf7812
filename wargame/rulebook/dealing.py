"""Checks what deals are worth to a seat: formulas that may read only what it sees, if only as an estimate of now.

Must not know: offers, games, or what a bot makes of a number.
"""

from __future__ import annotations

from wargame.errors import Place
from wargame.model.deal import Clause, audience_of, faith_at, holding, value_of, worth_of
from wargame.model.formula import Formula
from wargame.rulebook import names
from wargame.rulebook.checked import CheckedDealing
from wargame.rulebook.graph import Node
from wargame.rulebook.guess import Guess
from wargame.rulebook.seats import SeatChecker


def check_dealing(seats: SeatChecker, seat: str) -> CheckedDealing:
    """Read what every deal, clause and table of a seat is worth to it."""
    rules = seats.reader.world.scenario.rules
    book, formulas = rules.deals, rules.formulas
    tables = {name: table for name, table in book.tables.items() if seat in table.between}

    def national(name: str, place: Place) -> Node | None:
        return seats.visible(Formula(name, place, made=True), seat) if name in formulas else None

    def each(found: dict[str, Node | None]) -> dict[str, Node]:
        return {name: node for name, node in found.items() if node is not None}

    return CheckedDealing(
        deals=each({d.id: national(value_of(d.id, seat), d.place) for d in book.deals.values() if d.table in tables}),
        clauses=each({c.id: _worth(seats, seat, c) for c in book.clauses.values() if seat in c.worth}),
        holding=each({name: national(holding(name, seat), table.place) for name, table in tables.items()}),
        faith=each({name: national(faith_at(name), table.place) for name, table in tables.items()}),
        audience=each({name: national(audience_of(name, seat), table.place) for name, table in tables.items()}),
    )


def _worth(seats: SeatChecker, seat: str, clause: Clause) -> Node | None:
    """Read what a unit of a clause is worth, per what the clause is about."""
    reader = seats.reader
    node = reader.read(Formula(worth_of(clause.id, seat), clause.worth[seat].place, made=True))
    if node is reader.bad:
        return None
    extra = set(node.axes) - ({clause.on} if clause.on else set())
    if extra:
        told = names.per(node.axes)
        wanted = names.per((clause.on,) if clause.on else ())
        reader.problems.add(clause.worth[seat].place, f"this worth is {told}; here it must be {wanted}")
        return None
    guess = Guess(reader.world, reader.graph, seat, seats.estimates)
    unknown = guess.unknown(node)
    if unknown:
        place = clause.worth[seat].place_of(unknown) or clause.worth[seat].place
        reader.problems.add(place, f"this reads `{unknown}`, which {seat} does not see")
        return None
    return guess.of(node)
