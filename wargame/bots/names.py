"""The names of bots: one that draws at random, and whatever doctrines a scenario has.

Must not know: what any doctrine says.
"""

from __future__ import annotations

from wargame.content.spelling import nearest
from wargame.errors import UsageError
from wargame.model.scenario import Scenario
from wargame.model.seat import RANDOM


def bots_of(scenario: Scenario, seat: str = "") -> tuple[str, ...]:
    """Give the names of the bots that can play a seat; without a seat, of those that can play any."""
    named = (bot for bot, seats in scenario.doctrines.items() if seat in seats or (not seat and seats))
    return (RANDOM, *named)


def check_bot(scenario: Scenario, seat: str, name: str) -> None:
    """Raise UsageError unless a seat is there and has such a bot."""
    if seat not in scenario.seats:
        raise UsageError(f"no seat is called {seat}; the seats are {', '.join(scenario.seats)}")
    known = bots_of(scenario, seat)
    if name in known:
        return
    near = nearest(name, known)
    hint = f"; did you mean {near}?" if near else ""
    raise UsageError(f"{seat} has no bot called {name}{hint} (it has {', '.join(known)})")
