"""Commands that measure many games and are asked to stop: what is finished is told with its provenance."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wargame.cli.commands import balance, calibrate
from wargame.cli.main import run
from wargame.cli.process.signals import obey_signals

Said = pytest.CaptureFixture[str]
QUIET = "{games: 4, turns: 2, effort: {none: [blockade]}"
MEASURE = 'value: "median(at(deliveries, 2))", tolerance: [0, 2000]'
CALIBRATION = f"""\
runs:
  first: {QUIET}}}
  second: {QUIET}, seed: 2}}
targets:
  A: {{run: first, what: tankers, {MEASURE}}}
  B: {{run: second, what: tankers again, {MEASURE}}}
"""


@pytest.fixture(autouse=True)
def obeying() -> Iterator[None]:
    """Signals ask to stop as they do when the program is started, and no longer when the test is over."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    obey_signals()
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


IMPORTED = """
import os, signal, sys
import wargame.__main__ as start

class Stroke:
    def find_spec(self, name, path=None, target=None):
        if name == "wargame.cli.main":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Stroke())
sys.argv = ["wargame", "--version"]
start.main()
"""


@pytest.mark.parametrize(("ignored", "code"), [(False, -signal.SIGINT), (True, 0)])
def test_an_interruption_while_the_program_is_imported_prints_no_error_report(ignored: bool, code: int) -> None:
    before = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n" if ignored else ""
    done = subprocess.run(
        [sys.executable, "-c", before + IMPORTED], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (code, "")


def stopping(after: int, number: signal.Signals = signal.SIGTERM) -> Callable[..., None]:
    """A progress that asks to stop when it is told for the so-manieth time."""
    told = 0

    def show(*_: object) -> None:
        nonlocal told
        told += 1
        if told == after:
            signal.raise_signal(number)

    return show


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_calibration_keeps_the_targets_of_finished_runs(
    number: signal.Signals, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "targets.yaml").write_text(CALIBRATION, encoding="utf-8")
    words = ["calibrate", "first_convoy", "--file", str(tmp_path / "targets.yaml"), "--json"]
    assert run(words) == 0
    whole = json.loads(capsys.readouterr().out)
    monkeypatch.setattr(calibrate, "_told", stopping(2, number))
    assert run(words) == 128 + number
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert told["interrupted"] and "interrupted" not in whole
    assert [row["id"] for row in whole["targets"]] == ["A", "B"] and told["targets"] == whole["targets"][:1]
    assert (told["provenance"]["games"], whole["provenance"]["games"]) == (4, 8)
    assert "1 of 2 runs are finished" in said.err


def test_a_calibration_without_a_finished_run_tells_nothing(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "targets.yaml").write_text(CALIBRATION, encoding="utf-8")
    monkeypatch.setattr(calibrate, "_told", stopping(1))
    assert run(["calibrate", "first_convoy", "--file", str(tmp_path / "targets.yaml")]) == 143
    assert capsys.readouterr().out == ""


def test_par_keeps_the_lengths_that_are_measured_and_changes_no_file(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Path("scenarios/first_convoy.yaml").read_text(encoding="utf-8")
    text = text.replace("\nlengths:\n", "\nlengths:\n  - {turns: 3, name: short}\n")
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    words = ["balance", str(file), "--par", "--games", "20", "--json"]
    assert run(words) == 0
    whole = json.loads(capsys.readouterr().out)["par"]
    show = stopping(2)
    monkeypatch.setattr(balance, "_told", lambda what: show)
    assert run([*words, "--write"]) == 143
    said = capsys.readouterr()
    told = json.loads(said.out)
    first = next(iter(whole))
    assert told["par"] == {first: whole[first]} and len(whole) > 1
    assert told["provenance"]["turns"] == [int(first)]
    assert f"1 of {len(whole)} lengths are measured; no file is changed" in said.err
    assert file.read_text(encoding="utf-8") == text


def test_an_interrupted_balance_says_how_far_it_came(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    show = stopping(1, signal.SIGINT)
    monkeypatch.setattr(balance, "_told", lambda what: show)
    assert run(["balance", "first_convoy", "--games", "30"]) == 130
    said = capsys.readouterr()
    assert said.out == "" and "games were played; there are no results before all bots have met" in said.err
