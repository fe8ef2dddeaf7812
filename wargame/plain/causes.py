"""The causes of a change line by line. Words replace the numbers if the numbers would reveal too much.

Must not know: how the ledger is made.
"""

from __future__ import annotations

from wargame.errors import UsageError
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.why import Term, Why
from wargame.plain.plain_text import capital, sentence


def why_lines(scenario: Scenario, why: Why) -> list[str]:
    """Return lines with the change, each cause with its rule, and the sum. The largest cause comes first."""
    where = ", ".join(scenario.label(code) for code in why.entities)
    head = f"{why.label}{f' in {where}' if where and where not in why.label else ''}, {why.when}"
    if why.refused:
        return [f"{head}: {sentence(why.refused)}"]
    if why.estimated:
        told = f"{head}: {why.before} before, {why.after} now, as far as you know."
        return [told, *(_worded(term) for term in why.terms), *([sentence(why.note)] if why.note else [])]
    if not why.terms:
        return [f"{head}: {why.after}. It did not change."]
    if not why.exact:
        return [f"{head}. The largest causes first.", *(_worded(term) for term in why.terms)]
    return [
        f"{head}: {why.before} to {why.after}{f', a change of {why.change}' if why.change else ''}.",
        *(_numbered(term) if term.printed else _worded(term) for term in why.terms),
        *([f"Sum: {why.change}."] if why.change else []),
    ]


def cause_lines(why: Why, number: int) -> list[str]:
    """Return lines about one cause: its formula, each value in the formula with its source, and the file of the rule.

    Raises UsageError if the cause does not exist.
    """
    if not 1 <= number <= len(why.terms):
        count = len(why.terms)
        raise UsageError(f"There is no cause {number}: there {'is' if count == 1 else 'are'} {count}.")
    term = why.terms[number - 1]
    lines = [_numbered(term) if why.exact else _worded(term)]
    lines += [f"Turn {turn}: {amount}." for turn, amount in term.by_turn]
    if term.formula:
        lines.append(f"Formula: {term.formula}")
    for reading in term.readings:
        label = reading.label if reading.label != reading.name else ""
        parts = [part for part in (reading.value, label, reading.note.replace(" · ", ", ")) if part]
        lines.append(f"{reading.name}: {', '.join(parts)}.")
    if term.because:
        lines.append(f"In short: {sentence(term.because)}")
    if term.place:
        lines.append(f"Where it is written: {term.place}")
    return lines


def _numbered(term: Term) -> str:
    rule = f" Rule: {term.rule_label or term.rule}{f', {term.source}' if term.source else ''}." if term.rule else ""
    return f"{term.printed}  {capital(term.cause)}.{own_told(term)}{rule}"


def own_told(term: Term) -> str:
    """Return the part of a cause that comes from the seat's own orders as text.

    The part is the difference from the same turn without these orders.
    """
    if not term.own:
        return ""
    if term.own_change:
        return f" Your orders made it {term.own_change}."
    return " Your order caused it." if term.whole else " Your order has a part in it."


def _worded(term: Term) -> str:
    way = "against" if term.sign < 0 else "for"
    return f"{capital(term.name)}: {term.word}, {way} it.{own_told(term)}"
