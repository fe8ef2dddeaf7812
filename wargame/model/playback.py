"""A resolved turn step by step, as one seat may know it.

Must not know: the rules or the ledger that it was made from.
"""

from __future__ import annotations

import attrs

from wargame.model.why import Term


@attrs.frozen
class ContributingOrder:
    """An order with a part in a step: its giver (`who` is the display name), its text, and what it does."""

    seat: str
    who: str
    order: str
    effect: str
    own: bool


@attrs.frozen
class Change:
    """One number that a step changed. `before` and `after` are printed; `difference` has its arrow.

    For a number that the team only estimates, `before` and `after` are empty and `difference` is an arrow with a word.
    """

    metric: str
    entities: tuple[str, ...]
    label: str
    before: str
    after: str
    difference: str


@attrs.frozen
class PlaybackStep:
    """One named rule with an effect that the seat may see.

    `place`: its main entity (empty for the nation). `terms` explain the first of `changes`. `also`: the changes without
    a line, as in `4 roads: no change`. `chance`: the part of dice, empty without dice. `hidden`: the number of rules of
    this phase whose effects the seat never sees (a constant of the rule book). `number` of `total` counts from 1 over
    the turn; `number_in_phase` of `total_in_phase` within the phase.
    """

    turn: int
    phase: str
    phase_label: str
    rule: str
    title: str
    number: int
    total: int
    number_in_phase: int
    total_in_phase: int
    place: str = ""
    place_label: str = ""
    contributions: tuple[ContributingOrder, ...] = ()
    changes: tuple[Change, ...] = ()
    terms: tuple[Term, ...] = ()
    chance: str = ""
    reports: tuple[str, ...] = ()
    because: str = ""
    also: tuple[str, ...] = ()
    hidden: int = 0
    source: str = ""
