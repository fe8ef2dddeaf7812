"""Loads a scenario or a rule set from its files or from the texts of a save. All problems are reported together.

Must not know: formulas. The rulebook checks and compiles formulas.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Generic, TypeVar

import attrs

from wargame.content import lookup
from wargame.content.context import ReadContext
from wargame.content.desugar.deal_rules import with_deals
from wargame.content.desugar.inject_checks import check_injects
from wargame.content.desugar.scenario_rules import with_engine_rules
from wargame.content.lookup import Found
from wargame.content.merged_sections import lay_together
from wargame.content.names import NameKind, Names
from wargame.content.problems import Problems
from wargame.content.register import register_rules, register_scenario
from wargame.content.schema.record import Record
from wargame.content.sections.crosschecks import check_plays
from wargame.content.sections.overrides import leave_out
from wargame.content.sections.ruleset import RULES, read_rule_set
from wargame.content.sections.scenario import SCENARIO, read_scenario
from wargame.content.yaml.files import FileSet, gather
from wargame.content.yaml.nodes import MappingNode, Page, ScalarNode
from wargame.errors import Place, UsageError
from wargame.model.scenario.ruleset import RuleSet
from wargame.model.scenario.scenario import Scenario

T = TypeVar("T")


def load(name_or_path: str, problems: Problems) -> Scenario | None:
    """Load a scenario by name or path. Return None for a scenario with errors.

    Raises UsageError if the scenario does not exist.
    """
    found = lookup.find_scenario(name_or_path)
    if found is None:
        raise UsageError(lookup.unknown(lookup.ContentKind.SCENARIO, name_or_path))
    return load_found(found, problems)


def load_rule_set(name_or_path: str, problems: Problems) -> RuleSet | None:
    """Load a rule set without a scenario.

    The section `needs` of the rule set stands for the entities of a scenario.

    Return None for a rule set with errors.
    """
    found = lookup.find(lookup.ContentKind.RULES, name_or_path)
    if found is None:
        raise UsageError(lookup.unknown(lookup.ContentKind.RULES, name_or_path))
    return load_rules_found(found, problems)


def rules_named(found: Found) -> str:
    """Return the name of the rule set that a scenario uses. Return an empty text if the scenario names no rule set."""
    files = gather(found.shelf, found.entry, Problems())
    name = _rules_name(_sections(files, SCENARIO, ReadContext(Problems(), Names(), files.torn)))
    return name.text if name is not None else ""


def load_sources(sources: Mapping[str, str], name: str, problems: Problems) -> Scenario | None:
    """Load a scenario from texts such as `Scenario.sources`. Return None for a scenario with errors."""
    found = lookup.in_save(sources, lookup.ContentKind.SCENARIO, name)
    if found is None:
        problems.add(Place(f"scenarios/{name}", 1, 1), f"the save does not hold the scenario `{name}`")
        return None
    return load_found(found, problems)


def load_rules_found(found: Found, problems: Problems) -> RuleSet | None:
    """Load a rule set from its files. Return None for a rule set with errors."""
    attempt = attempt_rules(found, problems)
    return attempt.content if attempt is not None and attempt.clean else None


def load_found(found: Found, problems: Problems) -> Scenario | None:
    """Load a scenario and its rule set from their files. Return None for a scenario with errors."""
    attempt = attempt_scenario(found, problems)
    return attempt.content if attempt is not None and attempt.clean else None


@attrs.frozen
class Attempt(Generic[T]):
    """The readable part of a scenario or rule set.

    `clean`: whether the content has no error.
    `sound`: whether kinds, entities and phases are complete. Formulas can be checked only if these parts are complete.
    `lost`: the names of things that could not be read.
    """

    content: T
    clean: bool
    sound: bool
    lost: frozenset[str]


def attempt_rules(found: Found, problems: Problems) -> Attempt[RuleSet] | None:
    """Read the readable part of a rule set. Return None if no part can be read."""
    before = problems.error_count
    files = gather(found.shelf, found.entry, problems)
    context = ReadContext(problems, Names(), files.torn)
    sections = _sections(files, RULES, context)
    if not files.trees:
        return None
    register_rules(sections.entries, context)
    rules = read_rule_set(found.name, sections, context)
    check_injects(rules.injects, rules, {}, (), context)
    clean, sound = problems.error_count == before, _sound(rules, context)
    whole = _without_strange_kinds(with_deals(rules, {}), context)
    codes = context.names.of_sort(NameKind.ENTITY)
    return Attempt(whole, clean, sound, _lost(whole, codes, context))


def attempt_scenario(found: Found, problems: Problems, instead: Found | None = None) -> Attempt[Scenario] | None:
    """Read the readable part of a scenario and its rule set. Return None if no part can be read.

    `instead`: a rule set to read in place of the scenario's rule set. Return None if the names of the two rule sets
        differ.
    """
    before = problems.error_count
    files = gather(found.shelf, found.entry, problems)
    context = ReadContext(problems, Names(), files.torn)
    sections = _sections(files, SCENARIO, context)
    asked = _rules_name(sections)
    if not files.trees or (instead is not None and (asked is None or asked.text != instead.name)):
        return None
    rule_files = _rule_files(found, sections, context, instead)
    context.torn |= rule_files.torn
    rule_sections = _sections(rule_files, RULES, context)
    leave_out(rule_sections, sections.entries["without"][1] if "without" in sections.entries else None, context)
    register_rules(rule_sections.entries, context)
    registered = problems.error_count
    register_scenario(sections.entries, context)
    whole = problems.error_count == registered
    if not rule_files.trees or asked is None:
        return None
    rules = read_rule_set(asked.text, rule_sections, context)
    scenario = read_scenario(found.name, sections, rules, {**files.texts, **rule_files.texts}, context)
    steps = rule_sections.entries["steps"][1] if "steps" in rule_sections.entries else None
    check_plays(steps, scenario.seats, context)
    scenario = with_engine_rules(scenario, context)
    scenario = attrs.evolve(scenario, rules=_without_strange_kinds(scenario.rules, context))
    clean = problems.error_count == before
    sound = whole and _sound(rules, context) and _players_are_there(scenario)
    return Attempt(scenario, clean, sound, _lost(scenario.rules, scenario.entities, context))


def _sound(rules: RuleSet, context: ReadContext) -> bool:
    """Return whether formulas can be checked. Formulas need every kind and every phase."""
    kinds, phases = context.names.of_sort(NameKind.KIND), context.names.phases
    links_are_known = all(relation.goal in rules.kinds for kind in rules.kinds.values() for relation in kind.relations)
    same = set(kinds) <= set(rules.kinds) and set(phases) <= set(rules.phases)
    return not context.torn and links_are_known and same


def _players_are_there(scenario: Scenario) -> bool:
    """Return whether every seat, every party and every reader is on the map."""
    rules = scenario.rules
    asked = {seat for inject in rules.injects.values() for seat in inject.by}
    return {*scenario.seats, *rules.deals.parties, *asked} <= set(scenario.players)


def _without_strange_kinds(rules: RuleSet, context: ReadContext) -> RuleSet:
    """Return the rules without the parts that use unreadable kinds, such as the tables of deals."""
    known = {*rules.kinds, *context.names.of_sort(NameKind.AXIS)}
    return attrs.evolve(
        rules,
        metrics={name: metric for name, metric in rules.metrics.items() if known.issuperset(metric.of)},
        actions={
            name: action
            for name, action in rules.actions.items()
            if known.issuperset(target.kind for target in action.targets)
        },
    )


def _lost(rules: RuleSet, entities: Collection[str], context: ReadContext) -> frozenset[str]:
    """Return the names of things that could not be read. Formulas with these names are not reported."""
    kinds = rules.kinds.values()
    read = {
        *rules.metrics, *rules.parameters, *rules.formulas, *rules.actions, *rules.injects, *entities, *rules.kinds,
        *rules.deals.tables, *rules.deals.clauses, *rules.deals.deals,
        *(name for kind in kinds for name in (*kind.attributes, *kind.members, kind.again)),
        *(name for kind in kinds for way in kind.relations for name in (way.name, way.inverse)),
    }  # fmt: skip
    apart = (NameKind.SEASON, NameKind.VALUE)
    given = context.names.given
    lost = {name for name, given in given.items() if given.sort not in apart and name not in read}
    values = {name for name, given in context.names.of_sort(NameKind.VALUE).items() if given.of in lost}
    return frozenset(lost | values | context.names.refused)


def _sections(files: FileSet, document: Record, context: ReadContext) -> MappingNode:
    """Join the files into one mapping of sections. Messages about the whole mapping point to the first file."""
    first = files.trees[0] if files.trees else MappingNode(Page("", ""), 1, 1, {})
    return MappingNode(first.page, first.line, first.column, lay_together(files.trees, document, context))


def _rules_name(sections: MappingNode) -> ScalarNode | None:
    node = sections.entries["rules"][1] if "rules" in sections.entries else None
    return node if isinstance(node, ScalarNode) and node.text else None


def _rule_files(found: Found, sections: MappingNode, context: ReadContext, instead: Found | None) -> FileSet:
    """Read the files of the scenario's rule set. The result is empty if the rule set does not exist.

    `instead`: a rule set to read in place of the scenario's rule set.
    """
    nothing = FileSet((), {}, frozenset({"rules"}))
    name = _rules_name(sections)
    if name is None:
        if "rules" in sections.entries:
            context.expected(sections.entries["rules"][1], "the name of a rule set")
        elif not context.torn:
            context.problems.add(sections.place, "a scenario has no rules: name the rule set, as in `rules: NAME`")
        return nothing
    rules = instead or lookup.find_rules_for(found, name.text)
    if rules is None:
        context.wrong(name, lookup.unknown(lookup.ContentKind.RULES, name.text[:60]))
        return nothing
    return gather(rules.shelf, rules.entry, context.problems)
