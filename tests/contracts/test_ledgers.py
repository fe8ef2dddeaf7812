"""The ledgers of some games, entry by entry and die by die, are those whose sums are written down.

The sums were first written when numpy still kept ledgers. `pytest tests/contracts/test_ledgers.py --regenerate` writes
them anew, as a change of a scenario's rules needs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.contracts.shipped import SCENARIOS, SECOND_STARTS, adjudicator_of, bots_orders, scenario_of

GOLDEN = Path(__file__).with_name("ledgers.json")
LONG = pytest.mark.slow
GAMES = [
    pytest.param(
        name, bot, everyone, marks=[LONG] if name in SECOND_STARTS or bot == "doctrine" or not everyone else []
    )
    for name in SCENARIOS
    for bot, everyone in (("doctrine", True), ("random", True), ("random", False))
]
TURNS = 5


def told(name: str, bot: str, everyone: bool) -> Iterator[str]:
    """What each turn of a game did; without `everyone` the seats that rules could play are left to them."""
    adjudicator = adjudicator_of(name)
    state = adjudicator.open(77, seats=tuple(scenario_of(name).seats) if everyone else None)
    while not state.ending() and state.turn <= TURNS:
        done = adjudicator.adjudicate(state, bots_orders(name, state, bot))
        yield from map(repr, (*done.settled, *done.entries, *done.draws, *done.reports, done.digest))


@pytest.mark.parametrize(("name", "bot", "everyone"), GAMES)
def test_a_ledger_is_as_it_was_written_down(name: str, bot: str, everyone: bool, regenerate: bool) -> None:
    found = sha256("\n".join(told(name, bot, everyone)).encode()).hexdigest()
    golden = json.loads(GOLDEN.read_text("utf-8")) if GOLDEN.exists() else {}
    key = f"{name} {bot} {'all seats' if everyone else 'seats of people'}"
    if regenerate:
        golden[key] = found
        GOLDEN.write_text(json.dumps(golden, indent=1, sort_keys=True) + "\n", "utf-8")
    assert found == golden.get(key), "another ledger: read the playthroughs' difference, then --regenerate"
