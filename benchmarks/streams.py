"""The orders in which keyed dice can be read as a stream: by games, by turns, by dice, by seeds, and as in a batch.

Must not know: how randomness is tested. A weak key would show a pattern in one of these orders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from wargame.numeric import dice
from wargame.numeric.dice import Bits

Stream = Callable[[int, int], Bits]  # (number of the stream, number of words) -> words


def _one(value: int) -> Bits:
    return np.array([value], dtype=np.uint64)


def names(count: int, which: int = 0) -> list[str]:
    """Return names of dice such as rule files have: few steps, two `let` lines, many entities."""
    return [f"step{i // 60 % 50}.{'hit' if i % 2 else 'bite'}|{which}A{i // 3000},B{i % 60}" for i in range(count)]


def along_games(which: int, count: int) -> Bits:
    """Return the values of one die in one turn of many games."""
    return dice.draw(dice.turn_keys(dice.game_keys(7, 0, count), 1 + which), dice.die_keys(["assaults.hit|KKR"]))


def along_turns(which: int, count: int) -> Bits:
    """Return the values of one die in many turns of one game."""
    game = dice.game_keys(7, which, 1)
    return dice.draw(
        dice.mix(game + np.arange(count, dtype=np.uint64) * dice.GOLDEN), dice.die_keys(["assaults.hit|KKR"])
    )


def along_dice(which: int, count: int) -> Bits:
    """Return the values of many dice in one turn of one game."""
    return dice.draw(dice.turn_keys(dice.game_keys(7, which, 1), 3), dice.die_keys(names(count, which)))


def along_seeds(which: int, count: int) -> Bits:
    """Return the values of one die in game 0 of many seeds."""
    words = np.array([dice.word(str(seed)) for seed in range(which * count, (which + 1) * count)], dtype=np.uint64)
    games = dice.mix(dice.mix(words))
    return dice.draw(dice.turn_keys(games, 1), dice.die_keys(["assaults.hit|KKR"]))


def along_batch(which: int, count: int) -> Bits:
    """Return dice in the order of a batch: for each turn, for each die, all games. There are 64 games and 128 dice."""
    keys = dice.die_keys(names(128, which))
    games = dice.game_keys(11, 64 * which, 64)
    turns = -(-count // (64 * 128))
    blocks = [dice.draw(dice.turn_keys(games, turn)[None, :], keys[:, None]).ravel() for turn in range(1, turns + 1)]
    return np.concatenate(blocks)[:count]


def along_small_keys(which: int, count: int) -> Bits:
    """Return dice with the raw keys 0, 1, 2, ... These keys are a known weakness of the last mixing step.

    No name has such a key, because names are hashed.
    """
    return dice.draw(dice.turn_keys(dice.game_keys(7, which, 1), 1), np.arange(count, dtype=np.uint64))


STREAMS: dict[str, Stream] = {
    "games": along_games,
    "turns": along_turns,
    "dice": along_dice,
    "seeds": along_seeds,
    "batch": along_batch,
}


def endless(seed: int) -> Iterator[bytes]:
    """Return dice in the order of a batch without end, for test programs that read raw bits from a pipe."""
    keys = dice.die_keys(names(128))
    first = 0
    while True:
        games = dice.game_keys(seed, first, 64)
        for turn in range(1, 27):
            yield dice.draw(dice.turn_keys(games, turn)[None, :], keys[:, None]).tobytes()
        first += 64
