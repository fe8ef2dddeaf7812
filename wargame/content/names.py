"""The register of all names in content. Each name has only one meaning in formulas.

Must not know: how names are used.
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping, Sequence
from enum import Enum

import attrs

from wargame.content.problems import Problems
from wargame.content.spelling import shown
from wargame.content.yaml.nodes import ScalarNode
from wargame.errors import Place
from wargame.language.registry import WORDS
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.kinds import FACTION

# Names that a thing must not have, because they are words of the rule language.
FUNCTIONS = frozenset(WORDS)
ENGINE_WORDS = frozenset(["turn", "level", "main", "keep", "everyone", "nobody", "axis", "none", "ap"])


SEASONS = "seasons"  # a word among the kinds in `needs`: formulas may read seasons, which scenarios define


class NameKind(Enum):
    """The sorts of things that can have a name. Each value is the word for this sort in messages."""

    KIND = "kind"
    AXIS = "second axis"
    ATTRIBUTE = "attribute"
    RELATION = "relation"
    MEMBER = "member of a kind"
    ENTITY = "entity"
    METRIC = "metric"
    VALUE = "value of an enum"
    PARAMETER = "parameter"
    FORMULA = "formula"
    ACTION = "action"
    SEASON = "season"
    INJECT = "inject"
    TABLE = "table"
    CLAUSE = "clause"
    DEAL = "deal"
    GIVEN_KIND = "kind that the engine gives"
    ENGINE = "name that the engine gives"


@attrs.frozen
class NameOrigin:
    """The entry that defines a name. `of`: the name of the kind, metric or parameter to which the name belongs."""

    sort: NameKind
    place: Place
    of: str = ""


class Names:
    """All names in content. Steps and phases have separate registers, because formulas never use their names."""

    def __init__(self) -> None:
        self.given: dict[str, NameOrigin] = {}
        self.phases: dict[str, Place] = {}
        self.steps: dict[str, Place] = {}
        self.playing: dict[str, None] = {}  # kinds whose entities may take seats
        # kind -> codes that the rules use and that a scenario must define
        self.promised: dict[str, dict[str, Place]] = {}
        self.refused: set[str] = set()  # names of entries that could not be registered
        self._by_sort: dict[NameKind, dict[str, NameOrigin]] = {sort: {} for sort in NameKind}

    def give(self, node: ScalarNode, sort: NameKind, problems: Problems, of: str = "") -> bool:
        """Register the name at a node, and return whether this was possible.

        Reports a name of a wrong form and a name that is already in use.
        """
        name = node.text
        why = _why_not(name, sort)
        if why:
            problems.add(node.place, why)
            self.refused.add(name)
            return False
        first = self.given.get(name)
        if first is not None:
            problems.add(node.place, _taken(name, sort, first, node.place))
            return False
        self.given[name] = self._by_sort[sort][name] = NameOrigin(sort, node.place, of)
        return True

    def put(self, name: str, sort: NameKind, place: Place, of: str = "") -> None:
        """Register a name that was checked when its own file was read."""
        self.given[name] = self._by_sort[sort][name] = NameOrigin(sort, place, of)

    def of_sort(self, sort: NameKind) -> Mapping[str, NameOrigin]:
        """Return the names of one sort, such as all metrics, in the order of their entries."""
        return self._by_sort[sort]

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the codes of a kind's entities. A kind with a fixed list of choices has the codes of its members.

        Codes that the rules need are included.
        """
        own = [
            name
            for sort in (NameKind.MEMBER, NameKind.ENTITY, NameKind.TABLE, NameKind.DEAL)
            for name, given in self._by_sort[sort].items()
            if given.of == kind
        ]
        return tuple(dict.fromkeys([*own, *self.promised.get(kind, ())]))

    def players(self) -> tuple[str, ...]:
        """Return the codes of all factions that content defines or that the rules need. Factions may have seats."""
        return tuple(code for kind in self.playing for code in self.of_kind(kind))

    def may_order(self, player: str, by: Sequence[str]) -> bool:
        """Return whether a player may give an order. `by`: the seats that may give the order, as its action lists them.

        The word `everyone` means every faction.
        """
        return player in by or (EVERYONE in by and self.kind_of(player) in (None, FACTION))

    def codes(self) -> tuple[str, ...]:
        """Return the code of every entity that content defines, and of every entity that the rules need."""
        promised = [code for kind, codes in self.promised.items() for code in codes if kind != SEASONS]
        return tuple(dict.fromkeys([*self._by_sort[NameKind.ENTITY], *self._by_sort[NameKind.MEMBER], *promised]))

    def kind_of(self, code: str) -> str | None:
        """Return the kind of an entity or member. Return None for an unknown code."""
        given = self.given.get(code)
        if given is not None and given.sort in (NameKind.ENTITY, NameKind.MEMBER, NameKind.TABLE, NameKind.DEAL):
            return given.of
        return next((kind for kind, codes in self.promised.items() if code in codes and kind != SEASONS), None)


def _why_not(name: str, sort: NameKind) -> str:
    """Return the reason why a name is not allowed. Return an empty text for an allowed name."""
    if not (name.isascii() and name.replace("_", "a").isalnum() and name[:1].isalpha()) or len(name) > 60:
        return f"{shown(name)} is no name: use letters, digits and _, begin with a letter, at most 60 signs"
    if keyword.iskeyword(name):
        return f"`{name}` means something in formulas: choose another name for this {sort.value}"
    if name in FUNCTIONS or name in ENGINE_WORDS:
        return f"`{name}` is a word of the rule language: choose another name for this {sort.value}"
    return ""


def _taken(name: str, sort: NameKind, first: NameOrigin, place: Place) -> str:
    where = f"{first.place.line}:{first.place.column}" if first.place.file == place.file else str(first.place)
    if first.sort is sort:
        return f"`{name}` stands twice (first at {where}); keep one"
    return f"`{name}` is also a {first.sort.value} (at {where}): all names share one name space, rename one"
