"""Part 7: turning points (large terms of the account), and better orders in these turns.

Must not know: how an account or other orders are measured.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.analysis.account.better_orders import BetterOrders, ExplainedPoint
from wargame.analysis.account.margin_term import TermKind
from wargame.review.findings import Findings
from wargame.review.page.blocks import (
    Block,
    Command,
    ComparedOrder,
    OrderComparison,
    PageTable,
    Paragraph,
    ReviewPart,
    Subhead,
    TableCell,
)
from wargame.review.parts.head import KINDS, account_command, turn_deals, turning_commands
from wargame.review.words import joined, sentence, signed, with_error

_HELD = "This version holds only what your team could know. The facilitator has the page with the turning points."
_MOST_ROWS = 8  # of the numbers that differ after a turn


def turning(findings: Findings) -> ReviewPart:
    """Return the part about turning points."""
    blocks: list[Block] = []
    if findings.turning_points:
        blocks.append(_terms(findings))
    if any(each.better is not None for each in findings.points):
        blocks.append(Subhead("Other orders in these turns"))
    shown: set[tuple[int, str]] = set()
    for each in findings.points:
        place = each.point.term.turn, each.point.term.seat
        if each.better is not None and place not in shown:
            shown.add(place)
            blocks += _other(findings, each, each.better)
    if findings.better:
        blocks += [Subhead("Other orders in every turn"), _every_turn(findings)]
    how = (
        "A term stands here if it is more than twice its error. A cause stands beside it only if a replay of the turn "
        "without this order, or with other dice of this rule, takes away at least half of the term. The deals of the "
        "same turn need not be its cause. Bold: not ordered. Struck out: ordered, but not in the better plan. “Best "
        "of N tried” is not the best there is: the plans are those of all bots of the seat, and the actual orders "
        "less one. The plans were measured again on fresh dice."
    )
    return ReviewPart(
        key="turning",
        name="Turning points",
        question="What else could we have done then?",
        answer=_answer(findings),
        blocks=tuple(blocks),
        how=how if blocks else "",
        commands=_commands(findings),
        runs_on=True,
    )


def _commands(findings: Findings) -> tuple[Command, ...]:
    account = findings.account
    if account is None or not findings.turning_points:
        return ()
    commands = list(turning_commands(findings) or (account_command(findings),))
    if findings.better:
        better = tuple(f"{each.gain.mean:.2f} larger" for each in findings.better if each.certain)
        commands.append(Command(f"wargame account {findings.save} --keys {account.keys} --better", better))
    return tuple(commands)


def _answer(findings: Findings) -> tuple[str, ...]:
    if findings.account is None:
        return (_HELD,) if not findings.whole else ("Nobody measured what the turns of this game were worth.",)
    better = [each.better for each in findings.points if each.better is not None]
    certain = sorted((b for b in better if b.certain), key=lambda b: -b.gain.mean)
    said = []
    if certain:
        best = certain[0]
        said.append(
            f"At turn {best.turn} {findings.label(best.seat)} could have ordered what was worth "
            f"{with_error(best.gain)} more: {best.plan.origin}, the best of {best.tried} plans tried."
        )
    elif better:
        said.append("At no turning point was any of the plans tried surely better than the orders that were given.")
    if not findings.turning_points:
        said.append("No term of one turn is more than twice its error.")
    elif not better:
        said.append("No turning point is a decision that differs from the reference, so no other orders were tried.")
    return tuple(said)


def _terms(findings: Findings) -> PageTable:
    rows = []
    for point in findings.turning_points:
        happened = turn_deals(findings, point.turn)
        worth = TableCell(signed(point.estimate.mean), f"±{point.estimate.error:.2f}")
        cause = TableCell(
            sentence(findings.cause(point) or "no single cause found") if findings.points else "not tested"
        )
        deals = TableCell(sentence(joined(happened)) if happened else "no deal")
        team = TableCell(findings.label(point.seat), team=point.seat)
        again = findings.again(point)
        second = (TableCell(signed(again.mean), f"±{again.error:.2f}"),) if again is not None else ()
        rows.append((TableCell(f"T{point.turn}"), team, TableCell(KINDS[point.kind]), worth, *second, cause, deals))
    measured = ("in the account", "measured again on other dice") if findings.points else ("in the account",)
    head = ("turn", "team", "by", *measured, "mainly by", "deals of that turn")
    return PageTable(head, tuple(rows), "The largest terms", len(head))


def _every_turn(findings: Findings) -> PageTable:
    """Return the best other orders of every decided turn, beside the worth of the orders that were given."""
    terms = [term for team in findings.teams for term in findings.terms(team, TermKind.DECISION)]
    decided = {(term.turn, term.seat): term.estimate for term in terms}
    known = {(each.turn, each.seat): each.decision for each in findings.known}
    rows = []
    for better in findings.better:
        place = better.turn, better.seat
        worth = [
            TableCell(signed(value.mean), f"±{value.error:.2f}") if value is not None else TableCell("", quiet=True)
            for value in (decided.get(place), known.get(place))
        ]
        gain, orders = TableCell("0", quiet=True), TableCell("none surely better", quiet=True)
        if better.certain:
            gain = TableCell(signed(better.gain.mean), f"±{better.gain.error:.2f}")
            orders = TableCell("; ".join(order.text for order in better.plan.orders) or "nothing")
        tried = TableCell(f"best of {better.tried}", "end of game" if better.near_end else "")
        team = TableCell(findings.label(better.seat), team=better.seat)
        rows.append((team, TableCell(f"T{better.turn}"), tried, orders, gain, *worth))
    head = ("team", "turn", "plans tried", "best plan", "gain", "in truth", "as known")
    return PageTable(head, tuple(rows), "Better orders of every turn as a table", 4, folded=True, printed=True)


def _other(findings: Findings, each: ExplainedPoint, better: BetterOrders) -> Iterator[Block]:
    """Return the orders of a turn beside the best orders that were found for this turn."""
    term = each.point.term
    end = " End of game: orders pay that raise the score at once." if each.point.near_end else ""
    yield Subhead(f"T{term.turn}, {findings.label(term.seat)}", team=term.seat)
    if not better.certain:
        yield Paragraph(f"None of the {better.tried} plans tried was surely better than the orders given.{end}")
        return
    yield Paragraph(f"{with_error(better.gain)} more with the best plan found.{end}")
    given = [order.text for order in findings.orders(term.seat, term.turn)]
    other = [order.text for order in better.plan.orders]
    rows = [
        (TableCell(row.label), TableCell(row.without), TableCell(row.with_it)) for row in better.replay[:_MOST_ROWS]
    ]
    more = len(better.replay) - len(rows)
    dice = "On the game’s own dice" + (". “As played” contains the rulings; “other” is as rolled" * better.ruled)
    yield OrderComparison(
        "Ordered",
        tuple(ComparedOrder(text, "same" if text in other else "gone") for text in given),
        f"Best of {better.tried} tried ({better.plan.origin})",
        tuple(ComparedOrder(text, "same" if text in given else "new") for text in other),
        PageTable(("after this turn", "as played", "other"), tuple(rows), dice) if rows else None,
        f"{more} smaller differences are left out."
        if more > 0
        else ""
        if rows
        else "No number differs yet after this turn.",
    )
