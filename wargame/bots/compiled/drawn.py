"""Passes tables of orders to compiled games. The games draw all their orders at random from these tables.

Must not know: the meaning of the tables.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from wargame.adjudicator.compiled.carrying import CARRY_OUT
from wargame.bots.drawn_orders import DrawnOrders
from wargame.native.abi import Struct, addresses
from wargame.native.unit import Fragment, shipped
from wargame.rulebook.c_writer.interface import INTERFACE

DRAWN = Struct(
    "Drawn",
    "Tables by which orders fall.",
    (
        ("i64", "lines", "orders of a seat"),
        ("i64", "seats"),
        ("i64", "choices"),
        ("i64", "place", "in the workspace: what tells which row of actions counts"),
        ("double", "bound", "above which it is the second"),
        ("const unsigned char *", "actions", "[seats, 2, 65536]"),
        ("const unsigned char *", "choice", "[65536]"),
        ("const unsigned char *", "goals", "[actions, choices]"),
        ("const double *", "levels", "[choices]"),
        ("const u64 *", "keys", "[lines, seats]"),
    ),
)
DRAW_ORDERS = Fragment(shipped(__package__, "drawn.c"), structs=(DRAWN,), needs=(INTERFACE, CARRY_OUT))


def struct_of(drawn: DrawnOrders, place: Callable[[str, int], int]) -> tuple[Any, Any]:
    """Return the struct of these tables, and the arrays that must exist as long as the struct exists.

    `place`: returns the position of a metric's cell in the workspace (the array with all values of a block of games).
    """
    lines, seats = drawn.keys.shape
    columns = {
        "actions": drawn.actions,
        "choice": drawn.choices,
        "goals": drawn.goals,
        "levels": drawn.levels,
        "keys": drawn.keys,
    }
    columns = {name: np.ascontiguousarray(column) for name, column in columns.items()}
    struct = DRAWN.new(
        **dict(zip(columns, addresses(*columns.values()), strict=True)),
        lines=lines,
        seats=seats,
        choices=drawn.levels.size,
        place=place(drawn.metric, drawn.cell),
        bound=drawn.bound,
    )
    return struct, columns
