"""Orders in which keyed dice can be read as a stream: along games, turns, dice, seeds, and as a batch reads them.

Must not know: how randomness is tested. A weak key would show as a pattern along one of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from wargame.numeric import dice
from wargame.numeric.dice import Bits

Stream = Callable[[int, int], Bits]  # (which, how many words) -> words


def _one(value: int) -> Bits:
    return np.array([value], dtype=np.uint64)


def names(count: int, which: int = 0) -> list[str]:
    """Names of dice as rule files make them: few steps, two lets, many entities."""
    return [f"step{i // 60 % 50}.{'hit' if i % 2 else 'bite'}|{which}A{i // 3000},B{i % 60}" for i in range(count)]


def along_games(which: int, count: int) -> Bits:
    """One die of one turn in game after game."""
    return dice.draw(dice.turn_keys(dice.game_keys(7, 0, count), 1 + which), dice.die_keys(["assaults.hit|KKR"]))


def along_turns(which: int, count: int) -> Bits:
    """One die of one game in turn after turn."""
    game = dice.game_keys(7, which, 1)
    return dice.draw(
        dice.mix(game + np.arange(count, dtype=np.uint64) * dice.GOLDEN), dice.die_keys(["assaults.hit|KKR"])
    )


def along_dice(which: int, count: int) -> Bits:
    """Die after die of one game and turn."""
    return dice.draw(dice.turn_keys(dice.game_keys(7, which, 1), 3), dice.die_keys(names(count, which)))


def along_seeds(which: int, count: int) -> Bits:
    """One die of game 0 under seed after seed."""
    words = np.array([dice.word(str(seed)) for seed in range(which * count, (which + 1) * count)], dtype=np.uint64)
    games = dice.mix(dice.mix(words))
    return dice.draw(dice.turn_keys(games, 1), dice.die_keys(["assaults.hit|KKR"]))


def along_batch(which: int, count: int) -> Bits:
    """As a batch reads them: for each turn, for each die, all games (64 games, 128 dice)."""
    keys = dice.die_keys(names(128, which))
    games = dice.game_keys(11, 64 * which, 64)
    turns = -(-count // (64 * 128))
    blocks = [dice.draw(dice.turn_keys(games, turn)[None, :], keys[:, None]).ravel() for turn in range(1, turns + 1)]
    return np.concatenate(blocks)[:count]


def along_small_keys(which: int, count: int) -> Bits:
    """Raw keys 0, 1, 2, ..., which no name gives because names are hashed: a known weak spot of the finaliser."""
    return dice.draw(dice.turn_keys(dice.game_keys(7, which, 1), 1), np.arange(count, dtype=np.uint64))


STREAMS: dict[str, Stream] = {
    "games": along_games,
    "turns": along_turns,
    "dice": along_dice,
    "seeds": along_seeds,
    "batch": along_batch,
}


def endless(seed: int) -> Iterator[bytes]:
    """The batch order without end, for batteries that read raw bits from a pipe."""
    keys = dice.die_keys(names(128))
    first = 0
    while True:
        games = dice.game_keys(seed, first, 64)
        for turn in range(1, 27):
            yield dice.draw(dice.turn_keys(games, turn)[None, :], keys[:, None]).tobytes()
        first += 64
