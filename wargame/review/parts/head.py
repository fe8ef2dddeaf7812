"""Part 0: the head of the page, a summary that people can read in twenty seconds.

The leading number is the headline that most teams watch. A turning point is a large term of the account.

Must not know: how a page is written.
"""

from __future__ import annotations

from wargame.analysis.account.margin_term import MarginTerm, TermKind
from wargame.analysis.rollouts.samples import MeanWithError
from wargame.game.wording.labels import capital
from wargame.game.wording.margin import EXPECTED, FINAL
from wargame.game.wording.number import SPOKEN
from wargame.game.wording.par import par_note
from wargame.model.match.deal_record import DealEnd
from wargame.model.rules.parameter import Status
from wargame.review.findings import Findings
from wargame.review.page.blocks import Columns, Command, PageTable, Paragraph, ReviewPart, Row, ShortColumn, TableCell
from wargame.review.parts.cost import cost_lines
from wargame.review.words import counted, joined, margin_words, sentence, signed, with_error

KINDS = {
    TermKind.START: "start",
    TermKind.DECISION: "own decisions",
    TermKind.OTHERS: "others’ decisions",
    TermKind.LUCK: "luck",
    TermKind.INJECTS: "injects by hand",
    TermKind.RULINGS: "rulings",
}
_CAUSES = {
    TermKind.DECISION: "by its own orders",
    TermKind.OTHERS: "by the orders of others",
    TermKind.LUCK: "by luck",
    TermKind.INJECTS: "by an inject given by hand",
    TermKind.RULINGS: "by a ruling of the facilitator",
}


def head(findings: Findings) -> ReviewPart:
    """Return the head of the page."""
    blocks = [table] if (table := margin_table(findings)) is not None else []
    # the page of a seat holds no secret of another seat
    secret = [Paragraph(findings.seen.secret)] if findings.whole and findings.seen.secret else []
    columns = Columns((_cost(findings), _ending(findings), _turned(findings)))
    invented = [p for p in findings.scenario.rules.parameters.values() if p.status is not Status.FACT]
    of = len(findings.scenario.rules.parameters)
    limits = f"A game, not a forecast: {len(invented):,} of {of:,} numbers in the rules are estimates or inventions."
    role = Paragraph(f"Four questions come first, before any chart. {limits}", "You have left the roles.", note=True)
    commands = (account_command(findings), *turning_commands(findings)) if findings.account is not None else ()
    return ReviewPart(
        key="top",
        name="Head",
        question="What happened?",
        answer=_lead(findings),
        blocks=(*secret, *blocks, columns, role),
        commands=commands,
    )


def _lead(findings: Findings) -> tuple[str, ...]:
    """Return three sentences: about the leading number, the largest turning point, and the end of the game."""
    said = [course(findings)]
    points = findings.turning_points
    if points:
        said.append(
            sentence(f"the largest swing of one turn came at turn {points[0].turn}: {point_words(findings, points[0])}")
        )
    elif findings.deals.deals:
        said.append(sentence(deals_in_short(findings)))
    said.append(_end(findings))
    return tuple(text for text in said if text)


def course(findings: Findings) -> str:
    """Return one sentence about the changes of the leading number during the game."""
    cell = findings.leading
    if cell is None:
        return ""
    known = [(moment, value) for moment, value in enumerate(findings.series(cell)) if value is not None]
    if len(known) < 2:
        return ""
    first, last = known[0], known[-1]
    about = "" if findings.whole or not findings.estimate(last[0], cell) else "about "
    low, high = min(known, key=lambda each: each[1]), max(known, key=lambda each: each[1])
    middle = [
        f"its {name} was {findings.write(cell, value)} after turn {moment}"
        for name, (moment, value) in sorted((("lowest", low), ("highest", high)), key=lambda each: each[1][0])
        if moment not in (first[0], last[0])
    ]
    start = "at the start" if first[0] == 0 else f"after turn {first[0]}"
    said = (
        f"{findings.name(cell)} stood at {about}{findings.written(cell, first[1])} {start} "
        f"and at {about}{findings.write(cell, last[1])} after turn {last[0]}"
    )
    return sentence(f"{said}; {joined(middle)}" if middle else said)


