"""The log of a turn as one seat reads it: failed orders, reports, visible orders of other seats, and worse roads.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.game.disclosure.account import Account
from wargame.game.telling.openings import openings
from wargame.game.wording.labels import seat_label, seen_order
from wargame.game.wording.road_state import road_level
from wargame.model.match.outcome import SettledOrder
from wargame.model.telling.log import LogLine


def log_lines(account: Account) -> tuple[LogLine, ...]:
    """Return the lines of a resolved turn by importance. Failed orders come first, and the ending comes last."""
    turn = account.turn
    lapsed = [
        LogLine(turn, f"Not carried out: {settled.order.text}. {settled.lapsed}", alarm=True)
        for settled in account.own
        if settled.lapsed
    ]
    seen = [LogLine(turn, _seen(account, settled)) for settled in account.others]
    # A sentence that several rules or places report appears once.
    reported = [LogLine(turn, text) for text in dict.fromkeys(line.text for line in account.reports)]
    ended = [LogLine(turn, ending_text(account), alarm=True)] if account.ending else []
    opened = [LogLine(turn, text) for text in openings(account).values()]
    return (*lapsed, *seen, *reported, *opened, *_roads(account), *ended)


def _seen(account: Account, settled: SettledOrder) -> str:
    """Return an order of another seat as text: the giver, the action, the place, and the text of the order."""
    return f"{seat_label(account.scenario, settled.seat)}: {seen_order(account.scenario, settled.order)}"


def ending_text(account: Account) -> str:
    """Return the ending of the game as text."""
    ending = account.scenario.endings.get(account.ending) or account.scenario.rules.endings.get(account.ending)
    if ending is None:
        return "The last turn has been played."
    return ending.text or ending.label or ending.name


def _roads(account: Account) -> Iterator[LogLine]:
    """Return a line for each road that moved to another band of the road metric. A worse band is an alarm."""
    look = account.scenario.looks.road
    metric = account.scenario.rules.metrics.get(look.metric)
    if metric is None:
        return
    for cell, after in account.after.cells.get(look.metric, {}).items():
        before, estimate = account.before.value(look.metric, cell), account.after.estimate(look.metric, cell)
        if before is None or not look.words:
            continue
        level = road_level(look, metric, after)
        if level == road_level(look, metric, before):
            continue
        if estimate is not None and not estimate.change:
            continue
        word = look.words[min(level, len(look.words) - 1)]
        figure = account.numbers.in_full(metric, after, estimate)
        name = ", ".join(account.scenario.label(code) for code in cell)
        yield LogLine(account.turn, f"{name} is now {word}: {figure}.", alarm=after > before)
