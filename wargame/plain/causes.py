"""Why a number changed, said line by line: causes that add up, or their order in words where numbers tell too much.

Must not know: how causes are booked.
"""

from __future__ import annotations

from wargame.model.scenario import Scenario
from wargame.model.why import Term, Why
from wargame.plain.plain_text import capital, sentence


def why_lines(scenario: Scenario, why: Why) -> list[str]:
    """Say the change, then each cause with its rule, the largest first, then the sum."""
    where = ", ".join(scenario.label(code) for code in why.entities)
    head = f"{why.label}{f' in {where}' if where and where not in why.label else ''}, turn {why.turn}"
    if why.refused:
        return [f"{head}: {sentence(why.refused)}"]
    if not why.terms:
        return [f"{head}: {why.after}. It did not change."]
    if not why.exact:
        return [f"{head}. The largest causes first.", *(_worded(term) for term in why.terms)]
    return [
        f"{head}: {why.before} to {why.after}, a change of {why.change}.",
        *(_numbered(term) for term in why.terms),
        f"Sum: {why.change}.",
    ]


def _numbered(term: Term) -> str:
    rule = f" Rule: {term.rule_label or term.rule}{f', {term.source}' if term.source else ''}." if term.rule else ""
    return f"{term.printed}  {capital(term.cause)}.{' Your order is in it.' if term.own else ''}{rule}"


def _worded(term: Term) -> str:
    way = "against" if term.sign < 0 else "for"
    return f"{capital(term.cause)}: {term.word}, {way} it.{' Your order is in it.' if term.own else ''}"
