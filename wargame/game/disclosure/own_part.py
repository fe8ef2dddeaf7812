"""What a team's orders changed in a cause, if the team can know it.

The change is the difference from the same turn without these orders.

Must not know: how the change is written. The account resolves the other turn. Only one difference leaves this module.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence

import attrs

from wargame.game.disclosure.account import Account
from wargame.game.disclosure.dependencies import OF_ORDERS, Write, parsed
from wargame.game.disclosure.disclosure import knows
from wargame.model.order import Order
from wargame.model.outcome import Entry
from wargame.model.step import Step


@attrs.frozen
class OwnPart:
    """What orders changed: an amount, or None if the team may know only that the orders had a part."""

    amount: float | None = None


def own_part(account: Account, entry: Entry, amount: float, order: Order | None = None) -> OwnPart | None:
    """Return what the team's orders, or only `order`, changed in a cause of this `amount`. None: they had no part.

    The whole cause belongs to the orders if the cause is a multiple of their effort. For any other cause, the same turn
    is resolved without the orders and with the same dice. The difference is the part of the orders.

    The team reads this part only if it knows all other inputs of the cause, and if its orders cannot have changed these
    inputs. The difference would otherwise reveal something that the team does not see.
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


def _is_all_of_orders(account: Account, text: str, step: Step, mine: Collection[str]) -> bool:
    """Return whether a formula is a product, and one factor is the effort of the team's own action."""
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
        case ast.Name(id=name) if name in lets:  # a let reads only the lets above it, so this recursion ends
            return _multiple(account, parsed(lets[name]), lets, mine)
    return False


def _untouched(account: Account, step: Step, writes: Sequence[Write], mine: Collection[str]) -> bool:
    """Return whether the team's orders certainly left unchanged, earlier in the turn, all that a rule reads or writes.

    The answer depends only on the text of the rules. The answer therefore reveals nothing that the team does not see.
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
