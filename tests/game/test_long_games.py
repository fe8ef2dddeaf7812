"""A late turn of a long game costs what an early one costs: counted in calls of functions and in blocks of memory."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from statistics import mean
from types import FrameType

import pytest

from tests.game.conftest import Recorded, compiled
from wargame.game.match import Match
from wargame.plain.opening import opening_lines
from wargame.plain.timeline import chronicle
from wargame.tui.seat_session import SeatSession

EARLY, LATE, SAMPLE = 25, 180, 40  # turns; the log fills its pane long before


def calls(act: Callable[[], object]) -> int:
    """Count the functions that are called, those written in C among them."""
    count = 0

    def tick(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def play_a_turn(match: Match) -> None:
    """Play a turn as both kinds of screen do."""
    screen = SeatSession(match, "junta")
    opening_lines(match, "junta")
    assert screen.recent_log or not match.played
    match.add("junta", "services BKO")
    match.lookup("junta").completion("e")
    match.commit("junta")
    match.adjudicate()
    match.report("junta", match.played)
    match.playback("junta", match.played)
    chronicle(match, match.played)


def blocks() -> int:
    """Count the blocks of memory that are held."""
    gc.collect()
    return sys.getallocatedblocks()


@pytest.mark.slow
def test_a_late_turn_costs_what_an_early_one_costs() -> None:
    match = Recorded(compiled("first_convoy"), {"junta": "human"}, length=LATE + SAMPLE).match
    costs, held = [], {}
    for turn in range(LATE + SAMPLE):
        if turn in (EARLY, EARLY + SAMPLE, LATE):
            held[turn] = blocks()
        costs.append(calls(lambda: play_a_turn(match)))
    early, late = mean(costs[EARLY : EARLY + SAMPLE]), mean(costs[LATE:])
    assert late < 1.15 * early, (early, late)
    # What a turn leaves behind, its ledger and what was told of it, is as much in the end as in the beginning.
    kept_early, kept_late = held[EARLY + SAMPLE] - held[EARLY], blocks() - held[LATE]
    assert kept_late < 1.15 * kept_early, (kept_early, kept_late)
