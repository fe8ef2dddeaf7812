"""Part 7: turning points, and what else could have been done then.

Must not know: how an account is measured.
"""

from __future__ import annotations

from wargame.analysis.margin_term import MarginTerm, TermKind
from wargame.review.findings import SURE, Findings
from wargame.review.page.blocks import Block, Cell, Comparison, OrderLine, Paragraph, Part, Subhead, Table
from wargame.review.parts.head import KINDS, account_command, turn_deals
from wargame.review.words import joined, sentence, signed, with_error

_HELD = "This version holds only what your team could know. The facilitator has the page with the turning points."


def turning(findings: Findings) -> Part:
    """Return the part about turning points."""
    points = findings.turning_points
    blocks: list[Block] = []
    if points:
        rows = [
            (
                Cell(f"T{point.turn}"),
                Cell(findings.label(point.seat), team=point.seat),
                Cell(KINDS[point.kind]),
                Cell(signed(point.estimate.mean), f"±{point.estimate.error:.2f}"),
                Cell(sentence(joined(turn_deals(findings, point.turn))) if turn_deals(findings, point.turn) else "–"),
            )
            for point in points
        ]
        blocks.append(Table(("turn", "team", "by", "worth", "in that turn"), tuple(rows), "The largest terms", 3))
    own = _own(findings)
    for point in own:
        blocks += _orders(findings, point)
    return Part(
        number=7,
        key="turning",
        name="Turning points",
        question="What else could we have done then?",
        answer=_answer(findings, own),
        blocks=tuple(blocks),
        how="A term counts here if it is more than twice its error. What was signed, broken or offered in the same turn "
        "stands beside it; it need not be the cause."
        if points
        else "",
        commands=(account_command(findings),) if points and findings.account is not None else (),
        runs_on=True,
    )


def _own(findings: Findings) -> list[MarginTerm]:
    """Return the decisions that were worth most, up or down, and more than twice their errors."""
    account = findings.account
    found = [
        term
        for term in (account.terms if account is not None else ())
        if term.kind is TermKind.DECISION and abs(term.estimate.mean) > SURE * term.estimate.error
    ]
    return sorted(found, key=lambda term: -abs(term.estimate.mean))[:3]


def _answer(findings: Findings, own: list[MarginTerm]) -> tuple[str, ...]:
    if findings.account is None:
        return (_HELD,) if not findings.whole else ("Nobody measured what the turns of this game were worth.",)
    said = []
    if own:
        worst = min(own, key=lambda term: term.estimate.mean)
        best = max(own, key=lambda term: term.estimate.mean)
        for term, word in ((worst, "dearest"), (best, "most valuable")):
            if (term is worst) == (term.estimate.mean < 0):
                said.append(
                    f"The {word} orders were {findings.label(term.seat)}’s at turn {term.turn}: {with_error(term.estimate)} "
                    "against the orders of the reference."
                )
    else:
        said.append("No orders of one turn were worth more than twice the error of their measurement, either way.")
    return tuple(said)


def _orders(findings: Findings, point: MarginTerm) -> list[Block]:
    """Return the orders of a turn beside those of the turn before."""
    given = findings.orders(point.seat, point.turn)
    before = findings.orders(point.seat, point.turn - 1) if point.turn > 1 else ()
    now, then = [order.text for order in given], [order.text for order in before]
    worth = f"{with_error(point.estimate)}: what these orders were worth against those of the reference."
    return [
        Subhead(f"T{point.turn}, {findings.label(point.seat)}", team=point.seat),
        Paragraph(worth),
        Comparison(
            "Ordered in this turn",
            tuple(OrderLine(text, "same" if text in then else "new") for text in now),
            "Ordered in the turn before",
            tuple(OrderLine(text, "same" if text in now else "gone") for text in then),
            note="Bold: new in this turn. Struck out: given up.",
        ),
    ]
