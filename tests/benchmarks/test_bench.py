"""The benchmark writes what scripts rely on, says plainly what is missed, and really talks to a terminal."""

import json
import subprocess
import sys

import pytest

from benchmarks import __main__ as bench
from benchmarks import account, building, cores, live, memory, odds, rates, startup
from benchmarks.terminal import Terminal
from benchmarks.timing import interleaved, medians, percentile
from wargame.batch.run import adjudicator_of

REFERENCE = {"python": 10.0, "mesa": 7.0, "batch": 3000.0, "batch_numpy": 150.0, "one": 1.0}
SCENARIO = {"batch": 40.0, "batch_numpy": 30.0, "one": 0.5, "one_process": 40.0, "two_processes": 76.0}
SCENARIO |= {"one_control": 2.0, "two_controls": 3.9}
LIVE = {
    "turn_p95": 0.002,
    "turn_ledger_p95": 0.004,
    "turn_ledger_first_p95": 0.006,
    "work_p95": 0.005,
    "work_median": 0.004,
    "first_screen": 0.3,
    "bare_first_screen": 0.25,
    "key": 0.02,
    "bare_key": 0.01,
}


def test_bench_json_and_table(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(rates, "measure", lambda: (REFERENCE, SCENARIO, {"reference": 0.1, "scenario": 0.2}))
    monkeypatch.setattr(live, "measure", lambda: LIVE)
    monkeypatch.setattr(odds, "measure", lambda: {"odds_compiled": 0.1, "odds_numpy": 0.6})
    monkeypatch.setattr(account, "measure", lambda: {"first_account": 1.0, "account": 6.0, "account_error": 0.1})
    monkeypatch.setattr(startup, "measure", lambda: {"click": 0.05, "help": 0.1})
    monkeypatch.setattr(building, "measure", lambda: {"first_build": 4.0, "ten_thousand": 6.0})
    monkeypatch.setattr(memory, "measure", lambda scenario, turns: {"one": 50.0, "rollouts": 120.0})
    monkeypatch.setattr(bench, "OUT", bench.ROOT / "benchmarks" / "out" / f"test-{tmp_path.name}.json")
    try:
        bench.main()
        written = json.loads(bench.OUT.read_text(encoding="utf-8"))
    finally:
        bench.OUT.unlink(missing_ok=True)
    assert written["reference"] == REFERENCE
    assert written["scenario"] == SCENARIO
    assert written["live"] == LIVE
    printed = capsys.readouterr().out.splitlines()
    lines = {line[:26].strip(): line for line in printed}
    batch = [line for line in printed if line.startswith("reference, batch")]
    assert "300.00x" in batch[0] and "428.57x" in batch[1] and all(line.endswith("met") for line in batch)
    assert "4.00x" in lines["scenario, batch"] and lines["scenario, batch"].endswith("MISSED")
    assert "3.00x" in lines["scenario, numpy alone"]
    assert lines["simulate, two processes"].endswith("met")
    assert "1.95x" in lines["arithmetic, two processes"]
    assert "1.50x" in lines["turn with ledger, one try"] and "1.25x" in lines["fixed Python work, p95"]
    assert lines["first screen"].endswith("met")
    assert lines["first build"].endswith("met") and lines["simulate, 10,000 games"].endswith("MISSED")
    assert lines["odds, compiled"].endswith("met") and lines["odds, numpy alone"].endswith("MISSED")
    assert lines["account, first table"].endswith("met") and lines["account, 12 turns"].endswith("MISSED")
    assert lines["turn with ledger, p95"].endswith("met")
    assert lines["100,000 rollouts, peak"].endswith("MISSED")


def test_the_control_of_two_processes_computes_and_does_not_hide_a_failure(monkeypatch):
    monkeypatch.setattr(cores, "TERMS", 1000)
    with cores.arithmetic() as command:
        assert float(subprocess.run(command, capture_output=True, check=True).stdout) == pytest.approx(7.485, abs=0.001)
        assert cores.rate(command, 2) > 0
    with pytest.raises(RuntimeError, match="ended with 3"):
        cores.rate((sys.executable, "-c", "raise SystemExit(3)"), 2)


def test_every_turn_is_tried_several_times_from_the_same_state(monkeypatch):
    measured = []
    monkeypatch.setattr(live, "seconds", lambda work: measured.append(work()) or float(len(measured)))
    times = live.Times()
    plan = rates.scenario_plan("first_convoy", 1, 3)
    monkeypatch.setattr(live, "SCENARIO_TURNS", 3)
    live._play(adjudicator_of(plan), 1, times)
    assert len(times.plain) == len(times.recorded) == len(times.first) == len(times.work) == 3
    assert all(first == best for first, best in zip(times.first, times.recorded, strict=True))
    assert len(measured) == 3 * (1 + 2 * live.ROUNDS)


def test_a_bare_application_answers_a_key():
    with Terminal(live.BARE, {}) as terminal:
        terminal.until(live.BARE_READY)
        terminal.settle(0.5)
        before = terminal.seen.count(b"q")
        terminal.press("q")
        assert terminal.seen.count(b"q") > before


def test_rounds_are_interleaved():
    order = []
    found = interleaved({name: lambda name=name: order.append(name) or float(len(order)) for name in "ab"}, 3)
    assert order == list("ababab")
    assert medians(found) == {"a": 3.0, "b": 4.0}


def test_percentile_is_a_value_that_was_measured():
    assert percentile([float(n) for n in range(100, 0, -1)], 95) == 96.0
    assert percentile([7.0], 95) == 7.0
