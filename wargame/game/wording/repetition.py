"""One sentence about a draft that got the orders of the last turn again. The sentence also names the replaced orders.

Must not know: how a draft is changed.
"""

from __future__ import annotations

from collections.abc import Sequence


def replaced(before: Sequence[str], after: Sequence[str], named: int = 1) -> str:
    """Return how many orders are in the draft again, and which orders were replaced.

    `before`, `after`: the texts of the draft before and after the change.
    `named`: the largest number of replaced orders to name. Only the number of the further orders is written.
    """
    gone, come = [text for text in before if text not in after], [text for text in after if text not in before]
    if not come and not gone:
        return "The draft holds last turn's orders already."
    many = f"Last turn's {'order' if len(after) == 1 else 'orders'} again"
    names = "; ".join(gone) if len(gone) <= named else f"{len(gone)} others"
    return f"{many}, in place of {names}." if gone else f"{many}."
