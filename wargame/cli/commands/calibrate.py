"""`wargame calibrate`: plays the dated record of a scenario and prints which calibration targets are met.

Must not know: how runs are played or measured.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from wargame.analysis.calibration.calibration import Calibrator, TargetResult
from wargame.analysis.calibration.loading import calibration_texts, read_calibration
from wargame.cli.main import DONE, NO
from wargame.cli.options import completing
from wargame.cli.process.printing import tell, tell_again
from wargame.cli.provenance import print_json, print_line, tell_hidden
from wargame.game.wording.number import SPOKEN
from wargame.store.provenance import content_of, results_digest, run_provenance, texts_hash


@click.command()
@click.argument("scenario", shell_complete=completing.scenarios)
@click.option("--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Another calibration file.")
@click.option(
    "--games", type=click.IntRange(1, 1_000_000), help="Number of games of each run; by default the file's number."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(scenario: str, file: Path | None, games: int | None, as_json: bool) -> int:
    """Play the dated record of SCENARIO and measure each target of its calibration file.

    The exit code is 0 if each target is met or waived with a reason, else 1.
    """
    tell_hidden([scenario])
    calibrator = Calibrator(*read_calibration(scenario, file))
    calibrator.problems.raise_if_errors()
    result = calibrator.measure(games, _told)
    measured = result.targets
    if result.stop is not None and not measured:
        raise result.stop
    rows = [_row(m) for m in measured]
    runs = [*calibrator.runs] if result.stop is None else result.finished
    provenance = _provenance(scenario, calibrator, runs, file, games, rows)
    if as_json:
        print_json({"targets": rows, **({"interrupted": True} if result.stop else {})}, provenance)
    else:
        tell(_words(measured))
        print_line(provenance)
    if result.stop is not None:
        tell(f"{len(result.finished)} of {result.needed} runs are finished; their targets stand above.", err=True)
        raise result.stop
    return DONE if all(m.met or m.target.waived for m in measured) else NO


def _provenance(
    given: str, calibrator: Calibrator, runs: Sequence[str], file: Path | None, games: int | None, rows: object
) -> dict[str, Any]:
    """Return the provenance of measured targets: the data with which anyone can repeat the measurement.

    The provenance names no seed and no bots, because each run in the file has its own seed and bots.
    """
    scenario, plans = calibrator.scenario, [calibrator.runs[name].plan for name in runs]
    content = content_of(given, scenario)
    return run_provenance(
        attrs.evolve(content, targets=texts_hash(calibration_texts(given, scenario, file))),
        scenario.name,
        settings={},
        bots="as the runs of the calibration say",
        seed=None,
        games=sum(games or plan.games for plan in plans),
        turns=[plan.length for plan in plans],
        record=runs,
        digest=results_digest(rows),
    )


def _told(run: str, done: int, of: int) -> None:
    """Write on stderr how many games of a run are finished.

    A terminal shows one line for each run, which changes with each call. Other streams get only the last line.
    """
    if sys.stderr.isatty():
        tell_again(f"{run}: {done:,} of {of:,} games", done >= of)
    elif done >= of:
        tell(f"{run}: {of:,} games", err=True)


def _row(measured: TargetResult) -> dict[str, Any]:
    target = measured.target
    return {
        "id": target.name,
        "what": target.what,
        "value": measured.value,
        "tolerance": [target.low, target.high],
        "met": measured.met,
        "waived": target.waived or None,
    }


def _words(measured: tuple[TargetResult, ...]) -> str:
    lines = []
    for m in measured:
        target = m.target
        value = "nothing to measure" if m.value is None else SPOKEN.free(m.value)
        word = "met" if m.met else "waived" if target.waived else "MISSED"
        span = f"[{SPOKEN.free(target.low)}, {SPOKEN.free(target.high)}]"
        lines.append(f"{target.name:<6} {word:<7} {value:>9}  {span}  {target.what}")
        if target.waived and not m.met:
            lines.append(f"               {target.waived}")
    met = sum(m.met for m in measured)
    lines.append(f"{met} of {len(measured)} targets are met.")
    return "\n".join(lines)
