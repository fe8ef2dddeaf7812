"""Distributions: how a die's bits become a value, for numpy and for C.

Must not know: dice, keys, or the lines that draws stand in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from wargame.language.word import Bounds, Word


@attrs.frozen(eq=False, kw_only=True)
class Distribution(Word):
    """A word that draws.

    `takes`: how many values. `bounds`: of what is drawn, by those of the values; `bounds_of_numbers`: where all values
    are plain numbers. `numpy`, `c`: the expressions; {0}, {1} ... are the values, {u} a number in [0, 1) made of the
    bits, {z} a standard normal quantile. `tabled`: of plain numbers it comes from a table of its quantiles. `source`:
    a C function that it needs. `domain`: for each value where tests draw it; `samples`: plain numbers that they try.
    """

    takes: int
    bounds: Callable[[Sequence[Bounds]], Bounds]
    bounds_of_numbers: Callable[[Sequence[float]], Bounds]
    numpy: str
    c: str
    domain: tuple[Bounds, ...]
    samples: tuple[tuple[float, ...], ...]
    truth: bool = False
    tabled: bool = False
    chance: bool = False  # whether its value is a probability, which authors may carry beyond 0 to 1
    source: str = ""
