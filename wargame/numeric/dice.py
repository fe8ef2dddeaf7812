"""Keyed dice: the seed, the game, the turn and the name of the die decide every draw.

No draw depends on an earlier draw. A key is a 64-bit number that stands for a name, for a game, or for a turn of a
game.

A quantile table has 65,536 values, and a slot is an index into such a table.

Must not know: rules or games. docs/decisions describes the statistical tests.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint64]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11, _S48 = (np.uint64(n) for n in (30, 27, 31, 11, 48))


def mix(z: Bits) -> Bits:
    """Apply the 64-bit finaliser of splitmix64 (Steele, Lea & Flood 2014) to an array with at least one axis."""
    mixed = z >> _S30
    mixed ^= z
    mixed *= _FIRST
    shifted = mixed >> _S27
    mixed ^= shifted
    mixed *= _SECOND
    np.right_shift(mixed, _S31, out=shifted)
    mixed ^= shifted
    return mixed


def word(name: str) -> int:
    """Return the first 8 bytes of the SHA-256 of a name, as a little-endian number."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little")


def die_keys(names: list[str]) -> Bits:
    """Return the key of each die. A name of a die has the form `step.let|entities`."""
    return np.array([word(name) for name in names], dtype=np.uint64)


def game_keys(seed: int, first: int, games: int) -> Bits:
    """Return one key for each game. The games have the numbers `first` to `first + games - 1` under a seed."""
    start = mix(np.array([word(str(seed))], dtype=np.uint64))
    return mix(start + np.arange(first, first + games, dtype=np.uint64) * GOLDEN)


def turn_keys(games: Bits, turn: int) -> Bits:
    """Return one key for each game, for all draws of one turn. The shape is [games]. Turn 0 is for draws before the
    first turn.
    """
    return mix(games + np.array([turn], dtype=np.uint64) * GOLDEN)


def draw(turn_key: Bits, die: Bits) -> Bits:
    """Return 64 random bits for each pair of a turn key and a die key. Numpy broadcasts the two shapes."""
    return mix(turn_key + die)


def unit(bits: Bits) -> Any:
    """Return the upper 53 bits as a number from 0 up to, but not including, 1."""
    return (bits >> _S11) * 2.0**-53


def slot(bits: Bits) -> npt.NDArray[np.intp]:
    """Return the upper 16 bits, as an index into a table of 65,536 quantiles."""
    return (bits >> _S48).view(np.intp)
