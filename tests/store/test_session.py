"""A match on its save: begun, left, taken up, sealed."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.store.games import BOTS, bot_game, forge, team_game
from wargame.errors import OrderError, SaveError, UsageError
from wargame.store.header import Header
from wargame.store.journal import read
from wargame.store.rulebooks import rulebook_named, rulebook_of
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify


def test_a_game_that_is_left_and_taken_up_is_the_same_game(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with team_game(path) as session:
        live = session.match
        told = (live.digest, live.view("junta"), live.draft("junta"), live.log("junta"), live.kept_text("junta"))
        seats = tuple(live.seats.items())
    with Session.resume(path) as session:
        again = session.match
        assert told == (
            again.digest,
            again.view("junta"),
            again.draft("junta"),
            again.log("junta"),
            again.kept_text("junta"),
        )
        assert tuple(again.seats.items()) == seats
        assert again.kept_text("junta") == "esc"
        again.undo("junta")
        assert again.draft("junta").lines == ()


def test_a_game_with_a_pause_after_every_event_ends_like_one_without(tmp_path: Path) -> None:
    straight, paused = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    bot_game(straight, turns=3)
    Session.begin(PlaySetup("first_convoy", BOTS, seed=5, turns=3, save=paused)).close()
    for _ in range(3):
        with Session.resume(paused) as session:
            session.match.adjudicate()
    assert paused.read_bytes() == straight.read_bytes()
    assert read(paused).sealed


def test_any_number_of_lines_of_a_save_plays_on_to_the_same_end(tmp_path: Path) -> None:
    whole, part = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    bot_game(whole, turns=2)
    lines = whole.read_bytes().splitlines(keepends=True)
    for kept in range(1, len(lines) + 1):
        part.write_bytes(b"".join(lines[:kept]))
        with Session.resume(part) as session:
            while not session.match.ending:
                session.match.adjudicate()
        assert part.read_bytes() == whole.read_bytes()


def test_every_deed_waits_for_the_disk_and_a_half_typed_line_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    real_write, real_sync = os.write, os.fsync
    with team_game(tmp_path / "a.jsonl", until=0) as session:
        monkeypatch.setattr(os, "write", lambda fd, data: calls.append("write") or real_write(fd, data))
        monkeypatch.setattr(os, "fsync", lambda fd: calls.append("sync") or real_sync(fd))
        for deed, expected in (
            (lambda: session.match.keep_text("junta", "esco"), ["write"]),
            (lambda: session.match.add("junta", "services BKO"), ["write", "sync"]),
            (lambda: session.match.undo("junta"), ["write", "sync"]),
            (lambda: session.match.commit("junta"), ["write", "sync"]),
            (lambda: session.match.adjudicate(), ["write", "sync"]),
        ):
            calls.clear()
            deed()
            assert calls == expected


def test_a_sealed_game_takes_no_more(tmp_path: Path) -> None:
    path = bot_game(tmp_path / "a.jsonl", turns=2)
    raw = path.read_bytes()
    with Session.resume(path) as session:
        assert session.match.ending == "turn_limit"
        with pytest.raises((OrderError, UsageError)):
            session.match.adjudicate()
    assert path.read_bytes() == raw


def test_a_torn_line_is_dropped_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    team_game(path).close()
    raw = path.read_bytes()
    path.write_bytes(raw[:-20])
    with Session.resume(path) as session:
        (note,) = session.notes
        assert f"middle of line {raw.count(bytes([10]))}" in note
        assert "nothing you were promised is missing" in note
        assert session.match.kept_text("junta") == ""
        assert len(session.match.draft("junta").lines) == 1


def test_two_hundred_random_cuts_of_a_game_open_with_the_right_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    with team_game(path) as session:
        rulebook = rulebook_named("first_convoy")
        whole = session.match.played
    monkeypatch.setattr("wargame.store.saved_game.rulebook_of", lambda header: rulebook)  # compiled once, not 200 times
    raw, luck = path.read_bytes(), random.Random(22)
    first_line = raw.index(b"\n") + 1
    for length in [luck.randrange(first_line, len(raw) + 1) for _ in range(200)]:
        path.write_bytes(raw[:length])
        torn = raw[length - 1 : length] != b"\n"
        with Session.resume(path) as session:
            assert len(session.notes) == torn
            assert session.match.played == sum(e["kind"] == "adjudicated" for e in read(path).events) <= whole
            session.match.keep_text("junta", f"went on from {length}")
        assert read(path).events[-1]["text"] == f"went on from {length}"


def test_a_damaged_game_is_refused_with_a_way_on_that_works(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    team_game(path).close()
    lines = path.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b"junta", b"junto")
    path.write_bytes(b"".join(lines))
    with pytest.raises(SaveError, match=r"Line 5 .*head -n 4 .* > NEW.jsonl"):
        Session.resume(path)
    path.write_bytes(b"".join(lines[:4]))
    with Session.resume(path) as session:
        assert session.match.turn == 1


def test_events_that_are_chained_rightly_but_make_no_sense_are_refused(tmp_path: Path) -> None:
    for change in ({"orders": 3}, {"seat": "nobody"}, {"orders": ["no such order"]}):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
        team_game(path).close()
        forge(path, lambda at, event, change=change: {**event, **change} if at == 3 else event)  # type: ignore[misc]
        with pytest.raises(SaveError):
            Session.resume(path)
        assert not verify(path).sound


def test_a_name_that_is_taken_and_a_game_that_cannot_begin_leave_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        Session.begin(PlaySetup("first_convoy", save=path))
    assert path.read_text() == "mine"
    for setup in (
        PlaySetup("first_convoy", {"nobody": "human"}, save=tmp_path / "b.jsonl"),
        PlaySetup("first_convoy", {"junta": "nobody"}, save=tmp_path / "b.jsonl"),
        PlaySetup("first_convoy", turns=0, save=tmp_path / "b.jsonl"),
        PlaySetup("first_convoy", seed=-1, save=tmp_path / "b.jsonl"),
        PlaySetup("no_such_scenario", save=tmp_path / "b.jsonl"),
        PlaySetup(save=tmp_path / "b.jsonl"),
        PlaySetup(),
    ):
        with pytest.raises(UsageError):
            Session.open(setup)
    assert [each.name for each in tmp_path.iterdir()] == ["a.jsonl"]


def test_seats_without_a_player_are_peoples_and_the_length_is_the_scenarios(tmp_path: Path) -> None:
    with Session.begin(PlaySetup("first_convoy", {"jnim": "random"}, save=tmp_path / "a.jsonl")) as session:
        assert session.match.seats == {"junta": "human", "jnim": "random"}
        assert session.match.length == session.match.scenario.lengths[0].turns


def test_a_save_plays_on_without_the_files_it_came_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    team_game(path).close()
    monkeypatch.setattr("wargame.content.lookup.shipped_root", lambda: tmp_path / "nowhere")
    with Session.resume(path) as session:
        session.match.commit("junta")
        session.match.adjudicate()
    assert verify(path).sound


def test_a_hidden_parameter_that_was_fixed_stays_so_and_is_revealed_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    bots = dict.fromkeys(("cabinet", "dockers", "consortium", "councils"), "random")
    fixed = (("aim", "jobs_first"), ("grid_age", "0.125"))
    with Session.begin(PlaySetup("harbour_winter", bots, 3, 2, path, fixed)) as session:
        session.match.adjudicate()
    with Session.resume(path) as session:
        session.match.adjudicate()
        hidden = {row.name: row.value for row in session.match.result().hidden}
    assert hidden["aim"] == "jobs first"
    assert hidden["grid_age"] == "0.125"
    assert verify(path).sound


@pytest.mark.parametrize("settings", [{"aim": "gold"}, {"aim": 1.0}, {"no_such": 1.0}, {"grid_age": "much"}])
def test_settings_that_do_not_fit_the_rules_are_refused(settings: dict[str, float | str]) -> None:
    scenario = rulebook_named("harbour_winter").scenario
    header = Header(scenario.name, "x", scenario.sources, 1, {}, 2, 1, settings=settings)
    with pytest.raises(SaveError, match="do not fit its rules"):
        rulebook_of(header)
