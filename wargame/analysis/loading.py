"""Reads a scenario with its calibration, or with the targets in another file.

Must not know: how targets are measured.
"""

from __future__ import annotations

from pathlib import Path

from wargame.content import Problems, load, lookup
from wargame.content.desugar.inject_rules import without_injects
from wargame.content.sections.calibration import CalibrationReader
from wargame.content.yaml.files import Folder, Shelf
from wargame.errors import UsageError
from wargame.model.calibration import Calibration
from wargame.model.scenario import Scenario


def read_calibration(name: str, file: Path | None = None) -> tuple[Scenario, Calibration, Problems]:
    """Return the scenario, its calibration and where to put further problems. Raises ContentError, UsageError."""
    problems = Problems()
    found, scenario = lookup.find_scenario(name), load(name, problems)
    problems.raise_if_errors()
    if scenario is None or found is None:
        raise UsageError(f"{name} cannot be read")
    scenario = without_injects(scenario)  # a record holds what happened; injects are what may happen beside it
    if file is None and not scenario.calibration:
        raise UsageError(f"{name} has no calibration: write `calibration: FILE` into the scenario, or give --file")
    shelf: Shelf = found.shelf
    entry = scenario.calibration
    if file is not None:
        label = file.parent.as_posix()
        shelf, entry = Folder(file.parent, "", "" if label == "." else label), file.name
    calibration = CalibrationReader(scenario, shelf, problems).read(entry)
    problems.raise_if_errors()
    assert calibration is not None
    return scenario, calibration, problems
