"""`wargame balance`: targets with their values, the exit code, par as the scenario writes it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from wargame.cli.main import run

ROOT = Path(__file__).resolve().parents[3]


def test_every_target_is_told_with_its_value(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["balance", "first_convoy", "--games", "90", "--json"])
    report = json.loads(capsys.readouterr().out)
    rows = {row["id"]: row for row in report["targets"]}
    assert code == (0 if all(row["met"] for row in rows.values()) else 1)
    assert {"win_junta", "random_jnim", "best_junta", "dominance_jnim", "skill_junta", "luck", "used_escort"} <= set(
        rows
    )
    assert rows["win_junta"]["tolerance"] == [0.36, 0.64]
    assert rows["win_junta"]["value"] + rows["win_jnim"]["value"] == pytest.approx(1)
    assert rows["skill_junta"]["value"] is None, "there is but one bot"
    for row in rows.values():
        low, high = row["tolerance"]
        assert row["met"] == (row["value"] is None or low <= row["value"] <= high)
    assert report["bots"]["junta"]["doctrine"]["win_share"] == rows["win_junta"]["value"]
    assert run(["balance", "first_convoy", "--games", "90"]) == code
    told = capsys.readouterr().out
    assert f"{sum(row['met'] for row in rows.values())} of {len(rows)} targets are met." in told


def test_outcomes_of_the_scenario_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "scenarios" / "first_convoy.yaml").read_text(encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(text + "balance: targets.yaml\n", encoding="utf-8")
    shutil.copytree(ROOT / "rules" / "first_convoy", tmp_path / "rules" / "first_convoy")
    outcome = "outcomes:\n  long: {what: the game lasts, value: share(ended(turn_limit)), tolerance: [0.9, 1]}\n"
    (tmp_path / "targets.yaml").write_text(outcome, encoding="utf-8")
    run(["balance", str(tmp_path / "mine.yaml"), "--games", "30", "--json"])
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)["targets"]}
    assert 0.9 <= rows["long"]["value"] <= 1
    (tmp_path / "targets.yaml").write_text(outcome.replace("turn_limit", "turn_limits"), encoding="utf-8")
    assert run(["balance", str(tmp_path / "mine.yaml"), "--games", "30"]) == 1
    assert "targets.yaml:2:" in capsys.readouterr().err


def test_par_is_measured_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "scenarios" / "first_convoy.yaml").read_text(encoding="utf-8")
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "rules" / "first_convoy", tmp_path / "rules" / "first_convoy")
    assert run(["balance", str(file), "--par", "--games", "40", "--write"]) == 0
    line = capsys.readouterr().out.splitlines()[1]
    assert line.startswith("par: {")
    assert line in file.read_text(encoding="utf-8")
    assert run(["balance", str(file), "--write"]) == 2
