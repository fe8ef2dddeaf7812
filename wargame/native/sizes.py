"""Sizes that compiled code is written for; the C text gets them from here.

Must not know: what is chosen, or by whom.
"""

from __future__ import annotations

from wargame.model.inject import WAITING

SLOTS = 16  # orders that a bot may choose in a turn, answers not counted
TABLES = 1_000  # the line of a bot's first table, behind all orders and answers
DICE = 4  # draws to an order: action, first target, second target, level
PER_TURN = 32  # a streak is packed as turn * 32 + turns in a row, which holds 1,000 turns in 16 bits
MOST = 512  # actions of a seat, and targets of an action
MOST_CURRENCIES = 4
MOST_VALUES = 64  # conditions and prices of an order

SIZES = {
    "SLOTS": SLOTS,
    "DICE": DICE,
    "PER_TURN": PER_TURN,
    "MOST": MOST,
    "MOST_CURRENCIES": MOST_CURRENCIES,
    "MOST_VALUES": MOST_VALUES,
    "WAITING": WAITING,
}
