"""`wargame explain`: shows the text of a rule with its values, its sources, and the rules that use this rule.

Must not know: how rules are computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
import click

from wargame.cli.options import completing
from wargame.cli.process.printing import tell
from wargame.cli.provenance import print_line, tell_hidden
from wargame.cli.wording.excerpt import excerpt
from wargame.cli.wording.fog_rows import fog_lines, owner_line, rows_of
from wargame.cli.wording.things import Thing, Things, mark, worth
from wargame.content import Problems, load, load_rule_set, lookup
from wargame.content.desugar.engine_rules import phrases_of
from wargame.content.lookup import ContentKind
from wargame.content.spelling import did_you_mean
from wargame.errors import Place, UsageError
from wargame.model.rules.fog import FogRow
from wargame.model.rules.metric import Metric
from wargame.model.rules.parameter import Parameter
from wargame.model.text.formula import NamedFormula
from wargame.store.provenance import Content, content_found, content_of, program_provenance

FOG = "fog"
_BRACED = re.compile(r"\{(\w+)\}")


@attrs.frozen
class _Book:
    """A scenario or a rule set, with all things that it defines."""

    title: str
    content: Content
    things: Things
    fog: tuple[FogRow, ...]


@click.command()
@click.argument("name")
@click.option("--scenario", shell_complete=completing.scenarios, help="Look only in this scenario (name or path).")
@click.option("--rules", help="Look only in this rule set (name or path).")
def command(name: str, scenario: str | None, rules: str | None) -> None:
    """Explain NAME: a metric, parameter, formula, action, step, inject, ending, kind, entity, faction, or `fog`.

    Invented and estimated figures have the mark [EST].
    """
    tell_hidden([scenario] if scenario else lookup.names(ContentKind.SCENARIO) if not rules else ())
    told: set[Thing] = set()
    known: dict[str, None] = {}
    contents: dict[str, Content] = {}
    for book in _books(scenario, rules):
        known.update(dict.fromkeys([*book.things.names(), FOG]))
        if name == FOG and book.fog:
            tell("\n".join([f"fog of {book.title}", *(f"    {line}" for line in fog_lines(book.fog)), ""]))
            told.add(Thing(FOG, book.title, book.fog[0].place))
            contents[book.title] = book.content
        for thing in book.things.called(name):
            if thing not in told:
                tell(("\n" if told else "") + "\n".join(_page(thing, book)))
                told.add(thing)
                contents[book.title] = book.content
    if told:
        print_line(program_provenance(contents))
    else:
        raise UsageError(f"nothing is called `{name}`{did_you_mean(name, known)}")


def _books(scenario: str | None, rules: str | None) -> Iterator[_Book]:
    """Return the books to search: one scenario, one rule set, or all scenarios and rule sets with a name."""
    problems = Problems()
    if scenario is None and rules is None:
        covered: set[str] = set()
        for name in lookup.names(ContentKind.SCENARIO):
            found = load(name, Problems())  # `wargame check` reports the problems of a broken scenario
            if found is not None:
                covered.add(found.rules.name)
                yield _Book(f"scenario {name}", content_of(name, found), Things.of_scenario(found), found.fog)
        for name in lookup.names(ContentKind.RULES):
            rule_set = load_rule_set(name, Problems()) if name not in covered else None
            if rule_set is not None:
                yield _Book(f"rule set {name}", _content(name), Things.of_rules(rule_set), rule_set.fog)
    if scenario is not None:
        found = load(scenario, problems)
        problems.raise_if_errors()
        if found is not None:
            yield _Book(f"scenario {found.name}", content_of(scenario, found), Things.of_scenario(found), found.fog)
    if rules is not None:
        rule_set = load_rule_set(rules, problems)
        problems.raise_if_errors()
        if rule_set is not None:
            yield _Book(f"rule set {rule_set.name}", _content(rules), Things.of_rules(rule_set), rule_set.fog)


def _content(rules: str) -> Content:
    found = lookup.find(ContentKind.RULES, rules)
    assert found is not None  # the rule set was already read once
    return content_found(found)


def _filled_in(thing: Thing, rule: tuple[str, ...], template: Place) -> Iterator[str]:
    """Return the texts that fill a rule of the engine's templates: named phrases, and the author's entry.

    `rule`: the lines of the rule in the engine's template.
    `template`: the place of this rule.
    """
    places = phrases_of(template)
    waiting, phrases = list(rule), dict[str, tuple[str, ...]]()
    while waiting:
        for name in _BRACED.findall(waiting.pop(0)):
            if name in places and name not in phrases:
                phrases[name] = excerpt(places[name], name)
                waiting += phrases[name]
    if phrases:
        yield from ("", "Phrases in it")
        yield from (f"    {line}" for lines in phrases.values() for line in lines)
    yield from ("", f"A rule of the engine, filled here for {thing.place}")
    yield from (f"    {line}" for line in excerpt(thing.place, thing.name))


def _page(thing: Thing, book: _Book) -> Iterator[str]:
    """Return the lines about one thing."""
    title = f" — {thing.label}" if thing.label and thing.label != thing.name else ""
    yield f"{thing.sort} {thing.name}{title}"
    yield f"{thing.template or thing.place} ({book.title})"
    yield ""
    rule = excerpt(thing.template or thing.place, thing.name)
    yield from (f"    {line}" for line in rule)
    if thing.template is not None:
        yield from _filled_in(thing, rule, thing.template)
    if isinstance(thing.item, Parameter):
        yield from ("", f"Value: {worth(thing.item)} {mark(thing.item)}".rstrip())
    if isinstance(thing.item, Metric):
        yield from ("", "Seen by", f"    {owner_line(thing.item)}")
        yield from (f"    {line}" for line in fog_lines(rows_of(thing.name, book.fog), thing.name))
    parameters = book.things.parameters_in(thing)
    if parameters:
        yield from ("", "Numbers in it")
        width = max(len(parameter.name) for parameter in parameters)
        for parameter in parameters:
            words = [worth(parameter), mark(parameter), parameter.label]
            told = " · ".join(word for word in (" ".join(filter(None, words[:2])), words[2], parameter.source) if word)
            yield f"    {parameter.name:<{width}}  {told}"
    for heading, others in (
        ("Formulas in it", book.things.formulas_in(thing)),
        ("Written by", book.things.writers_of(thing)),
        ("Read by", book.things.readers_of(thing)),
    ):
        if others:
            yield from ("", heading)
            for other in others:
                label = f" — {other.label}" if other.label else ""
                if isinstance(other.item, NamedFormula) and heading == "Formulas in it":
                    label = f" = {other.item.body.text}{label}"
                yield f"    {other.sort} {other.name}{label}  ({other.place})"
