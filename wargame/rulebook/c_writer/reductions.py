"""Writes reductions of many values as C. A reduction makes one value from many values, such as their sum.

The C code joins values one by one, or collects the values in an array and reduces the array at once.

Must not know: the origin of the values.
"""

from __future__ import annotations

from typing import assert_never

import attrs

from wargame.language.reduction import Fold, Gather, Reduction
from wargame.native.text import FunctionText


@attrs.frozen(eq=False)
class PartialReduction:
    """A reduction that is not completely written yet.

    `name`: the variable of the result so far, or the array of the values.
    """

    text: FunctionText
    reduction: Reduction
    name: str

    @classmethod
    def begin(cls, text: FunctionText, reduction: Reduction, most: int) -> PartialReduction:
        """Begin a reduction of at most `most` values."""
        match reduction.c:
            case Fold():
                return cls(text, reduction, text.let("m" if reduction.truth else "v", reduction.c.start))
            case Gather():
                name = text.fresh()
                text.line(f"{'m' if reduction.truth else 'v'} {name}[{max(most, 1)}];")
                return cls(text, reduction, name)
            case _:
                assert_never(reduction.c)

    def add(self, value: str, position: str) -> None:
        """Add a value to the reduction. `position`: the position of the value among all values."""
        match self.reduction.c:
            case Fold():
                self.text.line(f"{self.name} = {self.reduction.c.join.format(self.name, value)};")
            case Gather():
                self.text.line(f"{self.name}[{position}] = {value};")
            case _:
                assert_never(self.reduction.c)

    def end(self, count: str, none: str = "") -> str:
        """Return the variable of the result.

        `none`: the C condition that there is no value. The result is then 0.
        """
        match self.reduction.c:
            case Fold():
                if none and self.reduction.c.meaningless_start:
                    self.text.line(f"if ({none}) {self.name} = K(0.0);")
                return self.name
            case Gather():
                kind = "m" if self.reduction.truth else "v"
                return self.text.let(kind, self.reduction.c.call.format(self.name, count))
            case _:
                assert_never(self.reduction.c)
