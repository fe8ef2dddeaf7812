"""`wargame calibrate`: plays a scenario's dated record and tells which targets it meets.

Must not know: how runs are played or measured.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from wargame.analysis.calibration import Calibrator, Measured
from wargame.analysis.loading import read_calibration
from wargame.cli.main import DONE, NO
from wargame.cli.printing import tell, tell_again
from wargame.game.wording.number import SPOKEN


@click.command()
@click.argument("scenario")
@click.option("--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Another calibration file.")
@click.option("--games", type=click.IntRange(1, 1_000_000), help="Games of each run; by default the file's number.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(scenario: str, file: Path | None, games: int | None, as_json: bool) -> int:
    """Play the dated record of SCENARIO and measure each target of its calibration file.

    The exit code is 0 when each target is met or waived with a reason, else 1.
    """
    calibrator = Calibrator(*read_calibration(scenario, file))
    calibrator.problems.raise_if_errors()
    measured = calibrator.measure(games, _told)
    if as_json:
        tell(json.dumps({"targets": [_row(m) for m in measured]}, ensure_ascii=False, indent=2))
    else:
        tell(_words(measured))
    return DONE if all(m.met or m.target.waived for m in measured) else NO


def _told(run: str, done: int, of: int) -> None:
    """Progress on stderr: one line a run, written again and again on a terminal."""
    if sys.stderr.isatty():
        tell_again(f"{run}: {done:,} of {of:,} games", done >= of)
    elif done >= of:
        tell(f"{run}: {of:,} games", err=True)


def _row(measured: Measured) -> dict[str, Any]:
    target = measured.target
    return {
        "id": target.name,
        "what": target.what,
        "value": measured.value,
        "tolerance": [target.low, target.high],
        "met": measured.met,
        "waived": target.waived or None,
    }


def _words(measured: tuple[Measured, ...]) -> str:
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
