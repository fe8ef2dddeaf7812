"""The file of a game: what was acknowledged survives, what was changed is named by its line."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from wargame.errors import SaveError, UsageError
from wargame.store import journal as journal_module
from wargame.store.codec import encode
from wargame.store.journal import Journal, Recording, read

HEADER = {"format": 1, "scenario": "x", "seats": {"a": "human"}, "seed": 7}
EVENTS = [
    {"kind": "draft", "turn": 1, "text": "escort DKR 2", "note": 'quote " and \\ and é'},
    {"kind": "draft", "turn": 1, "lines": ["services SGU", "train 1"]},
    {"kind": "commit", "turn": 1, "seat": "a"},
    {"kind": "adjudicated", "turn": 1, "values": [0.1, 1e-300, -0.0, 12345678901234.5]},
    {"kind": "text", "seat": "a", "half": "serv"},
    {"kind": "commit", "turn": 2, "seat": "a"},
]


def write(path: Path, seal: bool = False, events: list[dict[str, object]] = EVENTS) -> bytes:
    with Journal.create(path, HEADER) as journal:
        for event in events:
            journal.append(event)
        if seal:
            journal.seal()
    return path.read_bytes()


@pytest.fixture
def save(tmp_path: Path) -> Path:
    path = tmp_path / "game.jsonl"
    write(path)
    return path


def test_what_is_written_is_read_to_the_bit(save: Path) -> None:
    found = read(save)
    assert found.header == {**HEADER, "kind": "header"}
    assert list(found.events) == EVENTS
    assert str(found.events[3]["values"][2]) == "-0.0"  # type: ignore[index]
    assert (found.torn, found.damage, found.sealed) == (0, None, False)


def test_the_same_events_give_the_same_bytes(tmp_path: Path) -> None:
    turned = [dict(reversed(event.items())) for event in EVENTS]
    assert write(tmp_path / "a.jsonl") == write(tmp_path / "b.jsonl", events=turned)


def test_an_event_is_on_disk_when_append_returns(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    journal = Journal.create(path, HEADER)
    for count, event in enumerate(EVENTS, 1):
        journal.append(event)
        assert len(read(path).events) == count


def test_each_line_is_one_write_followed_by_a_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal.create(tmp_path / "game.jsonl", HEADER)
    calls: list[str] = []
    real_write, real_sync = os.write, os.fsync
    monkeypatch.setattr(os, "write", lambda fd, data: calls.append("write") or real_write(fd, data))
    monkeypatch.setattr(os, "fsync", lambda fd: calls.append("sync") or real_sync(fd))
    journal.append(EVENTS[0])
    assert calls == ["write", "sync"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1, 2}, "\ud800"])
def test_what_json_cannot_hold_is_refused_and_nothing_is_written(tmp_path: Path, value: object) -> None:
    path = tmp_path / "game.jsonl"
    with Journal.create(path, HEADER) as journal:
        with pytest.raises(SaveError, match="cannot be saved"):
            journal.append({"kind": "draft", "value": value})
        with pytest.raises(SaveError, match="'sum'"):
            journal.append({"kind": "draft", "sum": 3})
        journal.append(EVENTS[0])
    assert list(read(path).events) == [EVENTS[0]]


def cut(path: Path, raw: bytes, length: int) -> Recording:
    path.write_bytes(raw[:length])
    return read(path)


def test_a_cut_at_every_byte_of_the_last_two_lines_loses_only_the_torn_line(save: Path) -> None:
    raw = save.read_bytes()
    ends = [at + 1 for at, byte in enumerate(raw) if byte == 10]
    for length in range(ends[-3], len(raw) + 1):
        found = cut(save, raw, length)
        whole = sum(1 for end in ends if end <= length) - 1
        assert found.damage is None
        assert list(found.events) == EVENTS[:whole]
        assert found.torn == length - max(end for end in ends if end <= length)
        journal, again = Journal.open(save)
        journal.append({"kind": "went on"})
        journal.close()
        assert again.torn == found.torn
        assert list(read(save).events) == [*EVENTS[:whole], {"kind": "went on"}]


def test_two_hundred_random_cuts_open_or_say_that_no_game_is_in_it(save: Path) -> None:
    raw = save.read_bytes()
    header_end = raw.index(b"\n") + 1
    luck = random.Random(22)
    for length in [0, header_end - 1, header_end] + [luck.randrange(len(raw) + 1) for _ in range(200)]:
        save.write_bytes(raw[:length])
        if length < header_end:
            with pytest.raises(SaveError, match="no game is in it"):
                read(save)
        else:
            journal, found = Journal.open(save)
            journal.close()
            assert list(found.events) == EVENTS[: raw[:length].count(b"\n") - 1]
            assert save.read_bytes() == raw[: raw[:length].rfind(b"\n") + 1]


def test_every_edited_byte_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    raw = write(path, seal=True)
    for at in range(len(raw) - 1):  # the very last newline: the next test
        number = raw[:at].count(b"\n") + 1
        for other in {raw[at] ^ 1, 10} - {raw[at]}:
            path.write_bytes(raw[:at] + bytes([other]) + raw[at + 1 :])
            if number == 1:
                with pytest.raises(SaveError) as first:
                    read(path)
                assert first.value.line == 1
                continue
            found = read(path)
            assert found.damage is not None, (at, other)
            assert found.damage.line == number
            assert list(found.events) == EVENTS[: number - 2]
            with pytest.raises(SaveError, match=f"Line {number} "):
                Journal.open(path)


def test_a_last_newline_that_is_edited_is_a_torn_line(save: Path) -> None:
    raw = save.read_bytes()
    save.write_bytes(raw[:-1] + b" ")
    assert read(save).torn > 0


@pytest.mark.parametrize("number", range(2, len(EVENTS) + 1))
def test_a_line_removed_swapped_or_doubled_is_named(save: Path, number: int) -> None:
    lines = save.read_bytes().splitlines(keepends=True)
    at = number - 1
    for changed in (
        [*lines[:at], *lines[at + 1 :]],
        [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]],
    ):
        save.write_bytes(b"".join(changed))
        damage = read(save).damage
        assert damage is not None
        assert damage.line == number
        assert "moved, removed or put in" in str(damage)
    save.write_bytes(b"".join([*lines[:number], lines[at], *lines[number:]]))
    doubled = read(save).damage
    assert doubled is not None
    assert doubled.line == number + 1


def test_a_line_of_another_game_is_named(tmp_path: Path) -> None:
    raw, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    write(raw)
    write(other, events=[{**EVENTS[0], "text": "escort ABJ 2"}, *EVENTS[1:]])
    lines, strange = raw.read_bytes().splitlines(keepends=True), other.read_bytes().splitlines(keepends=True)
    raw.write_bytes(b"".join([*lines[:3], strange[3], *lines[4:]]))
    damage = read(raw).damage
    assert damage is not None
    assert damage.line == 4


def test_a_sealed_save_takes_no_more_and_shows_what_stands_after_the_seal(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    raw = write(path, seal=True)
    assert read(path).sealed
    journal, _ = Journal.open(path)
    with journal, pytest.raises(SaveError, match="sealed"):
        journal.append(EVENTS[0])
    assert path.read_bytes() == raw
    path.write_bytes(raw + b'{"an')  # this is no beginning of a note
    damage = read(path).damage
    assert damage is not None
    assert "after the seal" in str(damage)


def test_a_save_that_stands_is_never_overwritten(save: Path) -> None:
    raw = save.read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        Journal.create(save, HEADER)
    assert save.read_bytes() == raw
    assert [path.name for path in save.parent.iterdir()] == [save.name]


def _try_open(path: Path, answers: multiprocessing.Queue[str]) -> None:
    try:
        Journal.open(path)
    except UsageError as refusal:
        answers.put(str(refusal))
    else:
        answers.put("opened")


def test_two_processes_cannot_append_to_one_save(save: Path) -> None:
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[str] = context.Queue()
    journal, _ = Journal.open(save)
    for expected in ("another window", "opened"):
        child = context.Process(target=_try_open, args=(save, answers))
        child.start()
        assert expected in answers.get(timeout=60)
        child.join()
        journal.close()


def test_a_new_save_is_locked_under_its_final_name(tmp_path: Path) -> None:
    path = tmp_path / "new.jsonl"
    with Journal.create(path, HEADER), pytest.raises(UsageError, match="another window"):
        Journal.open(path)


def test_a_full_disk_takes_the_half_line_back(save: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = save.read_bytes()
    real_write = os.write
    journal, _ = Journal.open(save)
    with journal:
        with monkeypatch.context() as full:
            full.setattr(os, "write", lambda fd, data: real_write(fd, data[:20]))
            with pytest.raises(SaveError, match="No space left"):
                journal.append({"kind": "lost"})
        assert save.read_bytes() == raw
        journal.append({"kind": "kept"})
    assert list(read(save).events) == [*EVENTS, {"kind": "kept"}]


@pytest.mark.parametrize("kept", [0, 1, 20, -1])
def test_a_write_that_stops_short_is_never_acknowledged(save: Path, monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    raw, real_write = save.read_bytes(), os.write
    journal, _ = Journal.open(save)
    with journal:
        with monkeypatch.context() as full:
            full.setattr(os, "write", lambda fd, data: real_write(fd, data[:kept]))  # -1: all but the newline
            with pytest.raises(SaveError, match="could not be written"):
                journal.append({"kind": "lost"})
        assert save.read_bytes() == raw
        journal.append({"kind": "kept"})
    assert list(read(save).events) == [*EVENTS, {"kind": "kept"}]


def test_no_save_grows_beyond_what_is_read_again(save: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = save.read_bytes()
    monkeypatch.setattr("wargame.store.journal._SIZE_LIMIT", len(raw) + 200)
    journal, _ = Journal.open(save)
    with journal:
        with pytest.raises(SaveError, match="is full: a save has at most 1 GB"):
            journal.append({"kind": "long", "text": "x" * 200})
        assert save.read_bytes() == raw
        journal.append({"kind": "kept"})
    assert list(read(save).events) == [*EVENTS, {"kind": "kept"}]


def _moved(save: Path) -> None:
    save.rename(save.with_name("elsewhere.jsonl"))


def _replaced(save: Path) -> None:
    copy = save.with_name("copy.jsonl")
    copy.write_bytes(save.read_bytes())
    copy.replace(save)


def _written_to(save: Path) -> None:
    with save.open("ab") as file:
        file.write(b"{}\n")


def _cut(save: Path) -> None:
    os.truncate(save, 100)


FATES = {
    "moved": (_moved, "no longer there"),
    "deleted": (Path.unlink, "no longer there"),
    "replaced": (_replaced, "was replaced"),
    "written to": (_written_to, "was changed"),
    "cut": (_cut, "was changed"),
}


@pytest.mark.parametrize("fate", FATES)
@pytest.mark.parametrize("when", ["before", "while"])
def test_a_save_that_is_not_where_or_what_it_was_is_noticed_before_anything_is_acknowledged(
    save: Path, monkeypatch: pytest.MonkeyPatch, fate: str, when: str
) -> None:
    change, told = FATES[fate]
    journal, _ = Journal.open(save)
    with journal:
        journal.append({"kind": "kept"})
        real_sync, meddled = os.fsync, []

        def sync(descriptor: int) -> None:
            real_sync(descriptor)
            if not meddled:
                meddled.append(change(save))

        if when == "before":
            change(save)
        else:
            monkeypatch.setattr(os, "fsync", sync)
        for _ in range(2):  # and again: nothing is acknowledged as long as it is so
            with pytest.raises(SaveError, match=told):
                journal.append({"kind": "lost"})
        with pytest.raises(SaveError, match=told):
            journal.check()


def test_a_save_that_was_put_back_goes_on(save: Path) -> None:
    journal, _ = Journal.open(save)
    aside = save.with_name("aside.jsonl")
    with journal:
        save.rename(aside)
        with pytest.raises(SaveError, match="Put it back"):
            journal.append({"kind": "lost"})
        aside.rename(save)
        journal.append({"kind": "kept"})
    assert list(read(save).events) == [*EVENTS, {"kind": "kept"}]


def test_saves_and_their_folders_are_for_their_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = tmp_path / "new" / "newer" / "game.jsonl"
        write(path)
    finally:
        os.umask(old)
    assert path.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in (path.parent, path.parent.parent)} == {0o700}


def test_a_disk_that_cannot_even_take_back_stops_the_writing(save: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    journal, _ = Journal.open(save)
    with journal:
        with monkeypatch.context() as gone:
            gone.setattr(os, "fsync", broken)
            gone.setattr(os, "ftruncate", broken)
            with pytest.raises(SaveError, match="could not be written"):
                journal.append({"kind": "lost"})
        with pytest.raises(SaveError, match="can no longer be written"):
            journal.append({"kind": "refused"})


def test_folders_without_links_or_locks_still_keep_saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr(os, "link", unsupported)
    monkeypatch.setattr(journal_module.fcntl, "flock", unsupported)
    path = tmp_path / "game.jsonl"
    write(path)
    assert list(read(path).events) == EVENTS
    with pytest.raises(UsageError, match="exists already"):
        Journal.create(path, HEADER)


@pytest.mark.parametrize(
    "raw", [b"\n", b"{}\n", b"hello\n", b"\x00" * 300 + b"\n", b'{"a":' * 100_000 + b"\n", b"[1]\n"]
)
def test_files_that_are_no_saves_are_refused_by_line_one(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "other.jsonl"
    path.write_bytes(raw)
    with pytest.raises(SaveError) as refusal:
        read(path)
    assert refusal.value.line == 1


def test_a_missing_save_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(UsageError):
            read(path)
        with pytest.raises(UsageError):
            Journal.open(path)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda raw: b"", "is empty: it has 0 bytes"),
        (lambda raw: b"\xef\xbb\xbf" + raw, "begins with a byte order mark"),
        (lambda raw: raw.replace(b"\n", b"\r\n"), "Line 1 of the save ends in CRLF"),
        (lambda raw: raw.decode().encode("utf-16"), "was written anew as UTF-16"),
        (lambda raw: b"title: x\n", "is not a save: it does not begin with the header of a game"),
        (lambda raw: b'{"town":"ALF","fear":3}\n' * 4, "is not a save: it does not begin with the header of a game"),
        (lambda raw: raw[:20], "stops within its first line"),
    ],
    ids=["empty", "mark", "CRLF", "UTF-16", "YAML", "foreign", "torn"],
)
def test_a_spoiled_copy_is_told_what_spoiled_it(spoil: Callable[[bytes], bytes], told: str, save: Path) -> None:
    save.write_bytes(spoil(save.read_bytes()))
    for use in (read, Journal.open):
        with pytest.raises(SaveError, match=told):
            use(save)


def test_a_copy_that_is_mended_as_told_is_the_save(save: Path) -> None:
    raw = save.read_bytes()
    for spoiled, mend in ((raw.replace(b"\n", b"\r\n"), "tr -d '\\r'"), (b"\xef\xbb\xbf" + raw, "tail -c +4")):
        save.write_bytes(spoiled)
        with pytest.raises(SaveError) as refused:
            read(save)
        assert mend in str(refused.value)
        mended = subprocess.run(["sh", "-c", f"{mend} < {save}"], capture_output=True, check=True, timeout=60)
        assert mended.stdout == raw


def test_one_line_that_was_changed_on_the_way_is_told_its_cause(save: Path) -> None:
    lines = save.read_bytes().split(b"\n")
    lines[3] += b"\r"
    save.write_bytes(b"\n".join(lines))
    found = read(save)
    assert len(found.events) == 2 and "Line 4 of the save ends in CRLF" in str(found.damage)


def test_a_folder_is_no_save(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/")):
        for use in (read, Journal.open, lambda path: Journal.create(path, HEADER)):
            with pytest.raises(UsageError, match="is a folder: name the save in it"):
                use(path)


def test_a_first_line_that_is_no_header_is_no_save(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    path.write_bytes(encode(EVENTS[0], 1, "") + b"\n")
    with pytest.raises(SaveError, match="does not begin with the header") as refused:
        read(path)
    assert refused.value.line == 1
