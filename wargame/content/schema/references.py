"""Shapes (forms of values) for names that other sections define: kinds, metrics, actions, phases, factions, places.

Must not know: how any section is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wargame.content.context import ReadContext
from wargame.content.names import NameKind
from wargame.content.schema.shapes import Known
from wargame.model.rules.deal import FAITH, TALKS
from wargame.model.rules.kinds import FACTION


def _sort(*sorts: NameKind) -> Callable[[ReadContext], Iterable[str]]:
    return lambda context: {name: None for sort in sorts for name in context.names.of_sort(sort)}


def _kind(kind: str) -> Callable[[ReadContext], Iterable[str]]:
    return lambda context: context.names.of_kind(kind)


def _players(context: ReadContext) -> Iterable[str]:
    return context.names.players()


def _phases(context: ReadContext) -> Iterable[str]:
    """Return the phases of the rules, and the engine's phases in which rules may respond to deals."""
    return [*context.names.phases, *([TALKS, FAITH] if context.names.of_sort(NameKind.TABLE) else [])]


KIND = Known(_sort(NameKind.KIND, NameKind.GIVEN_KIND), "no kind")
AXIS = Known(_sort(NameKind.KIND, NameKind.GIVEN_KIND, NameKind.AXIS), "no kind")
METRIC = Known(_sort(NameKind.METRIC), "no metric")
ACTION = Known(_sort(NameKind.ACTION), "no action")
INJECT = Known(_sort(NameKind.INJECT), "no inject")
PHASE = Known(_phases, "no phase", remedy="add it to `phases`")
CODE = Known(lambda context: context.names.codes(), "nothing on the map")
_REMEDY = "a rule that names a faction lists it in `needs: {faction: [...]}`"
FACTION_CODE = Known(_players, "no faction", remedy=_REMEDY)
# a party of a deal, because only factions make deals at tables
PARTY = Known(_kind(FACTION), "no faction", remedy=_REMEDY)
READER = Known(_players, "no faction", also=("everyone", "nobody"), remedy=_REMEDY)
GIVER = Known(_players, "no faction", also=("everyone",), remedy=_REMEDY)
OWNER = Known(_players, "no faction", also=("nobody", "axis"), remedy=_REMEDY)


def code_of(kind: str) -> Known:
    """Return the shape for a value that must be the code of an entity of this kind."""
    return Known(_kind(kind), f"no {kind}")
