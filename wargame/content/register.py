"""Enters every name that the files give into the register, before anything is read that may use it.

Must not know: what entries mean beyond the names in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from wargame.content.context import ReadContext
from wargame.content.desugar import deal_names, inject_names
from wargame.content.names import Sort
from wargame.content.sections.formulas import head_of
from wargame.content.yaml.nodes import Listing, Node, Scalar, Table
from wargame.model.deal import DEAL, FAITH, RECKONING, TABLE, TALKS, own_terms
from wargame.model.inject import KIND
from wargame.model.kinds import FACTION

Sections = Mapping[str, tuple[Scalar, Node]]


_FORMS = {
    **dict.fromkeys(
        ("kinds", "metrics", "parameters", "formulas", "actions", "steps", "injects", "tables", "clauses", "deals"),
        Table,
    ),
    "phases": Listing,
}


def register_rules(sections: Sections, context: ReadContext) -> None:
    """Enter the names of a rule set. A section of the wrong form, or no kinds, makes unknown names prove nothing."""
    for name, form in _FORMS.items():
        if not isinstance(sections[name][1], form) if name in sections else name == "kinds":
            context.torn |= {f"section {name}"}
    for kind, body in _entries(sections, "kinds"):
        context.names.give(kind, Sort.KIND, context.problems)
        _register_kind(kind.text, body, context)
    for metric, body in _entries(sections, "metrics"):
        context.names.give(metric, Sort.METRIC, context.problems)
        for value in _scalars(_at(body, "values")):
            context.names.give(value, Sort.VALUE, context.problems, metric.text)
    for parameter, body in _entries(sections, "parameters"):
        context.names.give(parameter, Sort.PARAMETER, context.problems)
        for value in _scalars(_at(body, "pick")):
            context.names.give(value, Sort.VALUE, context.problems, parameter.text)
    for formula, _ in _entries(sections, "formulas"):
        head = head_of(formula)
        if head is not None:
            context.names.give(head.name, Sort.FORMULA, context.problems)
    for action, _ in _entries(sections, "actions"):
        context.names.give(action, Sort.ACTION, context.problems)
    for step, _ in _entries(sections, "steps"):
        context.names.steps.setdefault(step.text, step.place)
    for phase in _scalars(sections["phases"][1] if "phases" in sections else None):
        if phase.text in context.names.phases:
            first = context.names.phases[phase.text]
            context.wrong(phase, f"phase `{phase.text}` stands twice (first at {first.line}:{first.column}); keep one")
        context.names.phases.setdefault(phase.text, phase.place)
    _register_injects(sections, context)
    _register_deals(sections, context)
    for kind, body in _entries(sections, "needs"):
        promised = context.names.promised.setdefault(kind.text, {})
        for code in _scalars(body):
            promised.setdefault(code.text, code.place)


def register_scenario(sections: Sections, context: ReadContext) -> None:
    """Enter the names of a scenario: entities and seasons."""
    for kind, body in _entries(sections, "entities"):
        for code in _scalars(body):
            context.names.give(code, Sort.ENTITY, context.problems, kind.text)
    for season, _ in _entries(sections, "seasons"):
        context.names.give(season, Sort.SEASON, context.problems)
    for parameter, body in _entries(sections, "parameters"):
        if isinstance(body, Table):  # a number of its own; a plain value replaces one of the rules
            context.names.give(parameter, Sort.PARAMETER, context.problems)
            for value in _scalars(_at(body, "pick")):
                context.names.give(value, Sort.VALUE, context.problems, parameter.text)
    _register_injects(sections, context)


def _register_injects(sections: Sections, context: ReadContext) -> None:
    """Enter the names of injects, and those that the engine gives where there are any."""
    known = context.names.of_sort(Sort.INJECT)
    told = dict.fromkeys(inject_names.names_of(known)) if known else {}
    for inject, _ in _entries(sections, "injects"):
        first = () if known else (KIND, *inject_names.names_of(()))
        _give_engine_names(inject, first, told, context)
        if context.names.give(inject, Sort.INJECT, context.problems):
            _give_engine_names(inject, inject_names.names_of((inject.text,)), told, context)


def _give_engine_names(node: Scalar, names: Iterable[str], told: dict[str, None], context: ReadContext) -> None:
    """Enter names that the engine gives because of a node, and note where one is taken; `told`: names done already."""
    for name in names:
        if name not in told:
            told[name] = None
            context.names.give(attrs.evolve(node, text=name), Sort.ENGINE, context.problems)


def _register_deals(sections: Sections, context: ReadContext) -> None:
    """Enter the names of tables, clauses and deals, and those that the engine gives for them."""
    given: dict[Sort, dict[Scalar, Node]] = {}
    for section, sort, kind in (
        ("tables", Sort.TABLE, TABLE),
        ("clauses", Sort.CLAUSE, ""),
        ("deals", Sort.DEAL, DEAL),
    ):
        rows = _entries(sections, section)
        given[sort] = {head: body for head, body in rows if context.names.give(head, sort, context.problems, kind)}
    if not given[Sort.TABLE]:
        return
    first = next(iter(given[Sort.TABLE]))
    for kind in (TABLE, DEAL):
        context.names.give(attrs.evolve(first, text=kind), Sort.GIVEN_KIND, context.problems)
    tables = {head.text: _words(body, "between") for head, body in given[Sort.TABLE].items()}
    clauses, deals = (
        {head.text: "".join(_words(body, "in")) for head, body in given[sort].items()}
        for sort in (Sort.CLAUSE, Sort.DEAL)
    )
    for table in tables:
        context.names.give(attrs.evolve(first, text=own_terms(table)), Sort.MEMBER, context.problems, DEAL)
    for name in deal_names.names_of(tables, clauses, deals):
        if name in context.names.given:
            context.names.give(attrs.evolve(first, text=name), Sort.ENGINE, context.problems)  # says where it is taken
        else:  # made of names that are judged elsewhere, so its form is nothing to tell of
            context.names.put(name, Sort.ENGINE, first.place)
    taken = set(deal_names.steps_of(tables, clauses))
    for step, _ in _entries(sections, "steps"):
        if step.text in taken:
            context.wrong(step, f"`{step.text}` is a step that the engine gives for deals: call yours otherwise")
    for phase in (TALKS, RECKONING, FAITH):
        if phase in context.names.phases:
            place = context.names.phases[phase]
            context.problems.add(place, f"`{phase}` is a phase that the engine gives where there are tables: delete it")


def _register_kind(kind: str, body: Node, context: ReadContext) -> None:
    if kind == FACTION or any(flag.text == "true" for flag in _scalars(_at(body, "plays"))):
        context.names.playing[kind] = None
    for attribute in _scalars(_at(body, "attributes")):
        context.names.give(attribute, Sort.ATTRIBUTE, context.problems, kind)
    relations = _at(body, "relations")
    for relation in _scalars(relations):
        context.names.give(relation, Sort.RELATION, context.problems, kind)
        assert isinstance(relations, Table)
        for inverse in _scalars(_at(relations.entries[relation.text][1], "inverse")):
            context.names.give(inverse, Sort.RELATION, context.problems, kind)
    for again in _scalars(_at(body, "again")):
        context.names.give(again, Sort.AXIS, context.problems, kind)
    for member in _scalars(_at(body, "members")):
        context.names.give(member, Sort.MEMBER, context.problems, kind)


def _entries(sections: Sections, name: str) -> Iterator[tuple[Scalar, Node]]:
    node = sections[name][1] if name in sections else None
    if isinstance(node, Table):
        yield from node.entries.values()


def _words(node: Node, key: str) -> tuple[str, ...]:
    """Give what is written under a key, each word once."""
    return tuple(dict.fromkeys(word.text for word in _scalars(_at(node, key))))


def _at(node: Node, key: str) -> Node | None:
    return node.entries[key][1] if isinstance(node, Table) and key in node.entries else None


def _scalars(node: Node | None) -> Iterator[Scalar]:
    """Give the words of a list, the keys of a mapping, or the one word that stands there."""
    match node:
        case Scalar() if not node.blank:
            yield node
        case Listing():
            yield from (item for item in node.items if isinstance(item, Scalar) and not item.blank)
        case Table():
            yield from (key for key, _ in node.entries.values())
        case _:
            return
