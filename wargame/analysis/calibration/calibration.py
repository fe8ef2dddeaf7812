"""Calibrates a scenario: plays the runs in a file of targets, and measures each target.

Must not know: screens, or how files are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import attrs

from wargame.adjudicator import Adjudicator
from wargame.analysis.calibration.aggregates import InRun, Window
from wargame.analysis.calibration.measures import MeasureReader
from wargame.analysis.calibration.recording import Measurer, MeasureRecording, moments
from wargame.batch import Plan
from wargame.batch.chunk import ChunkPlayer
from wargame.batch.plan import CHUNK
from wargame.batch.run import settled
from wargame.bots import bots_of, has_bot
from wargame.content import Problems
from wargame.model.scenario.calibration import Calibration, CalibrationTarget, Run
from wargame.model.scenario.dated_record import DatedRecord, GivenEffort
from wargame.model.scenario.scenario import Scenario
from wargame.model.text.formula import Formula
from wargame.rulebook import compile_scenario
from wargame.rulebook.ir import nodes
from wargame.rulebook.ir.nodes import Node
from wargame.rulebook.language.settings import read_setting

RunProgress = Callable[[str, int, int], None]  # name of the run, number of finished games, number of all games


@attrs.frozen
class TargetResult:
    """A target with its measured value. `value` is None if no game counts."""

    target: CalibrationTarget
    value: float | None

    @property
    def met(self) -> bool:
        """Return whether the value lies within the bounds."""
        return self.value is not None and self.target.low <= self.value <= self.target.high


@attrs.frozen(eq=False)
class CalibrationResult:
    """The results of all targets whose runs are finished, and the names of the finished runs.

    `needed`: the number of all runs.
    """

    targets: tuple[TargetResult, ...]
    finished: tuple[str, ...]
    needed: int
    stop: KeyboardInterrupt | None = None  # the interruption that stopped the measurement early


@attrs.frozen(eq=False)
class _PreparedRun:
    """A run with everything that is needed to play its games."""

    run: Run
    adjudicator: Adjudicator
    reader: MeasureReader
    plan: Plan


class Calibrator:
    """The compiled runs of a calibration, and the targets of these runs.

    Mistakes in the file are added to `problems`.
    """

    def __init__(self, scenario: Scenario, calibration: Calibration, problems: Problems) -> None:
        self.scenario = scenario
        self.problems = problems
        self.targets: dict[str, tuple[CalibrationTarget, Node]] = {}
        adjudicators: dict[frozenset[tuple[str, object]], Adjudicator] = {}
        self.runs: dict[str, _PreparedRun] = {}
        for run in calibration.runs.values():
            ready = self._prepared(run, adjudicators)
            if ready is not None:
                self.runs[run.name] = ready
        readers = {name: ready.reader for name, ready in self.runs.items()}
        for reader in readers.values():
            reader.others = readers
        for target in calibration.targets.values():
            ready = self.runs.get(target.run)
            node = ready.reader.measure(target.value) if ready is not None else None
            if node is not None and self._fits(target, node):
                self.targets[target.name] = (target, node)

    def _prepared(self, run: Run, known: dict[frozenset[tuple[str, object]], Adjudicator]) -> _PreparedRun | None:
        settings = self._settings(run.settings)
        bots = self._bots(run.bots)
        adjudicator = known.get(frozenset(settings.items()))
        if adjudicator is None:
            found = Problems()  # problems of the scenario; they were reported when the scenario was loaded
            rulebook = compile_scenario(self.scenario, found, settings)
            if rulebook is None:
                for problem in found.errors:
                    self.problems.add(problem.place, problem.message)
                return None
            adjudicator = known[frozenset(settings.items())] = Adjudicator(rulebook)
        reader = MeasureReader(adjudicator.rulebook, self.problems)
        record = self._scaled(run.record, reader)
        plan = Plan(
            sources=self.scenario.sources,
            scenario=self.scenario.name,
            games=run.games,
            seed=run.seed,
            length=run.turns,
            bots=bots,
            settings=settings,
            dated_record=record,
        )
        return _PreparedRun(run, adjudicator, reader, settled(adjudicator, plan))

    def _settings(self, given: Mapping[str, Formula]) -> dict[str, float | str]:
        found: dict[str, float | str] = {}
        for name, word in given.items():
            value = read_setting(self.scenario.rules.parameters[name], word.text)
            if value is None:
                choices = ", ".join(self.scenario.rules.parameters[name].pick)
                self.problems.add(word.place, f"`{name}` takes {f'one of {choices}' if choices else 'a number'}")
            else:
                found[name] = value
        return found

    def _bots(self, given: Mapping[str, Formula]) -> dict[str, str]:
        for seat, word in given.items():
            if not has_bot(self.scenario, seat, word.text):
                known = bots_of(self.scenario, seat)
                self.problems.add(word.place, f"{seat} has no bot called `{word.text}` (known: {', '.join(known)})")
        return {seat: word.text for seat, word in given.items()}

    def _scaled(self, record: DatedRecord, reader: MeasureReader) -> DatedRecord:
        """Return a dated record in which each number is multiplied by the constant `times`."""

        def scaled(given: GivenEffort) -> GivenEffort:
            factor = reader.constant(given.times) if given.times is not None else 1.0
            rows = {cell: tuple(x * (factor or 0.0) for x in numbers) for cell, numbers in given.by_turn.items()}
            return attrs.evolve(given, by_turn=rows, times=None)

        return attrs.evolve(record, effort=tuple(scaled(given) for given in record.effort))

    def _fits(self, target: CalibrationTarget, node: Node) -> bool:
        """Return whether the runs of a target have enough turns and enough games for the target."""
        runs = [self.runs[name] for name in (target.run, *_named(node))]
        for name, last in _looks(node, target.run):
            length = self.runs[name].plan.length
            if last > length:
                self.problems.add(target.value.place, f"turn {last} is looked at, but `{name}` has {length} turns")
                return False
        if len({(ready.plan.games, ready.plan.length) for ready in runs}) > 1:
            self.problems.add(target.value.place, "the runs that are compared differ in games or turns")
            return False
        return True

    def measure(self, games: int | None = None, progress: RunProgress | None = None) -> CalibrationResult:
        """Play the runs that the targets need, and return the result of every target.

        `games`: the number of games, in place of the numbers in the file.
        KeyboardInterrupt stops the measurement early. The result then has the targets whose runs are finished, and the
        interruption as `stop`.
        """
        needs = {name: {target.run, *_named(node)} for name, (target, node) in self.targets.items()}
        recordings: dict[str, MeasureRecording] = {}
        stop: KeyboardInterrupt | None = None
        try:
            for name, ready in self.runs.items():
                if any(name in runs for runs in needs.values()):
                    recordings[name] = self._played(ready, games or ready.plan.games, progress)
        except KeyboardInterrupt as interruption:
            stop = interruption
        measurer = Measurer(recordings)
        targets = tuple(
            TargetResult(target, measurer.number(target.run, node))
            for name, (target, node) in self.targets.items()
            if needs[name] <= recordings.keys()
        )
        return CalibrationResult(targets, tuple(recordings), len(set().union(*needs.values())), stop)

    def _played(self, ready: _PreparedRun, games: int, progress: RunProgress | None) -> MeasureRecording:
        name, plan = ready.run.name, ready.plan
        nodes = [part for target, node in self.targets.values() for part in _parts(node, target.run, name)]
        recording = MeasureRecording(ready.adjudicator, nodes, plan.length, games)
        player = ChunkPlayer(ready.adjudicator, plan, recording.record)
        for first in range(0, games, CHUNK):
            player.play(first, min(CHUNK, games - first))
            if progress is not None:
                progress(name, min(first + CHUNK, games), games)
        recording.close()
        return recording


def _named(node: Node) -> Iterator[str]:
    """Return the names of the other runs that a measure uses. A measure is the formula of a target."""
    if isinstance(node, nodes.MeasuredNode) and isinstance(node.aggregate, InRun):
        yield node.aggregate.run
    for part in node.args:
        yield from _named(part)


def _looks(node: Node, run: str) -> Iterator[tuple[str, int]]:
    """Return, for every statistic over turns in a measure, the name of its run and the last turn that the statistic
    reads.
    """
    if isinstance(node, nodes.MeasuredNode) and isinstance(node.aggregate, Window):
        yield run, node.aggregate.last
    if isinstance(node, nodes.MeasuredNode) and isinstance(node.aggregate, InRun):
        run = node.aggregate.run
    for part in node.args:
        yield from _looks(part, run)


def _parts(node: Node, run: str, wanted: str) -> Iterator[Node]:
    """Return the parts of a measure that need only one moment (one turn) of the games of the run `wanted`."""
    if run == wanted:
        yield from moments(node)
    for other, inner in _elsewhere(node):
        yield from _parts(inner, other, wanted)


def _elsewhere(node: Node) -> Iterator[tuple[str, Node]]:
    """Return the largest parts of a measure that belong to another run, each with the name of this other run."""
    if isinstance(node, nodes.MeasuredNode) and isinstance(node.aggregate, InRun):
        yield node.aggregate.run, node.args[0]
        return
    for part in node.args:
        yield from _elsewhere(part)
