"""Calibration: the runs of a scenario that follow a dated record, and the targets of these runs.

Must not know: how targets are measured.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.scenario.dated_record import DatedRecord
from wargame.model.text.formula import Formula

MOST_WAIVED = 2


@attrs.frozen
class Run:
    """Games with the same options.

    `bots`: maps each seat to the name of its bot.
    `settings`: maps parameters to their values in these games.
    `turns`: the number of turns. The number 0 means the length of the scenario.
    """

    name: str
    place: Place
    games: int = 2_000
    turns: int = 0
    seed: int = 1
    record: DatedRecord = attrs.field(factory=DatedRecord)
    bots: Mapping[str, Formula] = attrs.field(factory=dict)
    settings: Mapping[str, Formula] = attrs.field(factory=dict)


@attrs.frozen
class CalibrationTarget:
    """A number that a run should reach.

    `what`: a description of the number.
    `value`: the formula of the number.
    `low`, `high`: the lowest and the highest accepted value.
    `waived`: the reason why the target does not count. The text is empty if the target counts.
    """

    name: str
    place: Place
    run: str
    what: str
    value: Formula
    low: float
    high: float
    waived: str = ""


@attrs.frozen
class Calibration:
    """The runs and targets of one file, in file order."""

    runs: Mapping[str, Run]
    targets: Mapping[str, CalibrationTarget]
