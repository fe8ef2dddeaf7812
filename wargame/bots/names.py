"""The names of bots: `random`, the doctrines of the scenario, and `planner`.

Must not know: the contents of a doctrine.
"""

from __future__ import annotations

from wargame.content.spelling import nearest
from wargame.errors import UsageError
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import PLANNER, RANDOM

ROLLOUTS = 240  # rollouts of a planner in each turn, if its name contains no number
MOST_ROLLOUTS = 100_000


def bots_of(scenario: Scenario, seat: str = "") -> tuple[str, ...]:
    """Return the names of the bots that can play a seat. Return the bots of all seats if no seat is named."""
    named = (bot for bot, seats in scenario.doctrines.items() if seat in seats or (not seat and seats))
    return (RANDOM, *named, PLANNER)


def has_bot(scenario: Scenario, seat: str, name: str) -> bool:
    """Return whether a bot with this name can play a seat."""
    return name in bots_of(scenario, seat) or is_planner(name)


def check_seat(scenario: Scenario, seat: str) -> None:
    """Raise UsageError if the scenario has no such seat."""
    if seat not in scenario.seats:
        near = nearest(seat, scenario.seats)
        hint = f"; did you mean {near}?" if near else ""
        raise UsageError(f"no seat is called {seat}{hint} (the seats are {', '.join(scenario.seats)})")


def check_bot(scenario: Scenario, seat: str, name: str) -> None:
    """Raise UsageError if the scenario has no such seat, or if the seat has no bot with this name."""
    check_seat(scenario, seat)
    if has_bot(scenario, seat, name):
        return
    if name.partition(":")[0] == PLANNER:
        raise UsageError(f"{name} is no budget: write {PLANNER}:N, N rollouts a turn from 1 to {MOST_ROLLOUTS:,}")
    known = bots_of(scenario, seat)
    near = nearest(name, known)
    hint = f"; did you mean {near}?" if near else ""
    raise UsageError(f"{seat} has no bot called {name}{hint} (it has {', '.join(known)})")


def is_planner(name: str) -> bool:
    """Return whether a name means the planner. The name may contain a number of rollouts, as in `planner:60`."""
    base, sign, budget = name.partition(":")
    fits = len(budget) <= 6 and budget.isascii() and budget.isdigit() and 1 <= int(budget) <= MOST_ROLLOUTS
    return base == PLANNER and (fits if sign else True)


def budget_of(name: str) -> int:
    """Return the number of rollouts in a turn for a planner with this name."""
    return int(name.partition(":")[2] or ROLLOUTS)
