"""The command export: tidy tables that hold the game exactly, in three formats, redacted for a seat."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import defaultdict
from math import fsum
from pathlib import Path

import pytest

from wargame.cli.main import run
from wargame.store.look_back import look_back
from wargame.store.session import Session
from wargame.store.setup import PlaySetup

Said = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A game with a person who writes what a spreadsheet would take for a formula."""
    path = tmp_path_factory.mktemp("export") / "a.jsonl"
    with Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, 3, 2, path)) as session:
        for _ in range(2):
            session.match.add("junta", "escort ABJ 2 main")
            session.match.commit("junta", '=HYPERLINK("http://x","<b>")')
            session.match.adjudicate()
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_holds_the_game_exactly_and_explains_every_column(save: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "tables"
    assert run(["export", str(save), "--to", "csv", "-o", str(out)]) == 0
    assert "orders: " in capsys.readouterr().out
    match = look_back(save).match
    values: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for row in rows(out / "metrics.csv"):
        cell = tuple(part for part in (row["entity"], *row["entity2"].split()) if part)
        values[row["metric"], *cell].append(float(row["value"]))
        assert float(row["value"]) == match.view_at(None, int(row["turn"]) + 1).value(row["metric"], *cell)
    amounts: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for row in rows(out / "ledger.csv"):
        cell = tuple(part for part in (row["entity"], *row["entity2"].split()) if part)
        amounts[row["metric"], *cell].append(float(row["amount"]))
    assert all(values[cell][-1] - values[cell][0] == fsum(found) for cell, found in amounts.items())
    assert amounts
    orders = [row for row in rows(out / "orders.csv") if row["seat"] == "junta"]
    assert [(row["turn"], row["line"], row["text"], row["main"]) for row in orders] == [
        ("1", "1", "escort ABJ 2 main", "true"),
        ("2", "1", "escort ABJ 2 main", "true"),
    ]
    assert orders[0]["reason"] == '\'=HYPERLINK("http://x","<b>")'  # no formula for a spreadsheet
    told = {(row["table"], row["name"]) for row in rows(out / "dictionary.csv")}
    for file in out.glob("*.csv"):
        names = file.read_text(encoding="utf-8").partition("\n")[0].split(",")
        assert file.stem == "dictionary" or {(file.stem, name) for name in names} <= told
    assert ("metrics", "fuel_days") in told
    assert json.loads((out / "provenance.json").read_text())["provenance"]["digest"] == match.digest


def test_json_lines_hold_the_same_rows_with_their_kind(save: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "all.jsonl"
    assert run(["export", str(save), "--to", "jsonl", "-o", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert found[0]["kind"] == "provenance"
    assert found[0]["run"] == told["provenance"]["run"]
    kinds = [row["kind"] for row in found]
    for name, kind in (("orders", "order"), ("events", "event"), ("ledger", "ledger"), ("views", "view")):
        assert kinds.count(kind) == told["rows"][name] > 0
    assert {row["kind"] for row in found if "seat" in row} == {"order", "view"}
    assert all("turn" in row for row in found if row["kind"] in ("order", "event", "ledger", "view", "draw", "metric"))


@pytest.mark.slow
def test_parquet_holds_the_same_rows_with_units_and_provenance(save: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "tables"
    assert run(["export", str(save), "--to", "parquet", "-o", str(out)]) == 0
    assert run(["export", str(save), "--to", "csv", "-o", str(tmp_path / "csv")]) == 0
    table = parquet.read_table(str(out / "ledger.parquet"))
    amounts = [float(row["amount"]) for row in rows(tmp_path / "csv" / "ledger.csv")]
    assert table.column("amount").to_pylist() == amounts
    assert b"unit of the metric" in table.schema.field("amount").metadata[b"meaning"]
    assert json.loads(table.schema.metadata[b"wargame.provenance"])["scenario"] == "first_convoy"
    assert (out / "dictionary.csv").read_bytes() == (tmp_path / "csv" / "dictionary.csv").read_bytes()


def test_without_pyarrow_the_remedy_is_told(save: Path, tmp_path: Path) -> None:
    program = "import sys; sys.modules['pyarrow'] = None; from wargame.cli.main import main; main()"
    words = ["export", str(save), "--to", "parquet", "-o", str(tmp_path / "out")]
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True)
    assert done.returncode == 2
    assert "pip install 'wargame[tables]'" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_seats_tables_hold_no_order_of_others_and_no_seed(save: Path, tmp_path: Path) -> None:
    out = tmp_path / "seat.jsonl"
    assert run(["export", str(save), "--to", "jsonl", "-o", str(out), "--seat", "jnim"]) == 0
    text = out.read_text(encoding="utf-8")
    found = [json.loads(line) for line in text.splitlines()]
    assert {row["seat"] for row in found if row["kind"] == "order"} == {"jnim"}
    assert "HYPERLINK" not in text
    assert "escort ABJ 2 main" not in text  # the main effort of others is secret
    assert not {"seed", "digest", "bots"} & found[0].keys()
    assert not {"draw", "metric"} & {row["kind"] for row in found}


def test_results_of_a_sweep_become_tables(tmp_path: Path, capsys: Said) -> None:
    batch = ["simulate", "first_convoy", "--games", "3", "--turns", "2", "--compile", "no", "--digests"]
    words = ["--record", "fuel_days", "--sweep", "revenue=4,5", "--parameters", "--json"]
    assert run([*batch, *words]) == 0
    report = json.loads(capsys.readouterr().out)
    results = tmp_path / "results.json"
    results.write_text(json.dumps(report))
    assert run(["export", str(results), "--to", "csv", "-o", str(tmp_path / "out")]) == 0
    points = rows(tmp_path / "out" / "points.csv")
    assert [float(row["set_revenue"]) for row in points] == [4.0, 5.0]
    assert [row["digest"] for row in points] == [swept["digest"] for swept in report["sweep"]]
    means = [row for row in rows(tmp_path / "out" / "metrics.csv") if row["statistic"] == "mean"]
    assert [(row["point"], row["turn"], float(row["value"])) for row in means] == [
        (str(point), str(turn["turn"]), turn["mean"])
        for point, swept in enumerate(report["sweep"])
        for turn in swept["metrics"]["fuel_days"]
    ]
    assert len(rows(tmp_path / "out" / "games.csv")) == 6


def test_nothing_is_replaced_unasked(save: Path, tmp_path: Path, capsys: Said) -> None:
    folder, file = tmp_path / "out", tmp_path / "out.jsonl"
    for out, form in ((folder, "csv"), (file, "jsonl")):
        words = ["export", str(save), "--to", form, "-o", str(out)]
        assert run(words) == 0
        (tmp_path / "out" / "mine.txt").write_text("mine")
        assert run(words) == 2
        assert "exists already" in capsys.readouterr().err
        assert run([*words, "--force"]) == 0
    assert (folder / "mine.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "out.jsonl"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["none.jsonl", "--to", "csv", "-o", "out"], "There is no save none.jsonl"),
        (["SAVE", "--to", "csv", "-o", "no/such/out"], "there is no folder"),
        (["SAVE", "--to", "csv", "-o", "SAVE"], "is a file, not a folder"),
        (["SAVE", "--to", "jsonl", "-o", "."], "is a folder: name a file"),
        (["SAVE", "--to", "csv", "-o", "out", "--seat", "moon"], "there are: junta, jnim"),
        (["other.json", "--to", "csv", "-o", "out"], "holds JSON, but no results"),
        (["broken.json", "--to", "csv", "-o", "out"], "neither a save nor the JSON"),
        (["results.json", "--to", "csv", "-o", "out"], "holds no results"),
        (["results.json", "--to", "csv", "-o", "out", "--seat", "junta"], "belongs to a SAVE"),
    ],
)
def test_wrong_usage_is_said_with_the_remedy_and_writes_nothing(
    save: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("other.json").write_text('{"a": 1}')
    Path("broken.json").write_text("{")
    Path("results.json").write_text('{"provenance": {"run": "1"}}')
    assert run(["export", *(str(save) if word == "SAVE" else word for word in words)]) == 2
    assert told in capsys.readouterr().err
    assert not Path("out").exists()
