"""Finds the orders of a seat that would break or keep one of the seat's promises. Only the text of the rules is used.

Must not know: any value. The promises come from the seat's view of the tables. The acts come from the clauses.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import attrs

from wargame.game.disclosure.dependencies import OF_ORDERS, ids_in, parsed
from wargame.model.match.order import Order
from wargame.model.rules.deal import OFFER, SIGN, Clause
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.table_view import Promise, TableView


@attrs.frozen
class _Act:
    """An act in a clause: an order that the clause forbids or requires.

    `picked`: the entities that the clause names for the order.
    `duty`: whether the promise requires the order.
    `sure`: whether the order always breaks the promise.
    """

    action: str
    picked: tuple[str, ...]
    duty: bool
    sure: bool


@attrs.frozen
class Commitments:
    """The promises of a seat. The promises in its draft are included.

    `given`: one item for each promise, as (title of the deal, promise, clause, orders that the clause names).
    """

    scenario: Scenario
    seat: str
    given: tuple[tuple[str, Promise, Clause, tuple[_Act, ...]], ...]

    @classmethod
    def of(cls, scenario: Scenario, talks: Sequence[TableView], seat: str, draft: Sequence[Order]) -> Commitments:
        """Read the commitments from the seat's view of the tables. Signatures and offers in the draft also count."""
        given = _given(scenario, talks, seat, draft)
        return cls(scenario, seat, tuple((*each, tuple(_acts(each[2], seat))) for each in given))

    def against(self, order: Order) -> str:
        """Return a warning about a promise that an order would or might break.

        Return an empty text if the order breaks no promise.
        """
        for title, promise, clause, acts in self.given:
            for act in acts:
                if not act.duty and act.action == order.action and _meant(self.scenario, order, act, self.seat):
                    places = _places(self.scenario, order, clause, promise)
                    if places is not None:
                        breaks = "Breaks" if act.sure and (places or not clause.on) else "May break"
                        return f"{breaks} your word: {_called(clause)} ({title})."
        return ""

    def owed(self, draft: Sequence[Order]) -> tuple[str, ...]:
        """Return a warning for each promise that requires an order which the draft does not contain."""
        ordered = {order.action for order in draft}
        return tuple(
            f"Your word wants {act.action}: {_called(clause)} ({title})."
            for title, _, clause, acts in self.given
            for act in acts
            if act.duty and act.action not in ordered
        )


def _given(
    scenario: Scenario, talks: Sequence[TableView], seat: str, draft: Sequence[Order]
) -> Iterator[tuple[str, Promise, Clause]]:
    """Return the promises of a seat, and the promises that its draft makes.

    An item is (title of the deal, promise, clause).
    """
    signed = {order.targets[0] for order in draft if order.action == SIGN}
    clauses, offers = scenario.rules.deals.clauses, any(order.action == OFFER for order in draft)
    for talk in talks:
        if not talk.own:
            continue
        found = [(talk.stands.title, talk.stands.promises)] if talk.stands is not None else []
        for offer in talk.offers:
            if (offer.to == seat and offer.signable and talk.table in signed) or (
                offer.by == seat and offer.drafted and offers
            ):
                found = [(offer.title, offer.promises)]  # this offer would replace the deal in force
        for title, promises in found:
            yield from ((title, promise, clauses[promise.clause]) for promise in promises if seat in promise.by)


def _acts(clause: Clause, seat: str) -> Iterator[_Act]:
    """Return the orders that a clause forbids or requires of a party."""
    formula = clause.broken_when.get(seat)
    tree = parsed(formula.text) if formula is not None else None
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            bound = node.comparators[0]
            nought = isinstance(bound, ast.Constant) and bound.value == 0
            duty = nought and isinstance(node.ops[0], ast.Eq | ast.LtE)
            sure = nought and isinstance(node.ops[0], ast.Gt)
            yield from (_Act(action, picked, duty, sure) for action, picked in _orders(node.left, ()))


def _orders(node: ast.AST, picked: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    match node:
        case ast.Subscript(value=value, slice=picks):
            yield from _orders(value, ids_in(picks))
        case ast.Call(func=ast.Name(id=called), args=[ast.Name(id=action), *_]) if called in OF_ORDERS:
            yield action, picked
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _orders(child, ())


def _meant(scenario: Scenario, order: Order, act: _Act, seat: str) -> bool:
    """Return whether an order is an order that `act` forbids or requires.

    The caller checks that the action of the order is `act.action`. Each entity that the act names must be the party
    itself or a target of the order.
    """
    return all(pick == seat or pick in order.targets for pick in act.picked if pick in scenario.entities)


def _places(scenario: Scenario, order: Order, clause: Clause, promise: Promise) -> tuple[str, ...] | None:
    """Return the promised places at which an order acts. Return None if the order acts only at other places."""
    here = [code for code in order.targets if code in scenario.entities and scenario.entities[code].kind == clause.on]
    found = tuple(code for code in here if code in promise.targets)
    return None if here and promise.targets and not found else found


def _called(clause: Clause) -> str:
    return clause.label or clause.id.replace("_", " ")
