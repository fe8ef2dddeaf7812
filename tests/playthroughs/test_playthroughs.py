"""A game of each scenario as a text that a subject expert can read: orders, what happened, headline metrics by turn.

The reference bots play it. `pytest tests/playthroughs --regenerate` writes the texts anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.shipped import CASES_WITH_LARGEST_SLOW
from wargame.content.lookup import shipped_scenarios
from wargame.plain.look_back import game_lines
from wargame.store.events.shapes import ADJUDICATED
from wargame.store.journal import read
from wargame.store.look_back import look_back
from wargame.store.session import Session
from wargame.store.setup import PlaySetup

FOLDER = Path(__file__).parent
TURNS = 8  # enough to see each side's plan unfold, and few enough to be read
SEED = 2025


def playthrough(scenario: str, save: Path) -> str:
    """Let the reference bots play, and tell the game as `wargame replay` does, with the digest of its end."""
    with Session.begin(PlaySetup(scenario, seed=SEED, turns=1, save=save.with_suffix(".seats"))) as session:
        seats, lengths = tuple(session.match.seats), session.match.scenario.lengths
    turns = min([TURNS, *(length.turns for length in lengths)])
    bots = dict.fromkeys(seats, "doctrine")
    with Session.begin(PlaySetup(scenario, bots, SEED, turns, save)) as session:
        while not session.match.ending:
            session.match.adjudicate()
    last = [event for event in read(save).events if event["kind"] == ADJUDICATED][-1]
    return "\n".join([*game_lines(look_back(save)), "", f"Digest: {last['digest']}", ""])


def test_no_scenario_lacks_its_playthrough(regenerate: bool) -> None:
    if regenerate:
        pytest.skip("they are being written")
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(shipped_scenarios())


@pytest.mark.parametrize("scenario", CASES_WITH_LARGEST_SLOW)
def test_a_game_goes_as_it_was_written_down(scenario: str, regenerate: bool, tmp_path: Path) -> None:
    golden = FOLDER / f"{scenario}.txt"
    told = playthrough(scenario, tmp_path / "game.jsonl")
    if regenerate:
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")
