"""Finds rule sets and scenarios by path or name.

A name is looked up beside a file, in the user's folders, and in the shipped content.

Only this module of the folder `content` knows where these folders are on the machine.

Must not know: the content of the files.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path

import attrs
import platformdirs

from wargame.content.spelling import did_you_mean
from wargame.content.yaml.files import Folder, Saved, Shelf
from wargame.errors import UsageError

_SAVE = b'{"behaviour":'  # the first bytes of a save, because the keys of its header are sorted
_PACKAGE = Path(__file__).resolve().parent.parent


class ContentKind(Enum):
    """The two kinds of content: rule sets and scenarios. The value of each kind is the name of its folders."""

    RULES = "rules"
    SCENARIO = "scenarios"

    @property
    def entry(self) -> str:
        """Return the fixed name of the file that is read first in a folder: `ruleset.yaml` or `scenario.yaml`."""
        return "ruleset.yaml" if self is ContentKind.RULES else "scenario.yaml"

    @property
    def word(self) -> str:
        """Return the word for this kind in messages: `rule set` or `scenario`."""
        return "rule set" if self is ContentKind.RULES else "scenario"


@attrs.frozen
class Found:
    """A rule set or scenario that exists: its name, the folder of its files, and the file that is read first."""

    sort: ContentKind
    name: str
    shelf: Shelf
    entry: str
    folder: Path | None = None  # None for content in a save


def shipped_root() -> Path:
    """Return the folder that contains the shipped `rules` and `scenarios`.

    The folder is part of the checkout. The folder is part of the installed program if there is no checkout.
    """
    checkout = _PACKAGE.parent
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() or not (checkout / "rules").is_dir() else checkout


def engine_folder() -> Folder:
    """Return the folder with the templates of the engine's own rules."""
    root = _PACKAGE / "content" / "engine"
    return Folder(root, "engine/", _shown(root))


def own_roots() -> tuple[Path, ...]:
    """Return the folders that contain the user's own `rules` and `scenarios`."""
    return Path.cwd(), platformdirs.user_data_path("wargame", appauthor=False)


def names(sort: ContentKind) -> tuple[str, ...]:
    """Return the names of all rule sets or all scenarios. The user's own content comes before shipped content."""
    roots = dict.fromkeys([*own_roots(), shipped_root()])
    return tuple(dict.fromkeys(name for root in roots for name in _names_in(root / sort.value, sort)))


def shipped_scenarios() -> tuple[str, ...]:
    """Return the names of the scenarios that come with the program, sorted."""
    return tuple(_names_in(shipped_root() / ContentKind.SCENARIO.value, ContentKind.SCENARIO))


def shipped_rule_sets() -> tuple[str, ...]:
    """Return the names of the rule sets that come with the program, sorted."""
    return tuple(_names_in(shipped_root() / ContentKind.RULES.value, ContentKind.RULES))


def find(sort: ContentKind, name_or_path: str) -> Found | None:
    """Find a rule set or scenario by path or by name. A name finds the user's own content before shipped content."""
    if not _is_path(name_or_path):
        for root in dict.fromkeys([*own_roots(), shipped_root()]):
            found = _named(root / sort.value, name_or_path, sort)
            if found is not None:
                return found
    return at_path(sort, Path(name_or_path))


def origin(found: Found) -> str:
    """Return the file of a rule set or scenario as text.

    The text is `shipped:scenarios/...` for shipped content. The text is a path for other content.
    """
    if found.folder is not None and is_shipped(found):
        file = (found.folder / found.entry).resolve()
        return f"shipped:{file.relative_to(shipped_root().resolve()).as_posix()}"
    return found.shelf.shown(found.entry)


def is_shipped(found: Found) -> bool:
    """Return whether a rule set or scenario came with the program."""
    return found.folder is not None and (found.folder / found.entry).resolve().is_relative_to(shipped_root().resolve())


