"""Rows about settled orders and about deals.

Must not know: which orders a reader may see.
"""

from __future__ import annotations

from wargame.analysis.tables.table import TableRow
from wargame.model.match.order import Order, level_text
from wargame.model.match.outcome import SettledOrder
from wargame.model.rules.deal import ACTS


def order_row(keys: TableRow, each: tuple[int, SettledOrder], reason: str) -> TableRow:
    """Return the row of an order. `each`: the turn and the order."""
    turn, settled = each
    order = settled.order
    return {
        **keys,
        "turn": turn,
        "seat": settled.seat,
        "line": settled.line + 1,
        "text": order.text,
        "action": order.action,
        "target": order.targets[0] if order.targets else None,
        "target2": order.targets[1] if len(order.targets) > 1 else None,
        "level": float(order.level),
        "main": order.main,
        "paid": " ".join(f"{currency}={level_text(price)}" for currency, price in settled.paid.items()) or None,
        "lapsed": settled.lapsed or None,
        "reason": reason or None,
    }


def is_deal(order: Order) -> bool:
    """Return whether an order offers, signs, refuses or renounces a deal."""
    return order.action in ACTS


def deal_row(keys: TableRow, each: tuple[int, SettledOrder]) -> TableRow:
    """Return the row of an order about a deal. `each`: the turn and the order."""
    turn, settled = each
    order = settled.order
    named = order.targets[0] if order.targets else None
    return {
        **keys,
        "turn": turn,
        "seat": settled.seat,
        "table": order.terms.table if order.terms else named,
        "deed": order.action,
        "deal": None if order.terms else named,
        "terms": order.terms.text if order.terms else None,
        "lapsed": settled.lapsed or None,
    }
