"""A long list of orders, grouped by action. Each action has one row. A row opens the list of the action's orders.

Must not know: how text is matched.
"""

from __future__ import annotations

from itertools import groupby

import attrs

from wargame.model.match.completion import Completion, CompletionRow

MOST_FLAT = 9  # number of rows that digits can choose


def by_action(found: Completion) -> Completion:
    """Return the order list with one row for each action.

    The list stays ungrouped if it has only one action, or if it is so short that digits can choose each order.
    """
    rows = sorted(found.rows, key=lambda row: row.order.action)
    runs = [tuple(run) for _, run in groupby(rows, key=lambda row: row.order.action)]
    if len(found.rows) <= MOST_FLAT or len(runs) < 2:
        return found
    first = {run[0].order.action: run for run in runs}
    ordered = dict.fromkeys(row.order.action for row in found.rows)  # the actions are in the order of their best orders
    grouped = tuple(_row(first[action]) for action in ordered)
    begun = grouped[0].text
    rest = begun[len(found.text) :].rstrip() if begun.lower().startswith(found.text.lower()) else ""
    verdict = "unclear" if found.text.strip() and grouped[0].begun else found.verdict
    return attrs.evolve(found, rows=grouped, rest=rest, line=begun, verdict=verdict)


def _row(run: tuple[CompletionRow, ...]) -> CompletionRow:
    one, *more = run
    if not more:
        return one
    cheapest = {
        name: min(row.cost.get(name, 0.0) for row in run) for name in dict.fromkeys(n for r in run for n in r.cost)
    }
    return CompletionRow(
        order=one.order,
        keys=one.keys.split(" ")[0],
        label=one.label,
        effect=one.effect,
        cost=cheapest,
        legal=True,
        begun=f"{one.order.action} ",
        place=f"{len(run)} ways",
    )
