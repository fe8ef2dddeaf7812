"""The log of a turn as one seat reads it: what the rules reported, orders that lapsed, the ending.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from wargame.game.account import Account
from wargame.model.log import LogLine


def log_lines(account: Account) -> tuple[LogLine, ...]:
    """Give the lines of a resolved turn in the order in which things happened."""
    lapsed = [
        LogLine(account.turn, f"Not carried out: {settled.order.text}. {settled.lapsed}", alarm=True)
        for settled in account.own
        if settled.lapsed
    ]
    reported = [LogLine(account.turn, line.text) for line in account.reports]
    ended = [LogLine(account.turn, ending_text(account), alarm=True)] if account.ending else []
    return (*lapsed, *reported, *ended)


def ending_text(account: Account) -> str:
    """Say how the game ended."""
    ending = account.scenario.endings.get(account.ending) or account.scenario.rules.endings.get(account.ending)
    if ending is None:
        return "The last turn has been played."
    return ending.text or ending.label or ending.name
