"""The results of a batch: its chunks (groups of games), joined in the order of their games, and a report.

Must not know: how games were played.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator.margins import against_par, mean_wins
from wargame.adjudicator.state import TURN_LIMIT
from wargame.batch.chunk import ChunkResult
from wargame.batch.plan import Plan
from wargame.numeric.exact import Floats

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def _in_order(chunks: Iterable[ChunkResult]) -> tuple[ChunkResult, ...]:
    return tuple(sorted(chunks, key=lambda chunk: chunk.first))


class WholeDigest:
    """The digest of a batch, from its chunks in any order. The digests of games need much memory, so they may go."""

    def __init__(self, keep: bool) -> None:
        self._keep = keep
        self._hash = hashlib.sha256()
        self._waiting: dict[int, ChunkResult] = {}  # by the first game
        self._next: int | None = None  # the first game that is not yet in the hash
        self._between = ""  # what separates the next digest from the digest before it

    def add(self, chunk: ChunkResult, first: int) -> None:
        """Add a chunk. `first`: the first game of the batch."""
        self._waiting[chunk.first] = chunk
        self._next = first if self._next is None else self._next
        while self._next in self._waiting:
            done = self._waiting.pop(self._next)
            self._take(done)
            self._next = done.first + done.games

    def whole(self) -> str:
        """Return the digest of all chunks. A batch that ended early may lack chunks between them."""
        for first in sorted(self._waiting):
            self._take(self._waiting.pop(first))
        return self._hash.hexdigest()

    def _take(self, chunk: ChunkResult) -> None:
        for digest in chunk.digests:
            self._hash.update((self._between + digest).encode())
            self._between = "\n"
        if not self._keep:
            chunk.hashes = chunk.hashes[:0].copy()


@attrs.frozen(eq=False)
class Batch:
    """The finished games of a plan.

    `names`: the names of the endings in the rules.
    `digest`: the digest of all games.
    """

    plan: Plan
    names: tuple[str, ...]
    chunks: tuple[ChunkResult, ...] = attrs.field(converter=_in_order)
    seconds: float
    digest: str
    stop: KeyboardInterrupt | None = None  # the interruption that ended the batch early

    @property
    def games(self) -> int:
        """Return the number of played games."""
        return sum(c.games for c in self.chunks)

    @property
    def endings(self) -> npt.NDArray[np.object_]:
        """Return the name of the ending of each game [games]."""
        return np.array([*self.names, TURN_LIMIT], dtype=object)[self.joined("endings").astype(np.intp)]

    def joined(self, which: str, name: str = "") -> npt.NDArray[Any]:
        """Return the values of a field for all games. The shape is [games], or [turns, games] for recorded metrics.

        `which`: the name of a field of `ChunkResult`.
        `name`: the key of the wanted values, if the field is a mapping.
        """
        parts = [getattr(c, which) for c in self.chunks]
        return np.concatenate([part[name] if name else part for part in parts] or [np.zeros(0)], axis=-1)

    def report(self, with_digests: bool = False) -> dict[str, Any]:
        """Return the object that `wargame simulate --json` prints."""
        turns = sum(c.turns_played for c in self.chunks)
        report: dict[str, Any] = {
            "scenario": self.plan.scenario,
            "games": self.games,
            "turns": self.plan.length,
            "seed": self.plan.seed,
            "first": self.plan.first,
            "bots": dict(self.plan.bots),
            "game_turns": turns,
            "game_turns_per_second": turns / self.seconds if self.seconds > 0 else 0.0,
            "digest": self.digest,
            "endings": _endings(self),
            "factions": _factions(self),
            "metrics": _metrics(self),
        }
        if with_digests:
            report["digests"] = [d for c in self.chunks for d in c.digests]
        return {**report, "interrupted": True} if self.stop else report


def _endings(batch: Batch) -> dict[str, float]:
    every = batch.joined("endings")
    labels = [*batch.names, TURN_LIMIT]
    return {label: float((every == i).sum()) / max(batch.games, 1) for i, label in enumerate(labels)}


def _factions(batch: Batch) -> dict[str, Any]:
    """Return the scores and margins of all seats with a score. Only played seats can win.

    The function keeps few arrays at once, because such arrays need most of the memory of a large batch.
    """
    found: dict[str, Any] = {}
    seats = tuple(batch.chunks[0].scores) if batch.chunks else ()

    def margins(seat: str) -> Floats:
        return against_par({seat: batch.joined("scores", seat)}, batch.chunks[0].par)[seat]

    shares = mean_wins([seat for seat in seats if seat in batch.plan.bots], margins)
    for seat in seats:
        values = batch.joined("scores", seat)
        score = {"mean": float(values.mean()), "sd": float(values.std())}
        values = margins(seat)
        margin = {"mean": float(values.mean()), "sd": float(values.std())}
        found[seat] = {"win_share": shares.get(seat, 0.0), "margin": margin, "score": score}
    return found


def _metrics(batch: Batch) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in batch.chunks[0].recorded if batch.chunks else ():
        values = batch.joined("recorded", name)
        rows = []
        for turn, row in enumerate(values, 1):
            running = row[~np.isnan(row)]
            if not running.size:
                continue
            quantiles = np.quantile(running, QUANTILES)
            rows.append(
                {
                    "turn": turn,
                    "games": int(running.size),
                    "mean": float(running.mean()),
                    "quantiles": {f"{q:g}": float(v) for q, v in zip(QUANTILES, quantiles, strict=True)},
                }
            )
        found[name] = rows
    return found
