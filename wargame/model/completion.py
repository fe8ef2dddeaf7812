"""The order list for a line that is being typed.

Must not know: how text is matched, or what makes an order legal.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.order import Order


@attrs.frozen
class CompletionRow:
    """One order that the typed line may become.

    `text` is its canonical order text, `keys` its shortest text, `effect` one sentence on what it does. `cost`:
    currency -> price at the order's level (with `ap`; empty if not legal). `reason`: why it is not legal. `streak`,
    `strength`: see Option. `place`: its place, by name. `begun`: the row is an incomplete order, such as
    `offer peace: `.
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
        """Return the order text that Enter would add or continue."""
        return self.begun or self.order.text


@attrs.frozen
class Completion:
    """All that a screen needs while a line is typed.

    `rows`: legal orders that fit, best first (whole words, prefixes, joined prefixes; then alphabet). `not_now`: at
    most five that fit but are not legal now, each with its reason. `rest`: the unwritten rest of the first row, drawn
    behind the cursor. `line`: that row's whole canonical text. `digits`: the digits that continue the line as text; any
    other digit may pick a row. `verdict`: `ok`, `not now`, `unclear` (several orders fit), `unknown` (none does) or
    empty (nothing typed). `reason`: for `not now` and `unknown`, the sentence of a refusal.
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
