"""The explanation of a changed number: its causes, the largest first.

Causes have words in place of amounts if amounts would reveal too much.

Must not know: how the ledger is made.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs


@attrs.frozen
class NamedValue:
    """A name in a formula with its value before the rule.

    `link`: the number that the explanation can show next.
    `value`: the printed value. The text is empty if the seat does not know the value.
    `kind`: metric, parameter, formula, let or order.
    `note`: the status and source of a parameter, or the text of a let or formula. [EST] marks an invented or estimated
    figure.
    `depth`: how deep the name is nested. Names inside a let or formula follow with a `depth` that is higher by 1.
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

    `name`: the cause as people read it. Causes of two rules may have the same name. The rule is then a part of each
    name.
    `amount`, `printed`: the amount as a number and as text. The number is None, and the text is empty, if the seat may
        not know the amount.
    `word`, `sign`: the size as the word `much`, `some` or `little`, and the direction as -1 or 1. Both fields are
        always set.
    `share`: the length of the bar that a screen draws for the term, from 0 to 1. The largest term has 1. The length is
        coarse if the term has only a word.
    `own`: whether an order of the seat has a part in the cause.
    `own_change`: the part of the amount that the seat's orders caused, as printed. The text is empty if the seat may
        not know this part, or if the part is the whole amount.
    `whole`: whether the cause would be 0 without the seat's orders.
    `by`: the seats whose orders changed the amount. Only the explanation of the truth (for no single seat) has this
        list.
    `rule`: the id of the step. The text is empty for entries that the engine makes itself.
    `by_turn`: the amount in each turn of a span, as printed, or its word. The result is empty for a single turn.
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
    by: tuple[str, ...] = ()
    by_turn: tuple[tuple[int, str], ...] = ()
    name: str = attrs.field(default=attrs.Factory(lambda term: term.cause, takes_self=True))


def told_apart(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the causes of one change with names that tell the causes of different rules apart."""
    rules: dict[str, set[str]] = {}
    labels: dict[tuple[str, str], set[str]] = {}
    for term in terms:
        rules.setdefault(term.cause, set()).add(term.rule)
        labels.setdefault((term.cause, term.rule_label), set()).add(term.rule)
    return tuple(
        attrs.evolve(term, name=f"{term.cause} ({_rule(term, len(labels[term.cause, term.rule_label]) == 1)})")
        if len(rules[term.cause]) > 1
        else term
        for term in terms
    )


def _rule(term: Term, by_label: bool) -> str:
    """Return the name of a term's rule. The engine itself wrote an entry without a rule, such as a price."""
    return ((term.rule_label if by_label else "") or term.rule) or "orders"


@attrs.frozen
class Why:
    """The causes of the change of one number in one turn or in several turns, largest first.

    `exact`: whether the printed amounts of the terms add up exactly to `change`, and `before` + `change` is exactly
    `after`.
    The terms have only words if `exact` is false. A reader then cannot compute hidden numbers.
    `since`: the first turn of several turns, which end with `turn`. The number is 0 for a single turn.
    `refused`: the reason why nothing is shown.
    `estimated`: whether the team only estimates the number.
    `note`: a text for an estimated number without known causes. The text says when the team will learn the causes.
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
    since: int = 0

    @property
    def when(self) -> str:
        """Return the turns as text: `turn 3`, `turns 2 to 4`."""
        return f"turns {self.since} to {self.turn}" if self.since and self.since != self.turn else f"turn {self.turn}"
