"""Writes the files of a scenario again with every id renamed. Sentences stay unchanged.

A key `was:` holds the old name of each thing that decides dice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from wargame.content.desugar.deal_names import names_of

WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
BRACES = re.compile(r"\{[^{}]*\}")
# Words of the engine that can stand in the place of ids.
KEPT = {"faction", "ap", "main", "keep", "level"}
OF_DEALS = {"table", "deal", *names_of({"": ()}, {}, {})}  # these names exist only in rules with tables

# Values that are sentences. Only words in braces are ids in these values.
PROSE = {
    "name", "label", "short", "title", "text", "describe", "effect", "because", "source", "else", "unit", "reason",
    "purpose", "note", "situation", "who", "counts", "knows", "first", "say", "include", "rules", "glossary",
    "glyph", "ascii", "fill", "words", "status", "until", "show", "expect", "content", "like",
}  # fmt: skip

# Places at which the keys of a mapping are ids. `*` stands for any key. Positions in lists do not count.
IDS = [
    "kinds", "kinds.*.attributes", "kinds.*.relations", "kinds.*.members", "needs", "metrics", "parameters",
    "parameters.*.pick", "formulas", "actions", "actions.*.target", "actions.*.cost", "steps", "steps.*.let",
    "steps.*.set", "steps.*.add", "steps.*.after.add", "start", "entities", "entities.*", "entities.*.*",
    "entities.*.*.start", "entities.*.*.start.*", "seats", "seats.*.pays", "scores", "scores.*", "endings", "bots.*",
    "bots.*.*.rows.weights", "bots.*.*.targets", "bots.*.*.targets.*", "bots.*.*.levels", "headlines",
    "looks.factions", "briefing.seats", "map.tiles", "seasons", "lengths.par",
    "injects", "injects.*.follows", "injects.*.choices", "bots.*.*.answers", "bots.*.*.answers.*",
    "tables", "tables.*.audience", "tables.*.answers", "clauses", "clauses.*.worth", "clauses.*.broken_when", "deals",
    "deals.*.terms", "dealing.void_when",
    *(f"injects.*.{part}{key}" for part in ("", "choices.*.") for key in ("let", "set", "add", "after.add")),
]  # fmt: skip
# The keys below these places are causes in words. Their values are amounts.
FORMULAS = tuple(
    f"{part}.{key}" for part in ("steps.*", "injects.*", "injects.*.choices.*") for key in ("add.*", "after.add.*")
)
DICE = ("entities.*.*", "metrics.*", "parameters.*", "actions.*", "steps.*", "injects.*", "tables.*")  # rows with `was`


class PlainDumper(yaml.Dumper):
    """Writes every scalar as it is, without the quotes that YAML's own types would need."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


def _text(dumper: yaml.Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if text else '"')


PlainDumper.add_representer(str, _text)


def matches(path: tuple[str, ...], pattern: str) -> bool:
    parts = pattern.split(".")
    return len(parts) == len(path) and all(p in ("*", step) for p, step in zip(parts, path, strict=True))


class Renamer:
    """Finds the ids in some files, and then writes the files with other names."""

    def __init__(self, sources: Mapping[str, str], remember: bool = True) -> None:
        self.remember = remember  # whether to write the old names
        self.trees = {file: yaml.load(text, yaml.BaseLoader) for file, text in sources.items()}
        self.kept = KEPT | (OF_DEALS if any("tables" in tree for tree in self.trees.values()) else set())
        self.names: dict[str, str] = {}
        # rows whose old name is already written; a row may stand in several files
        self.said: set[tuple[str, ...]] = set()
        for tree in self.trees.values():
            self._collect(tree, ())

    def _collect(self, node: Any, path: tuple[str, ...]) -> None:
        if isinstance(node, list):
            for item in node:
                self._collect(item, path)
        elif isinstance(node, dict):
            for key, value in node.items():
                if self._holds_ids(path, key):
                    self._new(WORD.match(key)[0])
                self._collect(value, (*path, key))
        lists = ("phases", "metrics.*.values", "kinds.*.members", "needs.*")
        if isinstance(node, list) and any(matches(path, p) for p in lists):
            for item in node:
                self._new(item)
        if isinstance(node, str) and (matches(path, "kinds.*.again") or path[-1:] == ("inverse",)):
            self._new(node)

    def _holds_ids(self, path: tuple[str, ...], key: str) -> bool:
        if matches(path, "entities.*.*") and key in ("name", "start", "was"):
            return False
        return any(matches(path, p) for p in IDS) and WORD.match(key) is not None

    def _new(self, name: str) -> None:
        if name not in self.kept:
            self.names.setdefault(name, f"z{len(self.names)}_{name[::-1]}"[:60])

    def words(self, text: str) -> str:
        return WORD.sub(lambda found: self.names.get(found[0], found[0]), text)

    def sources(self) -> dict[str, str]:
        return {
            file: yaml.dump(
                self._written(tree, ()), Dumper=PlainDumper, sort_keys=False, width=10_000, allow_unicode=True
            )
            for file, tree in self.trees.items()
        }

    def _written(self, node: Any, path: tuple[str, ...]) -> Any:
        if isinstance(node, list):
            return [self._written(item, path) for item in node]
        if isinstance(node, str):
            told = path[-1] in PROSE or "glossary" in path or matches(path, "injects.*.from")
            ids = not told or self._holds_ids(path[:-1], path[-1]) or any(matches(path[:-1], p) for p in FORMULAS)
            return self.words(node) if ids else BRACES.sub(lambda found: self.words(found[0]), node)
        found = {
            self.words(key) if self._holds_ids(path, key) else key: self._written(value, (*path, key))
            for key, value in node.items()
        }
        if not self.remember:
            return found
        if any(matches(path, p) for p in DICE) and path not in self.said:
            self.said.add(path)
            self._say_what_it_was(found, node, path)
        if matches(path, "kinds.*") and "members" in node:
            found["was"] = {self.names[m]: node.get("was", {}).get(m, m) for m in node["members"]}
        return found

    def _say_what_it_was(self, found: dict[str, Any], node: dict[str, Any], path: tuple[str, ...]) -> None:
        old = node.get("was", path[-1])
        if path[0] != "steps":
            found["was"] = old
            return
        before = old if isinstance(old, dict) else {"step": old}
        found["was"] = {
            "step": before.get("step", path[-1]),
            **{self.names[let]: before.get(let, let) for let in node.get("let", {})},
        }
