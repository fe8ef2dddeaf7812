"""Reads the files of a rule set or scenario in the order of `include`, from a folder or from a save.

Must not know: sections other than `include`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import attrs

from wargame.content.problems import Problems
from wargame.content.spelling import did_you_mean, shown
from wargame.content.yaml.nodes import BrokenNode, MappingNode, Page, ScalarNode, SequenceNode, YamlNode, describe
from wargame.content.yaml.text import LARGEST, check_text, decode
from wargame.content.yaml.tree import read_tree
from wargame.errors import Place

MOST_FILES = 200
MOST_TEXT = 8_000_000  # number of characters of all files together


class Shelf(Protocol):
    """Where the files of one rule set or scenario are: a folder or a save. File names are relative and contain `/`."""

    @property
    def prefix(self) -> str:
        """Return the prefix of the file names in a save, such as `rules/harbour/`."""

    def shown(self, file: str) -> str:
        """Return the name of a file as messages show it."""

    def holds(self, file: str) -> bool:
        """Return whether the file exists here."""

    def files(self) -> tuple[str, ...]:
        """Return the names of the YAML files here."""

    def text(self, file: str, problems: Problems) -> str | None:
        """Return the text of a file. Report a file that cannot be read, and return None."""


@attrs.frozen
class Folder:
    """A folder on disk. Messages show the names of its files after `label`."""

    root: Path
    prefix: str
    label: str

    def shown(self, file: str) -> str:
        """Return the path as the author typed it or would type it."""
        return f"{self.label}/{file}" if self.label not in ("", ".") else file

    def holds(self, file: str) -> bool:
        """Return whether the file exists below the root. Symbolic links are resolved first."""
        path = self.root / file
        return path.is_file() and path.resolve().is_relative_to(self.root.resolve())

    def files(self) -> tuple[str, ...]:
        """Return the names of the YAML files in the folder. Files in subfolders are not included."""
        return tuple(sorted(path.name for path in self.root.glob("*.y*ml")))

    def text(self, file: str, problems: Problems) -> str | None:
        """Return the decoded text. A file over the size limit is reported."""
        try:
            with (self.root / file).open("rb") as stream:
                data = stream.read(LARGEST + 1)
        except OSError as error:
            problems.add(Place(self.shown(file), 1, 1), f"the file cannot be read: {error.strerror}")
            return None
        return decode(data, self.shown(file), problems)


@attrs.frozen
class Saved:
    """The texts in a save, by name."""

    texts: Mapping[str, str]
    prefix: str

    def shown(self, file: str) -> str:
        """Return the name of the text in the save."""
        return self.prefix + file

    def holds(self, file: str) -> bool:
        """Return whether the save has the text."""
        return self.prefix + file in self.texts

    def files(self) -> tuple[str, ...]:
        """Return the name of every text that begins with the prefix."""
        return tuple(name.removeprefix(self.prefix) for name in self.texts if name.startswith(self.prefix))

    def text(self, file: str, problems: Problems) -> str | None:
        """Return the text in the save."""
        text = self.texts[self.prefix + file]
        return text if check_text(text, self.shown(file), problems) else None


@attrs.frozen
class FileSet:
    """The files in reading order, with their texts by name. `torn`: the files with unreadable parts."""

    trees: tuple[MappingNode, ...]
    texts: Mapping[str, str]
    torn: frozenset[str]


def gather(shelf: Shelf, entry: str, problems: Problems) -> FileSet:
    """Return a file and everything that it includes, in order."""
    gathering = _Gathering(shelf, problems)
    gathering.read(entry, (entry,))
    return FileSet(tuple(gathering.trees), gathering.texts, frozenset(gathering.torn))


class _Gathering:
    def __init__(self, shelf: Shelf, problems: Problems) -> None:
        self.shelf = shelf
        self.problems = problems
        self.trees: list[MappingNode] = []
        self.texts: dict[str, str] = {}
        self.torn: set[str] = set()
        self.length = 0

    def read(self, file: str, trail: tuple[str, ...]) -> None:
        """Read an existing file.

        `trail`: the files that lead to this file, from the first file on. Each file in the list includes the next file.
            The last file in the list is this file.
        """
        shown_file = self.shelf.shown(file)
        text = self.shelf.text(file, self.problems)
        if text is None:
            self.torn.add(shown_file)
            return
        self.texts[self.shelf.prefix + file] = text
        self.length += len(text)
        reading = read_tree(Page(shown_file, text), self.problems)
        tree = reading.tree
        if not reading.whole:
            self.torn.add(shown_file)
        if not isinstance(tree, MappingNode):
            if tree is not None:
                self.problems.add(tree.place, f"expected sections as in `title: ...`, found {describe(tree)}")
            self.torn.add(shown_file)
            return
        self.trees.append(tree)
        if "include" in tree.entries:
            self.include(tree.entries["include"][1], trail)

    def include(self, node: YamlNode, trail: tuple[str, ...]) -> None:
        """Read the files of an `include`."""
        items = node.items if isinstance(node, SequenceNode) else [node]
        for item in items:
            if not isinstance(item, ScalarNode) or not item.text:
                if not isinstance(item, BrokenNode):
                    self.problems.add(item.place, f"expected the name of a file, found {describe(item)}")
                self.torn.add("include")
                continue
            why = self.why_not(item.text, trail)
            if why:
                self.problems.add(item.place, why)
                self.torn.add(item.page.file)
            else:
                self.read(item.text, (*trail, item.text))

    def why_not(self, file: str, trail: tuple[str, ...]) -> str:
        """Return the reason why a file cannot be included. Return an empty text if the file can be included."""
        parts = file.split("/")
        if "\\" in file or file.startswith("/") or ".." in parts or "." in parts or ":" in file or "" in parts:
            return f"{shown(file)} leads out of the folder: only files beside or below this one can be included"
        if not file.endswith((".yaml", ".yml")):
            return f"{shown(file)} is not a YAML file: its name must end in .yaml"
        if file in trail:
            return f"the files include each other in a circle: {' → '.join((*trail[trail.index(file) :], file))}"
        if self.shelf.prefix + file in self.texts:
            return f"{shown(file)} is included twice; keep one"
        if len(self.texts) >= MOST_FILES or self.length > MOST_TEXT:
            return f"too much to read: at most {MOST_FILES} files and {MOST_TEXT:,} characters"
        if not self.shelf.holds(file):
            others = [other for other in self.shelf.files() if other not in trail]
            return f"there is no file {shown(file)} beside this one{did_you_mean(file, others)}"
        return ""
