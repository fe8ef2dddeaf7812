"""`wargame calibrate` answers by its exit code, and with `--json` as scripts rely on."""

import json
from pathlib import Path

import pytest

from wargame.cli.main import run

TARGETS = """\
runs:
  quiet: {{games: 40, turns: 3, effort: {{none: [blockade]}}}}
targets:
  A1: {{run: quiet, what: tankers without a siege, value: "median(at(deliveries, 3))", tolerance: {tolerance}{waived}}}
"""


def answer(folder: Path, capsys: pytest.CaptureFixture[str], *options: str, **words: str) -> tuple[int, str, str]:
    path = folder / "targets.yaml"
    path.write_text(TARGETS.format(**{"waived": "", **words}), encoding="utf-8")
    code = run(["calibrate", "first_convoy", "--file", str(path), *options])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_target_that_is_met(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer(tmp_path, capsys, "--json", tolerance="[0, 2000]")
    assert code == 0
    (row,) = json.loads(out)["targets"]
    assert list(row) == ["id", "what", "value", "tolerance", "met", "waived"]
    assert (row["id"], row["what"], row["tolerance"]) == ("A1", "tankers without a siege", [0, 2000])
    assert row["met"] is True
    assert row["waived"] is None
    assert 0 < row["value"] <= 2000
    assert err == "quiet: 40 games\n"


def test_a_target_that_is_missed_and_one_that_is_waived(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(tmp_path, capsys, tolerance="[-2, -1]")
    assert code == 1
    assert "A1     MISSED" in out
    assert "0 of 1 targets are met." in out
    code, out, _ = answer(tmp_path, capsys, "--json", tolerance="[-2, -1]", waived=", waived: the roads were open")
    assert code == 0
    (row,) = json.loads(out)["targets"]
    assert (row["met"], row["waived"]) == (False, "the roads were open")


def test_games_replace_those_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(tmp_path, capsys, "--games", "7", tolerance="[0, 2000]")[2] == "quiet: 7 games\n"


def test_mistakes_are_told_with_their_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = answer(tmp_path, capsys, tolerance="[0, x]")
    assert code == 1
    assert f"{tmp_path}/targets.yaml:4:102: expected a number, found `x`" in err
    assert run(["calibrate", "first_convoy"]) == 2
    assert "first_convoy has no calibration" in capsys.readouterr().err


@pytest.mark.slow
def test_a_scenarios_own_targets_are_checked_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    beside = [f"scenarios/bamako_siege/{name}.yaml" for name in ("calibration", "record-effort")]
    assert run(["check", *beside]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.slow
def test_the_siege_meets_its_record(capsys: pytest.CaptureFixture[str]) -> None:
    """Every target of the model's section 13, by its own file; a waiver needs a reason and there are two at most."""
    assert run(["calibrate", "bamako_siege", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["targets"]
    assert len(rows) == 28
    assert sum(not row["met"] for row in rows) <= 2
