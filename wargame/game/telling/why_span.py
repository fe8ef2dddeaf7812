"""The causes of a cell's change over several turns. A cell is one number of a metric.

This module uses only the causes that a seat may read for each turn. Therefore this module reveals no other secrets.

Must not know: the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

import attrs

from wargame.game.disclosure.account import Account
from wargame.game.disclosure.redaction import COARSE, word_for
from wargame.game.telling.why import why_changed
from wargame.game.wording.number import NumberFormatter, fine_digits, fine_units, largest_remainder
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.rules.number_style import scaled
from wargame.model.telling.why import Term, Why, told_apart

_TurnTerm = tuple[int, Term, int]  # the turn, the term, and its amount in units of the last printed decimal


def why_changed_over(accounts: Sequence[Account], metric: str, entities: tuple[str, ...]) -> Why:
    """Return the causes of a cell's change from the first to the last of these turns, the largest first.

    A printed amount is exactly the sum of the amounts that `why` prints for the single turns.
    """
    whys = [why_changed(account, metric, entities) for account in accounts]
    first, last, known = accounts[0], accounts[-1], accounts[0].scenario.rules.metrics[metric]
    span = attrs.evolve(whys[-1], since=first.turn, before=whys[0].before)
    refused = next((why.refused for why in whys if why.refused), "")
    if refused:
        return attrs.evolve(span, before="", after="", change="", exact=False, terms=(), refused=refused)
    before, after = first.before.value(metric, entities), last.after.value(metric, entities)
    estimated = any(why.estimated for why in whys)
    exact = all(why.exact for why in whys)
    numbered = exact and known.type not in (MetricType.ENUM, MetricType.FLAG)
    units = [
        _units(account, known, why) if numbered else [0] * len(why.terms)
        for account, why in zip(accounts, whys, strict=True)
    ]
    found: dict[tuple[str, str], list[_TurnTerm]] = {}
    for account, why, row in zip(accounts, whys, units, strict=True):
        for term, amount in zip(why.terms, row, strict=True):
            found.setdefault((term.rule, term.cause), []).append((account.turn, term, amount))
    digits, numbers = fine_digits(known), last.numbers
    terms = _numbered(list(found.values()), digits, numbers) if numbered else _worded(list(found.values()))
    change = ""
    if numbered and before is not None and after is not None:
        change = numbers.signed((fine_units(known, after) - fine_units(known, before)) / 10.0**digits, digits)
    elif known.type not in (MetricType.ENUM, MetricType.FLAG) and not estimated and None not in (before, after):
        change = numbers.change(known, (after or 0.0) - (before or 0.0))
    note = "" if terms else next((why.note for why in whys if why.note), "")
    return attrs.evolve(span, change=change, exact=exact, terms=terms, estimated=estimated, note=note)


def _units(account: Account, metric: Metric, why: Why) -> list[int]:
    """Return the amounts of a turn in units of the last printed decimal, as `why` rounds them."""
    before, after = (moment.value(metric.name, why.entities) for moment in (account.before, account.after))
    step = 10.0 ** fine_digits(metric)
    exact = [scaled(metric, term.amount or 0.0) * step for term in why.terms]
    return largest_remainder(exact, fine_units(metric, after or 0.0) - fine_units(metric, before or 0.0))


def _numbered(found: Sequence[Sequence[_TurnTerm]], digits: int, numbers: NumberFormatter) -> tuple[Term, ...]:
    """Return a term (a printed cause) with a number for each cause. A cause whose amounts cancel each other is left
    out.
    """
    step = 10.0**digits
    summed = []
    for parts in found:
        amount = fsum(term.amount or 0.0 for _, term, _ in parts)
        units = sum(unit for _, _, unit in parts)
        if amount or units:
            summed.append((parts, amount, units))
    largest = max((abs(amount) for _, amount, _ in summed), default=0.0) or 1.0
    terms = [
        attrs.evolve(
            _joined(parts),
            amount=amount,
            printed=numbers.signed(units / step, digits),
            sign=1 if (amount or units) > 0 else -1,
            word=word_for(abs(amount) / largest),
            share=abs(amount) / largest,
            by_turn=tuple((turn, numbers.signed(unit / step, digits)) for turn, _, unit in parts),
        )
        for parts, amount, units in summed
    ]
    return told_apart(sorted(terms, key=lambda term: -abs(term.amount or 0.0)))


def _worded(found: Sequence[Sequence[_TurnTerm]]) -> tuple[Term, ...]:
    """Return a term (a printed cause) in words (`much`, `some`, `little`) for each cause and direction.

    The word is the largest word that this cause had in one of the turns.

    A sum of secret amounts would reveal more than the words of the single turns.
    """
    terms = []
    for parts in found:
        for sign in (1, -1):
            same = [part for part in parts if part[1].sign == sign]
            if same:
                strongest = max(same, key=lambda part: COARSE[part[1].word])[1]
                by_turn = tuple((turn, term.printed or term.word) for turn, term, _ in same)
                joined = attrs.evolve(_joined(same), sign=sign, word=strongest.word, share=COARSE[strongest.word])
                terms.append(attrs.evolve(joined, amount=None, printed="", by_turn=by_turn))
    return told_apart(sorted(terms, key=lambda term: -term.share))


def _joined(parts: Sequence[_TurnTerm]) -> Term:
    """Return several terms with the same cause as one term, without the values of a single turn.

    The part of the seat's own orders is not added up.
    """
    terms = [term for _, term, _ in parts]
    own = any(term.own for term in terms)
    by = tuple(dict.fromkeys(seat for term in terms for seat in term.by))
    return attrs.evolve(terms[-1], name=terms[-1].cause, readings=(), own=own, own_change="", whole=False, by=by)
