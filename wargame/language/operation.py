"""Operations: functions of values, cell by cell. Each operation has code in numpy, C and plain Python.

The words of the rule language apply operations.

Must not know: names, axes or steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from itertools import cycle
from typing import Any, TypeVar

import attrs

from wargame.language.word import Bounds, Word

Value = TypeVar("Value")


class Arguments(Enum):
    """The sort of arguments that an operation accepts."""

    NUMBERS = "numbers"
    TRUTHS = "truths"
    CHOICE = "a truth, then two numbers or two truths"
    ANYTHING = "a number or a truth"


class Vanishes(Enum):
    """Which arguments have to be 0 to make the result certainly 0."""

    NEVER = "it may be something of nothing"
    ANY = "one of them"
    ALL = "all of them"
    FIRST = "the first"
    BRANCHES = "all but the first"
    AGAINST_ZERO = "the first, where the second is the number 0"


@attrs.frozen(eq=False, kw_only=True)
class Operation:
    """A function of values, cell by cell.

    `compute`: computes numpy arrays. The result goes to `out`.
    `bounds`: computes the bounds of the result from the bounds of the arguments.
    `c`: the C expression. {0}, {1} ... are the arguments.
    `python`: the Python expression for plain numbers and truths (true or false).
    `source`: the C functions that the expression needs, without the functions of the prelude
        (`wargame/native/c/prelude.h`).
    `c_of_truths`: the C expression for arguments that are truths, if the result is then a truth.
    `domain`: the interval from which tests take each argument.
    `samples`: further values for tests.
    """

    name: str
    compute: Callable[..., Any]
    bounds: Callable[..., Bounds]
    c: str
    python: str
    domain: tuple[Bounds, ...]
    samples: tuple[tuple[float, ...], ...]
    source: str = ""
    c_of_truths: str = ""
    arguments: Arguments = Arguments.NUMBERS
    truth: bool = False  # whether the result is a truth
    keeps_grid: bool = False  # whether arguments on the grid of 2**-30 give a result on the grid
    vanishes: Vanishes = Vanishes.NEVER
    costly: bool = False  # whether C stores a result because a second computation takes long


def accepts_all(text: str, bounds: Bounds) -> str:
    """Accept all bounds: return an empty text."""
    return ""


@attrs.frozen(eq=False, kw_only=True)
class Function(Word):
    """A word of the rule language that applies operations to one value or more.

    `operations`: the first operation joins the first two values. The next operation joins the result and the third
    value, and so on. The operations begin again with the first if values are left.
    `least`, `most`: the smallest and the largest number of values.
    `wrong_count`: the error message if a formula has fewer or more values.
    `refuses`: returns the reason why the bounds of the first value are wrong, or an empty text. The arguments of this
    function are the text of the first value and the bounds of the first value.
    `example`: some values, and the result for these values.
    """

    operations: tuple[Operation, ...]
    example: tuple[tuple[float, ...], float]
    least: int = 1
    most: int = 1
    wrong_count: str = attrs.field()
    refuses: Callable[[str, Bounds], str] = accepts_all

    @wrong_count.default
    def _one_value(self) -> str:
        return f"{self.name} takes one value"

    def of(self, apply: Callable[..., Value], args: Sequence[Value]) -> Value:
        """Return the result of this word for the values `args`.

        `apply`: called with an operation and the values to which the operation is applied.
        """
        result, *others = args
        if not others:
            return apply(self.operations[0], result)
        for operation, other in zip(cycle(self.operations), others, strict=False):
            result = apply(operation, result, other)
        return result


def rising(f: Callable[[float], float]) -> Callable[[Bounds], Bounds]:
    """Return a function that computes the bounds of `f` from the bounds of its argument. `f` must never fall."""
    return lambda a: (f(a[0]), f(a[1]))
