"""The part of a cause that comes from a team's own orders, if the team can know this part.

The part is the difference between this turn and the same turn without the orders.

Must not know: how the part is written. The account resolves the turn without the orders. This module returns only the
difference.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence

import attrs

from wargame.game.disclosure.account import Account
from wargame.game.disclosure.dependencies import OF_ORDERS, Write, parsed
from wargame.game.disclosure.disclosure import knows
from wargame.game.wording.labels import ORDERS
from wargame.model.match.order import Order
from wargame.model.match.outcome import Entry, SettledOrder
from wargame.model.rules.step import Step


@attrs.frozen
class OwnPart:
    """The part of a cause that comes from orders.

    The amount is None if the team may know only that the orders had a part.
    """

    amount: float | None = None


def own_part(account: Account, entry: Entry, amount: float, order: Order | None = None) -> OwnPart | None:
    """Return the part of a cause that comes from the team's orders, or only from `order`.

    The result is None if the orders had no part.

    `amount`: the amount of the whole cause.

    The whole cause belongs to the orders if the cause is a multiple of their effort. Any other cause needs a
    comparison: the same turn is resolved without the orders and with the same dice. The difference is the part of the
    orders.

    The team reads this part only if two conditions are true. The team knows all other inputs of the cause, and its
    orders cannot have changed these inputs. Otherwise the difference would reveal a number that the team does not see.
    """
    step = account.scenario.rules.steps.get(entry.step)
    if account.seat is None or step is None:
        return None
    mine = frozenset(s.order.action for s in account.own if not s.lapsed and order in (None, s.order))
    writes = account.reader.writes_of(step, entry.metric, entry.entities, entry.cause)
    mixed = [write for write in writes if account.reader.reads(write.amount.text, step).actions & mine]
    if not mixed:
        return None
    if all(_is_all_of_orders(account, write.amount.text, step, mine) for write in mixed):
        return OwnPart(amount)
    if not knows(account, entry) or account.without is None:
        return OwnPart()
    if not account.visibility.everything and not _untouched(account, step, writes, mine):
        return OwnPart()
    without = account.without(order)
    key = entry.step, entry.metric, entry.entities, entry.cause
    there = sum(e.amount for e in without.entries if (e.step, e.metric, e.entities, e.cause) == key)
    return OwnPart(amount - there) if amount != there else None


def seats_behind(account: Account, entry: Entry, amount: float) -> tuple[str, ...]:
    """Return the seats whose orders changed the amount of a cause. Only an account of the truth knows these seats.

    A seat counts only if the text of the cause names an action that the seat ordered.
    """
    if account.seat is not None or account.without_seat is None:
        return ()
    carried_out = [settled for settled in account.others if not settled.lapsed]
    step = account.scenario.rules.steps.get(entry.step)
    if step is None:
        return _payers(account, entry, carried_out)
    writes = account.reader.writes_of(step, entry.metric, entry.entities, entry.cause)
    read = frozenset[str]().union(*(account.reader.reads(write.amount.text, step).actions for write in writes))
    key = entry.step, entry.metric, entry.entities, entry.cause
    found = []
    for seat in dict.fromkeys(settled.seat for settled in carried_out if settled.order.action in read):
        there = (e for e in account.without_seat(seat).entries if (e.step, e.metric, e.entities, e.cause) == key)
        if sum(e.amount for e in there) != amount:
            found.append(seat)
    return tuple(found)


def _payers(account: Account, entry: Entry, carried_out: Sequence[SettledOrder]) -> tuple[str, ...]:
    """Return the seats that paid for orders. The entry must be the price of orders."""
    actions = account.scenario.rules.actions
    labels = {name: f"{ORDERS}{action.label or name}" for name, action in actions.items()}
    givers = (s.seat for s in carried_out if labels[s.order.action] == entry.cause)
    return tuple(dict.fromkeys(seat for seat in givers if not entry.entities or seat in entry.entities))


def _is_all_of_orders(account: Account, text: str, step: Step, mine: Collection[str]) -> bool:
    """Return whether a formula is a product in which one factor is the effort of the team's own action."""
    lets = {let.name: let.value.text for let in step.lets}
    return _multiple(account, parsed(text), lets, mine)


def _multiple(account: Account, node: ast.AST | None, lets: dict[str, str], mine: Collection[str]) -> bool:
    match node:
        case ast.UnaryOp(operand=inner):
            return _multiple(account, inner, lets, mine)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _multiple(account, left, lets, mine) or _multiple(account, right, lets, mine)
        case ast.BinOp(left=left, op=ast.Div()):
            return _multiple(account, left, lets, mine)
        case ast.Call(func=ast.Name(id=called), args=[ast.Name(id=action), *_]) if called in OF_ORDERS:
            by = account.scenario.rules.actions[action].by
            return action in mine and tuple(by) == (account.seat,)
        case ast.Subscript(value=inner):
            return _multiple(account, inner, lets, mine)
        # a `let` line reads only the `let` lines above it, so this recursion ends
        case ast.Name(id=name) if name in lets:
            return _multiple(account, parsed(lets[name]), lets, mine)
    return False


def _untouched(account: Account, step: Step, writes: Sequence[Write], mine: Collection[str]) -> bool:
    """Return whether the team's orders certainly changed nothing that a rule reads or writes, before the rule ran.

    The answer depends only on the text of the rules. Therefore the answer reveals nothing that the team does not see.
    """
    rules = account.scenario.rules
    moved = set(account.scenario.seats[account.seat].pays.values()) if account.seat else set()
    for earlier in account.reader.before(step):
        reads = account.reader.step_reads(earlier)
        if reads.actions & set(mine) or moved & {metric for metric, _ in reads.metrics}:
            moved |= {write.metric for write in account.reader.writes(earlier)}
    texts = [write.amount.text for write in writes] + ([step.when.text] if step.when else [])
    read = {metric for text in texts for metric, _ in account.reader.reads(text, step).metrics}
    return not moved & (read | {write.metric for write in writes if rules.metrics[write.metric].flow or step.moves})
