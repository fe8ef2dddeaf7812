"""Real processes, really killed: nothing answered for is lost, and the game ends as if nobody had killed it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture import torture


def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    assert torture(kills=10, seed=22, folder=tmp_path).kills >= 10


@pytest.mark.slow
def test_a_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    assert torture(kills=100, seed=11, folder=tmp_path).kills >= 100
