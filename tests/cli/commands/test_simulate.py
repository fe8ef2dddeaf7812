"""The command simulate as a user calls it: sweeps, what was drawn, and files with a row a game."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from wargame.cli.main import run
from wargame.cli.measuring.bar import DECISIONS, Bar

Said = pytest.CaptureFixture[str]
HARBOUR = ["simulate", "harbour_winter", "--turns", "3", "--compile", "no"]


def test_rows_of_a_sweep_are_written_by_the_name_of_the_file(tmp_path: Path, capsys: Said) -> None:
    table, lines = tmp_path / "games.csv", tmp_path / "games.jsonl"
    for path in (table, lines):
        sweep = ["--games", "4", "--sweep", "frost_severity=1,1.5", "--out", str(path)]
        assert run([*HARBOUR, *sweep]) == 0
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    again = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == len(again) == 8 and [*rows[0]] == [*again[0]]
    assert [row["frost_severity"] for row in again] == [1.0] * 4 + [1.5] * 4
    assert [row["game"] for row in again] == [0, 1, 2, 3] * 2
    # The same games and dice: what is not swept was drawn alike.
    assert [row["grid_age"] for row in again[:4]] == [row["grid_age"] for row in again[4:]]
    assert "the same 4 games of 3 turns for each value, seed 1" in capsys.readouterr().out


def test_json_of_a_sweep_holds_a_report_for_each_value(capsys: Said) -> None:
    assert run([*HARBOUR, "--games", "30", "--sweep", "frost_severity=1,1.5", "--sensitivity", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["set"] for one in told["sweep"]] == [{"frost_severity": 1.0}, {"frost_severity": 1.5}]
    assert all(
        {"cause", "outcome", "correlation", "low", "high"} == set(one["sensitivities"][0]) for one in told["sweep"]
    )


def test_hidden_parameters_are_recorded_like_metrics(capsys: Said) -> None:
    assert run([*HARBOUR, "--games", "6", "--record", "grid_age", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told["parameters"]) == {"grid_age"} and told["metrics"] == {}
    assert run([*HARBOUR, "--games", "6", "--parameters"]) == 0
    assert "insurer_nerves: drawn around" in capsys.readouterr().out


def test_sensitivities_are_told_with_their_noise(capsys: Said) -> None:
    assert run([*HARBOUR, "--games", "40", "--sensitivity"]) == 0
    said = capsys.readouterr().out
    assert "rank correlations over 40 games, 95 % intervals; ±0.31 is noise" in said
    assert len(said[said.index("hidden parameter") :].splitlines()) == 12  # ten, between a heading and the last line


def test_a_parameter_that_there_is_not_is_wrong_usage(capsys: Said) -> None:
    assert run([*HARBOUR, "--sweep", "frost=1"]) == 2
    assert "no parameter is called `frost`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("bot", "said"),
    [
        ("dokers=doctrine", "no seat is called dokers; did you mean dockers? (the seats are "),
        ("moon=doctrine", "no seat is called moon (the seats are "),
        ("dockers=oracle", "dockers has no bot called oracle"),
        ("dockers", "is not SEAT=BOT"),
    ],
)
def test_a_seat_or_bot_that_there_is_not_is_wrong_usage(bot: str, said: str, capsys: Said) -> None:
    assert run([*HARBOUR, "--games", "2", "--bot", bot]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--set", "frost_severity=9"], ["--sweep", "frost_severity=9,1"]], ids=["set", "sweep"]
)
def test_a_value_that_no_game_could_draw_is_refused_or_said(words: list[str], capsys: Said) -> None:
    batch = [*HARBOUR, "--games", "2", *words]
    assert run(batch) == 2
    told = "`frost_severity=9` lies outside its prior "
    assert told in (said := capsys.readouterr().err) and said.endswith("--beyond-priors allows that\n")
    assert run([*batch, "--beyond-priors"]) == 0
    assert f"note: {told}" in capsys.readouterr().err


def test_play_refuses_it_as_well(tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    save = tmp_path / "a.jsonl"
    words = ["play", "--plain", "harbour_winter", "--turns", "1", "--set", "frost_severity=9", "--save", str(save)]
    assert run(words) == 2
    assert "`frost_severity=9` lies outside its prior " in capsys.readouterr().err
    assert not save.exists()
    assert run([*words, "--beyond-priors"]) == 0
    assert run(["replay", str(save)]) == 0  # a save keeps what it was begun with


def test_orders_that_come_too_late_are_said_with_their_line(tmp_path: Path, capsys: Said) -> None:
    orders = tmp_path / "orders.txt"
    orders.write_text("# late\nT2 junta: buy\n  T99 junta: buy  # never\n", encoding="utf-8")
    assert run(["simulate", "first_convoy", "--games", "2", "--orders", str(orders)]) == 0
    assert capsys.readouterr().err == f"{orders}:3:3: turn 99 never comes: the games have 6 turns (warning)\n"
    assert run(["simulate", "first_convoy", "--games", "2", "--turns", "1", "--orders", str(orders)]) == 0
    assert capsys.readouterr().err.count("never comes: the games have 1 turns") == 2


@pytest.mark.parametrize(
    ("raw", "code", "told"),
    [
        (b"\xef\xbb\xbfT1 junta: buy\n", 0, ""),
        (b"T1 junta: \xff\n", 1, "orders.txt:1:11: this is not UTF-8 text"),
        (b"T1 junta: buy\n" * 200_000, 1, "the file has more than 1,000,000 bytes"),
    ],
    ids=["mark", "bytes", "long"],
)
def test_an_orders_file_is_read_as_text_of_a_bounded_length(
    raw: bytes, code: int, told: str, tmp_path: Path, capsys: Said
) -> None:
    orders = tmp_path / "orders.txt"
    orders.write_bytes(raw)
    assert run(["simulate", "first_convoy", "--games", "2", "--orders", str(orders)]) == code
    assert told in capsys.readouterr().err


def test_the_bar_names_the_work_and_what_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr("sys.stderr", Terminal())
    with Bar(4) as bar:
        assert bar.progress is not None
        task = bar.progress.tasks[0]
        seen.append((task.description, task.fields["counted"]))
        bar.show(0, 4)
        seen.append((task.description, task.fields["counted"]))
        bar.begin(DECISIONS)
        bar.show(1, 2)
        seen.append((task.description, task.fields["counted"]))
    assert seen == [("Building", "games"), ("Playing", "games"), (DECISIONS.doing, DECISIONS.counted)]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True
