"""What a seat may be told of a cause: a number where it knows all that the number rests on, else a word.

Must not know: any value; it judges by what formulas read.
"""

from __future__ import annotations

from wargame.game.disclosure.account import Account
from wargame.game.disclosure.dependencies import Dependencies
from wargame.model.action import EVERYONE
from wargame.model.outcome import Entry
from wargame.model.parameter import Parameter


def knows(account: Account, entry: Entry) -> bool:
    """Tell whether the seat sees everything that an entry's amount rests on. The engine's own bookings are known.

    Of a cell that it only estimates it knows no amount.
    """
    if account.visibility.everything:
        return True
    if account.visibility.guesses(entry.metric, entry.entities):
        return False
    step = account.scenario.rules.steps.get(entry.step)
    if step is None:
        return True
    writes = account.reader.writes_of(step, entry.metric, entry.entities, entry.cause)
    return all(knows_dependencies(account, account.reader.reads(write.amount.text, step)) for write in writes)


def knows_dependencies(account: Account, reads: Dependencies) -> bool:
    """Tell whether the seat sees all metrics, parameters and orders that a formula rests on."""
    parameters = account.scenario.rules.parameters
    return (
        all(account.visibility.sees_all(metric, picked) for metric, picked in reads.metrics)
        and all(knows_parameter(account, parameters[name]) for name in reads.parameters)
        and all(knows_orders(account, action) for action in reads.actions)
    )


def knows_parameter(account: Account, parameter: Parameter) -> bool:
    """Tell whether a parameter is open to the seat: not hidden, or known to it."""
    return account.visibility.everything or not parameter.hidden or parameter.known_to in (account.seat, EVERYONE)


def knows_orders(account: Account, action: str) -> bool:
    """Tell whether the seat sees every order of an action, whoever gives it."""
    by = account.scenario.rules.actions[action].by
    givers = account.scenario.factions if EVERYONE in by else by
    return all(account.visibility.sees_order(action, giver) for giver in givers)
