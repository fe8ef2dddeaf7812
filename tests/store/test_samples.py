"""The sample saves under version control: whole games of bots that must verify in this program.

`pytest tests/store/test_samples.py --regenerate` plays them anew, for when rules or dice act differently on purpose.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.store.journal import read
from wargame.store.saves import list_saves
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify

FOLDER = Path(__file__).resolve().parent.parent.parent / "saves"
SAMPLES = {"first_convoy": 6, "bamako_siege": 12}  # turns


def sample(scenario: str) -> Path:
    return FOLDER / f"sample_{scenario}.jsonl"


def play(scenario: str, turns: int) -> None:
    """Let the reference bots play a sample anew."""
    sample(scenario).unlink(missing_ok=True)
    with Session.begin(PlaySetup(scenario, turns=1, save=sample(scenario))) as session:
        seats = dict.fromkeys(session.match.seats, "doctrine")
    sample(scenario).unlink()
    with Session.begin(PlaySetup(scenario, seats, seed=2025, turns=turns, save=sample(scenario))) as session:
        while not session.match.ending:
            session.match.adjudicate()


@pytest.mark.parametrize("scenario", SAMPLES)
def test_a_sample_is_a_finished_game_that_verifies(scenario: str, regenerate: bool) -> None:
    if regenerate:
        play(scenario, SAMPLES[scenario])
    verdict = verify(sample(scenario))
    assert verdict.sound, verdict.text
    assert verdict.turns == SAMPLES[scenario]
    assert read(sample(scenario)).sealed


def test_every_sample_is_listed_and_none_is_offered_to_go_on_with() -> None:
    found = {save.path.name: save for save in list_saves(FOLDER) if save.path.name.startswith("sample_")}
    assert set(found) == {sample(scenario).name for scenario in SAMPLES}
    assert all(save.finished and not save.problem for save in found.values())
