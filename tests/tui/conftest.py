from __future__ import annotations

from pathlib import Path

import pytest
from textual import _wait


@pytest.fixture(autouse=True)
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test its own folder of saves, and remove the colour settings of the machine."""
    folder = tmp_path / "saves"
    monkeypatch.setenv("WARGAME_SAVES", str(folder))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    return folder


@pytest.fixture(autouse=True)
def short_naps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check twice as often whether the app is at rest. Each of thousands of keys waits for the app two times."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.01)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.01 / 20)


@pytest.fixture(autouse=True)
def few_games(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let odds rest on few games, so that screens with odds come at once."""
    monkeypatch.setattr("wargame.bots.seat_beliefs.SeatBeliefs.__init__.__defaults__", (40, 20))
