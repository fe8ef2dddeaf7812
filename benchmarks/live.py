"""The times that a person waits: for a resolved turn, for the first screen, and for the answer to a key.

The first screen and the key are compared with a bare application.

Must not know: how screens are drawn.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial

import attrs

from benchmarks.rates import SCENARIO, SCENARIO_TURNS, scenario_plan
from benchmarks.terminal import Terminal
from benchmarks.timing import interleaved, medians, percentile, seconds
from wargame.adjudicator import Adjudicator
from wargame.adjudicator.orders import OrderTable
from wargame.batch.run import adjudicator_of
from wargame.bots import bot_orders
from wargame.model.match.order import Order

GAMES = 3
ROUNDS = 3  # number of tries of each turn
WORK = 60_000  # number of additions in the fixed piece of work; they take about as long as a turn
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


@attrs.frozen
class Times:
    """The seconds of each turn of some games.

    `plain`: the rules alone. `recorded`: the turn with its ledger and log. Both are the best of some tries.
    `first`: the first try of the turn with its ledger.
    `work`: a fixed piece of plain Python work beside each turn. Its slowest times show the disturbance by the machine.
    """

    plain: list[float] = attrs.field(factory=list)
    recorded: list[float] = attrs.field(factory=list)
    first: list[float] = attrs.field(factory=list)
    work: list[float] = attrs.field(factory=list)


def turns() -> dict[str, float]:
    """Return the times of a turn of the full scenario, in seconds. Most are 95th percentiles over the turns.

    Another process can interrupt any try. The best of some tries is therefore the time of the turn itself.
    """
    adjudicator = adjudicator_of(scenario_plan(SCENARIO, 1, SCENARIO_TURNS))
    _play(adjudicator, 0, Times())  # the first game builds tables, so its times are not counted
    times = Times()
    for seed in range(1, GAMES + 1):
        _play(adjudicator, seed, times)
    return {
        "turn_p95": percentile(times.plain, 95),
        "turn_ledger_p95": percentile(times.recorded, 95),
        "turn_ledger_first_p95": percentile(times.first, 95),
        "work_p95": percentile(times.work, 95),
        "work_median": statistics.median(times.work),
    }


def _play(adjudicator: Adjudicator, seed: int, times: Times) -> None:
    """Play one game and add its times. Each turn is resolved several times from the same state."""
    state = adjudicator.open(seed, length=SCENARIO_TURNS)
    while not state.ending():
        orders: Mapping[str, Sequence[Order]] = {
            seat: [chosen.order for chosen in bot_orders(adjudicator, state, seat, "doctrine")] for seat in state.seats
        }
        table = OrderTable.of(adjudicator.rulebook, state.seats, orders)
        kept = adjudicator.snapshot(state)
        plain, recorded = [], []
        times.work.append(seconds(_work))
        for _ in range(ROUNDS):
            state = adjudicator.restore(kept)
            plain.append(seconds(partial(adjudicator.step, state, table)))
            state = adjudicator.restore(kept)
            recorded.append(seconds(partial(adjudicator.adjudicate, state, orders)))
        times.plain.append(min(plain))
        times.recorded.append(min(recorded))
        times.first.append(recorded[0])


def _work() -> float:
    """Compute for a few milliseconds: the same arithmetic each time."""
    total = 0.0
    for number in range(1, WORK):
        total += 1.0 / number
    return total


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
    return {**turns(), **first_screens(), **keys()}
