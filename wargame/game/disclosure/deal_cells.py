"""The numbers of deals that a seat knows without the fog table. The seat knows all numbers of its own tables, and the
numbers of public deals in force at other tables.

Offers at other tables stay secret.

Must not know: how the numbers are used.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.model.rules.deal import AGE, BOUND, KNOWN, NUMBER, OFFERED, SECRET, STANDS, Table, promised
from wargame.model.rules.metric import MetricCell
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import Observation


def known_deal_cells(scenario: Scenario, seat: str, seen: Observation, truth: Observation) -> dict[MetricCell, float]:
    """Return the numbers of deals that a seat knows at a moment.

    `seen`: what the seat observes. `truth`: the observation of everything.
    """
    found = {}
    for table in scenario.rules.deals.tables.values():
        if seat in table.between or seen.value(KNOWN, (table.id,)):
            for metric, cell in _cells(scenario, table, seat in table.between, truth):
                value = truth.value(metric, cell)
                if value is not None:
                    found[metric, cell] = value
    return found


def _cells(scenario: Scenario, table: Table, own: bool, truth: Observation) -> Iterator[MetricCell]:
    for metric in (NUMBER, AGE, SECRET):
        yield metric, (table.id,)
    for party in table.between:
        yield BOUND, (table.id, party)
    if own:
        yield STANDS, (table.id,)
        for party in table.between:
            yield OFFERED, (table.id, party)
    for clause in scenario.rules.deals.at(table.id):
        for cell in truth.cells.get(promised(clause.id), {}):
            yield promised(clause.id), cell
