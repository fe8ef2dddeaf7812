"""A state with offers on its tables that stand in drafts and that the rules do not hold yet.

Must not know: drafts, or who may see what.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

from wargame.adjudicator.state import State
from wargame.model.deal import OFFERED, TABLE
from wargame.model.kinds import FACTION
from wargame.rulebook import Rulebook


def with_pending_offers(rulebook: Rulebook, state: State, offers: Mapping[tuple[str, str], int]) -> State:
    """Return a state like this one in which these deals lie: (table, party) -> number; the state itself stays.

    What lay there before stays, as the rules have it: only what is signed later sees a newer offer.
    """
    if not offers:
        return state
    copied = _copied(rulebook, state)
    cells = copied.array(OFFERED)
    for (table, party), number in offers.items():
        index = rulebook.world.cell_of(OFFERED, {TABLE: table, FACTION: party})
        cells[index] = cells[index] + number * (cells[index] == 0.0)
    return copied


def _copied(rulebook: Rulebook, state: State) -> State:
    """Return a state that shares everything with this one but what lies on the tables."""
    place = list(rulebook.layout).index(OFFERED)
    copied = copy.copy(state)
    copied.metrics = list(state.metrics)
    copied.metrics[place] = state.metrics[place].copy()
    return copied
