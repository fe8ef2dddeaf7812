"""Every name, number and turn that a line of a save speaks of is one of its game, or the line is named."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wargame.errors import SaveError
from wargame.rulebook import Rulebook
from wargame.store.events.checks import read_events
from wargame.store.events.writing import write_event
from wargame.store.header import Header
from wargame.store.journal import read
from wargame.store.migrations import FORMAT, upcast
from wargame.store.rulebooks import rulebook_of
from wargame.store.saved_game import header_of

Lines = list[tuple[int, dict[str, Any]]]
SAVE = Path(__file__).parents[1] / "migrations" / "formats" / f"format_{FORMAT}.jsonl"  # it has an event of each kind


@cache
def game() -> tuple[Rulebook, Header]:
    header = header_of(read(SAVE))
    return rulebook_of(header), header


@pytest.fixture
def lines() -> Lines:
    recording = read(SAVE)
    return [(number, copy.deepcopy(dict(line))) for number, line in upcast(recording.header, recording.events)]


def of_kind(lines: Lines, kind: str) -> tuple[int, dict[str, Any]]:
    return next((number, line) for number, line in lines if line["kind"] == kind)


def test_a_game_with_an_event_of_each_kind_is_read_whole(lines: Lines) -> None:
    assert len(list(read_events(*game(), lines))) == len(lines) > 15


@pytest.mark.parametrize(
    ("kind", "spot", "value", "said"),
    [
        ("ruled", ("turn",), 3, "an event of turn 3 stands in turn 2"),
        ("ruled", ("metric",), "moon", 'There is no metric "moon" on which a facilitator can rule'),
        ("ruled", ("entities",), ["XXX"], "fear has no number for XXX"),
        ("ruled", ("ruled",), 1.5, "fear has values from 0 to 100, and 150 is none of them"),
        ("ruled", ("die",), "moon|", 'There is no die "moon|" in these rules'),
        ("ruled", ("seen_by",), ["moon"], "seat 'moon'"),
        ("noted", ("turn",), 3, "an event of turn 3 stands in turn 2"),
        ("noted", ("seat",), "moon", "seat 'moon'"),
        ("noted", ("inject",), "I9", "inject 'I9'"),
        ("noted", ("grade",), "good", "good"),
        ("opened", ("seed",), 6, "seed, length or seats differ from the header's"),
        ("opened", ("length",), 4, "seed, length or seats differ from the header's"),
        ("opened", ("seats", "jnim"), "random", "seed, length or seats differ from the header's"),
        ("opened", ("state", "turn"), 2, "turn 2"),
        ("opened", ("state", "length"), 4, "length 4"),
        ("opened", ("state", "seed"), 6, "seed 6"),
        ("opened", ("state", "seats"), ["junta"], "seats ['junta']"),
        ("opened", ("state", "metrics", "moon"), [1.0], "metric 'moon'"),
        ("opened", ("state", "metrics", "fuel_days"), [], "0 values for fuel_days, which has 1"),
        ("opened", ("state", "metrics", "fuel_days"), [-0.5], "a value of fuel_days is out of its range"),
        ("opened", ("state", "metrics", "fuel_days"), [1e9], "a value of fuel_days is out of its range"),
        ("opened", ("state", "engine", "ended"), [-2], "the game ended in no known way"),
        ("opened", ("state", "engine", "ended"), [99], "the game ended in no known way"),
        ("adjudicated", ("turn",), 2, "an event of turn 2 stands in turn 1"),
        ("adjudicated", ("orders", "moon"), [], "seat 'moon'"),
        ("adjudicated", ("reasons", "moon"), [], "seat 'moon'"),
        ("adjudicated", ("settled", 0, "seat"), "moon", "seat 'moon'"),
        ("adjudicated", ("ledger", 0, 2), "moon", "metric 'moon'"),
        ("adjudicated", ("ledger", 0, 3), ["moon"], "('moon',)"),
        ("adjudicated", ("state", "turn"), 1, "turn 1"),
        ("given", ("turn",), 3, "an event of turn 3 stands in turn 2"),
        ("given", ("inject",), "moon", "inject 'moon'"),
        ("odds_switched", ("turn",), 3, "an event of turn 3 stands in turn 2"),
        ("seat_changed", ("turn",), 2, "an event of turn 2 stands in turn 3"),
        ("seat_changed", ("seat",), "moon", "seat 'moon'"),
        ("seat_changed", ("player",), "hal", "player 'hal'"),
        ("draft", ("turn",), 2, "an event of turn 2 stands in turn 1"),
        ("draft", ("seat",), "moon", "seat 'moon'"),
        ("typed", ("seat",), "moon", "seat 'moon'"),
        ("committed", ("seat",), "moon", "seat 'moon'"),
        ("withdrawn", ("seat",), "moon", "seat 'moon'"),
    ],
)
def test_what_is_not_of_the_game_is_named_with_its_line(
    lines: Lines, kind: str, spot: tuple[Any, ...], value: object, said: str
) -> None:
    number, line = of_kind(lines, kind)
    inner = line
    for key in spot[:-1]:
        inner = inner[key]
    inner[spot[-1]] = value
    with pytest.raises(SaveError) as refused:
        list(read_events(*game(), lines))
    assert str(refused.value).startswith(f"Line {number} of the save is no event of this game: ")
    assert said in str(refused.value)
    assert str(refused.value).endswith(".") and not str(refused.value).endswith("..")
    assert refused.value.line == number


def test_the_ends_of_a_range_are_in_it(lines: Lines) -> None:
    metric = game()[0].scenario.rules.metrics["fuel_days"]
    for value in (metric.low, metric.high):
        of_kind(lines, "opened")[1]["state"]["metrics"]["fuel_days"] = [value]
        list(read_events(*game(), lines))


def test_a_game_opens_once_and_first(lines: Lines) -> None:
    for changed in (lines[1:], [lines[0], lines[0], *lines[1:]]):
        with pytest.raises(SaveError, match="stands at the wrong place"):
            list(read_events(*game(), changed))


def test_a_number_beyond_what_a_float_holds_exactly_is_refused(lines: Lines) -> None:
    number, line = of_kind(lines, "opened")
    line["state"]["engine"]["far"] = [2**53, -(2**53)]
    list(read_events(*game(), lines))
    for far in (2**53 + 1, -(2**53) - 1):
        line["state"]["engine"]["far"] = [far]
        with pytest.raises(SaveError, match=f"Line {number} "):
            list(read_events(*game(), lines))


def test_what_is_read_is_written_alike(lines: Lines) -> None:
    events = read_events(*game(), lines)
    for (_, line), event in zip(lines, events, strict=True):
        assert json.loads(json.dumps(write_event(event))) == line
