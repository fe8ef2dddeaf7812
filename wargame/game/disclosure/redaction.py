"""Removes the amounts from the ledger of a cell that a seat only estimates. The causes keep their order.

A cell is one number of a metric. A stand-in is an amount that stands for a word: `much`, `some` or `little`.

Must not know: who the seat is. This module gets only the entries of cells that the seat estimates.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from wargame.model.match.outcome import Entry
from wargame.model.rules.metric import Metric

MUCH, SOME, LITTLE = "much", "some", "little"
# The lengths of the bars beside the words. Each word has one length.
COARSE = {MUCH: 1.0, SOME: 0.5, LITTLE: 0.2}
# The stand-in for each word, as a share of a visible change. A visible change is a part of the metric's range.
_STANDS_FOR = {MUCH: 1.0, SOME: 0.4, LITTLE: 0.1}
_WORTH_TELLING = 0.05


def word_for(part: float) -> str:
    """Return the word for a share of the largest cause: `much` from 1/2, `some` from 1/6, and `little` below 1/6."""
    return MUCH if part >= 0.5 else SOME if part >= 1 / 6 else LITTLE


def redacted(metric: Metric, entries: Sequence[Entry]) -> dict[int, Entry]:
    """Return the entries of a cell in a turn with stand-ins in place of amounts. The key is the position of the entry.

    One entry remains for each cause of each rule. Its stand-in has the sign of the sum of this cause. The stand-in has
    one of three sizes, which depends on the cause's share of the largest cause. The size of the change stays hidden.
    """
    wholes: dict[tuple[str, str], float] = {}
    firsts: dict[tuple[str, str], int] = {}
    for position, entry in enumerate(entries):
        key = entry.step, entry.cause
        wholes[key] = wholes.get(key, 0.0) + entry.amount
        firsts.setdefault(key, position)
    largest = max((0.0, *map(abs, wholes.values())))
    return {
        firsts[key]: replace(entries[firsts[key]], amount=_stand_in(metric, whole, abs(whole) / largest))
        for key, whole in wholes.items()
        if whole
    }


def _stand_in(metric: Metric, whole: float, part: float) -> float:
    size = _STANDS_FOR[word_for(part)] * _WORTH_TELLING * (metric.high - metric.low)
    return size if whole > 0 else -size


def rough(metric: Metric, amount: float) -> str:
    """Return the word for a sum of stand-ins."""
    return word_for(abs(amount) / (_WORTH_TELLING * (metric.high - metric.low)))
