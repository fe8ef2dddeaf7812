"""A seat changes hands line by line: given to a bot, taken back, taken over, and never with more said than its due."""

from __future__ import annotations

from pathlib import Path

from tests.plain.sitting import start
from wargame.store.journal import read
from wargame.store.verify import verify

BOTH: dict[str, str] = {}


def changes(save: Path) -> list[tuple[object, object, object]]:
    return [(e["turn"], e["seat"], e["player"]) for e in read(save).events if e["kind"] == "seat_changed"]


def test_the_words_tell_who_plays_and_name_no_other_teams_bot(tmp_path: Path) -> None:
    said = start("seat\nhelp seat\n", tmp_path / "a.jsonl", {"jnim": "random"})
    assert "Junta (junta): you." in said
    assert "JNIM (jnim): a bot." in said
    assert any(line.startswith("Bots that can play Junta: random, doctrine") for line in said)
    assert not any("JNIM" in line and "random" in line for line in said)


def test_the_last_team_gives_its_seat_away_and_takes_it_back(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    said = start("services BKO\nseat junta=doctrine\nnext\nseat\nseat junta=human\nstatus\ncommit\ncommit\n", save)
    assert changes(save) == [(1, "junta", "doctrine"), (2, "junta", "human")]
    assert "A bot plays your seat from this turn on. Your draft for this turn is lost." in said
    assert "Turn 1 is resolved." in said
    assert any(line.startswith("The game is over in turn 3") for line in said)
    assert verify(save).sound


def test_nobody_reads_the_truth_while_bots_play_for_people(tmp_path: Path) -> None:
    said = start("seat junta=doctrine\nnext\nnext\nquit\n", tmp_path / "a.jsonl")
    before = said[: next(i for i, line in enumerate(said) if line.startswith("You have left"))]
    assert [line for line in before if "is resolved" in line] == ["Turn 1 is resolved.", "Turn 2 is resolved."]
    assert not any(" orders: " in line or line.startswith("Reason of") for line in before)


def test_a_team_takes_a_bots_seat_and_only_gives_its_own(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    wrong = "seat jnim=doctrine\nseat moon=human\nseat jnim\nseat junta=human\nseat junta=hal\n"
    said = start(f"{wrong}seat jnim=human\ncommit\njn\nseat junta=doctrine\ncommit\n", save)
    assert changes(save) == [(1, "jnim", "human")]
    for told in (
        "jnim is not yours to give. Where a bot plays, take it with seat jnim=human.",
        "That seat is played at this keyboard from this turn on. Its team is asked when you have committed.",
        'There is no seat "moon" in this game. Seats: junta, jnim.',
        "junta has no bot called hal",
        "Pass the keyboard to JNIM. Everyone else looks away.",
        "junta is not yours to give. Where a bot plays, take it with seat junta=human.",
    ):
        assert any(line.startswith(told) for line in said), (told, said)


def test_of_two_teams_one_leaves_and_the_other_plays_on_alone(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    said = start("ju\nseat junta=random\njn\ncommit\ncommit\ncommit\n", save, BOTH)
    assert changes(save) == [(1, "junta", "random")]
    assert sum(line.startswith("Pass the keyboard to") for line in said) == 1
    assert any(line.startswith("The game is over in turn 3") for line in said)
    assert any(line.startswith("Junta: score ") for line in said)
    assert verify(save).sound
