"""Columns (arrays) of margins. The account of a game is computed from these columns.

There is one column for each state and each set of deciding seats. A deciding seat gives its recorded orders in a
rollout. The reference, a bot, gives all other orders. A key is the number from which a rollout gets its dice. A column
has the margins of all seats for each key. New keys make columns longer.

Must not know: how rollouts are played, or how terms are summed and shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
import numpy as np

from wargame.analysis.account.margin_term import TermKind
from wargame.analysis.rollouts.rollouts import RolloutJob, rollout_keys
from wargame.analysis.rollouts.samples import Samples
from wargame.game.played_game import PlayedGame, PlayedTurn
from wargame.numeric.dice import Bits
from wargame.numeric.exact import Floats

Deciders = frozenset[str]
NOBODY: Deciders = frozenset()


@attrs.frozen
class MarginColumn:
    """The name of a column: the turn of its state, and the seats that give their recorded orders in this turn.

    `opened`: whether the state is the state before the facilitator gave injects. No seat decides in such a column.
    `rolled`: whether the state is the state after the turn without the facilitator's rulings. No seat decides in such a
    column.
    """

    turn: int
    deciders: Deciders = NOBODY
    opened: bool = False
    rolled: bool = False


@attrs.frozen(eq=False)
class ColumnJob:
    """Rollouts of one state, and the columns that get their margins."""

    job: RolloutJob
    columns: tuple[MarginColumn, ...]


class GameColumns:
    """The columns of one game.

    `ends`: the margin of each seat at the end, or None while the game goes on.
    `rolled_ends`: the margin of each seat after each turn that would have ended the game without the facilitator's
    rulings.
    """

    def __init__(
        self,
        played: PlayedGame,
        seats: tuple[str, ...],
        reference: Mapping[str, str],
        ends: Mapping[str, float] | None,
        rolled_ends: Mapping[int, Mapping[str, float]] | None = None,
    ) -> None:
        self.played = played
        self.seats = seats
        self.ends = ends
        self._rolled_ends = rolled_ends or {}
        self._reference = reference
        self._found: dict[MarginColumn, Floats] = {}  # [seats, keys]

    def deciders(self, turn: PlayedTurn) -> Deciders:
        """Return the seats whose orders in a turn did not come from the reference."""
        return frozenset(seat for seat, player in turn.players.items() if player != self._reference[seat])

    def jobs(self, keys: range, first: range) -> Iterator[ColumnJob]:
        """Return the rollouts whose keys have the numbers `keys`.

        The rollouts have only the keys with the numbers `first` if only some of the deciding seats give their recorded
        orders.
        """
        dice = rollout_keys(self.played.now, keys)
        fewer = rollout_keys(self.played.now, first)
        for turn in self.played.turns:
            everybody = self.deciders(turn)
            whole = dict.fromkeys((NOBODY, everybody))
            yield self._job(turn, tuple(whole), dice)
            pairs = [(frozenset({seat}), everybody - {seat}) for seat in sorted(everybody)]
            parts = dict.fromkeys(part for pair in pairs for part in pair if part not in whole)
            if parts:
                yield self._job(turn, tuple(parts), fewer)
            if turn.injects:
                yield ColumnJob(RolloutJob(turn.opened, ({},), dice), (MarginColumn(turn.turn, opened=True),))
            if turn.rolled is not None and turn.turn not in self._rolled_ends:
                yield ColumnJob(RolloutJob(turn.rolled, ({},), dice), (MarginColumn(turn.turn, rolled=True),))
        if self.ends is None:
            yield ColumnJob(RolloutJob(self.played.now, ({},), dice), (MarginColumn(self._last + 1),))

    @property
    def _last(self) -> int:
        return self.played.turns[-1].turn

    @staticmethod
    def _job(turn: PlayedTurn, sets: tuple[Deciders, ...], keys: Bits) -> ColumnJob:
        asks = tuple({seat: turn.orders.get(seat, ()) for seat in turn.players if seat in each} for each in sets)
        return ColumnJob(
            RolloutJob(turn.before, asks, keys, turn.people), tuple(MarginColumn(turn.turn, each) for each in sets)
        )

    def add(self, columns: tuple[MarginColumn, ...], margins: Floats) -> None:
        """Add the margins of further keys to these columns. The shape is [columns, seats, keys]."""
        for column, more in zip(columns, margins, strict=True):
            before = self._found.get(column)
            self._found[column] = more if before is None else np.concatenate([before, more], axis=1)

    def samples(self, seat: str, keys: int, first: int) -> Iterator[tuple[int, TermKind, Samples]]:
        """Return the terms of a seat: the turn, the kind, and the value of the term for each key."""
        nothing = np.zeros(first)
        first_turn = self.played.turns[0].turn
        yield first_turn - 1, TermKind.START, Samples(self._value(first_turn, seat, keys), nothing)
        for turn in self.played.turns:
            everybody = self.deciders(turn)
            before = self._column(MarginColumn(turn.turn), seat)
            ordered = self._column(MarginColumn(turn.turn, everybody), seat)
            if turn.injects:
                yield turn.turn, TermKind.INJECTS, Samples(before - self._value(turn.turn, seat, keys), nothing)
            both = Samples(ordered - before, nothing)
            decision = self._decision(turn, seat, both)
            yield turn.turn, TermKind.DECISION, decision
            yield turn.turn, TermKind.OTHERS, both - decision
            after = self._value(turn.turn + 1, seat, keys)
            rolled = after if turn.rolled is None else self._rolled(turn.turn, seat, keys)
            yield turn.turn, TermKind.LUCK, Samples(rolled - ordered, nothing)
            if turn.rolled is not None:
                yield turn.turn, TermKind.RULINGS, Samples(after - rolled, nothing)

    def _decision(self, turn: PlayedTurn, seat: str, both: Samples) -> Samples:
        """Return the effect of a seat's orders, as the mean of two effects.

        The reference plays all other seats for the first effect. All other deciding seats give their orders for the
        second effect. The mean is the Shapley value of two players: the seat, and all other deciding seats together.
        """
        everybody = self.deciders(turn)
        if seat not in everybody:
            return Samples.nothing(both.whole.size, both.first.size)
        if everybody == {seat}:
            return both
        some = slice(both.first.size)
        nobody, every = (self._column(MarginColumn(turn.turn, each), seat)[some] for each in (NOBODY, everybody))
        alone, rest = (
            self._column(MarginColumn(turn.turn, each), seat)[some] for each in (frozenset({seat}), everybody - {seat})
        )
        halves = 0.5 * (alone - nobody) + 0.5 * (every - rest)
        return Samples(np.zeros(both.whole.size), halves)

    def _value(self, turn: int, seat: str, keys: int) -> Floats:
        """Return the margin of a seat in each rollout of the state at the start of a turn [keys].

        The state at the end of the game has the final margin for each key.
        """
        if self.ends is not None and turn > self._last:
            return np.full(keys, self.ends[seat])
        opened = MarginColumn(turn, opened=True)
        return self._column(opened if opened in self._found else MarginColumn(turn), seat)

    def _rolled(self, turn: int, seat: str, keys: int) -> Floats:
        """Return the margin of a seat in each rollout of the state after a turn without rulings [keys]."""
        if turn in self._rolled_ends:
            return np.full(keys, self._rolled_ends[turn][seat])
        return self._column(MarginColumn(turn, rolled=True), seat)

    def _column(self, column: MarginColumn, seat: str) -> Floats:
        return np.asarray(self._found[column][self.seats.index(seat)])
