"""Playing a save again finds every recorded thing that did not happen so, even where all hashes are right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.store.games import BOTS, bot_game, forge, team_game
from wargame.errors import UsageError
from wargame.model.match.ruling import Target
from wargame.store.header import content_hash
from wargame.store.look_back import look_back
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify

Event = dict[str, Any]


def in_turn(turn: int, change: Callable[[Event], None]) -> Callable[[int, Event], Event]:
    def changed(_: int, event: Event) -> Event:
        if event["kind"] == "adjudicated" and event["turn"] == turn:
            change(event)
        return event

    return changed


def test_games_of_bots_and_of_people_verify(tmp_path: Path) -> None:
    finished = verify(bot_game(tmp_path / "a.jsonl", turns=3))
    assert (finished.sound, finished.turns) == (True, 3)
    assert "sealed, ended by turn limit in turn 3" in finished.text
    session = team_game(tmp_path / "b.jsonl")
    session.close()
    going_on = verify(session.path)
    assert (going_on.sound, going_on.turns) == (True, 2)
    assert "not sealed, because the game goes on" in going_on.text


FORGERIES: dict[str, tuple[Callable[[Event], object], str]] = {
    "a bot's reason": (lambda e: e["reasons"]["junta"].__setitem__(0, "Because."), "a bot's reason differs at junta 1"),
    "a draw": (lambda e: e["draws"][0].__setitem__(1, e["draws"][0][1] + 2**-30), "a draw differs at 1"),
    "a draw left out": (lambda e: e["draws"].pop(), "a draw differs"),
    "the ledger": (lambda e: e["ledger"][2].__setitem__(5, 99.0), "the ledger differs at 3"),
    "a cause": (lambda e: e["ledger"][0].__setitem__(4, "luck"), "the ledger differs at 1"),
    "a settled order": (lambda e: e["settled"][0].update(lapsed="Because."), "what became of the orders differs"),
    "the ending": (lambda e: e.update(ending="coup"), "the ending differs"),
    "the digest": (lambda e: e.update(digest="0" * 64), "the digest of the state differs"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_turn_is_named_with_what_differs(tmp_path: Path, name: str) -> None:
    change, told = FORGERIES[name]
    path = bot_game(tmp_path / "a.jsonl", turns=3)
    forge(path, in_turn(2, lambda event: (change(event), None)[1]))
    verdict = verify(path)
    assert not verdict.sound
    assert verdict.text.startswith("Turn 2: ")
    assert told in verdict.text
    assert "in the save" in verdict.text
    assert "when played again" in verdict.text


def test_the_order_of_causes_is_kept_the_first_difference_is_told(tmp_path: Path) -> None:
    path = bot_game(tmp_path / "a.jsonl", turns=3)

    def change(event: Event) -> None:
        event["digest"] = "0" * 64
        event["draws"][0][1] = 0.5

    forge(path, in_turn(1, change))
    assert "a draw differs at 1" in verify(path).text


def test_a_die_that_an_older_program_told_twice_fell_once(tmp_path: Path) -> None:
    path = bot_game(tmp_path / "a.jsonl", turns=2)
    forge(path, in_turn(1, lambda event: event["draws"].insert(0, list(event["draws"][0]))))
    assert verify(path).sound


def test_orders_that_nobody_gave_are_named(tmp_path: Path) -> None:
    bots = bot_game(tmp_path / "a.jsonl", turns=2)
    forge(bots, in_turn(1, lambda event: event["orders"].update(junta=["services BKO"])))
    assert "the orders of junta" in verify(bots).text
    assert "by its bot" in verify(bots).text
    session = team_game(tmp_path / "b.jsonl")
    session.close()
    forge(session.path, in_turn(2, lambda event: event["orders"].update(junta=["services BKO"])))
    assert "Turn 2: the orders of junta" in verify(session.path).text
    assert "in its draft" in verify(session.path).text


def test_a_commit_of_other_orders_than_the_draft_is_named(tmp_path: Path) -> None:
    session = team_game(tmp_path / "a.jsonl")
    session.close()
    forge(session.path, lambda at, event: {**event, "orders": []} if event["kind"] == "committed" else event)
    assert "junta commits other orders than its draft holds" in verify(session.path).text


def test_another_seed_or_rule_in_the_header_is_found(tmp_path: Path) -> None:
    path = bot_game(tmp_path / "a.jsonl", turns=2)
    forge(path, lambda at, event: {**event, "seed": 6} if at == 1 else event)
    assert "seed, length or seats differ" in verify(path).text

    def new_rules(at: int, event: Event) -> Mapping[str, Any]:
        if at == 1:
            name = next(name for name in event["sources"] if name.endswith("road.yaml"))
            text = event["sources"][name].replace("{value: 0.", "{value: 0.0", 1)
            assert text != event["sources"][name]
            event["sources"][name] = text
            event["hashes"][name] = content_hash(text)
        return {**event, "seed": 5} if at == 1 else event

    forge(path, new_rules)
    assert not verify(path).sound

    def broken_rules(at: int, event: Event) -> Mapping[str, Any]:
        if at == 1:
            name = next(name for name in event["sources"] if name.endswith("road.yaml"))
            event["sources"][name] += "nonsense: 1\n"
            event["hashes"][name] = content_hash(event["sources"][name])
        return event

    forge(path, broken_rules)
    assert "cannot use the rules in the save: rules/first_convoy/road.yaml:" in verify(path).text


def test_a_save_of_another_behaviour_is_told_apart_from_a_forged_one(tmp_path: Path) -> None:
    path = bot_game(tmp_path / "a.jsonl", turns=2)
    forge(path, lambda at, event: {**event, "behaviour": 99} if at == 1 else event)
    verdict = verify(path)
    assert verdict.sound  # another version need not mean another outcome
    assert "made under behaviour 99, and this program has" in verdict.text
    assert any("behaviour 99" in note for note in look_back(path).notes)
    with Session.resume(path) as session:
        assert any("behaviour 99" in note for note in session.notes)
    forge(path, in_turn(1, lambda event: event["draws"].pop()))
    assert "made under behaviour 99" in verify(path).text


def test_a_cut_tail_shows(tmp_path: Path) -> None:
    path = bot_game(tmp_path / "a.jsonl", turns=3)
    lines = path.read_bytes().splitlines(keepends=True)
    for kept in range(1, len(lines)):
        path.write_bytes(b"".join(lines[:kept]))
        verdict = verify(path)
        assert not verdict.sound
        assert "cut off" in verdict.text or "seal is missing" in verdict.text
    path.write_bytes(b"".join(lines))
    assert verify(path).sound


def test_a_seal_before_the_end_is_found(tmp_path: Path) -> None:
    path = bot_game(tmp_path / "a.jsonl", turns=3)
    forge(path, lambda at, event: None if event["kind"] == "adjudicated" and event["turn"] == 3 else event)
    assert "sealed, but its game has not ended" in verify(path).text


def test_a_turn_left_out_is_found(tmp_path: Path) -> None:
    path = bot_game(tmp_path / "a.jsonl", turns=3)
    forge(path, lambda at, event: None if event["kind"] == "adjudicated" and event["turn"] == 2 else event)
    assert "an event of turn 3 stands in turn 2" in verify(path).text


def test_a_torn_line_fails(tmp_path: Path) -> None:
    path = bot_game(tmp_path / "a.jsonl", turns=2)
    path.write_bytes(path.read_bytes()[:-30])
    verdict = verify(path)
    assert not verdict.sound
    assert "torn" in verdict.text


def test_files_that_are_no_games_fail_or_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text("{}\n")
    assert not verify(other).sound
    with pytest.raises(UsageError):
        verify(tmp_path / "none.jsonl")


def ruled(path: Path) -> Path:
    """Play a game of bots in which the facilitator rules on a die and on a cell of turn 1."""
    with Session.begin(PlaySetup("first_convoy", BOTS, seed=5, turns=2, save=path)) as session:
        match, rulings = session.match, session.match.facilitator.rulings
        for target, value in ((Target(die="convoys.luck|ABJ"), 2.0), (Target(metric="fear", entities=("ABJ",)), 0.9)):
            rulings.rule(rulings.ruling(target, value, "seen"))
        while not match.ending:
            match.adjudicate()
    return path


def test_rulings_are_played_again(tmp_path: Path) -> None:
    verdict = verify(ruled(tmp_path / "a.jsonl"))
    assert (verdict.sound, verdict.turns) == (True, 2), verdict.text


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("rolled", 0.25, "says that 0.25 was rolled, and "),
        ("ruled", 0.5, "Turn 1: "),
        ("die", "", "Line 3 of the save is no event of this game"),
    ],
)
def test_a_forged_ruling_is_found(tmp_path: Path, key: str, value: object, said: str) -> None:
    path, count = ruled(tmp_path / "a.jsonl"), 0

    def change(_: int, event: Event) -> Event:
        nonlocal count
        count += event["kind"] == "ruled"
        return {**event, key: value} if event["kind"] == "ruled" and count == 1 else event

    forge(path, change)
    verdict = verify(path)
    assert not verdict.sound and said in verdict.text, verdict.text


def test_a_ruling_left_out_is_found(tmp_path: Path) -> None:
    path = ruled(tmp_path / "a.jsonl")
    forge(path, lambda _, event: None if event["kind"] == "ruled" and event["die"] else event)
    verdict = verify(path)
    assert not verdict.sound and "a draw differs" in verdict.text
