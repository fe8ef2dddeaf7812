"""Reads one YAML file into nodes, and refuses features of YAML that content files do not use.

These features are YAML's own types, tags, anchors and merge keys. Every scalar stays text.

Must not know: sections, or what a key means.
"""

from __future__ import annotations

import re
from typing import Any

import attrs
import yaml

from wargame.content.problems import Problems
from wargame.content.spelling import shown
from wargame.content.yaml.nodes import BrokenNode, MappingNode, Page, ScalarNode, SequenceNode, YamlNode
from wargame.content.yaml.salvage import FilePiece, Salvage
from wargame.content.yaml.text import why_hidden
from wargame.content.yaml.yaml_errors import CUT, explain
from wargame.errors import Place
from wargame.model.text.hidden_signs import HIDDEN

DEEPEST = 32
# the C parser and the Python parser report equal positions
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PAIRS = {")": "(", "]": "["}
_BRACKET = re.compile(r"[()\[\]]")


@attrs.define(eq=False)
class _Open:
    """A mapping or sequence whose end is not yet read. `key`: the key whose value comes next."""

    node: SequenceNode | MappingNode
    flow: bool
    key: ScalarNode | None = None
    skip: bool = False  # whether the collection is the value of a refused key
    cut: bool = False  # whether a cut formula was already reported here


@attrs.frozen
class ParsedTree:
    """The readable part of a file. `whole`: whether the reading reached the end of the file."""

    tree: YamlNode | None
    whole: bool


def read_tree(page: Page, problems: Problems) -> ParsedTree:
    """Return the readable part of a file as a tree. Refused parts are reported as problems."""
    if not page.text.strip():
        problems.add(Place(page.file, 1, 1), "the file is empty: write `title:` and the sections, or delete it")
        return ParsedTree(None, False)
    reader = _Reader(page, problems)
    reading = reader.read()
    if reader.fault is None:
        return reading
    found = Problems()
    tree = Salvage(page, found, _piece).tree()
    if tree is None or not found.error_count:
        problems.add(*reader.fault)
        return reading
    for problem in found.all:
        problems.add(problem.place, problem.message)
    return ParsedTree(tree, True)


def _piece(page: Page, piece: FilePiece, problems: Problems) -> YamlNode | None:
    """Return the tree of a piece of a file. Report broken YAML in the piece."""
    reader = _Reader(page, problems, piece)
    reading = reader.read()
    if reader.fault is not None:
        problems.add(*reader.fault)
    return reading.tree


