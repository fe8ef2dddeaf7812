"""Makes the keys of the dice of draws, for all three writers. A key is a 64-bit number that stands for a name.

Must not know: how bits become numbers.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.numeric import dice
from wargame.rulebook.ir.axes import AxisBook
from wargame.rulebook.ir.nodes import DrawNode


def die_table(book: AxisBook, node: DrawNode) -> Any:
    """Return the keys of the dice of a draw [axes..., 1]. The axes are in canonical order."""
    over, names = node.over, [""]
    for axis in over:
        codes = book.dice[book.kind_of[axis]]
        names = [f"{n},{code}" if n else code for n in names for code in codes]
    keys = dice.die_keys([f"{node.die}|{n}" for n in names]).reshape(book.shape(over))
    keys = np.transpose(keys, [over.index(a) for a in node.axes]) if over else keys
    return np.array(keys[..., None], order="C")
