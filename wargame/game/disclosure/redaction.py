"""What a ledger may tell of a cell that a seat only estimates: its causes in order and in words, never an amount.

Must not know: who the seat is; it gets the entries of cells that the seat estimates.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from wargame.model.metric import Metric
from wargame.model.outcome import Entry

MUCH, SOME, LITTLE = "much", "some", "little"
# Lengths of bars where only words are told: no finer than the words.
COARSE = {MUCH: 1.0, SOME: 0.5, LITTLE: 0.2}
# What stands for an amount: the word's share of a change that is worth telling, as a part of the metric's range.
_STANDS_FOR = {MUCH: 1.0, SOME: 0.4, LITTLE: 0.1}
_WORTH_TELLING = 0.05


def word_for(part: float) -> str:
    """Give the word for a share of the largest term: much from a half, some from a sixth, else little."""
    return MUCH if part >= 0.5 else SOME if part >= 1 / 6 else LITTLE


def redacted(metric: Metric, entries: Sequence[Entry]) -> dict[int, Entry]:
    """Put words for the amounts of a cell's entries in one turn: position of the entry that stays -> entry.

    One entry stays for each cause of each rule. Its amount has the sign of the cause's whole and one of three sizes, by
    the cause's share of the largest; it says nothing of the change itself.
    """
    wholes: dict[tuple[str, str], float] = {}
    firsts: dict[tuple[str, str], int] = {}
    for position, entry in enumerate(entries):
        key = entry.step, entry.cause
        wholes[key] = wholes.get(key, 0.0) + entry.amount
        firsts.setdefault(key, position)
    largest = max((abs(whole) for whole in wholes.values()), default=0.0)
    return {
        firsts[key]: attrs.evolve(entries[firsts[key]], amount=_stand_in(metric, whole, abs(whole) / largest))
        for key, whole in wholes.items()
        if whole
    }


def _stand_in(metric: Metric, whole: float, part: float) -> float:
    size = _STANDS_FOR[word_for(part)] * _WORTH_TELLING * (metric.high - metric.low)
    return size if whole > 0 else -size


def rough(metric: Metric, amount: float) -> str:
    """Give the word for a sum of stand-ins."""
    return word_for(abs(amount) / (_WORTH_TELLING * (metric.high - metric.low)))
