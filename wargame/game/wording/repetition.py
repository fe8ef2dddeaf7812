"""One sentence about last turn's orders that were written again, and the orders that they replaced.

Must not know: how a draft is changed.
"""

from __future__ import annotations

from collections.abc import Sequence


def replaced(before: Sequence[str], after: Sequence[str], named: int = 1) -> str:
    """Write how many orders are in the draft again and which ones they replaced, or how many beyond `named`.

    `before`, `after`: the texts of two drafts.
    """
    gone, come = [text for text in before if text not in after], [text for text in after if text not in before]
    if not come and not gone:
        return "The draft holds last turn's orders already."
    many = f"Last turn's {'order' if len(after) == 1 else 'orders'} again"
    names = "; ".join(gone) if len(gone) <= named else f"{len(gone)} others"
    return f"{many}, in place of {names}." if gone else f"{many}."
