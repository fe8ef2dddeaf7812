"""Passes the written terms of a deal to the rules, in the turn of the signature.

Must not know: who offered the terms, or whether both parties signed the terms. Rules use the terms only if the deal has
written terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.adjudicator.state import State
from wargame.model.match.order import Order
from wargame.model.rules.deal import HUSHED, SIGN, TABLE, TURNS, Terms, agreed
from wargame.rulebook import Rulebook


def signed_terms(orders: Iterable[Sequence[Order]]) -> tuple[Terms, ...]:
    """Return the written terms in the orders of the seats that sign."""
    return tuple(o.terms for given in orders for o in given if o.action == SIGN and o.terms is not None)


def apply_terms(rulebook: Rulebook, state: State, terms: Iterable[Terms]) -> None:
    """Write terms as the effort of this turn, in every game.

    Call this after orders were settled and before the rules run.
    """
    for written in terms:
        table = rulebook.world.book.index(TABLE, written.table)
        _write(rulebook, state, TURNS, table, float(written.turns))
        _write(rulebook, state, HUSHED, table, float(written.secret))
        for line in written.lines:
            clause = rulebook.scenario.rules.deals.clauses[line.clause]
            place = rulebook.world.book.index(clause.on, line.target) if clause.on else None
            _write(rulebook, state, agreed(line.clause), place, line.amount)


def _write(rulebook: Rulebook, state: State, action: str, place: int | None, amount: float) -> None:
    key = f"ordered:{action}:"
    if key not in state.efforts:  # no rule reads it
        return
    state.efforts[key][... if place is None else place] = amount
    state.touch(key, rulebook.effort_starts[key])
