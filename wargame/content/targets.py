"""The rule sets and scenarios that a command gets as a name, a file or a folder.

Must not know: what the command does with them.
"""

from __future__ import annotations

import re
from pathlib import Path

from wargame.content.lookup import ContentKind, Found, at_path, find
from wargame.content.problems import Problems
from wargame.content.sections.calibration import files_named
from wargame.content.sections.scenario import BALANCE, CALIBRATION
from wargame.content.yaml.files import gather
from wargame.content.yaml.nodes import ScalarNode

_NAMES_RULES = re.compile(rb"^rules\s*:", re.MULTILINE)
_DEEPEST = 6  # the greatest depth of subfolders below the given folder


def targets(name_or_path: str) -> tuple[Found, ...]:
    """Return all rule sets and scenarios that a name or path means. The result may be empty."""
    path = Path(name_or_path)
    if path.is_file():
        return (_of_file(path),)
    if path.is_dir():
        found = tuple(_of_folder(path, 0))
        if found:
            return found
    named = [find(sort, name_or_path) for sort in ContentKind]
    return tuple(item for item in named if item is not None)


_BESIDE = (CALIBRATION.name, BALANCE.name)  # keys that name files which `include` does not list


def left_out(name_or_path: str) -> str | None:
    """Return the main file of the rule set or scenario whose folder contains the file at a path.

    The main file is `ruleset.yaml` or `scenario.yaml`. Return None if the rule set or scenario includes the file at the
    path.
    """
    path = Path(name_or_path)
    if not path.is_file():
        return None
    found = _of_file(path)
    if found.folder is None or path.name == found.entry:
        return None
    file = path.resolve().relative_to(found.folder.resolve()).as_posix()
    read = gather(found.shelf, found.entry, Problems())
    named = [tree.entries[key][1] for tree in read.trees for key in _BESIDE if key in tree.entries]
    beside = {name for node in named if isinstance(node, ScalarNode) for name in files_named(found.shelf, node.text)}
    known = found.shelf.prefix + file in read.texts or file in beside
    return None if known else found.shelf.shown(found.entry)


def files_of(found: Found) -> frozenset[str]:
    """Return the names of the files of a rule set or scenario, as messages show them."""
    return frozenset(tree.page.file for tree in gather(found.shelf, found.entry, Problems()).trees)


def _of_file(path: Path) -> Found:
    """Return the scenario or rule set to which a file belongs."""
    for sort in ContentKind:
        if path.name == sort.entry or (path.parent / sort.entry).is_file():
            found = at_path(sort, path.parent)
            assert found is not None
            return found
    with path.open("rb") as stream:
        sort = ContentKind.SCENARIO if _NAMES_RULES.search(stream.read(1_000_000)) else ContentKind.RULES
    found = at_path(sort, path)
    assert found is not None
    return found


def _of_folder(path: Path, depth: int) -> list[Found]:
    """Return the rule sets and scenarios in a folder and its subfolders, sorted by name."""
    here = [found for sort in ContentKind if (found := at_path(sort, path)) is not None]
    if here or depth > _DEEPEST:
        return here
    below: list[Found] = []
    for inner in sorted(path.iterdir()):
        if inner.is_dir() and not inner.name.startswith(".") and not inner.is_symlink():
            below += _of_folder(inner, depth + 1)
        elif (
            inner.suffix in (".yaml", ".yml") and path.name in (sort.value for sort in ContentKind) and inner.is_file()
        ):
            below.append(_of_file(inner))
    return below
