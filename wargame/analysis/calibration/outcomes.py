"""Measures the outcomes that a scenario defines, in games among the scenario's bots.

An outcome is a number of many games, such as the share of games with one ending. A formula computes the number.
A calibration has such formulas too.

Must not know: lineups, or how games are played.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.adjudicator import Adjudicator
from wargame.analysis.calibration.measures import MeasureReader
from wargame.analysis.calibration.recording import Measurer, MeasureRecording, moments
from wargame.content import Problems
from wargame.model.scenario.calibration import CalibrationTarget
from wargame.rulebook.ir.nodes import Node

_RUN = ""


@attrs.frozen(eq=False)
class Outcomes:
    """The outcomes that one scenario defines. The program has already reported their mistakes."""

    adjudicator: Adjudicator
    targets: Mapping[str, tuple[CalibrationTarget, Node]]

    @classmethod
    def read(cls, adjudicator: Adjudicator, targets: Mapping[str, CalibrationTarget], problems: Problems) -> Outcomes:
        """Return the outcomes with the nodes of their formulas. Mistakes are added to `problems`."""
        reader = MeasureReader(adjudicator.rulebook, problems)
        found = {}
        for name, target in targets.items():
            node = reader.measure(target.value)
            if node is not None:
                found[name] = (target, node)
        return cls(adjudicator, found)

    def recording(self, turns: int, games: int) -> MeasureRecording:
        """Return an object that records the values of the outcomes in a number of games."""
        nodes = [part for _, node in self.targets.values() for part in moments(node)]
        return MeasureRecording(self.adjudicator, nodes, turns, games)

    def measured(self, recording: MeasureRecording) -> dict[str, float | None]:
        """Return the value of each outcome in games that have been played."""
        recording.close()
        measurer = Measurer({_RUN: recording})
        return {name: measurer.number(_RUN, node) for name, (_, node) in self.targets.items()}
