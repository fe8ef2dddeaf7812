"""The numbers by which a seat judges its orders: the headlines of the seat that are numbers, and its margin.

Must not know: the use of these numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from wargame.adjudicator import State
from wargame.model.rules.metric import MetricCell, MetricType
from wargame.model.telling.odds import MARGIN, OddsReading
from wargame.numeric.exact import Floats
from wargame.rulebook import Rulebook
from wargame.rulebook.ir.fog_map import EXACT


def numbers_of(rulebook: Rulebook, seat: str) -> tuple[OddsReading, ...]:
    """Return the headlines of a seat that are numbers, and the margin. A seat without a score has no margin."""
    found = []
    for headline in rulebook.scenario.headlines_of(seat):
        if is_number(rulebook, (headline.metric, headline.entity)):
            found.append(OddsReading(headline.metric, headline.entity))
    return (*dict.fromkeys(found), *((OddsReading(MARGIN),) if seat in rulebook.rules.scores else ()))


def is_number(rulebook: Rulebook, cell: MetricCell) -> bool:
    """Return whether a cell holds a number, and not a name or a yes."""
    metric = rulebook.layout[cell[0]]
    return cell[1] in metric.cells and metric.metric.type not in (MetricType.ENUM, MetricType.FLAG)


def with_number(readings: tuple[OddsReading, ...], cell: MetricCell | None) -> tuple[OddsReading, ...]:
    """Return numbers with the number in a cell before the others. None: only the numbers."""
    return readings if cell is None else tuple(dict.fromkeys((OddsReading(*cell), *readings)))


def known_numbers_of(rulebook: Rulebook, seat: str) -> tuple[OddsReading, ...]:
    """Return the same numbers without the headlines that the seat does not see as numbers."""
    return tuple(each for each in numbers_of(rulebook, seat) if each.metric == MARGIN or _sees(rulebook, seat, each))


def _sees(rulebook: Rulebook, seat: str, reading: OddsReading) -> bool:
    place = rulebook.layout[reading.metric].cells.index(reading.entities)
    row = int(rulebook.world.fog.rows(seat, reading.metric).reshape(-1)[place])
    return row == EXACT or (row >= 0 and not rulebook.world.fog.row(row).words)


def values_of(
    state: State, readings: Sequence[OddsReading], margins: Mapping[str, Floats], seat: str
) -> Iterator[Floats]:
    """Yield the value of each reading in every game [games]. `margins`: the margins of all seats in every game."""
    for reading in readings:
        if reading.metric == MARGIN:
            yield np.broadcast_to(margins[seat], (state.games,))
        else:
            place = state.layout[reading.metric].cells.index(reading.entities)
            yield state.array(reading.metric).reshape(-1, state.games)[place]
