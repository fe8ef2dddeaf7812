"""Reads a scenario with its calibration, or with the targets in another file.

Must not know: how targets are measured.
"""

from __future__ import annotations

from pathlib import Path

from wargame.content import Problems, load, lookup
from wargame.content.desugar.inject_rules import without_injects
from wargame.content.sections.calibration import CalibrationReader, files_named
from wargame.content.yaml.files import Folder, Shelf
from wargame.errors import UsageError
from wargame.model.scenario.calibration import Calibration
from wargame.model.scenario.scenario import Scenario


def read_calibration(name: str, file: Path | None = None) -> tuple[Scenario, Calibration, Problems]:
    """Return the scenario, its calibration, and an object that collects further problems.

    Raises ContentError or UsageError.
    """
    problems = Problems()
    found, scenario = lookup.find_scenario(name), load(name, problems)
    problems.raise_if_errors()
    if scenario is None or found is None:
        raise UsageError(f"{name} cannot be read")
    scenario = without_injects(scenario)  # the record already contains all events; injects would add more events
    if file is None and not scenario.calibration:
        raise UsageError(f"{name} has no calibration: write `calibration: FILE` into the scenario, or give --file")
    shelf, entry = _targets(found, scenario, file)
    calibration = CalibrationReader(scenario, shelf, problems).read(entry)
    problems.raise_if_errors()
    assert calibration is not None
    return scenario, calibration, problems


def calibration_texts(name: str, scenario: Scenario, file: Path | None = None) -> dict[str, str]:
    """Return the texts of a calibration without errors: the targets, and the dated records of the runs."""
    found = lookup.find_scenario(name)
    if found is None:
        return {}
    shelf, entry = _targets(found, scenario, file)
    return {each: shelf.text(each, Problems()) or "" for each in files_named(shelf, entry)}


def _targets(found: lookup.Found, scenario: Scenario, file: Path | None) -> tuple[Shelf, str]:
    """Return the place of a calibration file. Return the file that the scenario names if there is no `file`."""
    if file is None:
        return found.shelf, scenario.calibration
    label = file.parent.as_posix()
    return Folder(file.parent, "", "" if label == "." else label), file.name
