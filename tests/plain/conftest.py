"""Shares compiled rule books among tests of plain mode.

The rule books never change. Their compilation takes most of a test's time.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest

from wargame.bots import seat_beliefs
from wargame.store import session
from wargame.store.rulebooks import rulebook_named


@pytest.fixture(autouse=True, scope="session")
def shared_rulebooks() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "rulebook_named", functools.cache(rulebook_named))
        yield


@pytest.fixture(autouse=True)
def few_games(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let odds rest on few games, so that the line about the standing comes at once."""
    monkeypatch.setattr(seat_beliefs.SeatBeliefs.__init__, "__defaults__", (60, 40))
