"""Reads a calibration file: the runs of a dated record, and the targets of these runs.

Must not know: formulas, or how runs are played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from wargame.content.context import ReadContext
from wargame.content.names import NameKind, Names
from wargame.content.problems import Problems
from wargame.content.schema.record import Each, Key, ParsedRecord, Record
from wargame.content.schema.references import FACTION_CODE
from wargame.content.schema.shapes import Entries, Expression, Id, Known, Made, Many, Number, Schema, Text, Whole
from wargame.content.sections.dated_record import DATED_RECORD, RecordReader
from wargame.content.spelling import did_you_mean, shown
from wargame.content.yaml.files import Shelf
from wargame.content.yaml.nodes import MappingNode, Page, ScalarNode, SequenceNode, YamlNode
from wargame.content.yaml.tree import read_tree
from wargame.errors import Place
from wargame.model.rules.kinds import playing_kinds
from wargame.model.scenario.calibration import MOST_WAIVED, Calibration, CalibrationTarget, Run
from wargame.model.scenario.dated_record import DatedRecord
from wargame.model.scenario.scenario import Scenario
from wargame.model.text.formula import Formula

FARTHEST = 1e9


def _as_it_is(node: YamlNode, context: ReadContext) -> YamlNode | None:
    """Return a part unread, because its reader needs the scenario. The scenario is read later."""
    return node


def _effort_schema() -> Schema:
    return {"anyOf": [{"type": "string"}, DATED_RECORD.schema()]}


_PARAMETER = Known(lambda context: context.names.of_sort(NameKind.PARAMETER), "no parameter")
GAMES = Key("games", Whole(1, 1_000_000), 2_000)
TURNS = Key("turns", Whole(1, 1_000), 0, note="by default the scenario's own length")
SEED = Key("seed", Whole(0, 2**53), 1)
LIKE: Key[str] = Key("like", Text("the name of a run", empty=False), "", note="a run above whose keys are taken over")
EFFORT: Key[YamlNode | None] = Key("effort", Made(_as_it_is, _effort_schema), None, note="a dated record, or its file")
BOTS: Key[Mapping[str, Formula]] = Key("bots", Entries(Expression(), FACTION_CODE, "bots by seat"), {})
SETTINGS: Key[Mapping[str, Formula]] = Key("set", Entries(Expression(), _PARAMETER, "set: `parameter: value`"), {})
RUN = Record("a run", (GAMES, TURNS, SEED, LIKE, EFFORT, BOTS, SETTINGS))

RUN_NAME = Key("run", Text("the name of a run", empty=False), "", "name the run that is measured")
WHAT = Key("what", Text("what is measured", empty=False), "", "say in words what is measured")
VALUE: Key[Formula | None] = Key("value", Expression(), None, "say how it is measured")
TOLERANCE: Key[tuple[float, ...]] = Key(
    "tolerance", Many(Number(-FARTHEST, FARTHEST), what="two numbers: [low, high]", least=2, most=2), (),
    "give the lowest and the highest value that will do: [low, high]",
)  # fmt: skip
WAIVED = Key("waived", Text("the reason", empty=False), "", note="why the target is not met, and need not be")
TARGET = Record("a target", (RUN_NAME, WHAT, VALUE, TOLERANCE, WAIVED))


def _target(head: ScalarNode, node: YamlNode, context: ReadContext) -> CalibrationTarget | None:
    row = TARGET.read(node, context, head)
    return None if row is None else target_of(head, row, context)


def target_of(head: ScalarNode, row: ParsedRecord, context: ReadContext) -> CalibrationTarget | None:
    """Make a target from a record. Return None if the value or the tolerance is missing."""
    value, tolerance = row[VALUE], row[TOLERANCE]
    if value is None or len(tolerance) != 2:
        return None
    low, high = tolerance
    if low > high:
        context.wrong(row.node(TOLERANCE), f"the tolerance is empty: {low:g} is more than {high:g}")
    return CalibrationTarget(head.text, head.place, row[RUN_NAME], row[WHAT], value, low, high, row[WAIVED])


RUNS: Key[YamlNode | None] = Key(
    "runs", Made(_as_it_is, lambda: {"type": "object", "additionalProperties": RUN.schema()}), None,
    "say what is played, as in `runs: {record: {games: 2000}}`",
)  # fmt: skip
TARGETS = Key("targets", Each("targets", _target, TARGET, Id("a target's name")), {}, "say what should come out")
CALIBRATION = Record("a calibration", (RUNS, TARGETS))


@attrs.frozen
class CalibrationReader:
    """Reads the calibration of one scenario. `shelf`: the place of the scenario's files."""

    scenario: Scenario
    shelf: Shelf
    problems: Problems

    def read(self, file: str) -> Calibration | None:
        """Return the runs and targets of a file. Return None for a file with errors."""
        before = self.problems.error_count
        tree = table_of(self.shelf, file, self.problems)
        if tree is None:
            return None
        context = ReadContext(self.problems, names_of(self.scenario))
        row = CALIBRATION.read(tree, context)
        runs = dict(self._runs(row, context)) if row is not None else {}
        targets = row[TARGETS] if row is not None else {}
        if row is not None and TARGETS in row:
            self._check_targets(row.node(TARGETS), targets, runs, context)
        return Calibration(runs, targets) if self.problems.error_count == before else None

    def _runs(self, row: ParsedRecord, context: ReadContext) -> Iterator[tuple[str, Run]]:
        node = row.node(RUNS) if RUNS in row else None
        if not isinstance(node, MappingNode):
            if node is not None:
                context.expected(node, "runs: a mapping from names to their entries")
            return
        read: dict[str, Run] = {}
        for head, body in node.entries.values():
            Id("a run's name").read(head, context)
            run = self._run(head, body, read, context)
            if run is not None:
                read[head.text] = run
                yield head.text, run

    def _run(self, head: ScalarNode, node: YamlNode, above: Mapping[str, Run], context: ReadContext) -> Run | None:
        row = RUN.read(node, context, head)
        if row is None:
            return None
        base = Run(head.text, head.place)
        if row[LIKE]:
            if row[LIKE] not in above:
                meant = context.did_you_mean(row[LIKE], above)
                context.wrong(row.node(LIKE), f"no run above is called {shown(row[LIKE])}{meant}")
            base = attrs.evolve(above.get(row[LIKE], base), name=head.text, place=head.place)
        effort = row[EFFORT]
        record = self._record(effort, context) if effort is not None else None
        for faction in row[BOTS]:
            if faction not in self.scenario.seats:
                context.wrong(
                    row.node(BOTS), f"`{faction}` has no seat{context.did_you_mean(faction, self.scenario.seats)}"
                )
        numbers: dict[str, Any] = {key.name: row[key] for key in (GAMES, TURNS, SEED) if key in row}
        return attrs.evolve(
            base,
            **numbers,
            record=record or base.record,
            bots={**base.bots, **row[BOTS]},
            settings={**base.settings, **row[SETTINGS]},
        )

    def _record(self, node: YamlNode, context: ReadContext) -> DatedRecord | None:
        """Read a dated record at the node, or in the file that the node names."""
        reader = RecordReader(self.scenario)
        if not isinstance(node, ScalarNode):
            return reader.read(node, context)
        if not node.text or node.text.startswith("/") or ".." in node.text.split("/") or "\\" in node.text:
            context.wrong(node, f"{shown(node.text)} leads out of the folder: only files beside this one can be named")
            return None
        if not self.shelf.holds(node.text):
            meant = context.did_you_mean(node.text, self.shelf.files())
            context.wrong(node, f"there is no file {shown(node.text)} beside this one{meant}")
            return None
        tree = table_of(self.shelf, node.text, self.problems)
        return None if tree is None else reader.read(tree, context)

    def _check_targets(
        self, node: YamlNode, targets: Mapping[str, CalibrationTarget], runs: Mapping[str, Run], context: ReadContext
    ) -> None:
        """Check that the runs of all targets exist.

        Also check that only a few targets are waived. A waived target may be missed, for a stated reason.
        """
        rows = node.entries if isinstance(node, MappingNode) else {}
        for name, target in targets.items():
            body = rows[name][1]
            at = (
                body.entries[RUN_NAME.name][1]
                if isinstance(body, MappingNode) and RUN_NAME.name in body.entries
                else body
            )
            if isinstance(at, SequenceNode | ScalarNode) and target.run not in runs:
                context.wrong(at, f"no run is called {shown(target.run)}{context.did_you_mean(target.run, runs)}")
        waived = [target for target in targets.values() if target.waived]
        for target in waived[MOST_WAIVED:]:
            context.problems.add(target.place, f"more than {MOST_WAIVED} targets are waived: meet this one or another")


