"""Computes results for seats and bots from margins: wins, dominance, skill and luck.

A lineup names one bot for each seat. A profile is a base lineup, together with the lineups in which one seat has
another bot.

Must not know: how games were played, or which values are good.
"""

from __future__ import annotations

from functools import cached_property

import attrs
import numpy as np

from wargame.adjudicator.margins import TIE, wins
from wargame.analysis.balance.self_play import SelfPlayResult
from wargame.model.scenario.seat import RANDOM
from wargame.numeric.exact import Floats, Truths


@attrs.frozen(eq=False, slots=False)
class Standing:
    """Computes results from games with base lineups and their variations.

    An array has one value for each game. A table of the margins of bots has the shape [profiles, bots, dice].
    """

    played: SelfPlayResult

    @cached_property
    def bots(self) -> dict[str, tuple[str, ...]]:
        """Return the bots of each seat in the order of their first games. The bot `random` is left out."""
        lineups = self.played.pairing.lineups
        return {
            seat: tuple(dict.fromkeys(one.bots[seat] for one in lineups if one.bots[seat] != RANDOM))
            for seat in self.played.seats
        }

    @cached_property
    def mixed(self) -> Truths:
        """Return for each game whether all its bots are reference bots."""
        return self.played.pairing.mixed

    @cached_property
    def wins(self) -> dict[str, Floats]:
        """Return for each seat its share of the win in each game [games]. Several winners divide the win."""
        return wins(self.played.margins)

    def where(self, seat: str, bot: str) -> Truths:
        """Return the games in which this bot plays the seat and reference bots play all other seats."""
        pairing = self.played.pairing
        fits = [
            lineup.bots[seat] == bot and (lineup.mixed or (bot == RANDOM and lineup.varied == seat))
            for lineup in pairing.lineups
        ]
        return np.array(fits)[pairing.lineup]

    def win_share(self, seat: str, bot: str = "") -> float:
        """Return the share of wins of a seat, in the games of reference bots.

        Only games of `bot` count if the caller names this bot.
        """
        chosen = self.where(seat, bot) if bot else self.mixed
        return float(self.wins[seat][chosen].mean())

    def margin(self, seat: str, bot: str) -> float:
        """Return the mean margin of a bot in a seat. All opponents have the same weight."""
        return float(self.tables[seat][:, self.bots[seat].index(bot), :].mean())

    @cached_property
    def tables(self) -> dict[str, Floats]:
        """Return, by seat, a table of margins [profiles, bots of the seat, dice].

        The games of one profile and one set of dice differ only in the bot of this seat.
        """
        return {seat: self._table(seat) for seat in self.played.seats}

    def _table(self, seat: str) -> Floats:
        pairing, bots = self.played.pairing, self.bots[seat]
        profiles = 1 + max(lineup.profile for lineup in pairing.lineups)
        dice = pairing.games // len(pairing.lineups)
        found = np.full((profiles, len(bots), dice), np.nan)
        for number, lineup in enumerate(pairing.lineups):
            if lineup.mixed and lineup.varied in ("", seat):
                own = np.flatnonzero(pairing.lineup == number)
                found[lineup.profile, bots.index(lineup.bots[seat])] = self.played.margins[seat][own]
        return found

    def ranked(self, seat: str) -> tuple[str, ...]:
        """Return the bots of a seat, the best first.

        A bot is better if it beats the seat's other bots more often with the same dice. A mean margin would depend on
        the few games with a collapse.
        """
        table = self.tables[seat]
        beaten = (
            (table[:, :, None, :] > table[:, None, :, :]) + 0.5 * (table[:, :, None, :] == table[:, None, :, :])
        ).mean(axis=(0, 2, 3))
        order = np.argsort(-beaten, kind="stable")
        return tuple(self.bots[seat][int(place)] for place in order)

    def dominance(self, seat: str) -> float:
        """Return the dominance of the most dominant bot of a seat: a share of the lineups of the other seats, from 0 to
        1.

        The bot has a higher mean margin than all other bots of the seat against these lineups. Differences up to `TIE`
        do not count.
        """
        means = self.tables[seat].mean(axis=2)
        if means.shape[1] < 2:
            return 0.0
        ahead = [means[:, b] > np.delete(means, b, axis=1).max(axis=1) + TIE for b in range(means.shape[1])]
        return max(float(rows.mean()) for rows in ahead)

    def skill(self, seat: str) -> float | None:
        """Return the share of games in which the best bot beats the second best bot, with the same dice and opponents.

        A tie counts half.
        """
        ranked = self.ranked(seat)
        if len(ranked) < 2:
            return None
        table = self.tables[seat]
        first, second = (table[:, self.bots[seat].index(bot), :] for bot in ranked[:2])
        return float(((first > second) + 0.5 * (first == second)).mean())


@attrs.frozen
class Luck:
    """The three parts of the variance of a margin: decisions alone, dice alone, and both together. The sum is 1."""

    decisions: float
    dice: float
    both: float

    @property
    def share(self) -> float:
        """Return the share of luck: the part `dice` plus half of the part `both` (Shapley effect; Owen 2014)."""
        return self.dice + self.both / 2


def luck(played: SelfPlayResult) -> dict[str, Luck]:
    """Return, by seat, the parts of the variance of margins.

    Each set of decisions meets each set of dice in the games.

    The parts are components of variance in a table with one game for each pair of a row and a column. Rows are
    decisions (a lineup with one set of its bots' draws), and columns are dice.
    """
    columns = len(set(played.pairing.dice.tolist()))
    found = {}
    for seat, margins in played.margins.items():
        table = margins.reshape(-1, columns)
        rows = table.shape[0]
        by_row, by_column, mean = table.mean(axis=1), table.mean(axis=0), table.mean()
        rest = table - by_row[:, None] - by_column + mean
        both = float((rest**2).sum()) / ((rows - 1) * (columns - 1))
        decisions = max(0.0, columns * float(((by_row - mean) ** 2).sum()) / (rows - 1) - both) / columns
        thrown = max(0.0, rows * float(((by_column - mean) ** 2).sum()) / (columns - 1) - both) / rows
        total = decisions + thrown + both
        found[seat] = Luck(decisions / total, thrown / total, both / total) if total > 0.0 else Luck(1.0, 0.0, 0.0)
    return found
