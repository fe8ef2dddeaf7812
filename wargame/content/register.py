"""Enters every name that the files give into the register, before anything is read that may use it.

Must not know: what entries mean beyond the names in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from wargame.content.desk import Desk
from wargame.content.desugar.deal_names import names_of, steps_of
from wargame.content.names import Sort
from wargame.content.sections.formulas import head_of
from wargame.content.yaml.nodes import Listing, Node, Scalar, Table
from wargame.model.deal import DEAL, FAITH, RECKONING, TABLE, TALKS, own_terms
from wargame.model.inject import ANSWER, KIND, REPLY, came
from wargame.model.kinds import FACTION

Sections = Mapping[str, tuple[Scalar, Node]]


_FORMS = {
    **dict.fromkeys(
        ("kinds", "metrics", "parameters", "formulas", "actions", "steps", "injects", "tables", "clauses", "deals"),
        Table,
    ),
    "phases": Listing,
}


def register_rules(sections: Sections, desk: Desk) -> None:
    """Enter the names of a rule set. A section of the wrong form, or no kinds, makes unknown names prove nothing."""
    for name, form in _FORMS.items():
        if not isinstance(sections[name][1], form) if name in sections else name == "kinds":
            desk.torn |= {f"section {name}"}
    for kind, body in _entries(sections, "kinds"):
        desk.names.give(kind, Sort.KIND, desk.problems)
        _register_kind(kind.text, body, desk)
    for metric, body in _entries(sections, "metrics"):
        desk.names.give(metric, Sort.METRIC, desk.problems)
        for value in _scalars(_at(body, "values")):
            desk.names.give(value, Sort.VALUE, desk.problems, metric.text)
    for parameter, body in _entries(sections, "parameters"):
        desk.names.give(parameter, Sort.PARAMETER, desk.problems)
        for value in _scalars(_at(body, "pick")):
            desk.names.give(value, Sort.VALUE, desk.problems, parameter.text)
    for formula, _ in _entries(sections, "formulas"):
        head = head_of(formula)
        if head is not None:
            desk.names.give(head.name, Sort.FORMULA, desk.problems)
    for action, _ in _entries(sections, "actions"):
        desk.names.give(action, Sort.ACTION, desk.problems)
    for step, _ in _entries(sections, "steps"):
        desk.names.steps.setdefault(step.text, step.place)
    for phase in _scalars(sections["phases"][1] if "phases" in sections else None):
        if phase.text in desk.names.phases:
            first = desk.names.phases[phase.text]
            desk.wrong(phase, f"phase `{phase.text}` stands twice (first at {first.line}:{first.column}); keep one")
        desk.names.phases.setdefault(phase.text, phase.place)
    _register_injects(sections, desk)
    _register_deals(sections, desk)
    for kind, body in _entries(sections, "needs"):
        promised = desk.names.promised.setdefault(kind.text, {})
        for code in _scalars(body):
            promised.setdefault(code.text, code.place)


def register_scenario(sections: Sections, desk: Desk) -> None:
    """Enter the names of a scenario: entities and seasons."""
    for kind, body in _entries(sections, "entities"):
        for code in _scalars(body):
            desk.names.give(code, Sort.ENTITY, desk.problems, kind.text)
    for season, _ in _entries(sections, "seasons"):
        desk.names.give(season, Sort.SEASON, desk.problems)
    for parameter, body in _entries(sections, "parameters"):
        if isinstance(body, Table):  # a number of its own; a plain value replaces one of the rules
            desk.names.give(parameter, Sort.PARAMETER, desk.problems)
            for value in _scalars(_at(body, "pick")):
                desk.names.give(value, Sort.VALUE, desk.problems, parameter.text)
    _register_injects(sections, desk)


def _register_injects(sections: Sections, desk: Desk) -> None:
    """Enter the names of injects, and those that the engine gives where there are any."""
    for inject, _ in _entries(sections, "injects"):
        for name in (KIND, REPLY, ANSWER) if not desk.names.of_sort(Sort.INJECT) else ():
            desk.names.give(attrs.evolve(inject, text=name), Sort.ENGINE, desk.problems)
        if desk.names.give(inject, Sort.INJECT, desk.problems):
            desk.names.give(attrs.evolve(inject, text=came(inject.text)), Sort.ENGINE, desk.problems)


def _register_deals(sections: Sections, desk: Desk) -> None:
    """Enter the names of tables, clauses and deals, and those that the engine gives for them."""
    given: dict[Sort, dict[Scalar, Node]] = {}
    for section, sort, kind in (
        ("tables", Sort.TABLE, TABLE),
        ("clauses", Sort.CLAUSE, ""),
        ("deals", Sort.DEAL, DEAL),
    ):
        rows = _entries(sections, section)
        given[sort] = {head: body for head, body in rows if desk.names.give(head, sort, desk.problems, kind)}
    if not given[Sort.TABLE]:
        return
    first = next(iter(given[Sort.TABLE]))
    for kind in (TABLE, DEAL):
        desk.names.give(attrs.evolve(first, text=kind), Sort.GIVEN_KIND, desk.problems)
    tables = {head.text: _words(body, "between") for head, body in given[Sort.TABLE].items()}
    clauses, deals = (
        {head.text: "".join(_words(body, "in")) for head, body in given[sort].items()}
        for sort in (Sort.CLAUSE, Sort.DEAL)
    )
    for table in tables:
        desk.names.give(attrs.evolve(first, text=own_terms(table)), Sort.MEMBER, desk.problems, DEAL)
    for name in names_of(tables, clauses, deals):
        if name in desk.names.given:
            desk.names.give(attrs.evolve(first, text=name), Sort.ENGINE, desk.problems)  # says where it is taken
        else:  # made of names that are judged elsewhere, so its form is nothing to tell of
            desk.names.put(name, Sort.ENGINE, first.place)
    taken = set(steps_of(tables, clauses))
    for step, _ in _entries(sections, "steps"):
        if step.text in taken:
            desk.wrong(step, f"`{step.text}` is a step that the engine gives for deals: call yours otherwise")
    for phase in (TALKS, RECKONING, FAITH):
        if phase in desk.names.phases:
            place = desk.names.phases[phase]
            desk.problems.add(place, f"`{phase}` is a phase that the engine gives where there are tables: delete it")


def _register_kind(kind: str, body: Node, desk: Desk) -> None:
    if kind == FACTION or any(flag.text == "true" for flag in _scalars(_at(body, "plays"))):
        desk.names.playing[kind] = None
    for attribute in _scalars(_at(body, "attributes")):
        desk.names.give(attribute, Sort.ATTRIBUTE, desk.problems, kind)
    relations = _at(body, "relations")
    for relation in _scalars(relations):
        desk.names.give(relation, Sort.RELATION, desk.problems, kind)
        assert isinstance(relations, Table)
        for inverse in _scalars(_at(relations.entries[relation.text][1], "inverse")):
            desk.names.give(inverse, Sort.RELATION, desk.problems, kind)
    for again in _scalars(_at(body, "again")):
        desk.names.give(again, Sort.AXIS, desk.problems, kind)
    for member in _scalars(_at(body, "members")):
        desk.names.give(member, Sort.MEMBER, desk.problems, kind)


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
