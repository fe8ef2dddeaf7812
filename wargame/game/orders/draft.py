"""The draft of a team: orders that the team writes, changes and prices before adjudication.

Must not know: the true state, or other seats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from wargame.errors import OrderError, Refusal
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.grammar import levels_text
from wargame.game.wording.number import WRITTEN
from wargame.model.match.order import Order, Orders
from wargame.model.rules.action import Action
from wargame.model.rules.deal import OFFER, REFUSE, SIGN
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import Cells, Draft, DraftLine, OnItsWay, Option

AP = "ap"
ALREADY = "Already ordered, line"


@attrs.frozen
class Funds:
    """The funds of a seat in one currency: the present value, the smallest allowed value, and the unit to print."""

    amount: float
    floor: float
    unit: str


def funds_of(scenario: Scenario, seat: str, points: float, seen: Mapping[str, Cells]) -> dict[str, Funds]:
    """Return the funds of a seat: its action points, and each currency whose metric the seat sees."""
    found = {AP: Funds(points, 0.0, "AP")}
    for currency, (name, entities) in scenario.purses(seat).items():
        metric, amount = scenario.rules.metrics[name], seen.get(name, {}).get(entities)
        if amount is not None:
            found[currency] = Funds(amount, metric.low, metric.unit or metric.short or currency)
    return found


def with_draft(
    options: Sequence[Option], orders: Orders, actions: Mapping[str, Action], besides: int | None = None
) -> tuple[Option, ...]:
    """Return the options. An option is illegal if the draft already has its order and may have it only once.

    `besides`: the line that is being replaced. This line does not count.
    """
    taken = {
        (order.action, order.targets): number
        for number, order in enumerate(orders, 1)
        if number != besides
        and not actions[order.action].stack
        and not order.words
        # a new offer with other terms may replace this offer
        and not (order.terms is not None and order.action == OFFER)
    }
    return tuple(
        attrs.evolve(option, legal=False, reason=f"{ALREADY} {taken[option.action, option.targets]}")
        if option.legal and (option.action, option.targets) in taken
        else option
        for option in options
    )


def added(orders: Orders, order: Order, vocabulary: DealVocabulary) -> Orders:
    """Return the orders with a new order at the end.

    A new main effort replaces the old main effort. A new answer to an inject replaces the old answer. A new offer or
    reply at a table replaces the old offer or reply.
    """
    slot = _slot(order, vocabulary)
    if slot is not None:
        for number, old in enumerate(orders, 1):
            if _slot(old, vocabulary) == slot:
                return replaced(orders, number, order)
    return (*(_plain(orders) if order.main else orders), order)


def _slot(order: Order, vocabulary: DealVocabulary) -> tuple[str, ...] | None:
    """Return a key that is equal for orders which replace each other.

    Return None if a draft can hold the order several times.
    """
    if order.words:
        return (order.action, *order.targets)
    if not vocabulary:
        return None
    if order.action == OFFER:
        return OFFER, vocabulary.table_of(order)
    if order.action in (SIGN, REFUSE):
        return SIGN, vocabulary.table_of(order)
    return None


def put(orders: Orders, line: int, order: Order, vocabulary: DealVocabulary) -> Orders:
    """Replace a line by another order.

    A draft can hold only one main effort, one answer to an inject, and one offer or reply at a table. A new order of
    this sort also removes the old order of the same sort.
    """
    slot, kept = _slot(order, vocabulary), replaced(orders, line, order)
    return tuple(
        old for number, old in enumerate(kept, 1) if number == line or slot is None or _slot(old, vocabulary) != slot
    )


def replaced(orders: Orders, line: int, order: Order) -> Orders:
    """Return the orders with another order in one line. Lines count from 1."""
    kept = _plain(orders) if order.main else orders
    return tuple(order if number == line else old for number, old in enumerate(kept, 1))


def removed(orders: Orders, line: int) -> Orders:
    """Return the orders without one line. Lines count from 1."""
    return tuple(order for number, order in enumerate(orders, 1) if number != line)


def levels_now(order: Order, options: Sequence[Option], actions: Mapping[str, Action]) -> tuple[float, ...]:
    """Return the levels that an order can have now.

    An illegal order gets all levels of its action.
    """
    legal = (o.levels for o in options if (o.action, o.targets) == (order.action, order.targets) and o.legal)
    return next(legal, actions[order.action].levels)


def levelled(orders: Orders, line: int, levels: Sequence[float], steps: int) -> Orders:
    """Raise or lower the level of a line by `steps` within the allowed levels."""
    old = orders[line - 1]
    at = min(range(len(levels)), key=lambda i: abs(levels[i] - old.level))
    at = max(0, min(len(levels) - 1, at + steps))
    return replaced(orders, line, attrs.evolve(old, level=levels[at]))


def with_main(orders: Orders, line: int, actions: Mapping[str, Action]) -> Orders:
    """Mark a line as the main effort, or clear its mark. A draft has at most one main effort.

    Raises OrderError for an order without effort.
    """
    marked = orders[line - 1]
    if not actions[marked.action].weighed:
        what = "An answer" if marked.words else "A deal"
        raise OrderError(Refusal.NOT_LEGAL, f"{what} is no effort: it cannot be the main one.")
    was = marked.main
    return tuple(attrs.evolve(order, main=number == line and not was) for number, order in enumerate(orders, 1))


def _plain(orders: Orders) -> Orders:
    return tuple(attrs.evolve(order, main=False) for order in orders)


def check_line(orders: Orders, line: int) -> None:
    """Raise OrderError if the draft has no such line."""
    if not 1 <= line <= len(orders):
        there = f"the draft has {len(orders)}" if orders else "the draft is empty"
        raise OrderError(Refusal.NOT_UNDERSTOOD, f"There is no line {line}: {there}.")


def priced(
    orders: Orders,
    options: Sequence[Option],
    funds: Mapping[str, Funds],
    committed: bool,
    on_its_way: Sequence[OnItsWay] = (),
) -> Draft:
    """Add up the costs of a draft. Compare these costs with the seat's funds in each currency that the seat sees."""
    by_order = {(option.action, option.targets): option for option in options}
    lines = tuple(_line(order, by_order.get((order.action, order.targets))) for order in orders)
    used: dict[str, float] = dict.fromkeys(funds, 0.0)
    for line in lines:
        for currency, price in line.cost.items():
            used[currency] = used.get(currency, 0.0) + price
    left = {currency: round(have.amount - used[currency], 9) for currency, have in funds.items()}
    over = tuple(
        f"over by {WRITTEN.amount(have.floor - left[currency])} {have.unit}"
        for currency, have in funds.items()
        if left[currency] < have.floor
    )
    return Draft(lines, used, left, over, committed, tuple(on_its_way))


def lapsing(draft: Draft, lapsed: Callable[[Order], str]) -> Draft:
    """Return the draft. A signature gets a problem if its offer no longer exists.

    `lapsed`: a function that returns the reason why a signature is no longer valid.
    """
    problems = [lapsed(line.order) or line.problem for line in draft.lines]
    lines = (attrs.evolve(line, problem=problem) for line, problem in zip(draft.lines, problems, strict=True))
    return attrs.evolve(draft, lines=tuple(lines))


def _line(order: Order, option: Option | None) -> DraftLine:
    if option is None:
        return DraftLine(order, {}, problem="There is no such order now.")
    problem = "" if option.legal else option.reason or "Not legal now."
    if option.legal and order.level not in option.costs:
        problem = f"Its level can only be {levels_text(option.levels)} now."
    cost = dict(option.costs.get(order.level, {}))
    return DraftLine(order, cost, problem, option.may_fail, option.streak, option.strength, option.heeds_main)
