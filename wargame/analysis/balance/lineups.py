"""Makes lineups: one bot for each seat. Every bot of a seat meets every bot of every other seat equally often.

Reference bots are the doctrines of the scenario. A base lineup has only reference bots.

Must not know: how games are played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from wargame.model.scenario.seat import RANDOM

Bots = Mapping[str, Sequence[str]]  # seat -> the bots that may play the seat


@attrs.frozen
class Lineup:
    """One bot for every seat.

    `profile`: the base lineup from which this lineup was made.
    `varied`: the seat whose bot is not the bot of the base lineup.
    """

    bots: Mapping[str, str]
    profile: int
    varied: str = ""

    @property
    def mixed(self) -> bool:
        """Return whether all bots of the lineup are reference bots."""
        return RANDOM not in self.bots.values()


def base_lineups(bots: Bots) -> tuple[Lineup, ...]:
    """Return lineups in which each pair of bots in two seats meets equally often.

    The frequencies are exactly equal if every seat has the same prime number of bots. The rows (i, j) form an
    orthogonal array of strength two: seat k has the symbol i + k j modulo a prime.
    """
    most = max(len(names) for names in bots.values())
    if most == 1:
        return (Lineup({seat: names[0] for seat, names in bots.items()}, 0),)
    prime = _prime(max(most, len(bots)))
    rows = [(i, j) for i in range(prime) for j in range(prime)]
    return tuple(
        Lineup({seat: names[(i + k * j) % prime % len(names)] for k, (seat, names) in enumerate(bots.items())}, number)
        for number, (i, j) in enumerate(rows)
    )


def with_variations(base: Sequence[Lineup], bots: Bots) -> tuple[Lineup, ...]:
    """Return each base lineup, followed by its variations.

    A variation has another bot in one seat. The variation with the bot `random` comes last.
    """
    return tuple(lineup for one in base for lineup in (one, *_varied(one, bots)))


def _varied(base: Lineup, bots: Bots) -> Iterator[Lineup]:
    for seat, names in bots.items():
        for bot in (*names, RANDOM):
            if bot != base.bots[seat]:
                yield Lineup({**base.bots, seat: bot}, base.profile, seat)


def _prime(least: int) -> int:
    number = max(least, 2)
    while any(number % divisor == 0 for divisor in range(2, number)):
        number += 1
    return number
