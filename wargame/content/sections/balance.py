"""Reads a balance file: the outcomes that are expected of games among a scenario's bots.

Must not know: formulas, or how games are played.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.content.context import ReadContext
from wargame.content.problems import Problems
from wargame.content.schema.record import Each, Key, Record
from wargame.content.schema.shapes import Id
from wargame.content.sections.calibration import TOLERANCE, VALUE, WHAT, names_of, table_of, target_of
from wargame.content.yaml.files import Shelf
from wargame.content.yaml.nodes import ScalarNode, YamlNode
from wargame.model.scenario.calibration import CalibrationTarget
from wargame.model.scenario.scenario import Scenario

OUTCOME = Record("an outcome", (WHAT, VALUE, TOLERANCE))


def _outcome(head: ScalarNode, node: YamlNode, context: ReadContext) -> CalibrationTarget | None:
    row = OUTCOME.read(node, context, head)
    return None if row is None else target_of(head, row, context)


OUTCOMES: Key[Mapping[str, CalibrationTarget]] = Key(
    "outcomes", Each("outcomes", _outcome, OUTCOME, Id("an outcome's name")), {}, "say what should come out"
)
BALANCE = Record("a balance", (OUTCOMES,))


def read_balance(scenario: Scenario, shelf: Shelf, file: str, problems: Problems) -> Mapping[str, CalibrationTarget]:
    """Return the expected outcomes in a balance file. `shelf`: the place of the scenario's files."""
    tree = table_of(shelf, file, problems)
    row = BALANCE.read(tree, ReadContext(problems, names_of(scenario))) if tree is not None else None
    return row[OUTCOMES] if row is not None else {}