def point_words(findings: Findings, term: MarginTerm) -> str:
    """Return a turning point in words, with its cause. Only a cause that a replay has confirmed is named."""
    said = f"{findings.label(term.seat)} {with_error(term.estimate)} {_CAUSES[term.kind]}"
    cause = findings.cause(term)
    return f"{said}, mainly by {cause}" if cause else said


def turn_deals(findings: Findings, turn: int) -> list[str]:
    """Return texts about the deals of a turn: signed, broken, renounced, refused and offered deals."""
    label, said = findings.label, list[str]()
    for deal in findings.deals.deals:
        pair, title = joined([label(party) for party in deal.parties]), f"“{deal.title}”" if deal.title else "a deal"
        if deal.signed == turn and not (deal.secret and not deal.title):
            said.append(f"{pair} signed {title}{' in secret' if deal.secret else ''}")
        if deal.leaked == turn:
            said.append(f"a secret deal of {pair} came to light")
        for breach in deal.breaches:
            if breach.turn == turn:
                found = "was found to break" if breach.found else "broke"
                said.append(f"{label(breach.party)} {found} {title}{'' if breach.found else ' unseen'}")
        if deal.last == turn and deal.end is DealEnd.RENOUNCED:
            said.append(f"{joined([label(party) for party in deal.renounced]) or pair} left {title}")
        if deal.last == turn and deal.end is DealEnd.VOID:
            said.append(f"{title} of {pair} became void")
    for offer in findings.deals.offers:
        if offer.answered == turn and offer.answer.value == "refused" and offer.turn < turn:
            said.append(f"{label(offer.to)} refused “{offer.title}” from {label(offer.by)}")
        if offer.turn == turn and offer.answered != turn:
            said.append(f"{label(offer.by)} offered {label(offer.to)} “{offer.title}”")
    return said


def deals_in_short(findings: Findings) -> str:
    """Return as text how many deals were signed and how many were broken."""
    deals = findings.deals.deals
    broken = sum(bool(deal.breaches) for deal in deals)
    was = "was" if len(deals) == 1 else "were"
    return f"{counted(len(deals), 'deal')} {was} signed, and {broken or 'none'} of them broken"


def _end(findings: Findings) -> str:
    result = findings.result
    if result is None:
        if findings.match.ending:
            return "The game has ended. The facilitator has the margins."
        return f"The game stands at turn {findings.match.turn} of {findings.match.length}."
    groups: dict[str, list[str]] = {}
    for seat in sorted(result.seats, key=lambda seat: -(seat.margin or 0.0)):
        if seat.margin is not None:
            groups.setdefault(margin_words(seat.margin), []).append(findings.label(seat.seat))
    told = joined([f"{joined(names)} {words}" for words, names in groups.items()])
    end = sentence(f"the game ended at turn {result.turn} ({result.label.rstrip('.').lower()})")
    return f"{end[:-1]}: {told}." if told else end


# -- the table of margins ---------------------------------------------------------------------------------------------


def margin_table(findings: Findings) -> PageTable | None:
    """Return the table of margins and their terms. Return None if the reader may not know the margins."""
    account = findings.account
    if account is None:
        return _plain_margins(findings)
    kinds = [kind for kind in KINDS if any(kind in row.totals for row in account.seats.values())]
    seats = sorted(account.seats, key=lambda seat: -account.seats[seat].sum)
    rows = []
    for seat in seats:
        row = account.seats[seat]
        margin = row.sum if row.margin is None else row.margin
        cells = [TableCell(findings.label(seat), team=seat), TableCell(signed(margin), margin_words(margin), big=True)]
        cells += [_term(kind, row.totals.get(kind)) for kind in kinds]
        rows.append(tuple(cells))
    ended = capital(FINAL if findings.match.ending else EXPECTED)
    caption = (
        f"{ended}, in standard deviations of games between bots, and what it is made of. The columns add up. "
        f"± holds the truth 9 times in 10. {par_note(findings.scenario, findings.match.length)}"
    ).rstrip()
    return PageTable(("team", "margin", *(KINDS[kind] for kind in kinds)), tuple(rows), caption)


