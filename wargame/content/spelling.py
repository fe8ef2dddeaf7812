"""Finds the name that an author probably meant.

Must not know: what the names mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

LONGEST = 60  # number of letters; longer words are no names, and their comparison would be slow
MOST_NAMES = 2_000


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Return the name whose spelling is nearest to the word. Return None if no name is similar."""
    if not word or len(word) > LONGEST:
        return None
    by_folded: dict[str, str] = {}
    for name in islice(names, MOST_NAMES):
        by_folded.setdefault(name.casefold(), name)
    folded = word.casefold()
    swapped = [name for name in by_folded if len(name) == len(folded) and sorted(name) == sorted(folded)]
    near = swapped or get_close_matches(folded, by_folded, n=1, cutoff=0.75)
    begun = [name for name in by_folded if len(folded) > 2 and (name.startswith(folded) or folded.startswith(name))]
    found = near or begun or get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Return `; did you mean ...?` with the nearest name, or an empty text."""
    name = nearest(word, names)
    return f"; did you mean `{name}`?" if name else ""


def shown(text: str, length: int = 40) -> str:
    """Quote a piece of a file for a message. The quotation has one line, and a long piece is cut."""
    flat = " ".join(text.split())
    return f"`{flat}`" if len(flat) <= length else f"`{flat[: length - 1]}…`"


def one_of(names: Iterable[str], most: int = 8) -> str:
    """List names for a message, as in `a, b or c`. A long list ends in an ellipsis."""
    known = list(names)
    if len(known) > most:
        return ", ".join(known[:most]) + ", …"
    return " or ".join([", ".join(known[:-1]), known[-1]]) if len(known) > 1 else "".join(known)
