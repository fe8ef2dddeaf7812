"""Computes the worth of deals to a seat, by the formulas of the rules and from what the seat sees.

Must not know: values that the seat does not see, or the orders that the seat will give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
import numpy as np

from wargame.adjudicator.state import State
from wargame.model.rules.deal import SECRET_AUDIENCE, Clause, Terms
from wargame.numeric.exact import Floats
from wargame.rulebook import Rulebook
from wargame.rulebook.checked import CheckedDealing
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
        return next(self.of_games(state, seat))

    def of_games(self, state: State, seat: str) -> Iterator[Appraisal]:
        """Yield the worth of every deal for a seat in each game (see `of`)."""
        worth = self._rulebook.rules.dealing.get(seat)
        if worth is None:
            yield from (Appraisal(seat) for _ in range(state.games))
            return
        if seat not in self._programs:
            groups = (worth.deals, worth.clauses, worth.holding, worth.faith, worth.audience, *worth.terms.values())
            nodes = [node for group in groups for node in group.values()]
            self._programs[seat] = self._rulebook.writer.dense(f"appraisal_{seat}", nodes)
        values = [np.asarray(value, dtype=np.float64) for value in self._programs[seat](state)]
        for game in range(state.games):
            yield self._appraisal(seat, worth, iter([_of_game(value, game) for value in values]))

    def _appraisal(self, seat: str, worth: CheckedDealing, values: Iterator[Floats]) -> Appraisal:
        """Return the worth of deals in one game. `values` belong to the formulas in the order of the program."""
        deals = {name: float(next(values)[0]) for name in worth.deals}
        clauses = {name: self._amounts(name, next(values)) for name in worth.clauses}
        holding, faith, audience = (
            {name: float(next(values)[0]) for name in group} for group in (worth.holding, worth.faith, worth.audience)
        )
        terms = {
            deal: {clause: self._amounts(clause, next(values)) for clause in by} for deal, by in worth.terms.items()
        }
        return Appraisal(seat, deals, clauses, holding, faith, audience, terms)

    def _amounts(self, clause: str, numbers: Floats) -> Amounts:
        """Return the amounts of a clause, place by place."""
        kind = self._rulebook.scenario.rules.deals.clauses[clause].on
        if not kind:
            return {"": float(numbers[0])}
        codes = self._rulebook.world.book.codes[kind]
        spread = np.broadcast_to(numbers, (len(codes),)) if numbers.size == 1 else numbers[: len(codes)]
        return dict(zip(codes, spread.tolist(), strict=True))


def _of_game(value: Floats, game: int) -> Floats:
    """Return the numbers of one game [cells]. A value has the shape [axes..., games or 1], or is a plain number."""
    if not value.ndim:
        return value.reshape(1)
    return value[..., game if value.shape[-1] > 1 else 0].reshape(-1)
