"""Saves of every format that there was are read, verified and played on as if this program had written them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.store.games import every_event, forge, team_game
from wargame.errors import SaveError
from wargame.plain.look_back import game_lines
from wargame.store.events.shapes import KINDS
from wargame.store.journal import read
from wargame.store.look_back import look_back
from wargame.store.migrations import FORMAT, format_now, format_of, upcast
from wargame.store.session import Session
from wargame.store.verify import verify

OLD = Path(__file__).parent / "formats"  # one save a format; `every_event` wrote that of the latest
# Of turn 3 of each, when its drafts are committed.
DIGEST = "ea5bdb4c13a1e6c60347afaea868e0d74b1a3aefe24102184c459ffe4bbd78b2"


@pytest.fixture(params=range(FORMAT + 1))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the save of each format."""
    return Path(shutil.copy(OLD / f"format_{request.param}.jsonl", tmp_path / "old.jsonl"))


def test_the_save_of_this_format_has_an_event_of_each_kind(regenerate: bool) -> None:
    latest = OLD / f"format_{FORMAT}.jsonl"
    if regenerate:
        latest.unlink(missing_ok=True)
        every_event(latest)
    assert {event["kind"] for event in read(latest).events} == set(KINDS)


def test_there_is_one_old_save_a_format_and_no_other() -> None:
    found = {path.name: format_of(read(path).header) for path in OLD.iterdir()}
    assert found == {f"format_{number}.jsonl": number for number in range(FORMAT + 1)}


def test_an_old_save_verifies_and_is_told(old: Path) -> None:
    verdict = verify(old)
    assert (verdict.sound, verdict.turns) == (True, 2), verdict.text
    assert any("Turn 2 of 3" in line for line in game_lines(look_back(old)))


def test_an_old_save_is_played_on_to_the_same_end_and_says_how_its_new_lines_are_written(old: Path) -> None:
    raw, before = old.read_bytes(), format_of(read(old).header)
    with Session.resume(old) as session:
        for seat in session.match.waiting_for():
            session.match.commit(seat)
        assert session.match.adjudicate().digest == DIGEST
    assert old.read_bytes().startswith(raw)
    recording = read(old)
    said = [event for event in recording.events if event["kind"] == "format"]
    assert said == ([{"kind": "format", "format": FORMAT}] if before < FORMAT else [])
    assert format_now(recording.header, recording.events) == FORMAT
    assert verify(old).sound
    with Session.resume(old) as session:
        assert session.match.ending == "turn_limit"


def test_looking_at_an_old_save_and_leaving_it_writes_nothing(old: Path) -> None:
    raw = old.read_bytes()
    Session.resume(old).close()
    assert old.read_bytes() == raw


def test_lines_after_a_format_line_keep_their_numbers() -> None:
    recording = read(OLD / "format_0.jsonl")
    raised = [*recording.events[:2], {"kind": "format", "format": 1}, *recording.events[2:]]
    numbered = list(upcast(recording.header, raised))
    assert [number for number, _ in numbered] == [2, 3, *range(5, len(raised) + 2)]
    whole = upcast(recording.header, recording.events)  # what migrates from format 0 leaves events as they are
    assert [event for _, event in numbered] == [event for _, event in whole]


@pytest.mark.parametrize("written", ["x", None, 1.5, True, 0, -1, [], FORMAT + 1])
def test_a_format_that_there_is_not_is_refused(tmp_path: Path, written: object) -> None:
    path = tmp_path / "a.jsonl"
    team_game(path, until=1).close()
    forge(path, lambda at, event: {**event, "format": written} if at == 1 else event)
    told = "Update wargame" if written == FORMAT + 1 else "as its format"
    for use in (Session.resume, look_back):
        with pytest.raises(SaveError, match=told) as refusal:
            use(path)
        assert refusal.value.line == 1
    assert told in verify(path).text


@pytest.mark.parametrize("written", ["x", None, 0, FORMAT, FORMAT + 1])
def test_a_format_line_that_makes_no_sense_is_refused(tmp_path: Path, written: object) -> None:
    path = tmp_path / "a.jsonl"
    team_game(path, until=1).close()
    forge(path, lambda at, event: {"kind": "format", "format": written} if at == 4 else event)
    with pytest.raises(SaveError, match="format") as refusal:
        Session.resume(path)
    assert refusal.value.line == 4
