"""Several programs computed in one pass over the games, once a turn, and shared out.

Must not know: what they compute. What they read must stay as it is from the first call in a turn to the last, as it
does while bots choose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import attrs

from wargame.rulebook.program import Board, DenseProgram


@attrs.define(eq=False)
class Together:
    """`whole` computes what all the parts compute."""

    parts: tuple[DenseProgram, ...]
    whole: DenseProgram
    _keys: Any = None
    _found: list[Any] = attrs.field(factory=list)

    @classmethod
    def of(cls, parts: Sequence[DenseProgram]) -> Together:
        """Join some programs."""

        def emit() -> Callable[..., list[Any]]:
            each = [part.emit() for part in parts]
            return lambda board: [value for run in each for value in run(board)]

        return cls(tuple(parts), DenseProgram(tuple(n for part in parts for n in part.nodes), emit))

    def share(self) -> None:
        """Let every part take its values from the whole."""
        start = 0
        for part in self.parts:
            part.run = partial(self._take, slice(start, start + len(part.nodes)))
            start += len(part.nodes)

    def _take(self, own: slice, board: Board) -> list[Any]:
        if self._keys is not board.turn_keys:  # made anew whenever a turn begins or games leave
            self._found, self._keys = self.whole(board), board.turn_keys
        return self._found[own]