def hidden_by(found: Found) -> Found | None:
    """Return the shipped rule set or scenario that has the same name as this content.

    Return None if no shipped content has this name.
    """
    shipped = _named(shipped_root() / found.sort.value, found.name, found.sort)
    if found.folder is None or shipped is None or shipped.folder is None:
        return None
    same = (found.folder / found.entry).resolve() == (shipped.folder / shipped.entry).resolve()
    return None if same else shipped


def find_scenario(name_or_path: str) -> Found | None:
    """Find a scenario by name or path."""
    return find(ContentKind.SCENARIO, name_or_path)


def find_rules_for(scenario: Found, name: str) -> Found | None:
    """Find the rule set of a scenario: beside its file, in the user's folders, or in the shipped content."""
    if isinstance(scenario.shelf, Saved):
        return in_save(scenario.shelf.texts, ContentKind.RULES, name)
    if scenario.folder is not None and not _is_path(name):
        folder = scenario.folder
        for beside in (folder, folder / "rules", folder.parent / "rules", folder.parent.parent / "rules"):
            found = _named(beside, name, ContentKind.RULES)
            if found is not None:
                return found
    return find(ContentKind.RULES, name) if not _is_path(name) else None


def in_save(texts: Mapping[str, str], sort: ContentKind, name: str) -> Found | None:
    """Find a rule set or scenario among the texts of a save."""
    for prefix, entry in ((f"{sort.value}/{name}/", sort.entry), (f"{sort.value}/", f"{name}.yaml")):
        shelf = Saved(texts, prefix)
        if shelf.holds(entry):
            return Found(sort, name, shelf, entry)
    return None


def at_path(sort: ContentKind, path: Path) -> Found | None:
    """Return the rule set or scenario at a path.

    The path is a single file, or a folder with a `ruleset.yaml` or `scenario.yaml`.
    """
    if path.is_dir():
        return _folder(path, sort) if (path / sort.entry).is_file() else None
    if not path.is_file():
        return None
    if path.name == sort.entry:
        return _folder(path.parent, sort)
    _refuse_save(path)
    return Found(sort, path.stem, Folder(path.parent, f"{sort.value}/", _shown(path.parent)), path.name, path.parent)


def _refuse_save(path: Path) -> None:
    """Raise UsageError if the path of a rule set or scenario leads to a saved game."""
    with path.open("rb") as stream:
        begins = stream.read(len(_SAVE))
    if path.suffix == ".jsonl" or begins == _SAVE:
        raise UsageError(
            f"{path} is a save, not content: `wargame play --save FILE` goes on with it, `wargame replay FILE` tells it"
        )


def unknown(sort: ContentKind, name: str) -> str:
    """Return the message for an unknown name. The message suggests the nearest name, or lists all names."""
    known = names(sort)
    meant = did_you_mean(name, known) or (f" (there are: {', '.join(known)})" if known else "")
    return f"no {sort.word} is called `{name}`{meant}"


def _is_path(text: str) -> bool:
    return "/" in text or os.sep in text or text.endswith((".yaml", ".yml")) or text in ("", ".", "..")


def _named(folder: Path, name: str, sort: ContentKind) -> Found | None:
    """Return the rule set or scenario with this name in a folder."""
    if (folder / name / sort.entry).is_file():
        return _folder(folder / name, sort)
    single = folder / f"{name}.yaml"
    return at_path(sort, single) if sort is ContentKind.SCENARIO and single.is_file() else None


def _folder(path: Path, sort: ContentKind) -> Found:
    name = path.resolve().name
    return Found(sort, name, Folder(path, f"{sort.value}/{name}/", _shown(path)), sort.entry, path)


def _names_in(folder: Path, sort: ContentKind) -> Iterator[str]:
    """Return the names of the rule sets or scenarios in a folder, sorted."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if (path / sort.entry).is_file():
            yield path.name
        elif sort is ContentKind.SCENARIO and path.suffix == ".yaml" and path.is_file():
            yield path.stem


def _shown(path: Path) -> str:
    """Return a path as a user would type it.

    A path below the working folder becomes relative. Other paths stay unchanged.
    """
    here = Path.cwd()
    whole = path if path.is_absolute() else here / path
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else path.as_posix()
