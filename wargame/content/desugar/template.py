"""Fills templates. A template is YAML with rules that are repeated for every table, clause or inject.

A noun is the name of such things (`table`). A fact is a named truth value. A word is the text of a name in braces.

A template has five additions to the language of rule files (docs/engine-rules.md):

- `{name}` in a text or a key is the text of that name at this place. `{{` and `}}` are plain braces.
- `each NOUN:` as a key repeats its body for each thing of this noun. The results stand in place of the key.
- `if FACT:` as a key keeps its body if the fact is true. `unless FACT:` keeps its body if the fact is false.
- `sum:`, `any:`, `all:` and `largest:` join the texts of a list to one formula. `none:` is the formula for an empty
  list.
- `phrases:` is a section of named texts.

An unknown name, noun or fact is a ContentError with the file and line of the template.

Must not know: rules, deals or injects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import cast

import attrs

from wargame.content.spelling import did_you_mean
from wargame.content.yaml.formula_text import Filled
from wargame.content.yaml.nodes import MappingNode, ScalarNode, SequenceNode, YamlNode
from wargame.errors import ContentError, Place, Problem
from wargame.model.text.formula import Formula

FilledText = str | Formula  # a text of the engine, or a text with parts by an author; the parts keep their places
_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_JOINERS = {"sum": " + ", "any": " or ", "all": " and ", "largest": ", "}
_NONE = "none"
_DEEPEST = 20  # the greatest depth of phrases inside phrases


@attrs.frozen
class FilledWords:
    """The words for a template at one place.

    `place`: the entry in the author's file from which the rule comes.
    `values`: texts, formulas and facts by name.
    `things`: noun -> the words of each thing over which `each NOUN` repeats.
    """

    place: Place
    values: Mapping[str, object]
    things: Mapping[str, tuple[FilledWords, ...]] = attrs.field(factory=dict)

    def within(self, outer: FilledWords) -> FilledWords:
        """Return these words and the words of `outer`. The result has these words for names that both have."""
        return FilledWords(self.place, {**outer.values, **self.values}, {**outer.things, **self.things})


@attrs.frozen
class FilledEntry:
    """One filled entry of a section: its key, its body and its words."""

    head: Filled
    body: YamlNode
    words: FilledWords


@attrs.frozen
class Template:
    """The sections and the phrases of a template."""

    sections: Mapping[str, YamlNode]
    phrases: Mapping[str, YamlNode]

    def entries(self, section: str, words: FilledWords) -> Iterator[FilledEntry]:
        """Return the filled entries of a section, in the order of the file.

        Raises ContentError for a mistake in the template.
        """
        for table in _tables(self.sections[section]):
            for head, body, inner in self._unrolled(table, words):
                filled = self._value(body, inner)
                if filled is not None:
                    yield FilledEntry(self._filled(head, inner), filled, inner)

    def keys(self, section: str, words: FilledWords, inside: str = "") -> Iterator[str]:
        """Return the filled keys of a section. The result includes the keys below every `if` and `unless`.

        The bodies of the keys are not filled.

        `inside`: a key of the entries, such as `let`. The result then has the keys below `let` in all entries.
        """
        for table in _tables(self.sections[section]):
            for head, body, inner in self._unrolled(table, words, every=True):
                if not inside:
                    yield _plain(self._text(head, inner))
                elif isinstance(body, MappingNode) and inside in body.entries:
                    below = body.entries[inside][1]
                    if isinstance(below, MappingNode):
                        for key, _, innermost in self._unrolled(below, inner, every=True):
                            yield _plain(self._text(key, innermost))

    # -- nodes --------------------------------------------------------------------------------------------------------

    def _unrolled(
        self, table: MappingNode, words: FilledWords, every: bool = False
    ) -> Iterator[tuple[ScalarNode, YamlNode, FilledWords]]:
        """Return the key, the body and the words of each entry.

        A key `each`, `if` or `unless` is no entry. The entries in its body stand in its place.

        `every`: whether every `if` and `unless` counts as true.
        """
        for key, body in table.entries.values():
            scopes = self._scopes(key, words, every)
            if scopes is None:
                yield key, body, words
                continue
            for scope in scopes:
                for below in _tables(body):
                    yield from self._unrolled(below, scope, every)

    def _scopes(self, key: ScalarNode, words: FilledWords, every: bool = False) -> tuple[FilledWords, ...] | None:
        """Return one set of words for each repetition of a key's body. Return None for a plain key.

        `every`: whether every `if` and `unless` counts as true.
        """
        verb, name = _directive(key.text)
        if not verb:
            return None
        if verb == "each":
            if name not in words.things:
                raise _wrong(key, f"there is no `each {name}` here{did_you_mean(name, words.things)}")
            return tuple(thing.within(words) for thing in words.things[name])
        if every:
            return (words,)
        if name not in words.values and name not in words.things:
            raise _wrong(key, f"`{name}` is no fact here{did_you_mean(name, (*words.values, *words.things))}")
        holds = bool(words.values[name] if name in words.values else words.things[name])
        return (words,) if holds is (verb == "if") else ()

    def _value(self, node: YamlNode, words: FilledWords, sentence: bool = False) -> YamlNode | None:
        """Return the filled node, or None if the filled node is empty."""
        match node:
            case ScalarNode():
                return self._filled(node, words, sentence)
            case SequenceNode():
                items = [filled for item in node.items for filled in self._items(item, words)]
                return SequenceNode(node.page, node.line, node.column, items)
            case MappingNode() if self._joins(node):
                return _node(node, self._joined(node, words, sentence), words)
            case MappingNode() if self._directs(node):
                return self._chosen(node, words, sentence)
            case MappingNode():
                return self._table(node, self._unrolled(node, words))
        raise _wrong(node, "this could not be read")

    def _items(self, node: YamlNode, words: FilledWords) -> Iterator[YamlNode]:
        """Return the filled items of a list. An item with `each` or `if` becomes any number of items."""
        if not isinstance(node, MappingNode) or not self._directs(node):
            filled = self._value(node, words)
            if filled is not None:
                yield filled
            return
        for key, body in node.entries.values():
            for scope in self._scopes(key, words) or ():
                for item in body.items if isinstance(body, SequenceNode) else (body,):
                    yield from self._items(item, scope)

    def _chosen(self, node: MappingNode, words: FilledWords, sentence: bool) -> YamlNode | None:
        """Return the filled result of a mapping whose keys are all `each`, `if` or `unless`.

        The result is a mapping or a single value.
        """
        values = [
            filled
            for key, body in node.entries.values()
            for scope in self._scopes(key, words) or ()
            if (filled := self._value(body, scope, sentence)) is not None
        ]
        tables = [value for value in values if isinstance(value, MappingNode)]
        if len(values) <= 1:
            return values[0] if values else None
        if len(tables) < len(values):
            raise _wrong(node, f"one value must be left here, and there are {len(values)}")
        merged = MappingNode(node.page, node.line, node.column, {})
        for table in tables:
            for key, body in table.entries.values():
                _put(merged, key, body)
        return merged

    def _table(self, node: MappingNode, entries: Iterable[tuple[ScalarNode, YamlNode, FilledWords]]) -> MappingNode:
        filled = MappingNode(node.page, node.line, node.column, {})
        for key, body, words in entries:
            head = self._filled(key, words)
            value = self._value(body, words, sentence=head.text == "text")
            if value is not None:
                _put(filled, head, value)
        return filled

    @staticmethod
    def _directs(node: MappingNode) -> bool:
        """Return whether every key of a mapping is an `each`, an `if` or an `unless`."""
        return bool(node.entries) and all(_directive(key)[0] for key in node.entries)

    @staticmethod
    def _joins(node: MappingNode) -> bool:
        first = next(iter(node.entries), "")
        return first in _JOINERS and isinstance(node.entries[first][1], SequenceNode)

    # -- texts --------------------------------------------------------------------------------------------------------

    def _filled(self, scalar: ScalarNode, words: FilledWords, sentence: bool = False) -> Filled:
        return _node(scalar, self._text(scalar, words, sentence), words)

    def _texts(self, node: YamlNode, words: FilledWords, sentence: bool = False, depth: int = 0) -> list[FilledText]:
        """Return the filled texts of a node: one text, the texts of a list, or the texts below `each` and `if`."""
        match node:
            case ScalarNode():
                return [self._text(node, words, sentence, depth)]
            case SequenceNode():
                return [text for item in node.items for text in self._texts(item, words, sentence, depth)]
            case MappingNode() if self._joins(node):
                return [self._joined(node, words, sentence, depth)]
            case MappingNode():
                texts: list[FilledText] = []
                for key, body in node.entries.values():
                    scopes = self._scopes(key, words)
                    if scopes is None:
                        raise _wrong(key, "a text, a list of texts, `each`, `if` or `unless` must stand here")
                    for scope in scopes:
                        texts += self._texts(body, scope, sentence, depth)
                return texts
        raise _wrong(node, "this could not be read")

    def _joined(self, node: MappingNode, words: FilledWords, sentence: bool = False, depth: int = 0) -> FilledText:
        joiner, (_, items) = next(iter(node.entries.items()))
        others = [key for name, (key, _) in node.entries.items() if name not in (joiner, _NONE)]
        if others:
            raise _wrong(others[0], f"beside `{joiner}` only `{_NONE}` may stand")
        texts = self._texts(items, words, sentence, depth)
        if not texts and _NONE not in node.entries:
            raise _wrong(node, f"nothing is left to join here: say in `{_NONE}` what then stands")
        if not texts:
            texts = self._texts(node.entries[_NONE][1], words, sentence, depth)
        parts: list[FilledText] = [texts[0]]
        for text in texts[1:]:
            parts += (_JOINERS[joiner], text)
        return _together(["max(", *parts, ")"] if joiner == "largest" and len(texts) > 1 else parts)

    def _text(self, scalar: ScalarNode, words: FilledWords, sentence: bool = False, depth: int = 0) -> FilledText:
        """Return a text in which every name is filled.

        `sentence`: whether the text is a sentence of a report. The game fills the braces of a report later. Braces
            inside a word are therefore doubled.
        """
        pieces = _pieces(scalar.text)
        if pieces is None:
            raise _wrong(scalar, "a brace in this text is not closed: write {name}, or {{ for a brace itself")
        if len(pieces) == 1:
            return pieces[0]
        parts: list[FilledText] = []
        for index, piece in enumerate(pieces):
            if index % 2:
                parts.append(self._word(piece, scalar, words, sentence, depth))
            elif piece:
                parts.append(piece)
        return _together(parts)

    def _word(self, name: str, scalar: ScalarNode, words: FilledWords, sentence: bool, depth: int) -> FilledText:
        value = words.values.get(name, self)
        if isinstance(value, str):
            return value.replace("{", "{{").replace("}", "}}") if sentence else value
        if isinstance(value, Formula):
            return value
        if value is not self:
            raise _wrong(scalar, f"`{name}` is no text here")
        if name not in self.phrases:
            raise _wrong(scalar, f"nothing is called `{name}` here{did_you_mean(name, (*words.values, *self.phrases))}")
        if depth >= _DEEPEST:
            raise _wrong(scalar, f"phrases go round in a circle here: `{name}`")
        texts = self._texts(self.phrases[name], words, sentence, depth + 1)
        if len(texts) > 1:
            raise _wrong(scalar, f"`{name}` stands for {len(texts)} texts: say how they are joined")
        return texts[0] if texts else ""


def _node(node: ScalarNode | MappingNode, text: FilledText, words: FilledWords) -> Filled:
    plain = text if isinstance(text, str) else text.text
    style = "" if plain else '"'  # quotation marks keep an empty text; YAML would read an empty scalar as null
    written = None if isinstance(text, str) else text
    return Filled(node.page, plain, node.line, node.column, style, 0, 0, words.place, written)


def _put(table: MappingNode, key: ScalarNode, value: YamlNode) -> None:
    if key.text in table.entries:
        raise _wrong(key, f"`{key.text}` stands twice in this mapping once it is filled")
    table.entries[key.text] = (key, value)


def _tables(body: YamlNode) -> Iterator[MappingNode]:
    """Return the mappings of a section or of a body. A body may be one mapping or a list of mappings."""
    for node in body.items if isinstance(body, SequenceNode) else (body,):
        if not isinstance(node, MappingNode):
            raise _wrong(node, "a mapping must stand here")
        yield node


@lru_cache(maxsize=4_096)
def _directive(key: str) -> tuple[str, str]:
    """Return `each`, `if` or `unless`, and the noun or fact after this word. Return two empty texts for a plain key."""
    verb, _, name = key.partition(" ")
    return (verb, name) if name and verb in ("each", "if", "unless") else ("", "")


@lru_cache(maxsize=4_096)
def _pieces(text: str) -> tuple[str, ...] | None:
    """Return the pieces of a text: plain texts alternate with the names in braces.

    The first and the last piece are plain texts, which may be empty.

    Return None for a text with a stray brace.
    """
    pieces: list[str] = []
    plain, end = "", 0
    for found in _BRACES.finditer(text):
        plain, end = plain + text[end : found.start()], found.end()
        if found[0] in ("{{", "}}"):
            plain += found[0][0]
        elif found[1] is None:
            return None
        else:
            pieces += (plain, found[1])
            plain = ""
    return (*pieces, plain + text[end:])


def _together(parts: list[FilledText]) -> FilledText:
    """Join parts into one text. The parts that an author wrote keep their places in the author's file.

    The place of the whole text is the place of the first part that an author wrote.
    """
    if len(parts) == 1:
        return parts[0]
    written = [part for part in parts if not isinstance(part, str)]
    if not written:
        return "".join(cast("list[str]", parts))
    text = ""
    starts = [(0, written[0].place)]
    for part in parts:
        if isinstance(part, Formula):
            starts += [(offset + len(text), place) for offset, place in part.starts or ((0, part.place),)]
        text += part if isinstance(part, str) else part.text
    return Formula(text, written[0].place, tuple(starts), all(part.by_engine for part in written))


def _plain(text: FilledText) -> str:
    return text if isinstance(text, str) else text.text


def _wrong(node: YamlNode, message: str) -> ContentError:
    return ContentError((Problem(node.place, message),))
