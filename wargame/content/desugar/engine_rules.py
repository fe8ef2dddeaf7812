"""Reads the engine's own rules after its templates are filled. The same readers read ordinary rule files.

The engine's rules may have some keys that authors cannot use (docs/engine-rules.md).
A metric may have `owner: facilitator`, `seen_by` and `seen_at`.
An action may have `by: nobody` and a list of `levels`.
A step may have `table`, `inject` and `does`.

Must not know: the words that fill a template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import attrs

from wargame.content import lookup
from wargame.content.context import ReadContext
from wargame.content.desugar.template import FilledEntry, FilledWords, Template
from wargame.content.names import NameKind, Names
from wargame.content.problems import Problems
from wargame.content.schema.record import Key, ParsedRecord, Record
from wargame.content.schema.shapes import Entries, Expression, Id, Made, Many, Number, Text
from wargame.content.sections.actions import read_action
from wargame.content.sections.metrics import read_metric
from wargame.content.sections.steps import BECAUSE, NAME, SOURCE, STEP, STEP_PHASE, WHEN, read_step
from wargame.content.yaml.formula_text import Filled
from wargame.content.yaml.nodes import MappingNode, Page, SequenceNode, YamlNode
from wargame.content.yaml.tree import read_tree
from wargame.errors import Place
from wargame.model.rules.action import EVERYONE, Action
from wargame.model.rules.kinds import FACTION
from wargame.model.rules.metric import NOBODY, Metric
from wargame.model.rules.step import Step
from wargame.model.text.formula import NamedFormula

T = TypeVar("T")

FACILITATOR = "facilitator"
NOWHERE = Place("", 1, 1)  # the place of names that appear in no message
_NO_SEAT = ""  # the owner of a metric that only the facilitator sees


def _as_it_is(node: YamlNode, context: ReadContext) -> YamlNode:
    """Return a section unread. A reader can read the section only after its templates are filled."""
    return node


def _section(name: str) -> Key[YamlNode | None]:
    return Key(name, Made(_as_it_is, dict), None)


_WORD = Text("a word", empty=False)
PHASES_BEFORE: Key[tuple[str, ...]] = Key("before", Many(Id("a phase")), (), "say which phases open a turn")
PHASES_AFTER: Key[tuple[str, ...]] = Key("after", Many(Id("a phase")), (), "say which phases close a turn")
PHASES_RECORD = Record("phases", (PHASES_BEFORE, PHASES_AFTER))
TITLE = Key("title", _WORD, "", "write `title: ...`")
WHY = Key("because", _WORD, "", "say why it is so")
FROM = Key("source", _WORD, "", "say where it comes from")
PHASES: Key[ParsedRecord | None] = Key(
    "phases", Made(PHASES_RECORD.read, PHASES_RECORD.schema), None, "say when it happens"
)
SECTIONS = ("metrics", "actions", "formulas", "steps")
ENGINE_FILE = Record(
    "the engine's rules", (TITLE, WHY, FROM, PHASES, *(_section(name) for name in (*SECTIONS, "phrases")))
)


@attrs.frozen
class EngineFile:
    """A file of the engine's rules: its phases, and its template.

    Some of these phases run before the phases of the rule set, and the others run after the phases of the rule set.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    template: Template


@attrs.frozen
class EngineRules:
    """The rules that come from an engine file for one rule set, in the order of the file."""

    metrics: Mapping[str, Metric]
    actions: Mapping[str, Action]
    formulas: Mapping[str, NamedFormula]
    steps: Mapping[str, Step]


def engine_file(name: str) -> EngineFile:
    """Return a file of the engine's rules by name, such as `deals.yaml`.

    Raises ContentError for a mistake in the file.
    """
    return _read(name, lookup.engine_folder().label)


def phrases_of(place: Place) -> Mapping[str, Place]:
    """Return the place of each phrase by name. A phrase is a named text in a template.

    `place`: any place in the engine file that holds the phrases.
    """
    folder = lookup.engine_folder()
    name = next(name for name in folder.files() if folder.shown(name) == place.file)
    return {phrase: body.place for phrase, body in engine_file(name).template.phrases.items()}


@lru_cache
def _read(name: str, label: str) -> EngineFile:
    """Return an engine file. `label`: the folder name to show in messages. This label depends on the working folder."""
    problems = Problems()
    folder = lookup.engine_folder()
    text = folder.text(name, problems)
    tree = read_tree(Page(folder.shown(name), text or ""), problems).tree
    row = ENGINE_FILE.read(tree, ReadContext(problems, Names())) if tree is not None else None
    problems.raise_if_errors()
    assert row is not None
    phases = row[PHASES]
    assert phases is not None
    phrases = row.nodes["phrases"][1] if "phrases" in row.nodes else None
    sections = {section: row.nodes[section][1] if section in row.nodes else _nothing(tree) for section in SECTIONS}
    said = {key: body for key, (_, body) in phrases.entries.items()} if isinstance(phrases, MappingNode) else {}
    return EngineFile(phases[PHASES_BEFORE], phases[PHASES_AFTER], Template(sections, said))


def _nothing(tree: YamlNode | None) -> MappingNode:
    assert tree is not None
    return MappingNode(tree.page, tree.line, tree.column, {})


