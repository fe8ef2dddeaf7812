"""Registers all names in the files. Later code reads the sections that use these names.

Must not know: what entries mean beyond their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from wargame.content.context import ReadContext
from wargame.content.desugar import deal_names, inject_names
from wargame.content.names import SEASONS, NameKind
from wargame.content.schema import references
from wargame.content.schema.shapes import read_keys
from wargame.content.sections.formulas import head_of
from wargame.content.yaml.nodes import MappingNode, ScalarNode, SequenceNode, YamlNode
from wargame.model.rules.deal import DEAL, FAITH, RECKONING, TABLE, TALKS, own_terms
from wargame.model.rules.inject import KIND
from wargame.model.rules.kinds import FACTION

Sections = Mapping[str, tuple[ScalarNode, YamlNode]]


_FORMS = {
    **dict.fromkeys(
        ("kinds", "metrics", "parameters", "formulas", "actions", "steps", "injects", "tables", "clauses", "deals"),
        MappingNode,
    ),
    "phases": SequenceNode,
}


def register_rules(sections: Sections, context: ReadContext) -> None:
    """Register the names of a rule set.

    A section of the wrong form may hide names. Unknown names are therefore not reported if such a section exists, or if
    there are no kinds.
    """
    for name, form in _FORMS.items():
        if not isinstance(sections[name][1], form) if name in sections else name == "kinds":
            context.torn |= {f"section {name}"}
    if "kinds" in sections:
        _give_factions(*sections["kinds"], context)
    for kind, _ in _entries(sections, "kinds"):
        context.names.give(kind, NameKind.KIND, context.problems)
    for kind, body in _entries(sections, "kinds"):
        _register_kind(kind.text, body, context)
    for metric, body in _entries(sections, "metrics"):
        context.names.give(metric, NameKind.METRIC, context.problems)
        for value in _scalars(_at(body, "values")):
            context.names.give(value, NameKind.VALUE, context.problems, metric.text)
    for parameter, body in _entries(sections, "parameters"):
        context.names.give(parameter, NameKind.PARAMETER, context.problems)
        for value in _scalars(_at(body, "pick")):
            context.names.give(value, NameKind.VALUE, context.problems, parameter.text)
    for formula, _ in _entries(sections, "formulas"):
        head = head_of(formula)
        if head is not None:
            context.names.give(head.name, NameKind.FORMULA, context.problems)
    for action, _ in _entries(sections, "actions"):
        context.names.give(action, NameKind.ACTION, context.problems)
    for step, _ in _entries(sections, "steps"):
        context.names.steps.setdefault(step.text, step.place)
    for phase in _scalars(sections["phases"][1] if "phases" in sections else None):
        if phase.text in context.names.phases:
            first = context.names.phases[phase.text]
            context.wrong(phase, f"phase `{phase.text}` stands twice (first at {first.line}:{first.column}); keep one")
        context.names.phases.setdefault(phase.text, phase.place)
    _register_injects(sections, context)
    _register_deals(sections, context)
    needs = sections["needs"][1] if "needs" in sections else None
    if isinstance(needs, MappingNode):
        read_keys(needs, attrs.evolve(references.KIND, also=(SEASONS,)), context)
    for kind, body in _entries(sections, "needs"):
        promised = context.names.promised.setdefault(kind.text, {})
        for code in _scalars(body):
            promised.setdefault(code.text, code.place)


def register_scenario(sections: Sections, context: ReadContext) -> None:
    """Register the names of a scenario: entities and seasons."""
    rows = sections["entities"][1] if "entities" in sections else None
    if isinstance(rows, MappingNode):
        read_keys(rows, references.KIND, context)
    for kind, body in _entries(sections, "entities"):
        for code in _scalars(body):
            context.names.give(code, NameKind.ENTITY, context.problems, kind.text)
    for season, _ in _entries(sections, "seasons"):
        context.names.give(season, NameKind.SEASON, context.problems)
    for parameter, body in _entries(sections, "parameters"):
        if isinstance(body, MappingNode):  # a mapping is a new number; a plain value replaces a number of the rules
            context.names.give(parameter, NameKind.PARAMETER, context.problems)
            for value in _scalars(_at(body, "pick")):
                context.names.give(value, NameKind.VALUE, context.problems, parameter.text)
    _register_injects(sections, context)


def _register_injects(sections: Sections, context: ReadContext) -> None:
    """Register the names of injects, and the engine's own names for these injects."""
    known = context.names.of_sort(NameKind.INJECT)
    told = dict.fromkeys(inject_names.names_of(known)) if known else {}
    for inject, _ in _entries(sections, "injects"):
        first = () if KIND in context.names.given else (KIND, *inject_names.names_of(()))
        _give_engine_names(inject, first, told, context)
        if context.names.give(inject, NameKind.INJECT, context.problems):
            _give_engine_names(inject, inject_names.names_of((inject.text,)), told, context)


def _give_engine_names(node: ScalarNode, names: Iterable[str], told: dict[str, None], context: ReadContext) -> None:
    """Register the engine's own names for the thing at a node. Report the names that are already in use.

    `told`: the names that were already reported.
    """
    for name in names:
        if name not in told:
            told[name] = None
            context.names.give(attrs.evolve(node, text=name), NameKind.ENGINE, context.problems)


