"""The tree of branches that holds a save: the oldest known ancestor of the save, and all branches of this ancestor.

Must not know: what happened in the games.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from wargame.errors import SaveError
from wargame.store.codec import digest
from wargame.store.header import Header, read_header
from wargame.store.journal import HEADER, decoded, read
from wargame.store.migrations import upcast_header
from wargame.store.saves import saves_folder


@attrs.frozen
class Relative:
    """A save with its branches. `save`: the SHA-256 of its first line, which names the save."""

    path: Path
    header: Header
    save: str
    branches: tuple[Relative, ...] = ()

    def all(self) -> Iterator[tuple[int, Relative]]:
        """Return this save and all branches below it, with the depth of each save in the tree."""
        yield 0, self
        for branch in self.branches:
            for depth, relative in branch.all():
                yield depth + 1, relative


def family(path: Path, folders: Sequence[Path] = ()) -> Relative:
    """Return the tree that holds a save. The root is the oldest ancestor whose save exists.

    The tree holds the saves in the folder of `path`, in the folder of saves, and in `folders`. Each save stands in the
    tree once, below one parent. A copy of a save therefore has no branches of its own. Raises SaveError, UsageError.
    """
    recording = read(path)
    here = _first(path)
    if here is None:
        raise recording.damage or SaveError(f"{path} has no header that can be read.")
    known = {path.resolve(): here}
    for each in _saves((path.parent, saves_folder(), *folders)):
        known.setdefault(each.path.resolve(), each)
    parents = {place: _parent_among(each, known) for place, each in known.items()}
    root = here
    seen = {root.path.resolve()}
    while (parent := parents[root.path.resolve()]) is not None and parent.path.resolve() not in seen:
        root = parent
        seen.add(root.path.resolve())
    return _with_branches(root, known, parents, frozenset())


def _with_branches(
    relative: Relative,
    known: Mapping[Path, Relative],
    parents: Mapping[Path, Relative | None],
    above: frozenset[Path],
) -> Relative:
    here = relative.path.resolve()
    above = above | {here}
    found = [
        _with_branches(known[place], known, parents, above)
        for place, parent in sorted(parents.items())
        if parent is not None and parent.path.resolve() == here and place not in above
    ]
    return attrs.evolve(relative, branches=tuple(sorted(found, key=_order)))


def _order(relative: Relative) -> tuple[int, str]:
    parent = relative.header.parent
    return (parent.turn if parent else 0), relative.path.name


def _parent_among(relative: Relative, known: Mapping[Path, Relative]) -> Relative | None:
    """Return the save from which a branch was made. Only one of several copies of this save is the parent.

    The parent has the name that the branch remembers. A save in the folder of the branch is preferred to other saves.
    """
    start = relative.header.parent
    if start is None:
        return None

    def farther(place: Path) -> tuple[bool, bool, Path]:
        path = known[place].path
        return path.name != start.file, path.resolve().parent != relative.path.resolve().parent, place

    return next((known[place] for place in sorted(known, key=farther) if _comes_from(relative, known[place])), None)


def _comes_from(relative: Relative, other: Relative) -> bool:
    """Return whether a save is a branch of another save.

    Games with the same seed and players have the same first line. The hash of the last common line shows the difference
    between such games.
    """
    parent = relative.header.parent
    return parent is not None and parent.save == other.save and _holds(other.path, parent.line)


def _holds(path: Path, line: str) -> bool:
    """Return whether a save has a line with this hash. The next line names the hash."""
    raw = path.read_bytes()
    return f'"prev":"{line}"'.encode() in raw or digest(raw.rstrip(b"\n").rpartition(b"\n")[2]) == line


def _saves(folders: Sequence[Path]) -> Iterator[Relative]:
    for folder in dict.fromkeys(folders):
        for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
            found = _first(path) if path.is_file() else None
            if found is not None:
                yield found


def _first(path: Path) -> Relative | None:
    """Return a save by its first line. Return None for a file that is no save."""
    try:
        with path.open("rb") as file:
            line = file.readline()
        values = decoded(line[:-1], 1, "")
        if not line.endswith(b"\n") or values.get("kind") != HEADER:
            return None
        return Relative(path, read_header(upcast_header(values)), digest(line[:-1]))
    except (OSError, SaveError):
        return None
