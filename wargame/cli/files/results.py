"""Writes the files of `simulate --out`: the results with their provenance. Equal runs write equal files.

Must not know: how games are played.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from wargame.batch.rows import GameRow
from wargame.cli.files.game_rows import ENDINGS, write_rows
from wargame.store.whole_file import written_whole

JSON = ".json"
_OF_THE_MACHINE = ("game_turns_per_second",)


def files_of(out: Path) -> tuple[Path, ...]:
    """Return the paths of the files that `write_results` writes for `out`.

    A file of rows has a second file for its provenance.
    """
    return (out, _beside(out)) if out.suffix in ENDINGS else (out,)


def write_results(
    out: Path, force: bool, report: Mapping[str, Any], rows: Iterable[GameRow], provenance: Mapping[str, Any]
) -> None:
    """Write a report with its provenance. Rows have their provenance in a second file."""
    if out.suffix not in ENDINGS:
        _write_json(out, force, {**_anywhere(report), "provenance": provenance})
        return
    with written_whole(out, force) as file:
        write_rows(file, out.suffix, ({"run": provenance["run"], **row} for row in rows))
    _write_json(_beside(out), force, {"file": out.name, "provenance": provenance})


def _beside(out: Path) -> Path:
    return out.with_name(f"{out.name}.provenance{JSON}")


def _write_json(path: Path, force: bool, values: Mapping[str, Any]) -> None:
    with written_whole(path, force) as file:
        file.write(json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _anywhere(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return the report without the values that depend on the machine.

    The runs inside the report of a sweep lose these values too.
    """
    kept = {key: value for key, value in report.items() if key not in _OF_THE_MACHINE}
    return {**kept, "sweep": [_anywhere(run) for run in kept["sweep"]]} if "sweep" in kept else kept
