"""The log of a whole game as each seat reads it. The lines of a turn are made once and stored.

Must not know: more than the accounts of turns.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from wargame.game.disclosure.account import Account
from wargame.game.history import History
from wargame.game.telling.inbox import letter_line
from wargame.game.telling.log import log_lines
from wargame.game.wording.number import NumberFormatter
from wargame.model.telling.letter import Letter
from wargame.model.telling.log import LogLine


class GameLog:
    """The lines of resolved turns by seat.

    The lines of a turn stay in a cache until the account of the turn changes.
    """

    def __init__(self, past: History) -> None:
        self._past = past
        self._told: dict[tuple[str | None, int, NumberFormatter], tuple[Account, tuple[LogLine, ...]]] = {}

    def lines(
        self, seat: str | None, letters: Iterable[Letter], numbers: NumberFormatter, since: int
    ) -> tuple[LogLine, ...]:
        """Return the lines from turn `since` on, the oldest first. Injects come before the other lines of a turn."""
        came = [letter_line(letter) for letter in letters if letter.turn >= since]
        told = [line for turn in range(max(since, 1), self._past.now + 1) for line in self._turn(seat, turn, numbers)]
        return tuple(sorted((*came, *told), key=lambda line: line.turn))

    def _turn(self, seat: str | None, turn: int, numbers: NumberFormatter) -> tuple[LogLine, ...]:
        account = self._past.account(seat, turn)
        known, lines = self._told.get((seat, turn, numbers), (None, ()))
        if known is not account:
            lines = log_lines(attrs.evolve(account, numbers=numbers))
            self._told[seat, turn, numbers] = account, lines
        return lines
