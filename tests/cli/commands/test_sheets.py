"""The command sheets: hand-outs for seats, the run sheet there and back, and public pages."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from wargame.cli.main import run

Said = pytest.CaptureFixture[str]
ROOT = Path(__file__).resolve().parents[3]
SAVE = str(ROOT / "saves" / "sample_first_convoy.jsonl")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_scenario_gets_a_sheet_for_each_seat_and_a_run_sheet(tmp_path: Path, capsys: Said) -> None:
    assert run(["sheets", "first_convoy", "-o", str(tmp_path / "out"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [Path(file).name for file in told["files"]] == [
        "seat-junta.html",
        "seat-jnim.html",
        "facilitator-run-sheet.html",
        "facilitator-run-sheet.csv",
        "facilitator-provenance.json",
    ]
    sheet = (tmp_path / "out" / "seat-junta.html").read_text(encoding="utf-8")
    for text in ("escort CORRIDOR", "1 AP + 1.2 bn", "Three days of fuel", "combat points"):
        assert text in sheet
    injects = rows(tmp_path / "out" / "facilitator-run-sheet.csv")
    assert [row["id"] for row in injects] == ["I1", "I2", "I3", "I4"]
    assert (injects[2]["to"], injects[2]["choices"], injects[2]["came"]) == ("Junta", "accept | refuse", "")


def test_a_save_also_says_what_came_and_gets_a_public_page_for_each_turn(tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "out"
    assert run(["sheets", SAVE, "-o", str(out)]) == 0
    assert len(list(out.glob("public-turn-*.html"))) == 6
    injects = rows(out / "facilitator-run-sheet.csv")
    assert [row["came"] for row in injects] == ["turn 2", "turn 3", "turn 4", "turn 5"]
    assert injects[2]["answers"].startswith("Junta: ")
    provenance = json.loads((out / "facilitator-provenance.json").read_text())["provenance"]
    for name in ("seat-junta", "seat-jnim", "public-turn-3"):
        assert provenance["digest"][:12] not in (out / f"{name}.html").read_text(encoding="utf-8")
        assert provenance["run"] not in (out / f"{name}.html").read_text(encoding="utf-8")
    assert provenance["digest"][:12] in (out / "facilitator-run-sheet.html").read_text(encoding="utf-8")


def test_a_filled_run_sheet_is_read_back(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert run(["sheets", "first_convoy", "-o", str(first)]) == 0
    filled = rows(first / "facilitator-run-sheet.csv")
    filled[0] |= {"planned": "09:40", "observed": '=1+1, <b>"x"</b>', "grade": "S"}
    with (tmp_path / "filled.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(filled[0]))
        writer.writeheader()
        writer.writerows(filled)
    assert run(["sheets", "first_convoy", "-o", str(second), "--run-sheet", str(tmp_path / "filled.csv")]) == 0
    again = rows(second / "facilitator-run-sheet.csv")
    assert (again[0]["planned"], again[0]["observed"], again[0]["grade"]) == ("09:40", '\'=1+1, <b>"x"</b>', "S")
    page = (second / "facilitator-run-sheet.html").read_text(encoding="utf-8")
    assert "09:40" in page
    assert "=1+1, &lt;b&gt;" in page
    third = tmp_path / "third"  # what was written can be read again, and says the same
    words = ["sheets", "first_convoy", "-o", str(third), "--run-sheet", str(second / "facilitator-run-sheet.csv")]
    assert run(words) == 0
    assert (third / "facilitator-run-sheet.csv").read_bytes() == (second / "facilitator-run-sheet.csv").read_bytes()


@pytest.mark.slow
def test_a_workbook_goes_out_and_comes_back_without_formulas(tmp_path: Path, capsys: Said) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    assert run(["sheets", "first_convoy", "-o", str(first), "--xlsx"]) == 0
    file = first / "facilitator-run-sheet.xlsx"
    book = openpyxl.load_workbook(file)
    head = [cell.value for cell in book.active[1]]
    for name, text in (("planned", "09:40"), ("observed", "=1+1"), ("grade", "M")):
        cell = book.active.cell(2, head.index(name) + 1, text)
        cell.data_type = "s"
    book.save(tmp_path / "filled.xlsx")
    words = ["sheets", "first_convoy", "-o", str(second), "--xlsx", "--run-sheet", str(tmp_path / "filled.xlsx")]
    assert run(words) == 0
    again = rows(second / "facilitator-run-sheet.csv")
    assert (again[0]["planned"], again[0]["observed"], again[0]["grade"]) == ("09:40", "'=1+1", "M")
    sheet = openpyxl.load_workbook(second / "facilitator-run-sheet.xlsx").active
    assert sheet.cell(2, head.index("observed") + 1).value == "=1+1"
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert run(["sheets", "first_convoy", "-o", str(third), "--xlsx"]) == 0
    assert (third / "facilitator-run-sheet.xlsx").read_bytes() == file.read_bytes()
    (tmp_path / "no.xlsx").write_text("no")
    capsys.readouterr()
    assert run(["sheets", "first_convoy", "-o", str(tmp_path / "x"), "--run-sheet", str(tmp_path / "no.xlsx")]) == 2
    assert "is no workbook that can be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,planned,observed\nI1,,\n", "sheet.csv:1:1: the first line lacks grade"),
        ("", "sheet.csv:1:1: the first line lacks id"),
        ("id,planned,observed,grade\nI9,,,\n", "sheet.csv:2:1: there is no inject `I9`"),
        ("id,planned,observed,grade\nI1,,,\nI1,,,\n", "sheet.csv:3:1: the inject `I1` stands twice"),
        ("id,planned,observed,grade\nI1,,,A\n", "sheet.csv:2:1: the grade `A` is none of P (performed"),
        ("id,planned,observed,grade\nI1,,\n", "sheet.csv:2:1: the line has more or fewer cells"),
        ("id,planned,observed,grade\nI1,,,,,\n", "sheet.csv:2:1: the line has more or fewer cells"),
        ('id,planned,observed,grade\n"I1,,,\n', "is no line of CSV"),
    ],
)
def test_a_wrong_run_sheet_is_refused_with_the_place(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sheet.csv").write_text(text)
    assert run(["sheets", "first_convoy", "-o", "out", "--run-sheet", "sheet.csv"]) == 1
    assert told in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["first_convoi", "-o", "out"], "first_convoy"),
        (["none.jsonl", "-o", "out"], "There is no save none.jsonl"),
        ([SAVE, "-o", "out", "--turns", "3"], "--turns belongs to a SCENARIO"),
        (["first_convoy", "-o", "full"], "exists already"),
        (["first_convoy", "-o", "no/such"], "there is no folder"),
    ],
)
def test_wrong_usage_is_said_with_the_remedy_and_writes_nothing(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("full").mkdir()
    Path("full/mine.txt").write_text("mine")
    assert run(["sheets", *words]) == 2
    assert told in capsys.readouterr().err
    assert not Path("out").exists()
    assert [path.name for path in Path("full").iterdir()] == ["mine.txt"]
