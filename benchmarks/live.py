"""The times that a person waits: for a resolved turn, for the first screen, and for the answer to a key.

The first screen and the key are compared with a bare application.

Must not know: how screens are drawn.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial

from benchmarks.rates import SCENARIO, SCENARIO_TURNS, scenario_plan
from benchmarks.terminal import Terminal
from benchmarks.timing import interleaved, medians, percentile, seconds
from wargame.adjudicator import Adjudicator
from wargame.adjudicator.orders import OrderTable
from wargame.batch.run import adjudicator_of
from wargame.bots import bot_orders
from wargame.model.match.order import Order

GAMES = 3
SCREENS = 7  # number of starts of each program
KEYS = 40
BARE = ("-m", "benchmarks.bare")
BARE_READY = "BARE-READY"
MENU = ("-m", "wargame", "play")
MENU_READY = "scenario"  # a word in the menu's row for a new game
TURN = ("-m", "wargame", "play", "first_convoy", "--seat", "junta=human", "--seat", "jnim=doctrine", "--seed", "1")
GAME_READY = "briefing"
TO_THE_ORDER_LINE = ("\r", "o")
TYPED = "es\x7f\x7f"  # letters that fit some order, and keys that delete these letters


def turns() -> tuple[float, float]:
    """Return two times for one turn of the full scenario, each as the 95th percentile in seconds.

    One time is for the rules alone. The other time includes ledger and log.
    """
    adjudicator = adjudicator_of(scenario_plan(SCENARIO, 1, SCENARIO_TURNS))
    plain: list[float] = []
    recorded: list[float] = []
    for seed in range(GAMES + 1):
        played = _play(adjudicator, seed)
        if seed:  # the first game builds tables, so its times are not counted
            plain += played[0]
            recorded += played[1]
    return percentile(plain, 95), percentile(recorded, 95)


def _play(adjudicator: Adjudicator, seed: int) -> tuple[list[float], list[float]]:
    """Play one game. Resolve each turn twice: without the ledger, and with the ledger.

    Return the seconds of each turn, first without the ledger and then with the ledger.
    """
    bare = adjudicator.open(seed, length=SCENARIO_TURNS)
    kept = adjudicator.open(seed, length=SCENARIO_TURNS)
    plain: list[float] = []
    recorded: list[float] = []
    while not kept.ending():
        orders: Mapping[str, Sequence[Order]] = {
            seat: [chosen.order for chosen in bot_orders(adjudicator, kept, seat, "doctrine")] for seat in kept.seats
        }
        table = OrderTable.of(adjudicator.rulebook, kept.seats, orders)
        plain.append(seconds(partial(adjudicator.step, bare, table)))
        recorded.append(seconds(partial(adjudicator.adjudicate, kept, orders)))
    return plain, recorded


def first_screens() -> dict[str, float]:
    """Return the seconds until the menu appears, and the seconds until a bare application appears."""
    with tempfile.TemporaryDirectory() as saves:
        settings = {"WARGAME_SAVES": saves}

        def start(command: Sequence[str], marker: str) -> float:
            with Terminal(command, settings) as terminal:
                return terminal.until(marker)

        start(MENU, MENU_READY)  # the first start may have to write byte code, so its time is not counted
        measures = {
            "bare_first_screen": lambda: start(BARE, BARE_READY),
            "first_screen": lambda: start(MENU, MENU_READY),
        }
        return medians(interleaved(measures, SCREENS))


def keys() -> dict[str, float]:
    """Return the seconds from a key to the last byte that the key drew.

    The times are for the order line of a game and for a bare input line.
    """
    with (
        tempfile.TemporaryDirectory() as saves,
        Terminal(TURN, {"WARGAME_SAVES": saves}) as game,
        Terminal(BARE, {}) as bare,
    ):
        bare.until(BARE_READY)
        game.until(GAME_READY)
        game.settle(1.0)
        for key in TO_THE_ORDER_LINE:
            game.press(key)
        found = interleaved(
            {
                "key": lambda: statistics.fmean(map(game.press, TYPED)),
                "bare_key": lambda: statistics.fmean(map(bare.press, TYPED)),
            },
            KEYS // len(TYPED),
        )
    return medians(found)


def measure() -> dict[str, float]:
    """Return all times in seconds."""
    turn, turn_ledger = turns()
    return {"turn_p95": turn, "turn_ledger_p95": turn_ledger, **first_screens(), **keys()}
