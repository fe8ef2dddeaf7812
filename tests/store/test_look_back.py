"""A saved game is opened for looking as far as it is sound, and what is wrong with it is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wargame.errors import SaveError
from wargame.store.look_back import look_back
from wargame.store.migrations import FORMAT
from wargame.store.session import Session

SAVE = Path(__file__).parent / "migrations" / "formats" / f"format_{FORMAT}.jsonl"


@pytest.fixture
def save(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAVE, tmp_path / "game.jsonl"))


def test_a_sound_save_has_no_notes_and_takes_no_change(save: Path) -> None:
    looked = look_back(save)
    assert (looked.match.played, looked.sealed, looked.notes) == (2, False, ())
    with pytest.raises(SaveError, match="looked back on cannot be changed"):
        looked.match.commit("junta")
    assert save.read_bytes() == SAVE.read_bytes()


def test_what_is_torn_or_damaged_is_said_and_the_rest_is_shown(save: Path) -> None:
    raw = save.read_bytes()
    save.write_bytes(raw + b'{"kind"')
    number = raw.count(b"\n") + 1
    assert look_back(save).notes == (f"Line {number} stops in its middle; it was never acknowledged and is left out.",)
    save.write_bytes(raw[:-3] + b"x" + raw[-2:])
    (note,) = look_back(save).notes
    assert note.startswith(f"Line {number - 1} of the save was changed")
    assert note.endswith("Only the sound part before it is used.")
    assert look_back(save).match.played == 2


def test_a_save_without_an_event_or_with_none_that_is_sound_is_refused(save: Path) -> None:
    header, opening, _ = save.read_bytes().split(b"\n", 2)
    save.write_bytes(header + b"\n")
    with pytest.raises(SaveError, match="No game has been opened"):
        look_back(save)
    save.write_bytes(header + b"\n" + opening[:-3] + b"x\n")
    with pytest.raises(SaveError, match="Line 2 of the save was changed"):
        look_back(save)


def test_a_seat_changes_hands_where_a_save_is_taken_up(save: Path) -> None:
    with Session.resume(save, {"jnim": "doctrine"}) as session:
        assert session.match.seats["jnim"] == "doctrine"
        assert session.match.seats["junta"] == "human"
