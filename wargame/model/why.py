"""Why a number changed: its causes in the order of their size. Causes are words if numbers would reveal too much.

Must not know: how the ledger is made.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class NamedValue:
    """A name in a formula with its value before the rule.

    `link`: the number at which Why can continue.
    `value`: the printed value. It is empty if the seat does not know the value.
    `kind`: metric, parameter, formula, let or order.
    `note`: for a parameter, its status and source, where [EST] marks an invented or estimated figure. For a let or
    formula, its text.
    `depth`: the names in the text of a let or formula follow with a `depth` that is higher by 1.
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

    `amount`, `printed`: the amount as a number and as text. They are None and empty if the seat may not know the
    amount.
    `word`, `sign`: `much`, `some` or `little`, and -1 or 1. They are always set.
    `share`: the length of the bar, from 0 to 1 for the largest term. It is coarse if the term has only a word.
    `own`: whether an order of the seat has a part in the cause.
    `own_change`: the part that the seat's orders changed, printed. It is empty if the seat may not know this part,
    or if the part is the whole.
    `whole`: whether the cause would be 0 without the seat's orders.
    `rule`: the id of the step. It is empty for the engine's own entries.
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

    `exact`: whether the printed terms add up to `change`, and `before` + `change` = `after`, digit for digit. Otherwise
    the terms have only words, and nobody can make an equation of them.
    `refused`: the reason why nothing is shown.
    `estimated`: whether the team only estimates the cell. `note` then says where the team hears of no causes.
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
