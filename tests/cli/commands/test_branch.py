"""The command branch as a user calls it: the new save, the tree, the comparison, and wrong usage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wargame.cli.main import run

Said = pytest.CaptureFixture[str]
BOTS = ["--seat", "junta=doctrine", "--seat", "jnim=doctrine"]


@pytest.fixture
def save(tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WARGAME_SAVES", str(tmp_path))
    assert run(["play", "first_convoy", "--plain", *BOTS, "--seed", "3", "--turns", "2", "--save", "a.jsonl"]) == 0
    Path("o.txt").write_text("T2 junta: services BKO\n")
    capsys.readouterr()
    return Path("a.jsonl")


def test_a_branch_is_written_told_verified_and_played_on(save: Path, capsys: Said) -> None:
    assert run(["branch", "a.jsonl", "--turn", "2", "--save", "b.jsonl"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("A branch, the same as its parent up to turn 1, with the same dice. It stands at turn 2")
    assert "\nwargame play --save b.jsonl\n" in told
    assert run(["replay", "b.jsonl", "--verify"]) == 0
    assert run(["play", "--plain", "--save", "b.jsonl"]) == 0
    capsys.readouterr()
    assert run(["branch", "--compare", "a.jsonl", "b.jsonl"]) == 0
    told = capsys.readouterr().out
    assert "the games are the same up to turn 2, with the same dice." in told
    assert [line[:11] for line in told.splitlines()[-2:]] == ["A: wargame ", "B: wargame "]
    assert run(["replay", "b.jsonl"]) == 0
    assert "A branch of a.jsonl: the turns before turn 2 are the same." in capsys.readouterr().out


def test_without_a_name_the_branch_gets_one_in_the_folder_of_saves(save: Path, capsys: Said) -> None:
    assert run(["branch", "a.jsonl", "--turn", "1", "--seat", "junta=human", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert Path(told["save"]).parent == Path.cwd()
    assert (told["stands_at"], told["ending"], told["provenance"]["parent"]["file"]) == (1, None, "a.jsonl")


def test_the_tree_and_the_comparison_hold_orders_margins_and_metrics(save: Path, capsys: Said) -> None:
    assert run(["branch", "a.jsonl", "--turn", "2", "--orders", "o.txt", "--save", "b.jsonl"]) == 0
    capsys.readouterr()
    assert run(["branch", "b.jsonl", "--json"]) == 0
    parent, branch = json.loads(capsys.readouterr().out)["saves"]
    assert (parent["depth"], branch["depth"], branch["parent"]["turn"]) == (0, 1, 2)
    assert [apart["branch"] for apart in branch["orders"] if apart["seat"] == "junta"] == [["services BKO"]]
    assert run(["branch", "--compare", "a.jsonl", "b.jsonl", "--json"]) == 0
    both = json.loads(capsys.readouterr().out)
    assert (both["shared_turns"], both["same_dice"]) == (1, True)
    assert both["orders"] == [
        {"turn": 2, "seat": "junta", "a": branch["orders"][0]["parent"], "b": ["services BKO"]},
    ]
    for name, row in (("a", parent), ("b", branch)):
        assert {seat: values[-1] for seat, values in both[name]["margins"].items()} == row["margins"]
        assert all(len(cell["values"]) == 3 for cell in both[name]["metrics"])
    assert both["a"]["metrics"] != both["b"]["metrics"]
    assert run(["branch", "a.jsonl"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "* a.jsonl First convoy, seed 3. Ended by turn limit in turn 2. Margins over par: Junta " in told
    assert "- b.jsonl From turn 2. Ended by turn limit in turn 2." in told
    assert "became services BKO." in told
    assert run(["branch", "--compare", "a.jsonl", "b.jsonl"]) == 0
    assert "B: services BKO." in capsys.readouterr().out


def test_games_of_other_rules_are_not_compared(save: Path, capsys: Said) -> None:
    sample = Path(__file__).resolve().parents[3] / "saves" / "sample_bamako_siege.jsonl"
    assert run(["branch", "--compare", "a.jsonl", str(sample)]) == 2
    assert "other rules or other scenarios" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "name the save"),
        (["none.jsonl", "--turn", "1"], "There is no save none.jsonl"),
        (["a.jsonl", "--turn", "3", "--save", "b.jsonl"], "Name a turn from 1 to 2"),
        (["a.jsonl", "--turn", "1", "--save", "a.jsonl"], "exists already: name a new file"),
        (["a.jsonl", "--save", "b.jsonl"], "--turn N says where"),
        (["a.jsonl", "--compare", "a.jsonl", "a.jsonl"], "takes two saves and nothing else"),
        (["a.jsonl", "--turn", "1", "--orders", "o.txt", "--drafts"], "Leave one of them out"),
        (["a.jsonl", "--turn", "1", "--orders", "none.txt"], "none.txt"),
        (["a.jsonl", "--turn", "1", "--seat", "junta"], "FACTION=BOT"),
        (["a.jsonl", "--turn", "1", "--seat", "junta=hal"], "no bot called hal"),
    ],
)
def test_wrong_usage_is_said_with_the_remedy_and_writes_nothing(
    save: Path, capsys: Said, words: list[str], told: str
) -> None:
    assert run(["branch", *words]) in (1, 2)
    err = capsys.readouterr().err
    assert told in err
    assert "this is our bug" not in err
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["a.jsonl", "o.txt"]
