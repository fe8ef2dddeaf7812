"""Distributions: how the random bits of a die become a value, in numpy and in C.

A quantile is the value of a distribution below which a given share of all draws lies.

Must not know: dice, keys, or the rules that use draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from wargame.language.word import Bounds, Word


@attrs.frozen(eq=False, kw_only=True)
class Distribution(Word):
    """A word of the rule language that draws a value.

    `argument_count`: the number of its arguments.
    `bounds`: computes the bounds of the result from the bounds of the arguments.
    `bounds_of_numbers`: computes the bounds of the result if all arguments are plain numbers.
    `numpy`, `c`: the expressions for the value. {0}, {1} ... are the arguments. {u} is a number from the bits, at least
        0 and less than 1. {z} is a standard normal quantile.
    `tabled`: whether the result comes from a table of quantiles if all arguments are plain numbers.
    `source`: a C function that the expression needs.
    `domain`: the interval from which tests take each argument.
    `samples`: further arguments (plain numbers) for tests.
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
    chance: bool = False  # whether its argument is a probability; the argument may lie outside 0 to 1
    source: str = ""
