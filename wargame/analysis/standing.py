"""What margins say of seats and bots: who wins, who dominates, whether skill shows, what luck explains.

Must not know: how games were played, or which values will do.
"""

from __future__ import annotations

from functools import cached_property

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator.margins import TIE, wins
from wargame.analysis.self_play import Played
from wargame.model.seat import RANDOM
from wargame.numeric.exact import Floats

Truths = npt.NDArray[np.bool_]


@attrs.frozen(eq=False, slots=False)
class Standing:
    """Reads a pairing with variations. Arrays are [games]; a table of bots is [profiles, bots, dice]."""

    played: Played

    @cached_property
    def bots(self) -> dict[str, tuple[str, ...]]:
        """The bots of each seat in the order in which they first play, without the random one."""
        lineups = self.played.pairing.lineups
        return {
            seat: tuple(dict.fromkeys(one.bots[seat] for one in lineups if one.bots[seat] != RANDOM))
            for seat in self.played.seats
        }

    @cached_property
    def mixed(self) -> Truths:
        """Games of reference bots alone."""
        return self.played.pairing.mixed

    @cached_property
    def wins(self) -> dict[str, Floats]:
        """Each seat's part in being nearest to its goal."""
        return wins(self.played.margins)

    def where(self, seat: str, bot: str) -> Truths:
        """Games in which a bot plays a seat, the others being reference bots."""
        pairing = self.played.pairing
        fits = [
            lineup.bots[seat] == bot and (lineup.mixed or (bot == RANDOM and lineup.varied == seat))
            for lineup in pairing.lineups
        ]
        return np.array(fits)[pairing.lineup]

    def win_share(self, seat: str, bot: str = "") -> float:
        """How often a seat is nearest to its goal, in all games of reference bots or with one bot in it."""
        chosen = self.where(seat, bot) if bot else self.mixed
        return float(self.wins[seat][chosen].mean())

    def margin(self, seat: str, bot: str) -> float:
        """The mean margin of a bot in a seat, against all others alike."""
        return float(self.tables[seat][:, self.bots[seat].index(bot), :].mean())

    @cached_property
    def tables(self) -> dict[str, Floats]:
        """By seat: margins [profiles, its bots, dice], where only its own bot differs along the second axis."""
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
        """The bots of a seat, the best first: by how often each beats the seat's others with the same dice.

        A mean would rank by the rare game in which everything breaks down.
        """
        table = self.tables[seat]
        beaten = (
            (table[:, :, None, :] > table[:, None, :, :]) + 0.5 * (table[:, :, None, :] == table[:, None, :, :])
        ).mean(axis=(0, 2, 3))
        order = np.argsort(-beaten, kind="stable")
        return tuple(self.bots[seat][int(place)] for place in order)

    def dominance(self, seat: str) -> float:
        """The largest share of opposing lineups against which one bot beats all others by more than a tie."""
        means = self.tables[seat].mean(axis=2)
        if means.shape[1] < 2:
            return 0.0
        ahead = [means[:, b] > np.delete(means, b, axis=1).max(axis=1) + TIE for b in range(means.shape[1])]
        return max(float(rows.mean()) for rows in ahead)

    def skill(self, seat: str) -> float | None:
        """How often the best bot beats the second best with the same dice and opponents; ties count half."""
        ranked = self.ranked(seat)
        if len(ranked) < 2:
            return None
        table = self.tables[seat]
        first, second = (table[:, self.bots[seat].index(bot), :] for bot in ranked[:2])
        return float(((first > second) + 0.5 * (first == second)).mean())


@attrs.frozen
class Luck:
    """Parts of a margin's variance that sum to 1: who plays, what the dice did, what bots drew when they chose."""

    lineups: float
    dice: float
    choices: float


def luck(first: Played, second: Played) -> dict[str, Luck]:
    """Where margins come from, in games of lineups crossed with dice, played twice with other draws of the bots' own.

    Components of variance of the two-way layout with repetition. The dice's part is their main effect and their
    interaction with lineups: all that they do once it is settled who orders by which doctrine.
    """
    lineups = len(first.pairing.lineups)
    games = first.pairing.games // lineups
    found = {}
    for seat, margins in first.margins.items():
        one, two = (values.reshape(lineups, games) for values in (margins, second.margins[seat]))
        choices = float(((one - two) ** 2).mean()) / 2
        table = (one + two) / 2
        by_lineup, by_dice, mean = table.mean(axis=1), table.mean(axis=0), table.mean()
        rest = table - by_lineup[:, None] - by_dice + mean
        ms_rest = float((rest**2).sum()) / ((lineups - 1) * (games - 1))
        ms_dice = lineups * float(((by_dice - mean) ** 2).sum()) / (games - 1)
        ms_lineup = games * float(((by_lineup - mean) ** 2).sum()) / (lineups - 1)
        of_lineup, of_dice = max(0.0, ms_lineup - ms_rest) / games, max(0.0, ms_dice - ms_rest) / lineups
        of_dice += max(0.0, ms_rest - choices / 2)
        total = of_lineup + of_dice + choices
        found[seat] = Luck(of_lineup / total, of_dice / total, choices / total) if total > 0.0 else Luck(1.0, 0.0, 0.0)
    return found
