"""`make bench`: measures everything, prints ratios to baselines of the same run, and writes benchmarks/out/bench.json.

Must not know: how anything is measured.
"""

from __future__ import annotations

import json
import os
import sys
import time

import attrs

from benchmarks import account, building, live, memory, odds, rates, startup
from benchmarks.terminal import ROOT

OUT = ROOT / "benchmarks" / "out" / "bench.json"
MEMORY_TURNS = 2  # number of turns; memory is largest in the first turns, because later turns reuse the arrays


@attrs.frozen
class Row:
    """One row of the table: a value, its baseline, and the bar that the value must meet (`>= 20x`, `<= 1.6x`)."""

    what: str
    value: str
    ratio: float
    base: str
    bar: str = ""

    @property
    def verdict(self) -> str:
        """Return whether the value meets the bar. Return an empty text for a row without a bar."""
        if not self.bar:
            return ""
        sign, bound = self.bar.rstrip("x").split()
        met = self.ratio >= float(bound) if sign == ">=" else self.ratio <= float(bound)
        return "met" if met else "MISSED"


def per_second(value: float) -> str:
    return f"{value:,.0f}/s"


def milliseconds(value: float) -> str:
    return f"{value * 1000:,.1f} ms"


def say(what: str) -> None:
    """Print on stderr what is being measured."""
    print(f"{time.strftime('%H:%M:%S')} {what} ...", file=sys.stderr, flush=True)


def keep_byte_code() -> None:
    """Let the measured commands store their byte code in a folder, as Python does by default.

    The measured commands then do not depend on the settings of the machine.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(OUT.parent / "byte_code")


def main() -> None:
    """Measure everything, write the file and print the table."""
    keep_byte_code()
    say("game-turns per second")
    reference, scenario, load = rates.measure()
    say("turns, screens and keys")
    felt = live.measure()
    say("odds")
    asked = odds.measure()
    say("account")
    divided = account.measure()
    say("start")
    start = startup.measure()
    say("building")
    built = building.measure()
    say("memory")
    peak = memory.measure(rates.SCENARIO, MEMORY_TURNS)
    OUT.parent.mkdir(exist_ok=True)
    values = {"reference": reference, "scenario": scenario, "live": felt}
    more = {"start": start, "memory_mb": peak, "load": load, "building": built, "odds": asked, "account": divided}
    OUT.write_text(json.dumps(values | more, indent=2) + "\n", encoding="utf-8")
    base = reference["python"]
    python, mesa = "plain Python, reference", reference["mesa"]
    rows = [
        Row("reference, plain Python", per_second(base), 1.0, python),
        Row("reference, batch", per_second(reference["batch"]), reference["batch"] / base, python, ">= 100x"),
        Row("reference, Mesa", per_second(mesa), mesa / base, python),
        Row("reference, batch", per_second(reference["batch"]), reference["batch"] / mesa, "Mesa", ">= 40x"),
        Row("reference, numpy alone", per_second(reference["batch_numpy"]), reference["batch_numpy"] / base, python),
        Row("reference, one game", per_second(reference["one"]), reference["one"] / base, python),
        Row("scenario, batch", per_second(scenario["batch"]), scenario["batch"] / base, python, ">= 10x"),
        Row("scenario, numpy alone", per_second(scenario["batch_numpy"]), scenario["batch_numpy"] / base, python),
        Row("scenario, one game", per_second(scenario["one"]), scenario["one"] / base, python),
        Row(
            "simulate, two processes",
            per_second(scenario["two_processes"]),
            scenario["two_processes"] / scenario["one_process"],
            f"one process, {per_second(scenario['one_process'])}",
            ">= 1.8x",
        ),
        Row(
            "arithmetic, two processes",
            f"{scenario['two_controls']:.1f}/s",
            scenario["two_controls"] / scenario["one_control"],
            f"one process, {scenario['one_control']:.1f}/s",
        ),
        Row("turn, p95", milliseconds(felt["turn_p95"]), felt["turn_p95"] * base, "a turn of plain Python"),
        Row(
            "turn with ledger, p95",
            milliseconds(felt["turn_ledger_p95"]),
            felt["turn_ledger_p95"] / 0.005,
            "5 ms",
            "<= 1x",
        ),
        Row(
            "turn with ledger, one try",
            milliseconds(felt["turn_ledger_first_p95"]),
            felt["turn_ledger_first_p95"] / felt["turn_ledger_p95"],
            f"best of {live.ROUNDS} tries",
        ),
        Row(
            "fixed Python work, p95",
            milliseconds(felt["work_p95"]),
            felt["work_p95"] / felt["work_median"],
            f"its median, {milliseconds(felt['work_median'])}",
        ),
        Row("odds, compiled", milliseconds(asked["odds_compiled"]), asked["odds_compiled"] / 0.15, "150 ms", "<= 1x"),
        Row("odds, numpy alone", milliseconds(asked["odds_numpy"]), asked["odds_numpy"] / 0.4, "400 ms", "<= 1x"),
        Row(
            "account, first table",
            f"{divided['first_account']:.1f} s",
            divided["first_account"] / 2.5,
            "2.5 s",
            "<= 1x",
        ),
        Row("account, 12 turns", f"{divided['account']:.1f} s", divided["account"] / 5.0, "5 s", "<= 1x"),
        Row(
            "first screen",
            milliseconds(felt["first_screen"]),
            felt["first_screen"] / felt["bare_first_screen"],
            f"bare Textual, {milliseconds(felt['bare_first_screen'])}",
            "<= 1.6x",
        ),
        Row(
            "key to screen",
            milliseconds(felt["key"]),
            felt["key"] / felt["bare_key"],
            f"bare Textual, {milliseconds(felt['bare_key'])}",
            "<= 2x",
        ),
        Row(
            "wargame --help",
            milliseconds(start["help"]),
            start["help"] / start["click"],
            f"import click, {milliseconds(start['click'])}",
            "<= 3x",
        ),
        Row("first build", f"{built['first_build']:.1f} s", built["first_build"] / 5, "5 s", "<= 1x"),
        Row("simulate, 10,000 games", f"{built['ten_thousand']:.1f} s", built["ten_thousand"] / 3, "3 s", "<= 1x"),
        Row("100,000 rollouts, peak", f"{peak['rollouts']:,.0f} MB", peak["rollouts"] / 90, "90 MB", "<= 1x"),
        Row("load and compile", milliseconds(load["scenario"]), load["scenario"] / start["click"], "import click"),
    ]
    print(f"{'':26}{'measured':>14}{'ratio':>10}   {'to':34}{'bar':8}")
    for row in rows:
        print(f"{row.what:26}{row.value:>14}{row.ratio:>9.2f}x   {row.base:34}{row.bar:8}{row.verdict}")
    print(f"\nwritten to {OUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
