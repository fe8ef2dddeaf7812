"""Nonsense that was hashed rightly is refused with its line, and never ends in anything but a refusal."""

from __future__ import annotations

import copy
import io
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.games import every_event, forge, team_game
from wargame.errors import SaveError, WargameError
from wargame.plain.look_back import game_lines, turn_lines
from wargame.plain.session import play_plain
from wargame.store.journal import read
from wargame.store.look_back import look_back
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify

Spot = tuple[Any, ...]
VALUES = [None, 3, -1, 1e308, "x", "", [], {}, [1], {"a": 1}, True, "junta", [["a", 1]], 10**30, "T1"]
SCRIPT = "status\nreport\nplayback\nlog\nlegal\nwhy fuel\ncommit\ncommit\n"


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    session = team_game(tmp_path_factory.mktemp("games") / "a.jsonl")
    session.close()
    return session.path.read_bytes()


def put(event: dict[str, Any], spot: Spot, value: object) -> dict[str, Any]:
    """Put a value at a spot of an event."""
    inner = event
    for key in spot[:-1]:
        inner = inner[key]
    inner[spot[-1]] = value
    return event


# Lines of the game that `team_game` leaves: 1 header, 2 opened, 3 and 4 drafts, 5 committed, 6 adjudicated.
@pytest.mark.parametrize(
    ("line", "spot", "value", "told"),
    [
        (2, ("kind",), "draft", "no event of this game"),
        (2, ("state", "metrics", "fuel_days", 0), "x", r"\$\.state\.metrics"),
        (2, ("state", "metrics", "fuel_days", 0), 99.0, "fuel_days is out of its range"),
        (2, ("state", "metrics", "fuel_days"), [1.0, 2.0], "2 values for fuel_days"),
        (2, ("state", "metrics", "nonsense"), [1.0], "nonsense"),
        (2, ("state", "seats"), ["junta"], "seats"),
        (3, ("orders", 0), 3, r"\$\.orders\[0\]"),
        (3, ("orders", 0), "fly BKO", "no order of this scenario"),
        (3, ("seat",), "nobody", "seat 'nobody'"),
        (3, ("turn",), 2, "turn 2"),
        (3, ("kind",), "unheard", "knows no event of kind 'unheard'.*update wargame.*Known kinds: opened, draft"),
        (3, ("kind",), None, "knows no event of kind None"),
        (3, ("deed",), "unheard", r"\$\.deed"),
        (6, ("turn",), 2, "turn 2"),
        (6, ("ledger", 0, 2), "nonsense", "metric 'nonsense'"),
        (6, ("ledger", 0, 3), ["KKR", "KKR", "KKR"], "cell of"),
        (6, ("ledger", 0, 5), "much", r"\$\.ledger\[0\]\[5\]"),
        (6, ("state", "engine", "ended", 0), 7, "no known way"),
        (6, ("state", "turn"), 10**30, r"\$\.state\.turn"),
    ],
)
def test_a_line_that_is_no_event_of_the_game_is_named(
    tmp_path: Path, raw: bytes, line: int, spot: Spot, value: object, told: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(raw)
    forge(path, lambda at, event: put(event, spot, value) if at == line else event)
    with pytest.raises(SaveError, match=told):
        Session.resume(path)
    with pytest.raises(SaveError, match=told):
        list(game_lines(look_back(path)))
    assert not verify(path).sound


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"player": "hal"}, "player 'hal'"),
        ({"seat": "moon"}, "seat 'moon'"),
        ({"turn": 7}, "an event of turn 7 stands in turn 3"),
        ({"player": 3}, r"\$\.player"),
        ({"player": "human"}, "jnim is played by a person already"),
    ],
)
def test_a_change_of_hands_that_cannot_be_is_named(tmp_path: Path, change: dict[str, object], told: str) -> None:
    path = tmp_path / "a.jsonl"
    every_event(path)
    first = 2 + next(at for at, event in enumerate(read(path).events) if event["kind"] == "seat_changed")
    forge(path, lambda at, event: {**event, **change} if at == first else event)
    with pytest.raises(SaveError, match=told):
        Session.resume(path)
    assert not verify(path).sound


def test_an_opening_missing_or_twice_is_named(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(raw)
    forge(path, lambda at, event: None if at == 2 else event)
    with pytest.raises(SaveError, match="Line 2 of the save stands at the wrong place"):
        Session.resume(path)
    path.write_bytes(raw)
    opening = dict(read(path).events[0])
    forge(path, lambda at, event: copy.deepcopy(opening) if at == 4 else event)
    with pytest.raises(SaveError, match="Line 4 of the save stands at the wrong place"):
        Session.resume(path)


def spots(value: object, at: Spot = ()) -> Iterator[Spot]:
    """Give every spot of a JSON value below its top."""
    if at:
        yield at
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from spots(part, (*at, key))


@settings(max_examples=12)
@given(luck=st.randoms(use_true_random=False), times=st.integers(1, 3))
def test_random_nonsense_ends_in_a_refusal_or_in_a_game(raw: bytes, luck: random.Random, times: int) -> None:
    lines = [luck.randrange(1, raw.count(b"\n") + 1) for _ in range(times)]

    def change(at: int, event: dict[str, Any]) -> dict[str, Any]:
        if at not in lines:
            return event
        depth = luck.choice((1, 2, 3, 6))
        return put(event, luck.choice([spot for spot in spots(event) if len(spot) <= depth]), luck.choice(VALUES))

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(raw)
        forge(path, change)
        is_refused_or_used(path)


@settings(max_examples=20)
@given(luck=st.randoms(use_true_random=False), times=st.integers(1, 3), junk=st.binary(max_size=12))
def test_random_bytes_end_in_a_refusal_or_in_a_game(raw: bytes, luck: random.Random, times: int, junk: bytes) -> None:
    changed = raw
    for _ in range(times):
        at = luck.randrange(len(changed) + 1)
        if luck.random() < 0.5:  # lines are long: else nearly all changes fall into the header
            at = changed.rfind(b"\n", 0, at) + 1
        changed = changed[:at] + luck.choice((b"", junk + changed[at + len(junk) :], junk + changed[at:]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(changed)
        is_refused_or_used(path)


def is_refused_or_used(path: Path) -> None:
    """Use a save in every way; whatever fails must fail as a refusal that says something."""
    for use in (
        lambda: verify(path),
        lambda: list(game_lines(look_back(path))),
        lambda: list(turn_lines(look_back(path), 1)),
        lambda: play_plain(PlaySetup(save=path), io.StringIO(SCRIPT), io.StringIO()),
    ):
        try:
            use()
        except WargameError as refusal:
            assert str(refusal)
