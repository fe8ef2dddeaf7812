"""The commands play, replay and why as a user calls them: what they say, and their exit codes."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.cli.main import run
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify

BOTS = ["--seat", "junta=doctrine", "--seat", "jnim=doctrine"]
Said = pytest.CaptureFixture[str]


@pytest.fixture
def save(tmp_path: Path, capsys: Said) -> Path:
    path = tmp_path / "a.jsonl"
    assert run(["play", "first_convoy", "--plain", *BOTS, "--seed", "3", "--turns", "2", "--save", str(path)]) == 0
    capsys.readouterr()
    return path


def test_play_with_bots_writes_a_sealed_save_that_verifies(save: Path, capsys: Said) -> None:
    assert run(["replay", str(save), "--verify"]) == 0
    assert capsys.readouterr().out.startswith("Verified: 2 turns played again to the same digests; sealed")


def test_the_same_seed_gives_the_same_bytes(save: Path, tmp_path: Path, capsys: Said) -> None:
    again = tmp_path / "b.jsonl"
    run(["play", "first_convoy", "--plain", *BOTS, "--seed", "3", "--turns", "2", "--save", str(again)])
    assert again.read_bytes() == save.read_bytes()


def test_a_seat_changes_hands_by_the_command_line_and_look_back_shows_it(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    with Session.begin(PlaySetup("first_convoy", {"jnim": "random"}, 3, 3, path)) as session:
        session.match.commit("junta")
        session.match.adjudicate()
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(["play", "--plain", "--save", str(path), "--seat", "junta=doctrine"]) == 0
    left = capsys.readouterr().out
    assert "Bots play every seat." in left and "You have left. Everything is saved." in left  # no turn is resolved
    monkeypatch.setattr(sys, "stdin", io.StringIO("next\nnext\n"))
    assert run(["play", "--plain", "--save", str(path)]) == 0
    played = capsys.readouterr().out
    assert "The game is over in turn 3" in played
    assert "Junta orders:" not in played
    assert run(["replay", str(path), "--verify"]) == 0
    capsys.readouterr()
    assert run(["replay", str(path)]) == 0
    told = capsys.readouterr().out
    first, second = told.index("Turn 1 of 3"), told.index("Turn 2 of 3")
    assert "Junta human, JNIM random." in told[:first]
    assert told.count("News: Junta is played by the bot doctrine from this turn on.") == 1
    assert told.index("News: Junta is played by") > second
    raw = path.read_bytes()
    assert run(["play", "--plain", "--save", str(path), "--seat", "junta=human"]) == 2
    assert "The game has ended" in capsys.readouterr().err
    assert path.read_bytes() == raw


def test_seats_that_there_are_not_leave_the_save_as_it_is(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "a.jsonl"
    Session.begin(PlaySetup("first_convoy", {}, 3, 3, path)).close()
    raw = path.read_bytes()
    for seat, told in (("moon=human", 'no seat "moon"'), ("jnim=hal", "no bot called hal")):
        assert run(["play", "--plain", "--save", str(path), "--seat", "junta=random", "--seat", seat]) == 2
        assert told in capsys.readouterr().err
        assert path.read_bytes() == raw
    assert run(["play", "--plain", "--seat", "junta=random"]) == 2
    assert "--save FILE" in capsys.readouterr().err


def test_a_verification_that_fails_is_exit_code_one(save: Path, capsys: Said) -> None:
    raw = save.read_bytes()
    lines = raw.splitlines(keepends=True)
    for broken, told in (
        (raw[:-1], "torn"),
        (b"".join(lines[:-1]), "seal is missing"),
        (b"".join([*lines[:2], lines[2].replace(b"0", b"1", 1), *lines[3:]]), "Line 3 of the save was changed"),
        (b"".join([*lines[:2], *lines[3:]]), "Line 3 of the save does not follow"),
        (b"", "no game is in it"),
    ):
        save.write_bytes(broken)
        assert run(["replay", str(save), "--verify"]) == 1
        said = capsys.readouterr()
        assert told in said.out + said.err


def test_replay_tells_the_game_and_one_turn(save: Path, capsys: Said) -> None:
    assert run(["replay", str(save)]) == 0
    whole = capsys.readouterr().out
    assert "First convoy, 2 turns, seed 3." in whole
    for told in (
        "Turn 1 of 2",
        "Turn 2 of 2",
        "Junta orders: ",
        "JNIM orders: ",
        "Junta watches: ",
        "The game is over",
    ):
        assert told in whole
    assert run(["replay", str(save), "--turn", "2"]) == 0
    turn = capsys.readouterr().out
    assert turn.startswith("Turn 2 of 2")
    assert "After the turn:" in turn
    assert "Cause: " in turn


def test_replay_tells_why_bots_ordered_what_they_did(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "a.jsonl"
    planner = ["--seat", "junta=planner:6", "--seat", "jnim=doctrine", "--turns", "1", "--save", str(path)]
    assert run(["play", "first_convoy", "--plain", *planner]) == 0
    played = " ".join(capsys.readouterr().out.split())
    assert run(["replay", str(path), "--turn", "1"]) == 0
    turn = " ".join(capsys.readouterr().out.split())
    for said in (played, turn):
        junta, jnim = said.index("Junta orders: "), said.index("JNIM orders: ")
        reason = said[junta:jnim] if junta < jnim else said[junta:]
        assert re.search(r"Reason of Junta: .+ After \d+ rollouts of 1 turn .+, by margin: .+[+-]\d\.\d\d\. ", reason)
        assert said.count("Reason of JNIM: ") == said.count("Reason of Junta: ") == 1


def test_looking_back_changes_nothing(save: Path, capsys: Said) -> None:
    raw, when = save.read_bytes(), save.stat().st_mtime_ns
    for command in (["replay"], ["replay", "--turn", "1"], ["why", "--turn", "1", "fuel_days"], ["replay", "--verify"]):
        run([command[0], str(save), *command[1:]])
    assert (save.read_bytes(), save.stat().st_mtime_ns) == (raw, when)
    assert [path.name for path in save.parent.iterdir()] == [save.name]


def test_a_damaged_save_is_told_as_far_as_it_is_sound(save: Path, capsys: Said) -> None:
    lines = save.read_bytes().splitlines(keepends=True)
    save.write_bytes(b"".join([*lines[:3], lines[3].replace(b"0", b"1", 1), *lines[4:]]))
    assert run(["replay", str(save)]) == 0
    said = capsys.readouterr()
    assert "Line 4 of the save was changed" in said.err
    assert "Turn 1 of 2" in said.out
    assert "Turn 2 of 2" not in said.out


def test_why_tells_contributions_that_sum_to_the_change(save: Path, capsys: Said) -> None:
    for words in (["fuel_days"], ["fuel"], ["legitimacy", "BKO"], ["control", "KKR", "jnim"], ["money", "junta"]):
        assert run(["why", str(save), "--turn", "1", *words]) == 0
        *lines, source = capsys.readouterr().out.splitlines()
        assert source.startswith("wargame ")
        assert ", turn 1: " in lines[0]
        if lines[0].endswith("It did not change."):
            continue
        change = lines[-1].removeprefix("Sum: ").removesuffix(".")
        terms = [line.split()[0] for line in lines[1:-1] if line[0] in "+-" or line[0].isdigit()]
        assert terms
        digits = len(change.partition(".")[2])
        assert round(sum(float(term) for term in terms), digits) == float(change)


def test_why_over_several_turns_adds_up_and_says_the_amount_of_each(save: Path, capsys: Said) -> None:
    assert run(["why", str(save), "--turn", "1..2", "fuel_days"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert ", turns 1 to 2: " in lines[0]
    assert lines[-2].startswith("Sum: ")
    assert run(["why", str(save), "--turn", "1..2", "fuel_days", "--cause", "1"]) == 0
    told = capsys.readouterr().out
    assert "Turn 1: " in told
    assert "Turn 2: " in told
    assert run(["why", str(save), "--turn", "1..2", "fuel_days", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["turns"] == [1, 2]
    assert lines[-2] == f"Sum: {report['change']}."
    assert "run" in report["provenance"]


def test_why_of_a_seat_compares_the_game_with_the_game_without_its_orders(
    save: Path, tmp_path: Path, capsys: Said
) -> None:
    assert run(["why", str(save), "--seat", "junta", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["turns"], report["trials"]) == ([1, 2], 0)
    names = [number["metric"] for number in report["numbers"]]
    assert names[0] == "fuel_days" and names[-1] == "margin"
    with_orders = [number["with"] for number in report["numbers"]]
    for left in (report["together"], *report["orders"]):
        differences = [one - other for one, other in zip(with_orders, left["without"], strict=True)]
        assert left["differences"] == differences
    assert any(report["together"]["differences"])
    assert run(["why", str(save), "--seat", "junta", "--turn", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "What the orders of Junta changed in turn 2."
    assert "All orders together, turn 2:" in lines
    (fuel,) = [line for line in lines if line.startswith("  Fuel in Bamako: with them ")]
    assert run(["why", str(save), "--seat", "junta", "--turn", "2", "burned"]) == 0
    assert "  Tankers burned: with them " in capsys.readouterr().out
    alone = run(["why", str(save), "--seat", "junta", "--turn", "2", "--known"])
    told = capsys.readouterr().out
    assert alone == 0 and "means over 200 imagined games" in told and fuel not in told


def test_why_goes_down_to_formula_values_and_source(save: Path, capsys: Said) -> None:
    assert run(["why", str(save), "--turn", "1", "fear", "ABJ", "--cause", "1"]) == 0
    said = capsys.readouterr().out
    for told in ("Formula: ", "fear_gain: 0.55", "[EST]", "Where it is written: rules/first_convoy/road.yaml:"):
        assert told in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["why", "SAVE", "--turn", "9", "fuel_days"], "Turn 9 has not been resolved"),
        (["why", "SAVE", "--turn", "1", "fuel_dayz"], "Nearest: fuel_days."),
        (["why", "SAVE", "--turn", "1", "legitimacy"], "name one of BKO, KKR, BGN"),
        (["why", "SAVE", "--turn", "1", "legitimacy", "XYZ"], "name one of"),
        (["why", "SAVE", "--turn", "1", "fuel_days", "BKO"], "has no"),
        (["why", "SAVE", "fuel_days"], "--turn"),
        (["why", "SAVE", "--turn", "1"], "wargame why SAVE --seat F"),
        (["why", "SAVE", "--seat", "moon"], 'There is no seat "moon"'),
        (["why", "SAVE", "--seat", "junta", "--turn", "9"], "Turn 9 has not been resolved"),
        (["why", "SAVE", "--seat", "junta", "--turn", "2..1"], "as in 1..2, not 2..1"),
        (["why", "SAVE", "--seat", "junta", "fuel_days", "--cause", "1"], "--seat takes no --cause"),
        (["why", "SAVE", "--seat", "junta", "fuel_dayz"], "Nearest: fuel_days."),
        (["why", "SAVE", "--known", "--turn", "1", "fuel_days"], "--known belongs to --seat"),
        (["why", "SAVE", "--turn", "2..1", "fuel_days"], "as in 1..2"),
        (["why", "SAVE", "--turn", "x", "fuel_days"], "--turn 2..4"),
        (["why", "SAVE", "--turn", "1", "fuel_days", "--json", "--cause", "1"], "leave out --cause"),
        (["why", "SAVE", "--turn", "1", "fuel_days", "--cause", "99"], "There is no cause 99"),
        (["replay", "SAVE", "--turn", "9"], "Turn 9 has not been played"),
        (["replay", "none.jsonl"], "There is no save none.jsonl"),
        (["play", "--plain", "--save", "none.jsonl"], "There is no save none.jsonl"),
        (["play", "first_convoy", "--plain", "--save", "SAVE"], "exists already"),
        (["play", "first_convoi", "--plain"], "first_convoy"),
        (["play", "first_convoy", "--plain", "--seat", "junta"], "FACTION=BOT"),
        (["play", "first_convoy", "--plain", "--seat", "junto=human"], "Nearest: junta"),
        (["play", "first_convoy", "--plain", "--seat", "junta=doctrin"], "Nearest: doctrine"),
        (["play", "first_convoy", "--plain", "--seat", "junta=human", "--seat", "junta=human"], "twice"),
        (["play", "first_convoy", "--plain", "--turns", "0"], "1 to 1000 turns"),
        (["play", "first_convoy", "--plain", "--seed", "-1"], "whole number"),
        (["play", "--plain", "--turns", "3", "--save", "SAVE"], "work only for a new game"),
    ],
)
def test_wrong_usage_is_exit_code_two_with_the_remedy(
    save: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(save.parent)
    monkeypatch.setenv("WARGAME_SAVES", str(save.parent / "saves"))
    assert run([str(save) if word == "SAVE" else word for word in words]) == 2
    assert told in capsys.readouterr().err
    assert not (save.parent / "saves").exists()


def _started(save: Path, *words: str) -> subprocess.Popen[bytes]:
    root = Path(__file__).resolve().parent.parent.parent
    return subprocess.Popen(
        [sys.executable, "-m", "wargame.cli.main", "play", *words, "--save", str(save)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    )


@pytest.mark.parametrize(
    "number", [signal.SIGINT, *(pytest.param(n, marks=pytest.mark.slow) for n in (signal.SIGTERM, signal.SIGHUP))]
)
def test_without_a_terminal_the_game_is_plain_and_a_signal_leaves_a_save_that_resumes(
    number: signal.Signals, tmp_path: Path
) -> None:
    save = tmp_path / "a.jsonl"
    game = _started(save, "first_convoy", "--seat", "jnim=doctrine", "--turns", "2")
    assert game.stdin is not None
    assert game.stdout is not None
    game.stdin.write(b"escort ABJ 1\n")
    game.stdin.flush()
    while b"1. escort ABJ 1" not in (line := game.stdout.readline()):
        assert line
    game.send_signal(number)
    out, err = game.communicate(timeout=120)
    assert game.returncode == 128 + number
    assert b"Everything is saved" in out
    assert err.strip() == b"Interrupted."
    with Session.resume(save) as session:
        assert [line.order.text for line in session.match.draft("junta").lines] == ["escort ABJ 1"]


def test_a_reader_that_stops_listening_leaves_a_save_that_resumes(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    game = _started(save, "first_convoy", *BOTS, "--turns", "3")
    assert game.stdout is not None
    game.stdout.readline()
    game.stdout.close()
    game.wait(timeout=120)
    assert b"Traceback" not in (game.stderr.read() if game.stderr else b"")
    with Session.resume(save) as session:
        while not session.match.ending:
            session.match.adjudicate()
    assert verify(save).sound
