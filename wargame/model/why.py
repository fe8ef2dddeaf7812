"""Why a number changed: its causes by size, as numbers or, if numbers would reveal too much, as words.

Must not know: how the ledger is made.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class NamedValue:
    """A name in a formula with its value before the rule. `link`: the number at which Why can continue.

    `value` is printed, and empty if the seat does not know it. `kind`: metric, parameter, formula, let or order.
    `note`: for parameters the status and source, where [EST] marks an invented or estimated figure; for lets and
    formulas their text. The names in that text follow with a `depth` one higher.
    """

    name: str
    kind: str
    label: str
    value: str = ""
    note: str = ""
    link: tuple[str, tuple[str, ...]] | None = None
    depth: int = 0


@attrs.frozen
class Term:
    """One cause of a change.

    `amount` and `printed` are None and empty if the seat may not know the number; `word` (`much`, `some`, `little`) and
    `sign` (-1, 1) are always set. `share`: length of the bar, 0 to 1 of the largest term; coarse beside words. `own`:
    an order of the seat has a part in it. `own_change`: what the seat's orders changed in it, printed; empty if the
    seat may not know that, or if it is the whole. `whole`: the cause would be 0 without its orders. `rule`: step id
    (empty for the engine's own entries).
    """

    cause: str
    sign: int
    word: str
    share: float
    amount: float | None = None
    printed: str = ""
    own: bool = False
    own_change: str = ""
    whole: bool = False
    rule: str = ""
    rule_label: str = ""
    phase: str = ""
    place: str = ""
    formula: str = ""
    because: str = ""
    source: str = ""
    readings: tuple[NamedValue, ...] = ()


@attrs.frozen
class Why:
    """The causes of a cell's change in one turn, largest first.

    With `exact`, the printed terms add up to `change`, and `before` + `change` = `after`, digit for digit.
    Without, the terms carry words only and no equation can be made of them. `refused` says why nothing is shown.
    `estimated`: the team only estimates the cell; `note` then says so where it hears of no causes.
    """

    metric: str
    entities: tuple[str, ...]
    turn: int
    label: str
    before: str = ""
    after: str = ""
    change: str = ""
    exact: bool = True
    terms: tuple[Term, ...] = ()
    refused: str = ""
    estimated: bool = False
    note: str = ""
