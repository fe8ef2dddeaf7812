"""The ranges of an account are measured again: honest ranges hold as often as they promise, and others do not."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from tests.analysis.exact_game import SEATS, exact, moves, played
from wargame.analysis.account import coverage as measured
from wargame.analysis.account.account import MarginAccount, account_from
from wargame.analysis.account.coverage import NONE, HeldRanges, coverage, held
from wargame.analysis.account.margin_term import TermKind
from wargame.analysis.rollouts.rollouts import Rollouts, reference_of
from wargame.analysis.rollouts.samples import HOLDS, WIDE, MeanWithError


def rollouts() -> Rollouts:
    return Rollouts(exact(), reference_of(exact().scenario, SEATS))


def drawn(spread: float, repeats: int = 8, numbers: int = 400) -> HeldRanges:
    """Normal draws whose stated error is that of a spread of 1."""
    found = np.random.default_rng(7).normal(0.0, spread, (numbers, repeats))
    return sum((held([MeanWithError(float(value), WIDE) for value in row]) for row in found), NONE)


def test_honest_ranges_hold_as_often_as_they_promise_and_too_narrow_ranges_do_not() -> None:
    assert drawn(1.0).share == pytest.approx(HOLDS, abs=0.02)
    assert drawn(1.5).share < 0.8 < 0.98 < drawn(0.6).share


def test_what_has_no_error_does_not_count() -> None:
    assert held([MeanWithError(0.0, 0.0)] * 3) == NONE and NONE.share == 0.0


def test_the_ranges_of_an_account_hold() -> None:
    """Four games. Nobody decides in the seat of the reference, so its decisions do not count."""
    found = [coverage(played(number, {"red": moves(number)["red"]}), rollouts(), 40, 6) for number in range(4)]
    terms = sum((each for one in found for each in one.terms.values()), NONE)
    totals = sum((each for one in found for each in one.totals.values()), NONE)
    assert terms.of > 150 and totals.of > 60
    assert 0.84 <= terms.share <= 0.96
    assert 0.8 <= totals.share <= 0.98
    assert found[0].totals[TermKind.DECISION].of == 6
    assert (found[0].keys, found[0].first, found[0].repeats) == (40, 40, 6)


def test_ranges_that_are_too_narrow_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def boastful(*asked: object) -> MarginAccount:
        found = account_from(*asked)  # type: ignore[arg-type]
        halved = [attrs.evolve(t, estimate=MeanWithError(t.estimate.mean, t.estimate.error / 2)) for t in found.terms]
        return attrs.evolve(found, terms=tuple(halved))

    monkeypatch.setattr(measured, "account_from", boastful)
    found = coverage(played(3, moves(3)), rollouts(), 40, 6)
    assert sum(found.terms.values(), NONE).share < 0.75
