"""The folder of saves: where it is, what new saves are called, what is in each at a glance."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from wargame.store import saves
from wargame.store.journal import Journal
from wargame.store.saves import list_saves, new_save_path, saves_folder, summary

HEADER = {"scenario": "x", "title": "Exercise X", "seats": {"a": "human", "b": "doctrine"}, "length": 6}
NOON = datetime.datetime(2026, 11, 22, 12, 0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WARGAME_SAVES", str(tmp_path))
    return tmp_path


def save(path: Path, *events: dict[str, object], seal: bool = False) -> Path:
    with Journal.create(path, HEADER) as journal:
        for event in events:
            journal.append(event)
        if seal:
            journal.seal()
    return path


def test_the_variable_says_where_saves_lie(folder: Path) -> None:
    assert saves_folder() == folder


def test_in_a_checkout_saves_lie_beside_the_scenarios(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WARGAME_SAVES", raising=False)
    assert (saves_folder().parent / "scenarios").is_dir()


def test_an_installed_program_keeps_saves_with_the_users_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WARGAME_SAVES", raising=False)
    monkeypatch.setattr(saves, "checkout", lambda: None)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert saves_folder() == tmp_path / "wargame" / "saves"


def test_new_names_tell_scenario_and_time_and_never_collide(folder: Path) -> None:
    names = []
    for _ in range(3):
        path = new_save_path("first_convoy", NOON)
        names.append(path.name)
        save(path)
    assert names == [f"first_convoy-2026-11-22-1200{tail}.jsonl" for tail in ("", "-2", "-3")]


def test_a_save_is_told_at_a_glance(folder: Path) -> None:
    path = save(folder / "a.jsonl", {"kind": "adjudicated", "turn": 1}, {"kind": "draft", "turn": 2, "seat": "a"})
    found = summary(path)
    assert (found.scenario, found.title, found.turn, found.length) == ("x", "Exercise X", 2, 6)
    assert found.seats == {"a": "human", "b": "doctrine"}
    assert found.resumable


@pytest.mark.parametrize(
    ("last", "turn"),
    [
        ({"kind": "opened"}, 1),
        ({"kind": "draft", "turn": 3}, 3),
        ({"kind": "adjudicated", "turn": 3}, 4),
        ({"kind": "adjudicated", "turn": 6}, 6),
    ],
)
def test_the_turn_is_the_one_being_played(folder: Path, last: dict[str, object], turn: int) -> None:
    assert summary(save(folder / "a.jsonl", last)).turn == turn


def test_the_last_line_is_found_behind_a_torn_one_and_in_lines_of_any_length(folder: Path) -> None:
    for size in (0, 1000, saves._STEP - 1, saves._STEP, 3 * saves._STEP):
        path = save(
            folder / f"{size}.jsonl", {"kind": "draft", "turn": 4}, {"kind": "typed", "turn": 5, "t": "x" * size}
        )
        with path.open("ab") as file:
            file.write(b'{"kind":"half' * 3)
        assert summary(path).turn == 5


def test_a_finished_game_is_not_offered(folder: Path) -> None:
    found = summary(save(folder / "a.jsonl", {"kind": "adjudicated", "turn": 6}, seal=True))
    assert found.finished
    assert not found.resumable


def test_what_is_no_save_is_listed_with_its_problem_and_the_newest_comes_first(folder: Path) -> None:
    save(folder / "old.jsonl", {"kind": "opened"})
    (folder / "broken.jsonl").write_text("hello\n")
    (folder / "empty.jsonl").write_text("")
    (folder / "other.txt").write_text("no save")
    for age, name in enumerate(("empty", "broken", "old")):
        os.utime(folder / f"{name}.jsonl", (1_700_000_000 + age, 1_700_000_000 + age))
    found = list_saves()
    assert [each.path.stem for each in found] == ["old", "broken", "empty"]
    assert [bool(each.problem) for each in found] == [False, True, True]
    assert [each.resumable for each in found] == [True, False, False]


def test_a_folder_that_is_not_there_holds_no_saves(tmp_path: Path) -> None:
    assert list_saves(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("saved", "said"),
    [
        (datetime.datetime(2026, 11, 22, 9, 5), "09:05 today"),
        (datetime.datetime(2026, 11, 21, 23, 59), "23:59 yesterday"),
        (datetime.datetime(2026, 11, 20, 23, 59), "23:59 on 20 November 2026"),
        (datetime.datetime(2026, 3, 3, 7, 0), "07:00 on 3 March 2026"),
        (datetime.datetime(2026, 11, 23, 7, 0), "07:00 on 23 November 2026"),
    ],
)
def test_the_age_of_a_save_is_told_in_words(saved: datetime.datetime, said: str) -> None:
    assert saves.SaveSummary(Path("a"), saved).age(NOON) == said


def test_a_summary_says_who_plays_now_not_who_began(folder: Path) -> None:
    changed = {"kind": "seat_changed", "seat": "a", "player": "doctrine", "turn": 2}
    path = save(folder / "a.jsonl", changed, {**changed, "seat": "b", "player": "human"}, {"kind": "typed", "turn": 2})
    assert summary(path).seats == {"a": "doctrine", "b": "human"}


def test_a_text_that_looks_like_a_change_of_seats_is_none(folder: Path) -> None:
    said = 'x","kind":"seat_changed","player":"human","seat":"b'
    path = save(folder / "a.jsonl", {"kind": "typed", "turn": 2, "text": said})
    assert summary(path).seats == HEADER["seats"]


@pytest.mark.parametrize("length", [1, 65_530, 65_536, 200_000])
def test_the_last_line_is_found_however_long_it_is(folder: Path, length: int) -> None:
    path = save(folder / "a.jsonl", {"kind": "typed", "turn": 3, "text": "x" * 100_000})
    with Journal.open(path)[0] as journal:
        journal.append({"kind": "typed", "turn": 4, "text": "y" * length})
    assert summary(path).turn == 4
