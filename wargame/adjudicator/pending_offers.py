"""Adds pending offers to a state. Pending offers are offers in drafts, which the rules do not know yet.

Must not know: drafts, or who may see which offer.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

from wargame.adjudicator.state import State
from wargame.model.rules.deal import OFFERED, TABLE
from wargame.model.rules.kinds import FACTION
from wargame.rulebook import Rulebook


def with_pending_offers(rulebook: Rulebook, state: State, offers: Mapping[tuple[str, str], int]) -> State:
    """Return a copy of the state with these offers. The state itself does not change.

    `offers`: (table, party) -> number of the deal. An older offer of the same party at the same table stays valid, as
    in the rules. The newer offer can only be signed later.
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
    """Return a copy of the state. The copy shares all arrays with the state except the arrays of the offers."""
    place = list(rulebook.layout).index(OFFERED)
    copied = copy.copy(state)
    copied.metrics = list(state.metrics)
    copied.metrics[place] = state.metrics[place].copy()
    return copied
