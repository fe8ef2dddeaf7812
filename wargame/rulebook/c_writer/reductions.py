"""Writes what is reduced of many values: joined one by one, or gathered in an array and reduced at once.

Must not know: where the values come from.
"""

from __future__ import annotations

from typing import assert_never

import attrs

from wargame.language.reduction import Fold, Gather, Reduction
from wargame.native.text import Text


@attrs.frozen(eq=False)
class Gathered:
    """A reduction being written: `name` is the variable of what there is so far, or the array of the values."""

    text: Text
    how: Reduction
    name: str

    @classmethod
    def begin(cls, text: Text, how: Reduction, most: int) -> Gathered:
        """Begin to reduce at most so many values."""
        match how.c:
            case Fold():
                return cls(text, how, text.let("m" if how.truth else "v", how.c.start))
            case Gather():
                name = text.fresh()
                text.line(f"{'m' if how.truth else 'v'} {name}[{max(most, 1)}];")
                return cls(text, how, name)
            case _:
                assert_never(how.c)

    def add(self, value: str, position: str) -> None:
        """Take in a value, and its position among all."""
        match self.how.c:
            case Fold():
                self.text.line(f"{self.name} = {self.how.c.join.format(self.name, value)};")
            case Gather():
                self.text.line(f"{self.name}[{position}] = {value};")
            case _:
                assert_never(self.how.c)

    def end(self, count: str, none: str = "") -> str:
        """The variable of the result; `none` is true where there may be no value, whose result is 0."""
        match self.how.c:
            case Fold():
                if none and self.how.c.meaningless_start:
                    self.text.line(f"if ({none}) {self.name} = K(0.0);")
                return self.name
            case Gather():
                kind = "m" if self.how.truth else "v"
                return self.text.let(kind, self.how.c.call.format(self.name, count))
            case _:
                assert_never(self.how.c)
