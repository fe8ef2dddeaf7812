"""Calibration: runs of a scenario with a dated record, and their targets.

Must not know: how targets are measured.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.dated_record import DatedRecord
from wargame.model.formula import Formula

MOST_WAIVED = 2


@attrs.frozen
class Run:
    """Games with the same options.

    `bots` and `settings` are words with their places in the file.
    `turns`: the number of turns. The number 0 means the scenario's own length.
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
    `low`, `high`: the bounds of the target.
    `waived`: the reason why the target is waived. It is empty if the target is not waived.
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
