"""The outcome of one turn of one game: settled orders, draws, ledger, reports and digest.

Must not know: which seats may see each part of the outcome.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import msgspec

from wargame.model.match.order import Order


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One amount that was added to one cell (one number of a metric).

    `entities`: the entities of the cell. The tuple is empty for a metric of the whole map.
    `cause`: the reason. The engine adds four causes. `held at the limit`: the value would leave its range.
    `turn opens`: a flow starts each turn with 0. `time passes`: a timer falls. `orders: LABEL`: the price of orders.

    This class is no attrs class: a turn makes hundreds of entries, and msgspec needs a fifth of the time of attrs.
    """

    phase: str
    step: str
    metric: str
    entities: tuple[str, ...]
    cause: str
    amount: float


@attrs.frozen
class Draw:
    """A die that was used. `key`: the name of the die, in the form `step.let|entities`."""

    key: str
    value: float


@attrs.frozen
class ReportLine:
    """A sentence that a step reported, and its readers. The readers are `everyone` or codes of factions."""

    phase: str
    step: str
    entities: tuple[str, ...]
    text: str
    seen_by: tuple[str, ...]


@attrs.frozen
class SettledOrder:
    """The result of an order: its price, and the reason why it lapsed.

    The reason is empty if the order was carried out.
    """

    seat: str
    line: int
    order: Order
    paid: Mapping[str, float]
    lapsed: str = ""


@attrs.frozen
class TurnOutcome:
    """All results of one adjudicated turn of one game."""

    turn: int
    settled: tuple[SettledOrder, ...]
    draws: tuple[Draw, ...]
    entries: tuple[Entry, ...]
    reports: tuple[ReportLine, ...]
    ending: str
    digest: str
