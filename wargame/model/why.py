"""Why a number changed: its causes in order of weight, as numbers or, where numbers would tell too much, as words.

Must not know: how causes are booked.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class NamedValue:
    """A name in a formula with its value as the rule found it; `link` is where Why can go on.

    `value` is printed, and empty where the seat does not know it. `kind`: metric, parameter, formula, let or order.
    `note`: for parameters the status and source, where [EST] marks an invented figure; for lets and formulas their
    text. The names in that text follow with a `depth` one higher.
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

    `amount` and `printed` are None and empty where the seat may not have the number; `word` (`much`, `some`, `little`)
    and `sign` (-1, 1) always stand. `share`: length of the bar, 0 to 1 of the largest term; coarse where only words are
    shown. `own`: an order of the seat has a part in it. `own_change`: what its orders changed in it against not giving
    them, printed; empty where the seat may not know that, or where it is the whole. `whole`: without its orders the
    cause would be nothing. `rule`: step id (empty for the engine's own bookings).
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