def engine_rules(file: EngineFile, words: FilledWords, kinds: Iterable[str], people: Iterable[str]) -> EngineRules:
    """Return the rules of an engine file whose templates are filled with `words`.

    `kinds`: the kinds that the rules may name.
    `people`: the seats that the rules may name.

    Raises ContentError with the place in the template if a filled template is no rule.
    """
    context = ReadContext(Problems(), _names(file, kinds, people))
    template = file.template
    rules = EngineRules(
        _each(template.entries("metrics", words), _metric, context),
        _each(template.entries("actions", words), _action, context),
        _each(template.entries("formulas", words), _formula, context),
        _each(template.entries("steps", words), _step, context),
    )
    context.problems.raise_if_errors()
    return rules


def _each(
    entries: Iterable[FilledEntry], read: Callable[[FilledEntry, ReadContext], T | None], context: ReadContext
) -> dict[str, T]:
    made = ((entry.head.text, read(entry, context)) for entry in entries)
    return {name: thing for name, thing in made if thing is not None}


def _names(file: EngineFile, kinds: Iterable[str], people: Iterable[str]) -> Names:
    """Return the names that the rules may use: kinds, seats, and the engine's own phases."""
    names = Names()
    for kind in kinds:
        names.put(kind, NameKind.KIND, NOWHERE)
    names.playing[FACTION] = None
    names.promised[FACTION] = dict.fromkeys(people, NOWHERE)
    names.phases = dict.fromkeys((*file.before, *file.after), NOWHERE)
    return names


OWNER = Key("owner", _WORD, "", "say who sees it")
SEEN_BY: Key[tuple[str, ...]] = Key("seen_by", Many(_WORD), ())
SEEN_AT: Key[Mapping[str, tuple[str, ...]]] = Key("seen_at", Entries(Many(_WORD)), {})


def _metric(entry: FilledEntry, context: ReadContext) -> Metric | None:
    plain, row = _split(entry, (SEEN_BY, SEEN_AT), context)
    owned, own = _split(attrs.evolve(entry, body=plain), (OWNER,), context)
    hidden = own[OWNER] == FACILITATOR
    metric = read_metric(entry.head, owned if hidden else plain, context)
    if metric is None:
        return None
    return attrs.evolve(
        metric, owner=_NO_SEAT if hidden else metric.owner, readers=row[SEEN_BY], readers_at=row[SEEN_AT], inner=True,
        place=entry.words.place, template=entry.head.place,
    )  # fmt: skip


BY: Key[tuple[str, ...]] = Key("by", Many(_WORD, single=True), (), "say who may order it")
LEVELS: Key[tuple[float, ...]] = Key("levels", Many(Number()), ())


def _action(entry: FilledEntry, context: ReadContext) -> Action | None:
    plain, row = _split(entry, (BY,), context)
    levels: tuple[float, ...] = ()
    if isinstance(plain.entries.get("levels", (None, None))[1], SequenceNode):
        plain, listed = _split(attrs.evolve(entry, body=plain), (LEVELS,), context)
        levels = listed[LEVELS]
    # the reader of actions needs a giver, so the giver is `everyone` for a moment
    anyone = attrs.evolve(entry.head, text=EVERYONE)
    action = read_action(
        entry.head, attrs.evolve(plain, entries={**plain.entries, "by": (entry.head, anyone)}), context
    )
    if action is None:
        return None
    return attrs.evolve(
        action, by=() if row[BY] == (NOBODY,) else row[BY], levels=levels or action.levels, place=entry.words.place,
        template=entry.head.place,
    )  # fmt: skip


def _formula(entry: FilledEntry, context: ReadContext) -> NamedFormula | None:
    body = Expression().read(entry.body, context)
    return None if body is None else NamedFormula(entry.head.text, (), body, template=entry.head.place)


STEP_TABLE = Key("table", _WORD, "")
STEP_INJECT = Key("inject", _WORD, "")
DOES = Key("does", _WORD, "")
WAS = Key("was", _WORD, "")


def _step(entry: FilledEntry, context: ReadContext) -> Step | None:
    plain, row = _split(entry, (STEP_TABLE, STEP_INJECT, DOES, WAS), context)
    effects = entry.words.values.get(row[DOES])
    step = _framed(entry.head, plain, effects, context) if DOES in row else read_step(entry.head, plain, context)
    if step is None:
        return None
    return attrs.evolve(
        step, table=row[STEP_TABLE], inject=row[STEP_INJECT], was={"step": row[WAS]} if row[WAS] else {},
        place=step.place if DOES in row else entry.words.place, template=entry.head.place,
    )  # fmt: skip


def _framed(head: Filled, node: MappingNode, effects: object, context: ReadContext) -> Step | None:
    """Return the step that is made from the effects that an author wrote.

    The engine adds the condition, the phase and the title.
    """
    row = STEP.read(node, context, head)
    if row is None or not isinstance(effects, Step):
        context.wrong(head, f"`{head.text}` does what nobody wrote")
        return None
    return attrs.evolve(
        effects, id=head.text, phase=row[STEP_PHASE], name=row[NAME], when=row[WHEN], because=row[BECAUSE],
        source=row[SOURCE],
    )  # fmt: skip


def _split(entry: FilledEntry, keys: tuple[Key[Any], ...], context: ReadContext) -> tuple[MappingNode, ParsedRecord]:
    """Return an entry without the keys that only the engine may use, and return the values of these keys."""
    names = {key.name for key in keys}
    entries = entry.body.entries if isinstance(entry.body, MappingNode) else {}
    page, line, column = entry.body.page, entry.body.line, entry.body.column
    own = {name: both for name, both in entries.items() if name in names}
    row = Record("a rule of the engine", keys).read(MappingNode(page, line, column, own), context, entry.head)
    assert row is not None
    return MappingNode(page, line, column, {name: both for name, both in entries.items() if name not in names}), row