class _Reader:
    """Builds nodes from the events of the YAML parser. An event is, for example, a scalar or the start of a mapping.

    The reader uses no recursion, so it can limit the depth of a file.
    """

    def __init__(self, page: Page, problems: Problems, piece: FilePiece | None = None) -> None:
        self.page = page
        self.piece = piece or FilePiece(page.text)
        self.last_line = self.piece.text.count("\n") + 1
        self.problems = problems
        self.open: list[_Open] = []
        self.root: YamlNode | None = None
        self.fault: tuple[Place, str] | None = None  # the place and the reason if the text is no YAML

    def read(self) -> ParsedTree:
        parser = _LOADER(self.piece.text)
        documents = 0
        whole = False
        try:
            while True:
                event = parser.get_event()
                if event is None or isinstance(event, yaml.StreamEndEvent):
                    whole = True
                    break
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.refuse(event.start_mark, "a second document begins here: one file holds one document")
                        break
                if self.problems.full or not self.add_event(event):
                    break
        except yaml.MarkedYAMLError as error:
            inside_flow = bool(self.open) and self.open[-1].flow
            place, message = explain(error, Page(self.page.file, self.piece.text), inside_flow)
            # a cut formula causes further faults, and the cut was already reported
            if not any(around.cut for around in self.open):
                self.fault = attrs.evolve(place, line=place.line + self.piece.above), message
        finally:
            parser.dispose()
        if self.root is None and self.open:
            self.root = self.open[0].node
        if isinstance(self.root, ScalarNode) and self.root.blank:
            self.root = None
        if self.root is None and whole:
            self.problems.add(
                Place(self.page.file, 1, 1), "nothing stands in this file but signs and comments: write its sections"
            )
        return ParsedTree(self.root, whole)

    def add_event(self, event: Any) -> bool:
        """Add one event of the parser. Return False to stop the reading."""
        kind = type(event)
        mark = event.start_mark
        if kind is yaml.ScalarEvent:
            if event.anchor is not None or (event.tag is not None):
                self.refuse_decoration(event)
            start, end = mark.index + self.piece.before, event.end_mark.index + self.piece.before
            style = event.style or ""
            # the character is written as an escape, such as "\\e"
            hidden = HIDDEN.search(event.value) if style == '"' else None
            if hidden is not None:
                self.refuse(mark, why_hidden(hidden.group()))
            if hidden is not None or (event.anchor is not None and not event.value):
                self.put(BrokenNode(self.page, self.line(mark), mark.column + 1))
                return True
            self.put(ScalarNode(self.page, event.value, self.line(mark), mark.column + 1, style, start, end))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                self.refuse_decoration(event)
            if len(self.open) >= DEEPEST:
                self.refuse(mark, f"this is nested more than {DEEPEST} deep: nothing in a content file needs that")
                return False
            line, column = self.line(mark), mark.column + 1
            node = (
                MappingNode(self.page, line, column, {})
                if kind is yaml.MappingStartEvent
                else SequenceNode(self.page, line, column, [])
            )
            self.open.append(_Open(node, event.flow_style))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            closed = self.open.pop()
            # The rest of a cut formula has no meaning, and one message is enough.
            self.put(BrokenNode(self.page, closed.node.line, closed.node.column) if closed.cut else closed.node)
        elif kind is yaml.AliasEvent:
            self.refuse(mark, f"an alias (`*{event.anchor}`) has no place here: write the value out")
            self.put(BrokenNode(self.page, self.line(mark), mark.column + 1))
        return True

    def put(self, node: YamlNode) -> None:
        """Add a finished node to the collection that contains it."""
        if not self.open:
            self.root = node
            return
        top = self.open[-1]
        if top.flow and not top.cut and isinstance(node, ScalarNode) and self.is_cut(top, node):
            top.cut = True
            self.problems.add((top.key or node).place if node.blank else node.place, CUT)
        if isinstance(top.node, SequenceNode):
            top.node.items.append(node)
        elif top.key is None and not top.skip:
            self.put_key(top, node)
        else:
            if top.key is not None:
                top.node.entries[top.key.text] = (top.key, node)
            top.key, top.skip = None, False

    def put_key(self, top: _Open, node: YamlNode) -> None:
        """Add a key of a mapping. A refused key is left out with its value."""
        assert isinstance(top.node, MappingNode)
        top.skip = True
        if isinstance(node, BrokenNode):
            return  # the cut was already reported
        if not isinstance(node, ScalarNode):
            self.problems.add(node.place, "a key must be a word, not a list or a mapping")
        elif node.text == "<<" and not node.style:
            self.problems.add(node.place, "a merge key (`<<`) has no place here: write the entries out")
        elif node.text in top.node.entries:
            if not top.cut:
                first = top.node.entries[node.text][0].place
                self.problems.add(
                    node.place,
                    f"{shown(node.text)} stands twice in this mapping (first at {first.line}:{first.column}); keep one",
                )
        else:
            top.key, top.skip = node, False

    def is_cut(self, top: _Open, node: ScalarNode) -> bool:
        """Return whether YAML cut a formula here. YAML cuts at a comma or bracket inside { } or [ ]."""
        if node.style:
            return False
        if node.blank:  # `{a: min(x, y)}` leaves the key `y)` without a colon and a value
            return top.key is not None and self.page.text[top.key.end : top.key.end + 1] != ":"
        return not _balanced(node.text)

    def refuse(self, mark: Any, message: str) -> None:
        self.problems.add(Place(self.page.file, self.line(mark), mark.column + 1), message)

    def line(self, mark: Any) -> int:
        """Return the line of a parser's mark (position), counted in the whole file.

        A mark below the last line gets the number of the last line.
        """
        return min(int(mark.line) + 1, self.last_line) + self.piece.above

    def refuse_decoration(self, event: Any) -> None:
        """Report an anchor or a tag."""
        if event.anchor is not None:
            self.refuse(event.start_mark, f"an anchor (`&{event.anchor}`) has no place here: delete it")
        if event.tag is not None:
            self.refuse(event.start_mark, f"a tag ({shown(event.tag)}) has no place here: delete it")


def _balanced(text: str) -> bool:
    """Return whether the brackets of a text are closed and nested correctly."""
    if _BRACKET.search(text) is None:
        return True
    waiting: list[str] = []
    for sign in text:
        if sign in "([":
            waiting.append(sign)
        elif sign in ")]" and (not waiting or waiting.pop() != _PAIRS[sign]):
            return False
    return not waiting
