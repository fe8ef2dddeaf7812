"""What orders cost and who pays, as the columns that compiled games settle by.

Must not know: games, or who wrote the orders.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator.compiled.carrying import Carrier
from wargame.adjudicator.opening import streak_rows
from wargame.adjudicator.settlement import Settlement
from wargame.numeric.exact import Floats
from wargame.rulebook.numpy_writer.program import RowsProgram

POINTS = "ap"

Ints = npt.NDArray[np.int64]


@attrs.frozen(eq=False)
class Charges:
    """What orders cost, and who pays: by action, by seat, by currency (of which the first is action points)."""

    seats: tuple[str, ...]
    currencies: tuple[str, ...]
    sure: npt.NDArray[np.bool_]  # price = base + slope * level, and nothing else to be asked
    base: Floats  # [currencies, actions]
    slope: Floats
    checks: tuple[RowsProgram, ...]
    conditions: Ints
    costs: tuple[tuple[str, ...], ...]  # by action: the currencies of its prices
    points: Floats  # by seat
    banks: Floats
    purses: Mapping[tuple[str, str], tuple[str, int, float]]  # (seat, currency) -> metric, cell in storage, floor
    carrier: Carrier
    streaks: Ints  # by action: first of its streaks
    streak_rows: int


def charges_of(settlement: Settlement, seats: Sequence[str], given: Collection[int]) -> Charges | None:
    """What orders cost in games with these seats, in which these actions may be given, by position.

    None where a price may be negative: such orders are settled line by line.
    """
    rulebook, tariff = settlement.rulebook, settlement.tariff
    if any(node.low < 0.0 for number in given for node in settlement.actions[number].cost.values()):
        return None
    currencies = (POINTS, *sorted(c for c in tariff.base if c != POINTS))
    layout, rows = rulebook.layout, streak_rows(rulebook, seats)
    scenario = rulebook.scenario
    purses = {
        key: (
            purse.name,
            int(np.ravel_multi_index(purse.cells, layout[purse.name].shape)) if purse.cells else 0,
            purse.low,
        )
        for key, purse in settlement.purses.items()
    }
    return Charges(
        seats=tuple(seats),
        currencies=currencies,
        sure=tariff.sure,
        base=np.array([tariff.base[c] for c in currencies]),
        slope=np.array([tariff.slope[c] for c in currencies]),
        checks=tuple(settlement.programs),
        conditions=np.array([len(a.requires) for a in settlement.actions], dtype=np.int64),
        costs=tuple(tuple(a.cost) for a in settlement.actions),
        points=np.array([float(scenario.seats[seat].ap) for seat in seats]),
        banks=np.array([float(scenario.seats[seat].bank) for seat in seats]),
        purses=purses,
        carrier=Carrier(settlement, seats),
        streaks=np.array([rows[a.action.name].start for a in settlement.actions], dtype=np.int64),
        streak_rows=max((held.stop for held in rows.values()), default=0),
    )
