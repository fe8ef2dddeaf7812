"""The words `why orders` at the plain terminal: the last turns with the team's orders and without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain.sitting import answers, start
from wargame.bots.seat_beliefs import SeatBeliefs

SCRIPT = (
    "why orders\nescort ABJ 2\nbuy_fuel\ncommit\nwhy orders\nmore\nescort ABJ 1\ncommit\nwhy orders turn 1\n"
    "why orders all\nmore\nwhy orders turn 3\nwhy orders now\n"
    "why orders burned all\nwhy orders fear ABJ turn 2\nwhy orders turn now\nquit\n"
)


def test_why_orders_tells_each_order_with_and_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SeatBeliefs.__init__, "__defaults__", (60, 40))
    said = [" ".join(" ".join(block).split()) for block in answers(start(SCRIPT, tmp_path / "a.jsonl"))]
    none, last, first, whole, early, unknown, burned, fear, wrong = (said[at] for at in (1, 5, 9, 10, *range(12, 17)))
    assert none == "No turn has been played yet."
    assert last.startswith("What the orders of Junta changed in turn 1. All numbers stand after turn 1.")
    assert "imagined games" in last and "All orders together, turn 1: Fuel in Bamako: with them " in last
    assert first == last
    assert whole.startswith("What the orders of Junta changed in turns 1 to 2.")
    assert early.startswith("Turn 3 has not been resolved")
    assert unknown.startswith("There is no metric 'now'.")
    assert "All orders together, turns 1 and 2: Tankers burned: with them " in burned
    assert "escort ABJ 1, turn 2: Fear of the drivers, Abidjan road: with it " in fear
    assert wrong == "Give one turn or several, as in: why orders turn 3, why orders turn 2..4, or why orders all."
