"""The outcome of one turn of one game: settled orders, draws, ledger, reports, digest.

Must not know: the seats that may see each part; visibility decides this.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import msgspec

from wargame.model.order import Order


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One contribution to one cell. `entities`: the cell (empty for the nation). `cause`: the reason.

    This class is no attrs class because a turn makes hundreds of entries, and msgspec makes one in a fifth of the time.

    The engine itself has these causes: `held at the limit`, `turn opens` (flows), `time passes` (timers) and
    `orders: LABEL`.
    """

    phase: str
    step: str
    metric: str
    entities: tuple[str, ...]
    cause: str
    amount: float


@attrs.frozen
class Draw:
    """A die that was used. `key` is `step.let|entities`."""

    key: str
    value: float


@attrs.frozen
class ReportLine:
    """A sentence that a step reported, and its readers (`everyone` or faction codes)."""

    phase: str
    step: str
    entities: tuple[str, ...]
    text: str
    seen_by: tuple[str, ...]


@attrs.frozen
class SettledOrder:
    """The result of an order: its price, and why it lapsed (empty if it was carried out)."""

    seat: str
    line: int
    order: Order
    paid: Mapping[str, float]
    lapsed: str = ""


@attrs.frozen
class TurnOutcome:
    """Everything that one adjudicated turn of one game did."""

    turn: int
    settled: tuple[SettledOrder, ...]
    draws: tuple[Draw, ...]
    entries: tuple[Entry, ...]
    reports: tuple[ReportLine, ...]
    ending: str
    digest: str
