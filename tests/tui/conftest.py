from __future__ import annotations

from pathlib import Path

import pytest
from textual import _wait

from wargame.game import match_odds
from wargame.tui.live_odds import LiveOdds
from wargame.tui.screens.after.playback import PlaybackScreen


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


@pytest.fixture(autouse=True)
def few_live_odds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compute odds behind the keys only in tests that ask for `live_odds`, and there with few trials."""
    if "live_odds" in request.fixturenames:
        monkeypatch.setattr(match_odds, "LATER", match_odds.FIRST)
        monkeypatch.setattr(match_odds, "MOST", match_odds.FIRST)
    else:
        monkeypatch.setattr(LiveOdds, "shown", False)
        monkeypatch.setattr(PlaybackScreen, "odds_told", False)


@pytest.fixture
def live_odds() -> None:
    """Let a test have the odds that are computed behind the keys."""
