"""The interface between C and Python for whole games: the structs of play.c, and the C code that plays.

Must not know: the origin of the values.
"""

from __future__ import annotations

from wargame.adjudicator.compiled.carrying import CARRY_OUT
from wargame.adjudicator.compiled.charges import SETTLE
from wargame.bots.compiled.drawn import DRAW_ORDERS
from wargame.bots.compiled.seats import CHOOSE
from wargame.model.rules.inject import WAITING
from wargame.native.abi import Struct
from wargame.native.unit import Fragment, shipped

GIVEN_ROWS = ("line", "seat", "action", "first", "second", "level", "main")
QUESTION = Struct(
    "Question",
    "What an inject may ask a seat.",
    (
        ("i64", "seat"),
        ("i64", "line", "of the answer"),
        ("i64", "reply", "place in the workspace"),
        ("i64", "action"),
        ("i64", "target", "position of the inject"),
        ("i64", "choices"),
        ("u64", "key"),
        ("const double *", "weights", "[choices, LANES]"),
    ),
)
BARGAIN = Struct(
    "Bargain",
    "What a seat does at a table.",
    (
        ("i64", "seat"),
        ("i64", "line"),
        ("const double *", "deed", "position of the action from 1, 0 for nothing [LANES]"),
        ("const double *", "target", "its position [LANES]"),
    ),
)
GIVEN = Struct(
    "Given",
    "Orders of the first turn that is played, in place of what bots choose: game by game, line by line, seat by seat.",
    (
        ("const unsigned char *", "seats", "by seat: whether its orders are given"),
        ("const i64 *", "starts", "by game: its first row; and after the last"),
        *(("const i64 *", name) for name in GIVEN_ROWS[:5]),
        ("const double *", "level"),
        ("const unsigned char *", "main"),
    ),
)
MATCH = Struct(
    "Match",
    "Games that are played, and all that plays them.",
    (
        *(
            ("i64", name)
            for name in (
                "games", "length", "seats", "endings", "arrays", "histories", "records", "questions", "bargains",
                "streak_rows", "efforts", "plain_width", "turn_now", "until", "values", "hashed", "row_width",
                "start", "stop",
            )
        ),
        ("const double *const *", "from", "arrays of the state [cells, games], or [cells] where games are alike"),
        ("const unsigned char *", "alike", "by array: whether all games begin with the same"),
        ("double *const *", "to", "the same where it changes, else nothing"),
        ("const i64 *", "places", "by array, in the workspace"),
        ("const i64 *", "cells", "by array"),
        ("const i64 *", "history", "place, turns, cells, place of the metric"),
        ("const i64 *", "record", "places of what is recorded"),
        ("double *", "recorded", "[records, length, games]"),
        ("const u64 *", "game_keys"),
        ("const double *", "plain", "[length, plain_width]"),
        ("const i64 *", "hashes", "column of a row, place in the workspace, cells"),
        ("double *", "rows", "what is hashed of games `start` to `stop` - 1, each as it ended [row_width]; or nothing"),
        ("double *", "banked", "[seats, games]"),
        ("short *", "streaks", "[streak_rows, games]"),
        ("double *", "scores", "[values, games]"),
        ("const Given *", "told", "orders of the first turn, or nothing"),
        ("const Drawn *", "drawn", "by what all orders fall, where no bot chooses"),
        ("i64 *", "ended", "by game: which ending; -1 while it goes on"),
        ("i64 *", "turns", "by game: after how many turns"),
        ("const Seat *const *", "seat"),
        ("Buffer *const *", "buffer", "by seat"),
        ("const i64 *const *", "numbers", "by seat: positions of its actions among all"),
        ("const i64 *", "purse_counts", "by seat"),
        ("const i64 *const *", "purses", "by seat: places of its money, in the order of its currencies"),
        ("const double *const *", "lows", "by seat: floors of these"),
        ("const Question *", "question"),
        ("const Bargain *", "bargain"),
        ("const Charges *", "charges"),
        ("Carried *", "carried"),
        ("GameArrays *", "state"),
        ("Block", "opening", "what games begin with that begin with unlike things; nothing where they stand"),
        ("Block", "turn"),
        ("Block", "choices", "what bots weigh up"),
        ("Block", "over", "which endings hold"),
        ("Block", "score", "weights and values of scores"),
        ("void *const *", "weighed", "results of `choices`"),
        ("unsigned char *const *", "holds", "results of `over` [LANES]"),
        ("void *const *", "valued", "results of `score` [LANES], nothing for constants"),
        ("u64 *", "keys", "[LANES]"),
        ("double *", "workspace"),
        ("double *", "kept", "as the workspace: games that are over, as each ended"),
        ("double *", "effort"),
        ("unsigned char *", "given"),
    ),
)  # fmt: skip
PLAY = Fragment(
    shipped(__package__, "play.c"),
    structs=(QUESTION, BARGAIN, GIVEN, MATCH),
    constants={"WAITING": WAITING},
    functions={"play": 1},
    needs=(CHOOSE, DRAW_ORDERS, SETTLE, CARRY_OUT),
)
