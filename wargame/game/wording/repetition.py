"""Last turn's orders written again: what they came in place of, said in one sentence.

Must not know: how a draft is changed.
"""

from __future__ import annotations

from collections.abc import Sequence


def replaced(before: Sequence[str], after: Sequence[str], named: int = 1) -> str:
    """Say how many orders stand in the draft again and which ones they took the place of, or how many beyond `named`.

    `before`, `after`: the texts of two drafts.
    """
    gone, come = [text for text in before if text not in after], [text for text in after if text not in before]
    if not come and not gone:
        return "The draft holds last turn's orders already."
    many = f"Last turn's {'order' if len(after) == 1 else 'orders'} again"
    names = "; ".join(gone) if len(gone) <= named else f"{len(gone)} others"
    return f"{many}, in place of {names}." if gone else f"{many}."
