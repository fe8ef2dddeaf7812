"""A resolved turn, step by step, with only the information that one seat may have.

Must not know: the rules, or the ledger of the turn.
"""

from __future__ import annotations

import attrs

from wargame.model.telling.why import Term


@attrs.frozen
class ContributingOrder:
    """An order that influenced a step: the display name of its giver (`who`), its text, and its effect."""

    seat: str
    who: str
    order: str
    effect: str
    own: bool


@attrs.frozen
class Change:
    """One number that a step changed. `before` and `after` are printed, and `difference` contains an arrow.

    The fields `before` and `after` are empty if the team only estimates the number. `difference` is then an arrow with
    a word.
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

    `place`: the main entity of the rule. The text is empty for the whole map.
    `terms`: the causes of the first change in `changes`.
    `also`: text about the other changes, as in `4 roads: no change`.
    `chance`: text about the influence of dice on the result of the step. The text is empty if the step has no dice.
    `hidden`: how many rules of this phase have effects that the seat never sees. This number is the same in every turn.
    `number`, `total`: the number of the step in the turn, from 1, and the number of all steps in the turn.
    `number_in_phase`, `total_in_phase`: the same two numbers within the phase.
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
