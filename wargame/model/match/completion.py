"""The orders that fit the text that somebody has typed so far.

Must not know: how text is matched, or what makes an order legal.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.match.order import Order


@attrs.frozen
class CompletionRow:
    """One order that the typed line may become.

    `text`: the canonical text of the order: all words in full.
    `keys`: the shortest text that a team can type for the order.
    `effect`: one sentence about the effect of the order.
    `cost`: maps each currency, and `ap`, to the price at the level of the order. An illegal order has an empty map.
    `reason`: the reason why the order is not legal.
    `streak`: for how many turns in a row, up to the last turn, the seat has given the order.
    `strength`: the part of the order's effort that remains after fatigue (the loss by repetition), from 0 to 1.
    `place`: the name of the place of the order.
    `begun`: the text of an incomplete order, such as `offer peace: `. The text is empty if the order is complete.
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
        """Return the order text. The Enter key adds a complete order, or continues an incomplete order."""
        return self.begun or self.order.text


@attrs.frozen
class Completion:
    """Everything that a screen shows about a line while somebody types the line.

    `rows`: the legal orders that fit, best first. An order comes first if whole words of the order were typed. Orders
        follow if only the beginnings of their words were typed. Orders come last if these beginnings were typed without
        spaces. Orders that fit equally well are in alphabetical order.
    `not_now`: at most five orders that fit but are not legal now. Each order has its reason.
    `rest`: the part of the first row that is not typed yet. The screen draws this part behind the cursor.
    `line`: the whole text of the first row, with all words in full.
    `digits`: the digits that continue the line as text. Any other digit may select a row.
    `verdict`: one of five values. `ok`: a legal order fits. `not now`: no fitting order is legal now.
    `unclear`: several orders fit. `unknown`: no order fits. Empty: nothing is typed.
    `reason`: a sentence that explains the verdict `not now` or `unknown`.
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
