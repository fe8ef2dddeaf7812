"""What bots do at tables is the same compiled and by numpy, whatever lies there, binds and is open."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from tests.contracts.shipped import adjudicator_for, scenario_of
from wargame.adjudicator.orders import OrderTable
from wargame.batch import compiled
from wargame.bots import Policy
from wargame.bots.choice_buffer import TABLES
from wargame.bots.policy import join
from wargame.model.rules.deal import ACTS, BOUND, OFFERED, OPEN, promised
from wargame.native.toolchain import QUICK, find_compiler

pytestmark = pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")

NAME, GAMES = "bamako_siege", 61


@pytest.mark.slow
@pytest.mark.parametrize("bot", ["doctrine", "random"])
def test_all_deeds_are_the_same_at_tables_as_they_may_stand(bot: str) -> None:
    found, acts = [], set()
    for native in (False, True):
        adjudicator = adjudicator_for(scenario_of(NAME))
        seats = tuple(adjudicator.scenario.seats)
        bots = {seat: Policy(adjudicator, seat, bot) for seat in seats}
        if native:
            assert compiled.prepare(adjudicator, bots, effort=QUICK) is not None
        state = adjudicator.open(4, GAMES, seats=seats)
        chance = np.random.default_rng(7)
        deals = adjudicator.scenario.rules.deals
        amounts = [(promised(clause.id), int(max(clause.levels))) for clause in deals.clauses.values()]
        for metric, most in ((OFFERED, len(deals.numbered)), (BOUND, 3), (OPEN, 1), *amounts):
            array = state.array(metric)
            array[...] = chance.integers(0, most + 1, array.shape) * (chance.random(array.shape) < 0.5)
        table = join(state, {seat: policy.choose(state)[0] for seat, policy in bots.items()})
        rows = np.flatnonzero(table.line >= TABLES)
        found.append(deeds(table, rows))
        acts = {list(adjudicator.rulebook.rules.actions)[action] for action in table.action[rows].tolist()}
    assert found[0] == found[1]
    assert acts == set(ACTS)


def deeds(table: OrderTable, rows: npt.NDArray[np.intp]) -> list[tuple[float, ...]]:
    """The columns of some orders; a game does one thing at a table, so their order says nothing."""
    columns = (table.game, table.seat, table.line, table.action, table.first, table.second, table.level, table.main)
    return sorted(zip(*(column[rows].tolist() for column in columns), strict=True))
