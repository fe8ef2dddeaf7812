"""The list of orders that fit a line while somebody types the line.

Must not know: how text is matched, or what makes an order legal.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.order import Order


@attrs.frozen
class CompletionRow:
    """One order that the typed line may become.

    `text`: the canonical text of the order.
    `keys`: the shortest text that a team can type for the order.
    `effect`: one sentence about the effect of the order.
    `cost`: maps each currency, and `ap`, to the price at the order's level. It is empty if the order is not legal.
    `reason`: why the order is not legal.
    `streak`, `strength`: as in `Option`.
    `place`: the name of the order's place.
    `begun`: whether the row is an incomplete order, such as `offer peace: `.
    """

    order: Order
    keys: str
    label: str
    effect: str
    cost: Mapping[str, float]
    legal: bool
    reason: str = ""
    may_fail: bool = False
    begun: str = ""
    streak: int = 0
    strength: float = 1.0
    place: str = ""

    @property
    def text(self) -> str:
        """Return the order text that the Enter key adds or continues."""
        return self.begun or self.order.text


@attrs.frozen
class Completion:
    """All that a screen needs while somebody types a line.

    `rows`: the legal orders that fit, best first. Whole words come before prefixes, prefixes before joined prefixes.
    Orders that fit equally well are in alphabetical order.
    `not_now`: at most five orders that fit but are not legal now, each with the reason.
    `rest`: the unwritten rest of the first row, which the screen draws behind the cursor.
    `line`: the whole canonical text of the first row.
    `digits`: the digits that continue the line as text. Any other digit may pick a row.
    `verdict`: `ok`, `not now`, `unclear` (several orders fit), `unknown` (no order fits), or empty (nothing is typed).
    `reason`: the sentence of a refusal, if the verdict is `not now` or `unknown`.
    """

    text: str
    rows: tuple[CompletionRow, ...] = ()
    not_now: tuple[CompletionRow, ...] = ()
    rest: str = ""
    line: str = ""
    digits: str = ""
    verdict: str = ""
    reason: str = ""

    @property
    def cost(self) -> Mapping[str, float]:
        """Return the price of the first legal row."""
        return self.rows[0].cost if self.rows else {}