def table_of(shelf: Shelf, file: str, problems: Problems) -> MappingNode | None:
    """Read a file that must hold a mapping."""
    name = shelf.shown(file)
    if not shelf.holds(file):
        problems.add(Place(name, 1, 1), f"there is no file {shown(file)}{did_you_mean(file, shelf.files())}")
        return None
    text = shelf.text(file, problems)
    reading = read_tree(Page(name, text), problems) if text is not None else None
    if reading is not None and reading.tree is not None and not isinstance(reading.tree, MappingNode):
        problems.add(reading.tree.place, "expected a mapping")
    return reading.tree if reading is not None and isinstance(reading.tree, MappingNode) else None


def files_named(shelf: Shelf, file: str) -> tuple[str, ...]:
    """Return the calibration file, if it exists, and the files with the dated records of its runs."""
    text = shelf.text(file, Problems()) if file and shelf.holds(file) else None
    tree = read_tree(Page(file, text), Problems()).tree if text is not None else None
    runs = tree.entries[RUNS.name][1] if isinstance(tree, MappingNode) and RUNS.name in tree.entries else None
    bodies = [body for _, body in runs.entries.values()] if isinstance(runs, MappingNode) else []
    named = [
        body.entries[EFFORT.name][1] for body in bodies if isinstance(body, MappingNode) and EFFORT.name in body.entries
    ]
    return (file, *(node.text for node in named if isinstance(node, ScalarNode))) if text is not None else ()


def names_of(scenario: Scenario) -> Names:
    """Return the names of a scenario that its targets may use."""
    names = Names()
    for sort, table in (
        (NameKind.METRIC, scenario.rules.metrics),
        (NameKind.PARAMETER, scenario.rules.parameters),
        (NameKind.ACTION, scenario.rules.actions),
    ):
        for name, thing in table.items():
            names.put(name, sort, thing.place)
    names.playing.update(dict.fromkeys(playing_kinds(scenario.rules.kinds)))
    for code, entity in scenario.entities.items():
        names.put(code, NameKind.ENTITY, entity.place, entity.kind)
    return names