def _plain_margins(findings: Findings) -> PageTable | None:
    result = findings.result
    if result is None or not any(seat.margin is not None for seat in result.seats):
        return None
    rows: list[Row] = [
        (
            TableCell(findings.label(seat.seat), team=seat.seat),
            TableCell(signed(seat.margin), margin_words(seat.margin), big=True),
        )
        for seat in result.seats
        if seat.margin is not None
    ]
    caption = f"{capital(FINAL)}, in standard deviations of games between bots."
    note = par_note(findings.scenario, findings.match.length)
    return PageTable(("team", "margin"), tuple(rows), f"{caption} {note}".rstrip())


def _term(kind: TermKind, total: MeanWithError | None) -> TableCell:
    if total is None or (total.mean == 0.0 and total.error == 0.0):
        return TableCell("0", "reference" if kind is TermKind.DECISION else "", quiet=True)
    return TableCell(signed(total.mean), f"±{total.error:.2f}")


def account_command(findings: Findings) -> Command:
    """Return the command that prints the account, and the texts of the totals in its output."""
    account = findings.account
    assert account is not None
    totals = (
        f"{SPOKEN.signed(total.mean, 2)} ±{total.error:.2f}"
        for row in account.seats.values()
        for kind, total in row.totals.items()
        if kind is not TermKind.START and (total.mean or total.error)
    )
    margins = (f"{FINAL} {SPOKEN.signed(row.margin, 2)}" for row in account.seats.values() if row.margin is not None)
    return Command(f"wargame account {findings.save} --keys {account.keys}", (*margins, *totals))


def turning_commands(findings: Findings) -> tuple[Command, ...]:
    """Return the command that prints the turning points again, if the points were measured a second time."""
    account = findings.account
    if account is None or not findings.points:
        return ()
    again = [each.point.term.estimate for each in findings.points]
    prints = [f"{SPOKEN.signed(value.mean, 2)} ±{value.error:.2f}" for value in again]
    effects = [each.cause.effect for each in findings.points if each.cause is not None]
    prints += [f"{SPOKEN.signed(effect.mean, 2)}, with an error of {effect.error:.2f}" for effect in effects]
    better = [each.better for each in findings.points if each.better is not None]
    prints += [f"{each.gain.mean:.2f} larger" for each in better if each.certain]
    command = f"wargame account {findings.save} --keys {account.keys} --turning {len(findings.points)}"
    return (Command(command, tuple(prints)),)


# -- the three columns ------------------------------------------------------------------------------------------------


def _cost(findings: Findings) -> ShortColumn:
    lines = cost_lines(findings) or (("", "No metric of these rules counts as human cost."),)
    return ShortColumn("Human cost", lines, "[EST]")


def _ending(findings: Findings) -> ShortColumn:
    match, lines = findings.match, list[tuple[str, str]]()
    result = findings.result
    if result is not None:
        lines.append(("", sentence(result.label)))
        lines += [("", sentence(result.text))] if result.text and result.text != result.label else []
    elif match.ending:
        lines.append(("", f"The game ended after turn {findings.last}."))
    else:
        lines.append(("", f"The game goes on: {findings.last} of {match.length} turns are played."))
    standing = sum(deal.end is DealEnd.STANDS for deal in findings.deals.deals)
    if findings.deals.deals:
        lines.append(("", sentence(f"{counted(standing, 'deal')} {'stands' if standing < 2 else 'stand'} at the end")))
    return ShortColumn("Ending", tuple(lines))


def _turned(findings: Findings) -> ShortColumn:
    lines = [(f"T{term.turn}", sentence(point_words(findings, term))) for term in findings.turning_points[:3]]
    if not lines:
        measured = findings.account is not None
        why = "No single turn stands out beyond its error." if measured else "Not measured in this version."
        lines = [("", why)]
    return ShortColumn("It turned at", tuple(lines))
