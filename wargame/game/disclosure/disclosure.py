"""Decides whether a seat may see the amount of a cause. The seat must know all inputs of the amount.

Must not know: any value. Only the text of the formulas counts.
"""

from __future__ import annotations

from wargame.game.disclosure.account import OUT_OF_SIGHT, Account
from wargame.game.disclosure.dependencies import Dependencies
from wargame.model.match.outcome import Entry
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.parameter import Parameter


def knows(account: Account, entry: Entry) -> bool:
    """Return whether the seat knows all inputs of an entry's amount.

    A seat always knows the amounts of the engine's own entries, except of rulings that the seat does not read. A seat
    does not know the amounts in a cell that it only estimates.
    """
    if account.visibility.everything:
        return True
    if account.visibility.guesses(entry.metric, entry.entities):
        return False
    step = account.scenario.rules.steps.get(entry.step)
    if step is None:
        return entry.cause != OUT_OF_SIGHT or (entry.metric, entry.entities) not in account.untold
    writes = account.reader.writes_of(step, entry.metric, entry.entities, entry.cause)
    return all(knows_dependencies(account, account.reader.reads(write.amount.text, step)) for write in writes)


def knows_dependencies(account: Account, reads: Dependencies) -> bool:
    """Return whether the seat sees all metrics, parameters and orders that a formula reads."""
    parameters = account.scenario.rules.parameters
    return (
        all(account.visibility.sees_all(metric, picked) for metric, picked in reads.metrics)
        and all(knows_parameter(account, parameters[name]) for name in reads.parameters)
        and all(knows_orders(account, action) for action in reads.actions)
    )


def knows_parameter(account: Account, parameter: Parameter) -> bool:
    """Return whether the seat knows a parameter. The parameter is not hidden, or `known_to` contains the seat."""
    return account.visibility.everything or not parameter.hidden or parameter.known_to in (account.seat, EVERYONE)


def knows_orders(account: Account, action: str) -> bool:
    """Return whether the seat sees every order of an action. The giver of the order does not matter."""
    by = account.scenario.rules.actions[action].by
    givers = account.scenario.factions if EVERYONE in by else by
    return all(account.visibility.sees_order(action, giver) for giver in givers)
