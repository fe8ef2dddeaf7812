"""The interface of compiled functions: the arrays of games, and the two types of functions on these arrays.

Must not know: the results that functions compute.
"""

from __future__ import annotations

from wargame.native.abi import FunctionType, Struct
from wargame.native.unit import PRELUDE, Fragment

MOST_VALUES = 64  # the most conditions and prices of an order together

GAME_ARRAYS = Struct(
    "GameArrays",
    "The arrays of the games that a function works on.",
    (
        ("double **", "arrays", "one per metric, hidden parameter, effort, history and arrival that is touched"),
        ("const u64 *", "keys", "of the turn, by game"),
        ("const double *", "plain", "turn, then seasons"),
        ("const i64 *", "seated", "by seat that a step may stand in for"),
        ("const double *const *", "tables", "quantiles"),
        ("const unsigned char *", "ordered", "by row of effort: whether any game has some this turn"),
        ("i64", "games"),
    ),
)
ORDER = FunctionType("Order", "const GameArrays *P, i64 game, const i64 *cell, double level, double *out")
BLOCK = FunctionType("Block", "const GameArrays *P, void *S, void *const *out")

INTERFACE = Fragment("", structs=(GAME_ARRAYS, ORDER, BLOCK), constants={"MOST_VALUES": MOST_VALUES}, needs=(PRELUDE,))
