"""Reads a whole rule set from its sections.

Must not know: where the files are, or any scenario.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from wargame.content.context import ReadContext
from wargame.content.names import NameKind
from wargame.content.schema.record import Key, Record
from wargame.content.schema.shapes import Id, Made, Many, Number, Text
from wargame.content.sections.actions import ACTIONS
from wargame.content.sections.bots import BOTS, DoctrineRows, doctrines_of
from wargame.content.sections.deals import CLAUSES, DEALING, DEALS, TABLES, deal_book
from wargame.content.sections.fog import FOG, check_fog
from wargame.content.sections.formulas import FORMULAS
from wargame.content.sections.headlines import HEADLINES
from wargame.content.sections.injects import INJECTS
from wargame.content.sections.kinds import KINDS, NEEDS
from wargame.content.sections.metrics import METRICS
from wargame.content.sections.outcomes import ENDINGS, SCORES, scores_of
from wargame.content.sections.parameters import PARAMETERS
from wargame.content.sections.steps import STEPS
from wargame.content.yaml.nodes import MappingNode, YamlNode
from wargame.model.rules.action import Action
from wargame.model.rules.fog import FogRow
from wargame.model.rules.inject import Inject
from wargame.model.rules.kinds import Kind
from wargame.model.rules.metric import Metric
from wargame.model.rules.parameter import Parameter
from wargame.model.rules.step import Step
from wargame.model.scenario.looks import Headline
from wargame.model.scenario.ruleset import EffortRules, RuleSet
from wargame.model.scenario.seat import Component, Ending
from wargame.model.text.formula import NamedFormula

T = TypeVar("T")

MAIN = Key("main", Number(1, 3), EffortRules().main, note="factor of the main effort")
FATIGUE = Key("fatigue", Number(0, 1), EffortRules().fatigue, note="factor for each turn in a row at the same target")
EFFORT_RECORD = Record("effort", (MAIN, FATIGUE))


def _effort(node: YamlNode, context: ReadContext) -> EffortRules | None:
    row = EFFORT_RECORD.read(node, context)
    return None if row is None else EffortRules(row[MAIN], row[FATIGUE])


TITLE = Key("title", Text("a title", longest=200, empty=False), "", "write `title: ...`")
INCLUDE: Key[tuple[str, ...]] = Key("include", Many(Text("the name of a file"), single=True), ())
KINDS_KEY: Key[Mapping[str, Kind]] = Key("kinds", KINDS, {}, "say which kinds of things there are")
PHASES: Key[tuple[str, ...]] = Key("phases", Many(Id("a phase")), ())
EFFORT = Key("effort", Made(_effort, EFFORT_RECORD.schema), EffortRules())
NEEDS_KEY: Key[Mapping[str, tuple[str, ...]]] = Key("needs", NEEDS, {})
METRICS_KEY: Key[Mapping[str, Metric]] = Key("metrics", METRICS, {})
PARAMETERS_KEY: Key[Mapping[str, Parameter]] = Key("parameters", PARAMETERS, {})
FORMULAS_KEY: Key[Mapping[str, NamedFormula]] = Key("formulas", FORMULAS, {})
ACTIONS_KEY: Key[Mapping[str, Action]] = Key("actions", ACTIONS, {})
STEPS_KEY: Key[Mapping[str, Step]] = Key("steps", STEPS, {})
SCORES_KEY: Key[Mapping[str, Mapping[str, Component]]] = Key("scores", SCORES, {})
ENDINGS_KEY: Key[Mapping[str, Ending]] = Key("endings", ENDINGS, {})
BOTS_KEY: Key[DoctrineRows] = Key("bots", BOTS, {})
HEADLINES_KEY: Key[Mapping[str, tuple[Headline, ...]]] = Key("headlines", HEADLINES, {})
FOG_KEY: Key[tuple[FogRow, ...]] = Key("fog", FOG, ())
INJECTS_KEY: Key[Mapping[str, Inject]] = Key("injects", INJECTS, {})

RULES = Record(
    "a rule set",
    (
        TITLE, INCLUDE, KINDS_KEY, PHASES, EFFORT, NEEDS_KEY, METRICS_KEY, PARAMETERS_KEY, FORMULAS_KEY, ACTIONS_KEY,
        STEPS_KEY, SCORES_KEY, ENDINGS_KEY, BOTS_KEY, HEADLINES_KEY, FOG_KEY, INJECTS_KEY,
        TABLES, CLAUSES, DEALS, DEALING,
    ),
)  # fmt: skip


def read_rule_set(name: str, sections: MappingNode, context: ReadContext) -> RuleSet:
    """Read the sections of a rule set. All names must already be registered. Parts with errors are left out."""
    row = RULES.read(sections, context)
    assert row is not None
    check_fog(row[FOG_KEY], row[METRICS_KEY], context)
    return RuleSet(
        name,
        sections.place,
        row[TITLE],
        row[KINDS_KEY],
        row[PHASES],
        row[EFFORT],
        _own(row[METRICS_KEY], NameKind.METRIC, context),
        _own(row[PARAMETERS_KEY], NameKind.PARAMETER, context),
        _own(row[FORMULAS_KEY], NameKind.FORMULA, context),
        _own(row[ACTIONS_KEY], NameKind.ACTION, context),
        row[STEPS_KEY],
        row[NEEDS_KEY],
        scores_of(row[SCORES_KEY]),
        row[ENDINGS_KEY],
        doctrines_of(row[BOTS_KEY], row[ACTIONS_KEY], context),
        row[HEADLINES_KEY],
        row[FOG_KEY],
        _own(row[INJECTS_KEY], NameKind.INJECT, context),
        deal_book(row, context),
    )


def _own(entries: Mapping[str, T], sort: NameKind, context: ReadContext) -> dict[str, T]:
    """Return the entries. An entry is left out if its name is already the name of another thing."""
    given = context.names.of_sort(sort)
    return {name: entry for name, entry in entries.items() if name in given}
