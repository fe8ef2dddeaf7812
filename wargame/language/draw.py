"""Distributions: how a die's bits become a value, for numpy and for C.

Must not know: dice, keys, or the lines of draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from wargame.language.word import Bounds, Word


@attrs.frozen(eq=False, kw_only=True)
class Distribution(Word):
    """A word that draws.

    `argument_count`: the number of its arguments.
    `bounds`: computes the bounds of the result from the bounds of the arguments.
    `bounds_of_numbers`: computes the bounds of the result if all arguments are plain numbers.
    `numpy`, `c`: the expressions. In them {0}, {1} ... are the arguments, {u} is a number in [0, 1) from the bits, and
    {z} is a standard normal quantile.
    `tabled`: whether the result comes from a table of quantiles if all arguments are plain numbers.
    `source`: a C function that the word needs.
    `domain`: the interval of each argument in tests.
    `samples`: plain numbers for tests.
    """

    argument_count: int
    bounds: Callable[[Sequence[Bounds]], Bounds]
    bounds_of_numbers: Callable[[Sequence[float]], Bounds]
    numpy: str
    c: str
    domain: tuple[Bounds, ...]
    samples: tuple[tuple[float, ...], ...]
    truth: bool = False
    tabled: bool = False
    chance: bool = False  # whether its argument is a probability, which may lie outside 0 to 1
    source: str = ""
