"""Every change has a name: the ledger's contributions sum to what changed, bit for bit, over a turn and a game."""

from __future__ import annotations

from collections import defaultdict
from math import fsum

import pytest

from tests.contracts.shipped import CASES, CASES_WITH_LARGEST_SLOW, adjudicator_of, all_seats, bots_orders, scenario_of
from wargame.adjudicator.adjudicator import ORDERS_PHASE
from wargame.rulebook.checks.content_checks import caused

Cell = tuple[str, tuple[str, ...]]


def cells(state) -> dict[Cell, float]:
    return {(metric, cell): value for metric in state.layout for cell, value in state.cells(metric).items()}


@pytest.mark.parametrize("bot", ["random", "doctrine"])
@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_contributions_sum_to_the_change(name: str, bot: str) -> None:
    adjudicator = adjudicator_of(name)
    state = adjudicator.open(21, seats=tuple(all_seats(name, bot)))
    start = cells(state)
    whole: dict[Cell, list[float]] = defaultdict(list)
    written = 0
    while not state.ending():
        before = cells(state)
        outcome = adjudicator.adjudicate(state, bots_orders(name, state, bot))
        parts: dict[Cell, list[float]] = defaultdict(list)
        for entry in outcome.entries:
            parts[entry.metric, entry.entities].append(entry.amount)
            whole[entry.metric, entry.entities].append(entry.amount)
        after = cells(state)
        written += len(outcome.entries)
        for cell, value in after.items():
            assert fsum(parts[cell]) == value - before[cell], (state.turn, cell, parts[cell])
            assert sum(parts[cell]) == sum(reversed(parts[cell])) == fsum(parts[cell]), cell
    assert written > 10
    for cell, value in cells(state).items():
        assert fsum(whole[cell]) == value - start[cell], cell


@pytest.mark.parametrize("name", CASES)
def test_money_leaves_a_purse_only_by_orders_that_say_so(name: str) -> None:
    adjudicator = adjudicator_of(name)
    state = adjudicator.open(22, seats=tuple(all_seats(name, "random")))
    spent = 0.0
    while not state.ending():
        outcome = adjudicator.adjudicate(state, bots_orders(name, state, "random"))
        paid = fsum(v for s in outcome.settled for c, v in s.paid.items() if c != "ap")
        booked = fsum(-e.amount for e in outcome.entries if e.phase == ORDERS_PHASE)
        assert paid == booked
        spent += paid
    priced = any(set(action.cost) - {"ap"} for action in scenario_of(name).rules.actions.values())
    assert (spent > 0) == priced


@pytest.mark.parametrize("name", CASES)
def test_headlines_change_only_by_named_causes(name: str) -> None:
    """What a screen shows large is never simply `set`: each entry has a cause that is not the step's own name."""
    scenario = scenario_of(name)
    adjudicator = adjudicator_of(name)
    headline = caused(scenario)
    assert headline == {h.metric for rows in scenario.headlines.values() for h in rows} | (
        {scenario.looks.road.metric} if scenario.looks.road.metric else set()
    )
    assert not [
        s.id for s in scenario.rules.steps.values() for row in s.sets if row.target.text.split("[")[0] in headline
    ]
    state = adjudicator.open(23, seats=tuple(all_seats(name, "doctrine")))
    seen = set()
    while not state.ending():
        for entry in adjudicator.adjudicate(state, bots_orders(name, state, "doctrine")).entries:
            if entry.metric in headline:
                assert entry.cause.strip(), entry
                seen.add(entry.metric)
    assert seen
