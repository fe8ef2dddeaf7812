"""The first line of a save."""

from __future__ import annotations

import attrs
import pytest

from wargame.errors import SaveError
from wargame.store.header import Header, content_hash, read_header

HEADER = Header(
    scenario="x",
    title="Exercise X",
    sources={"scenarios/x.yaml": "title: Exercise X\n", "rules/y/ruleset.yaml": "title: Y\n"},
    seed=7,
    seats={"a": "human"},
    length=6,
    behaviour=1,
)


def test_a_header_is_read_as_it_was_written() -> None:
    assert read_header(HEADER.event()) == HEADER


@pytest.mark.parametrize("key", sorted({*attrs.fields_dict(Header)} - {"settings", "parent"}))
@pytest.mark.parametrize("value", [None, [], {"a": 1}, 1.5, True])
def test_what_is_missing_or_of_another_sort_is_named(key: str, value: object) -> None:
    for event in ({**HEADER.event(), key: value}, {k: v for k, v in HEADER.event().items() if k != key}):
        with pytest.raises(SaveError) as refusal:
            read_header(event)
        assert refusal.value.line == 1
        assert key in str(refusal.value) or key == "sources"


def test_settings_come_back() -> None:
    header = attrs.evolve(HEADER, settings={"stock": 20.0, "aim": "peace"})
    assert read_header(header.event()) == header


@pytest.mark.parametrize("value", [None, [], 1.5, {"a": None}, {"a": True}, {"a": [1]}])
def test_settings_of_another_sort_are_named(value: object) -> None:
    with pytest.raises(SaveError, match="settings"):
        read_header({**HEADER.event(), "settings": value})


def test_a_source_that_does_not_fit_its_hash_is_named() -> None:
    event = HEADER.event()
    changed = {**HEADER.sources, "scenarios/x.yaml": "title: Another\n"}
    for sources in (changed, {**HEADER.sources, "scenarios/z.yaml": ""}, {"scenarios/x.yaml": "title: Exercise X\n"}):
        with pytest.raises(SaveError, match=r"header's copy of (scenarios/[xz]|rules/y/ruleset)\.yaml"):
            read_header({**event, "sources": sources})


def test_hashes_are_those_of_the_texts_bytes() -> None:
    assert content_hash("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


@pytest.mark.parametrize(
    ("key", "value"),
    [("length", 0), ("length", -5), ("length", 10**9), ("length", 1001), ("seed", -1), ("seed", 2**63)],
)
def test_numbers_that_no_game_has_are_refused(key: str, value: int) -> None:
    with pytest.raises(SaveError, match=f"{key}.*{value}") as refusal:
        read_header({**HEADER.event(), key: value})
    assert refusal.value.line == 1
    read_header({**HEADER.event(), "length": 1000, "seed": 0})
