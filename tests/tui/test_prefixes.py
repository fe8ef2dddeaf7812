"""Every prefix of a save goes on in the full screen: no state that a save can hold is one where nothing helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.prefixes import prefixes, short_game
from tests.tui.theatre import Theatre, theatre
from wargame.store.journal import read
from wargame.store.rulebooks import rulebook_named
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify
from wargame.tui.screens.common import curtain

KEYS = {"BriefingScreen": ("enter",), "PlaybackScreen": ("escape",), "ReportScreen": ("escape",), "TurnScreen": ("c",)}
MANY = 40  # screens; a game of two turns has fewer


async def play_on(person: Theatre, played: int) -> None:
    """Answer each screen in the simplest way, until a turn more is resolved or the end of the game is shown."""
    for _ in range(MANY):
        assert person.app.controller is not None
        rotation = person.app.controller.rotation
        if rotation.match.played > played or person.name == "FinishScreen":
            return
        if person.name == "CurtainScreen":
            await person.open_curtain(rotation.next_seat[:2])
        else:
            await person.press(*KEYS.get(person.name, ("enter",)))
    raise AssertionError(f"nothing helps: {person.text}")


@pytest.mark.parametrize("people", ["one", pytest.param("two", marks=pytest.mark.slow)])
async def test_every_prefix_of_a_save_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, people: str) -> None:
    monkeypatch.setattr(curtain, "DEAF", 0.01)
    rulebook = rulebook_named("first_convoy")  # compiled once, not for each prefix
    for module in ("saved_game", "verify"):
        monkeypatch.setattr(f"wargame.store.{module}.rulebook_of", lambda header: rulebook)
    short_game(tmp_path / "whole.jsonl", people)
    for kept, part in prefixes(tmp_path / "whole.jsonl", tmp_path):
        played = sum(event["kind"] == "adjudicated" for event in read(part).events)
        async with theatre(PlaySetup(save=part)) as person:
            await play_on(person, played)
        verdict = verify(part)
        assert verdict.sound, (kept, verdict.text)
        assert verdict.turns == min(played + 1, 2)
