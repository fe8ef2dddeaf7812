"""A game that can be solved by hand: two seats, four turns, two binary dice a turn, an early ending.

Red pushes or rests, blue blocks or rests. `expected` enumerates all orders of bots and all dice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

import numpy as np

from tests.tiny import tiny, written
from wargame.adjudicator import Adjudicator, State
from wargame.bots import bot_orders
from wargame.game.played_game import PlayedGame, PlayedTurn
from wargame.model.match.ruling import Ruling, Target
from wargame.model.scenario.seat import HUMAN

TURNS = 4
WIND, GALE = 0.4, 0.25  # the chances of the two dice
PUSHES, BLOCKS = 0.75, 0.5  # the shares with which the bots push and block
CALM_BLOCKS = 0.2  # the share with which blue blocks while the line is at 0 or below
WON, LOST = 4, -2  # the places of the line at which the game ends

ACTIONS = """\
push: {by: red, cost: {ap: 5}, describe: "Push."}
rest: {by: red, cost: {ap: 5}, describe: "Rest."}
block: {by: blue, cost: {ap: 3}, describe: "Block."}
wait: {by: blue, cost: {ap: 3}, describe: "Wait."}
"""
METRICS = "line: {range: -100..100}\n"
STEPS = f"""\
moving:
  phase: early
  let:
    wind: chance({WIND})
    gale: chance({GALE})
  add:
    line:
      pushes: ordered(push) * (1 + wind) - ordered(block) * (1 + gale) - gale
"""
SCENARIO = f"""\
scores:
  red:
    ground: {{weight: 1, value: "50 + 5 * line"}}
  blue:
    calm: {{weight: 1, value: "60 - 3 * line * line"}}
endings:
  won: {{when: "line >= {WON}", text: Won.}}
  lost: {{when: "line <= {LOST}", text: Lost.}}
bots:
  doctrine:
    red: {{rows: [{{weights: {{push: 3, rest: 1}}, reason: "Push."}}]}}
    blue:
      rows:
        - {{when: "line > 0", weights: {{block: 1, wait: 1}}, reason: "Block."}}
        - {{weights: {{block: 1, wait: 4}}, reason: "Wait."}}
"""
SEATS = ("red", "blue")
Given = Mapping[str, int]  # seat -> 1 if it pushes or blocks, 0 if it does not


@cache
def exact() -> Adjudicator:
    return tiny("", SCENARIO, actions=ACTIONS, metrics=METRICS, steps=STEPS)


def score(line: int) -> tuple[float, float]:
    return 50.0 + 5.0 * line, 60.0 - 3.0 * line * line


def over(line: int, turn: int) -> bool:
    """Whether the game is over before this turn."""
    return turn > TURNS or line >= WON or line <= LOST


@cache
def value(line: int, turn: int) -> tuple[float, float]:
    """The expected margins of both seats before a turn, if the bots play."""
    return score(line) if over(line, turn) else ordered(line, turn, ())


def ordered(line: int, turn: int, given: tuple[tuple[str, int], ...]) -> tuple[float, float]:
    """The expected margins before a turn in which some seats give these orders."""
    chances = {"red": PUSHES, "blue": BLOCKS if line > 0 else CALM_BLOCKS}
    total = [0.0, 0.0]
    for share, (pushed, blocked) in _orders(chances, dict(given)):
        for chance, (wind, gale) in _dice():
            after = value(line + pushed * (1 + wind) - blocked * (1 + gale) - gale, turn + 1)
            total = [total[k] + share * chance * after[k] for k in range(2)]
    return total[0], total[1]


def _orders(chances: Mapping[str, float], given: Given) -> Iterator[tuple[float, tuple[int, int]]]:
    for red in (0, 1):
        for blue in (0, 1):
            share = 1.0
            for seat, does in (("red", red), ("blue", blue)):
                p = float(given[seat]) if seat in given else chances[seat]
                share *= p if does else 1.0 - p
            if share:
                yield share, (red, blue)


def _dice() -> Iterator[tuple[float, tuple[int, int]]]:
    for wind in (0, 1):
        for gale in (0, 1):
            yield (WIND if wind else 1 - WIND) * (GALE if gale else 1 - GALE), (wind, gale)


def line_of(state: State) -> int:
    return int(state.value("line"))


def played(seed: int, orders: Mapping[str, tuple[int, ...]], lines: Mapping[int, int] | None = None) -> PlayedGame:
    """Play a game in which people give these orders, turn by turn, and bots play the other seats.

    `lines`: the place of the line that the facilitator rules, by turn.
    """
    adjudicator = exact()
    state = adjudicator.open(seed, length=TURNS, seats=SEATS)
    turns = []
    words = {"red": ("rest", "push"), "blue": ("wait", "block")}
    while not state.ending():
        turn, before = state.turn, adjudicator.snapshot(state)
        given = {
            seat: written(adjudicator, words[seat][orders[seat][turn - 1]])
            if seat in orders
            else tuple(each.order for each in bot_orders(adjudicator, state, seat, "doctrine"))
            for seat in SEATS
        }
        players = {seat: HUMAN if seat in orders else "doctrine" for seat in SEATS}
        opened = adjudicator.restore(before)
        rulings, rolled = (), None
        if turn in (lines or {}):
            rolled = adjudicator.restore(before)
            adjudicator.adjudicate(rolled, given)
            line = float((lines or {})[turn])
            rulings = (Ruling(Target(metric="line"), rolled.value("line"), line, "seen"),)
        turns.append(PlayedTurn(turn, opened, (), opened, given, players, rolled))
        adjudicator.adjudicate(state, given, rulings)
    return PlayedGame(SEATS, TURNS, tuple(turns), state, state.ending())


def expected(game: PlayedGame, orders: Mapping[str, tuple[int, ...]]) -> dict[tuple[int, str, str], float]:
    """The true terms of a game, by turn, seat and kind."""
    found: dict[tuple[int, str, str], float] = {}
    states = [*(turn.before for turn in game.turns), game.now]
    for number, seat in enumerate(SEATS):
        found[0, seat, "start"] = value(0, 1)[number]
        for turn, (before, after) in enumerate(pairwise(states), 1):
            line = line_of(before)
            given = {who: moves[turn - 1] for who, moves in orders.items()}
            nobody = value(line, turn)[number]
            every = ordered(line, turn, tuple(given.items()))[number]
            alone = ordered(line, turn, tuple((who, move) for who, move in given.items() if who == seat))[number]
            rest = ordered(line, turn, tuple((who, move) for who, move in given.items() if who != seat))[number]
            decision = 0.5 * (alone - nobody) + 0.5 * (every - rest)
            found[turn, seat, "decision"] = decision
            found[turn, seat, "others"] = every - nobody - decision
            rolled = game.turns[turn - 1].rolled
            left = value(line_of(after if rolled is None else rolled), turn + 1)[number]
            found[turn, seat, "luck"] = left - every
            if rolled is not None:
                found[turn, seat, "rulings"] = value(line_of(after), turn + 1)[number] - left
    return found


def moves(number: int, seats: tuple[str, ...] = SEATS) -> dict[str, tuple[int, ...]]:
    """The orders of people in one of the repeats."""
    rolled = np.random.default_rng(number).integers(0, 2, (2, TURNS)).tolist()
    return {seat: tuple(row) for seat, row in zip(SEATS, rolled, strict=True) if seat in seats}
