"""Reads the readable parts of a file with broken YAML. Each entry is read alone, so all faults can be reported.

Must not know: sections, or what a key means.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

import attrs

from wargame.content.problems import Problems
from wargame.content.yaml.nodes import BrokenNode, MappingNode, Page, ScalarNode, SequenceNode, YamlNode
from wargame.errors import Place

LARGEST = 400_000  # largest number of characters in a file that is read in pieces
MOST_PIECES = 2_000
_HEAD = re.compile(r"\s*(?P<quote>[\"']?)(?P<key>[^\s:#\"'{}\[\],-][^:#\"'{}\[\]]*)(?P=quote)\s*:\s*(#.*)?")
_KEY = re.compile(r"\s*[\"']?([A-Za-z][A-Za-z0-9_]*)")
_NOTHING = re.compile(r"\s*(#.*)?")


@attrs.frozen
class FilePiece:
    """A part of a file that begins at the beginning of a line.

    `text`: the text of the part.
    `above`: the number of lines before the part.
    `before`: the number of characters before the part.
    """

    text: str
    above: int = 0
    before: int = 0


Read = Callable[
    [Page, FilePiece, Problems], YamlNode | None
]  # the function returns the tree of a piece; a piece with a fault is reported, and the result is then None


@attrs.frozen
class _Lines:
    """Neighbouring lines of a file, from line `first` to the line before `last`."""

    first: int
    last: int


class Salvage:
    """Reads the pieces of one file. An unreadable piece is reported, and its key has no value."""

    def __init__(self, page: Page, problems: Problems, read: Read) -> None:
        self.page = page
        self.problems = problems
        self.read = read
        self.lines = page.text.split("\n")
        self.before = (0, *accumulate(len(line) + 1 for line in self.lines))  # number of characters above each line
        self.pieces = 0

    def tree(self) -> MappingNode | None:
        """Return the file as a mapping. Return None if the file is too large or is no mapping."""
        if len(self.page.text) > LARGEST:
            return None
        node = self.join(_Lines(0, len(self.lines)))
        return node if isinstance(node, MappingNode) and self.pieces <= MOST_PIECES else None

    def join(self, piece: _Lines) -> YamlNode | None:
        """Read the entries within a piece one by one. Return all entries as one mapping or list."""
        found: MappingNode | SequenceNode | None = None
        for part in self.split(piece):
            node = self.alone(part)
            if node is None:
                continue
            if found is None:
                found = node
            elif isinstance(found, SequenceNode) and isinstance(node, SequenceNode):
                found.items += node.items
            elif isinstance(found, MappingNode) and isinstance(node, MappingNode):
                self.merge(found, node)
            elif isinstance(found, SequenceNode):
                self.problems.add(node.place, "`- ` is missing before this item of the list")
        if isinstance(found, MappingNode) and found.torn:  # a value without a key may belong to an unreadable part
            for key, value in found.entries.values():
                if isinstance(value, ScalarNode) and value.blank:
                    found.entries[key.text] = (key, BrokenNode(value.page, value.line, value.column))
        return found

    def merge(self, found: MappingNode, more: MappingNode) -> None:
        """Add entries to a mapping. Report double keys."""
        found.torn = found.torn or more.torn
        for text, (key, value) in more.entries.items():
            if text in found.entries:
                first = found.entries[text][0]
                self.problems.add(
                    key.place, f"`{text}` stands twice in this mapping (first at {first.line}:{first.column}); keep one"
                )
            else:
                found.entries[text] = (key, value)

    def alone(self, piece: _Lines) -> MappingNode | SequenceNode | None:
        """Read one entry as a whole.

        Read the parts of the entry if the whole is unreadable. Return its key without a value if the parts are
        unreadable too.
        """
        self.pieces += 1
        if self.pieces > MOST_PIECES:
            return None
        trial = Problems()
        text = "\n".join(self.lines[piece.first : piece.last])
        node = self.read(self.page, FilePiece(text, piece.first, self.before[piece.first]), trial)
        if not trial.error_count:
            return node if isinstance(node, MappingNode | SequenceNode) else None
        head = _HEAD.fullmatch(self.lines[piece.first])
        inner = self.split(_Lines(piece.first + 1, piece.last)) if head is not None else []
        if head is None or not inner or self.indent(inner[0].first) <= self.indent(piece.first):
            told = self.shown(piece)
            for problem in trial.all if not told else ():
                self.problems.add(problem.place, problem.message, problem.warning)
            return self.keyless(piece)
        before = self.problems.error_count
        body = self.join(_Lines(piece.first + 1, piece.last))
        if self.problems.error_count == before:  # each part is readable, but the whole entry is not
            problem = trial.all[0]
            self.problems.add(problem.place, problem.message)
        return self.entry(piece, head["key"].strip(), body)

    def shown(self, piece: _Lines) -> bool:
        """Report a fault that the first line of an entry shows. Return whether there is a fault."""
        line = self.lines[piece.first]
        bare = re.fullmatch(r"\s*([A-Za-z_]\w*)\s*(#.*)?", line)
        place = Place(self.page.file, piece.first + 1, self.indent(piece.first) + 1)
        if bare is not None and piece.last > piece.first + 1:
            self.problems.add(place, f"`{bare[1]}` has no colon behind it: write `{bare[1]}:`")
        elif re.match(r"\s*-[{\[\"'A-Za-z]", line):
            self.problems.add(place, "a space is missing behind `-`")
        else:
            return False
        return True

    def keyless(self, piece: _Lines) -> MappingNode | SequenceNode | None:
        """Return an entry with an unreadable value: its key without the value, or an item of a list."""
        line = self.lines[piece.first]
        broken = BrokenNode(self.page, piece.first + 1, self.indent(piece.first) + 1)
        if line.lstrip().startswith("-"):
            return SequenceNode(self.page, broken.line, broken.column, [broken])
        named = _KEY.match(line)
        return self.entry(piece, named[1] if named is not None else "", None)

    def entry(self, piece: _Lines, key: str, body: YamlNode | None) -> MappingNode:
        """Return a mapping with the key at the beginning of a piece."""
        line, column = piece.first + 1, self.indent(piece.first) + 1
        start = self.before[piece.first] + column - 1
        value = body if body is not None else BrokenNode(self.page, line, column)
        head = ScalarNode(self.page, key, line, column, "", start, start + len(key))
        return MappingNode(self.page, line, column, {key: (head, value)} if key else {}, torn=True)

    def split(self, piece: _Lines) -> list[_Lines]:
        """Split a piece before each of its least indented lines."""
        written = [n for n in range(piece.first, piece.last) if not _NOTHING.fullmatch(self.lines[n])]
        if not written:
            return []
        least = self.indent(written[0])
        starts = [n for n in written if self.indent(n) <= least]
        return [_Lines(first, last) for first, last in zip(starts, [*starts[1:], piece.last], strict=True)]

    def indent(self, line: int) -> int:
        """Return the number of characters by which a line is indented."""
        text = self.lines[line]
        return len(text) - len(text.lstrip())
