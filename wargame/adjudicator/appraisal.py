"""Computes the worth of deals to a seat (one game), by the formulas of the rules and from what the seat sees.

Must not know: values that the seat does not see, or the orders that the seat will give.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np

from wargame.adjudicator.state import State
from wargame.model.rules.deal import SECRET_AUDIENCE, Clause, Terms
from wargame.rulebook import Rulebook
from wargame.rulebook.ir.nodes import Node
from wargame.rulebook.numpy_writer.program import DenseProgram

Amounts = Mapping[str, float]  # the keys are the places of the clause, or "" for a clause without places


@attrs.frozen
class Appraisal:
    """The worth of deals, clauses and further turns of deals to one seat. Worth is in points of the seat's score.

    `terms`: deal -> clause -> the amounts that the deal would have now, if the seat knows these amounts.
    `faith`: by table, how much the other party's promise counts, from 0 to 1.
    `audience`: by table, the price of a public signature for the seat.
    """

    seat: str
    deals: Mapping[str, float] = attrs.field(factory=dict)
    clauses: Mapping[str, Amounts] = attrs.field(factory=dict)
    holding: Mapping[str, float] = attrs.field(factory=dict)
    faith: Mapping[str, float] = attrs.field(factory=dict)
    audience: Mapping[str, float] = attrs.field(factory=dict)
    terms: Mapping[str, Mapping[str, Amounts]] = attrs.field(factory=dict)

    def of_terms(self, terms: Terms, clauses: Mapping[str, Clause]) -> float:
        """Return the worth of terms that a party wrote.

        The worth of a promise to the seat is multiplied by the faith at the table.
        """
        faith = min(max(self.faith.get(terms.table, 1.0), 0.0), 1.0)
        total = -(SECRET_AUDIENCE if terms.secret else 1.0) * self.audience.get(terms.table, 0.0)
        for line in terms.lines:
            clause, units = clauses[line.clause], self.clauses.get(line.clause, {})
            part = units.get(line.target, 0.0) * line.amount * (1 if clause.once else terms.turns)
            total += part if self.seat in clause.by else faith * part
        return total


class Appraiser:
    """Computes the worth of deals for the seats of one rule book. The code for a seat is made on first use."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._programs: dict[str, DenseProgram] = {}

    def of(self, state: State, seat: str) -> Appraisal:
        """Return the worth of every deal for a seat now. The result is empty if the seat is no party to any table."""
        worth = self._rulebook.rules.dealing.get(seat)
        if worth is None:
            return Appraisal(seat)
        terms = [(deal, clause, node) for deal, by in worth.terms.items() for clause, node in by.items()]
        groups: tuple[Mapping[str, Node], ...] = (
            worth.deals,
            worth.clauses,
            worth.holding,
            worth.faith,
            worth.audience,
        )
        if seat not in self._programs:
            nodes = [node for group in groups for node in group.values()] + [node for _, _, node in terms]
            self._programs[seat] = self._rulebook.writer.dense(f"appraisal_{seat}", nodes)
        values = iter(self._programs[seat](state))
        found = [{name: next(values) for name in group} for group in groups]
        promised: dict[str, dict[str, Amounts]] = {}
        for deal, clause, _ in terms:
            promised.setdefault(deal, {})[clause] = self._amounts(clause, next(values))
        deals, clauses, holding, faith, audience = found
        return Appraisal(
            seat=seat,
            deals={name: _number(value) for name, value in deals.items()},
            clauses={name: self._amounts(name, value) for name, value in clauses.items()},
            holding={name: _number(value) for name, value in holding.items()},
            faith={name: _number(value) for name, value in faith.items()},
            audience={name: _number(value) for name, value in audience.items()},
            terms=promised,
        )

    def _amounts(self, clause: str, value: Any) -> Amounts:
        """Return the amounts of a clause, place by place."""
        kind = self._rulebook.scenario.rules.deals.clauses[clause].on
        if not kind:
            return {"": _number(value)}
        codes = self._rulebook.world.book.codes[kind]
        numbers = np.asarray(value, dtype=np.float64).reshape(-1)
        spread = np.broadcast_to(numbers, (len(codes),)) if numbers.size == 1 else numbers[: len(codes)]
        return dict(zip(codes, spread.tolist(), strict=True))


def _number(value: Any) -> float:
    return float(np.asarray(value, dtype=np.float64).reshape(-1)[0])