def _register_deals(sections: Sections, context: ReadContext) -> None:
    """Register the names of tables, clauses and deals. Also register the engine's own names for these things."""
    given: dict[NameKind, dict[ScalarNode, YamlNode]] = {}
    for section, sort, kind in (
        ("tables", NameKind.TABLE, TABLE),
        ("clauses", NameKind.CLAUSE, ""),
        ("deals", NameKind.DEAL, DEAL),
    ):
        rows = _entries(sections, section)
        given[sort] = {head: body for head, body in rows if context.names.give(head, sort, context.problems, kind)}
    if not given[NameKind.TABLE]:
        _tell_of_no_tables(given, context)
        return
    first = next(iter(given[NameKind.TABLE]))
    for kind in (TABLE, DEAL):
        context.names.give(attrs.evolve(first, text=kind), NameKind.GIVEN_KIND, context.problems)
    tables = {head.text: _words(body, "between") for head, body in given[NameKind.TABLE].items()}
    clauses, deals = (
        {head.text: "".join(_words(body, "in")) for head, body in given[sort].items()}
        for sort in (NameKind.CLAUSE, NameKind.DEAL)
    )
    for table in tables:
        context.names.give(attrs.evolve(first, text=own_terms(table)), NameKind.MEMBER, context.problems, DEAL)
    for name in deal_names.names_of(tables, clauses, deals):
        if name in context.names.given:
            message = f"`{name}` is a name that the engine gives where there are tables: call yours otherwise"
            context.problems.add(context.names.given[name].place, message)
        else:  # other checks judge the names in this part, so its form is not reported here
            context.names.put(name, NameKind.ENGINE, first.place)
    taken = set(deal_names.steps_of(tables, clauses))
    for step, _ in _entries(sections, "steps"):
        if step.text in taken:
            context.wrong(step, f"`{step.text}` is a step that the engine gives for deals: call yours otherwise")
    for phase in (TALKS, RECKONING, FAITH):
        if phase in context.names.phases:
            place = context.names.phases[phase]
            context.problems.add(place, f"`{phase}` is a phase that the engine gives where there are tables: delete it")


def _tell_of_no_tables(given: Mapping[NameKind, Mapping[ScalarNode, YamlNode]], context: ReadContext) -> None:
    """Report clauses and deals in rules without tables, because each clause and each deal belongs to a table."""
    rows = [*given[NameKind.CLAUSE].items(), *given[NameKind.DEAL].items()]
    if rows and not context.torn:
        context.wrong(
            rows[0][0], "there are clauses or deals, and no tables at which they are spoken of: write `tables`"
        )
        context.names.refused |= {TABLE, DEAL, TALKS, FAITH, *(word for _, body in rows for word in _words(body, "in"))}


def _give_factions(head: ScalarNode, kinds: YamlNode, context: ReadContext) -> None:
    """Report a rule set without the kind `faction`. Then add this kind, so the reading can continue."""
    if isinstance(kinds, MappingNode) and FACTION not in kinds.entries and not kinds.torn:
        context.wrong(head, f"there is no kind `{FACTION}`: add `{FACTION}: {{}}` to `kinds`")
        body = MappingNode(head.page, head.line, head.column, {})
        kinds.entries[FACTION] = (attrs.evolve(head, text=FACTION), body)


def _register_kind(kind: str, body: YamlNode, context: ReadContext) -> None:
    if kind == FACTION or any(flag.text == "true" for flag in _scalars(_at(body, "plays"))):
        context.names.playing[kind] = None
    attributes, relations = _at(body, "attributes"), _at(body, "relations")
    for form in (attributes, relations):
        if not isinstance(form, MappingNode):  # this part is not read here; the reader of this part reports its form
            context.names.refused.update(word.text for word in _scalars(form))
    for attribute in _scalars(attributes) if isinstance(attributes, MappingNode) else ():
        context.names.give(attribute, NameKind.ATTRIBUTE, context.problems, kind)
    for relation, way in relations.entries.values() if isinstance(relations, MappingNode) else ():
        context.names.give(relation, NameKind.RELATION, context.problems, kind)
        for inverse in _scalars(_at(way, "inverse")):
            context.names.give(inverse, NameKind.RELATION, context.problems, kind)
    for again in _scalars(_at(body, "again")):
        context.names.give(again, NameKind.AXIS, context.problems, kind)
    for member in _scalars(_at(body, "members")):
        context.names.give(member, NameKind.MEMBER, context.problems, kind)


def _entries(sections: Sections, name: str) -> Iterator[tuple[ScalarNode, YamlNode]]:
    node = sections[name][1] if name in sections else None
    if isinstance(node, MappingNode):
        yield from node.entries.values()


def _words(node: YamlNode, key: str) -> tuple[str, ...]:
    """Return the words under a key, without repetitions."""
    return tuple(dict.fromkeys(word.text for word in _scalars(_at(node, key))))


def _at(node: YamlNode, key: str) -> YamlNode | None:
    return node.entries[key][1] if isinstance(node, MappingNode) and key in node.entries else None


def _scalars(node: YamlNode | None) -> Iterator[ScalarNode]:
    """Return the words of a list, the keys of a mapping, or a single word."""
    match node:
        case ScalarNode() if not node.blank:
            yield node
        case SequenceNode():
            yield from (item for item in node.items if isinstance(item, ScalarNode) and not item.blank)
        case MappingNode():
            yield from (key for key, _ in node.entries.values())
        case _:
            return
