"""Part 8: deals, and which parties kept their promises.

Must not know: how a page is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wargame.model.match.deal_record import DealEnd, DealRecord, OfferAnswer
from wargame.model.rules.deal import TABLE
from wargame.model.rules.deal import Table as DealTable
from wargame.model.rules.metric import MetricCell
from wargame.review.figures.deal_bars import DealBar, deal_bars
from wargame.review.figures.lines import LinePanel, line_panel
from wargame.review.figures.score import DealSpan
from wargame.review.findings import Findings
from wargame.review.page.blocks import Block, Command, Drawing, Gallery, PageTable, ReviewPart, Subhead, TableCell
from wargame.review.words import counted, joined, sentence


def deals(findings: Findings) -> ReviewPart:
    """Return the part about deals."""
    history = findings.deals
    blocks: list[Block] = []
    if history.deals:
        blocks += [
            Drawing(deal_bars([_bar(findings, deal) for deal in history.deals], findings.last)),
            _signed(findings),
        ]
    trust = _trust(findings)
    if trust:
        blocks += [Subhead("Trust at each table"), Gallery(tuple(trust), 4)]
    if history.offers:
        blocks.append(_offers(findings))
    first = next((deal for deal in history.deals if deal.title), None)
    prints = (first.title,) if first is not None else ()
    return ReviewPart(
        key="deals",
        name="Deals",
        question="Who kept faith, and did it pay?",
        answer=_answer(findings),
        blocks=tuple(blocks),
        how="A bar runs from the signature to the end. White bars were signed in secret. × is a breach, found or not."
        if history.deals
        else "",
        commands=(Command(f"wargame replay {findings.save}", prints),) if prints and findings.whole else (),
    )


def _answer(findings: Findings) -> tuple[str, ...]:
    history = findings.deals
    if not findings.scenario.rules.deals:
        return ("These rules have no deals.",)
    broken = [deal for deal in history.deals if deal.breaches]
    by = list(dict.fromkeys(findings.label(breach.party) for deal in broken for breach in deal.breaches))
    said = [
        f"{counted(len(history.deals), 'deal')} {'was' if len(history.deals) < 2 else 'were'} signed and "
        f"{counted(len(history.offers), 'offer')} made; "
        + (
            f"{len(broken)} of the deals {'was' if len(broken) == 1 else 'were'} broken, by {joined(by)}"
            if broken
            else "none was broken"
        )
    ]
    ran = sum(deal.end is DealEnd.RAN_OUT and not deal.breaches for deal in history.deals)
    stands = sum(deal.end is DealEnd.STANDS for deal in history.deals)
    said.append(f"{ran} ran to the end and {stands} {'stands' if stands == 1 else 'stand'} still")
    return tuple(sentence(text) for text in said)


def _ending(findings: Findings, deal: DealRecord) -> str:
    if deal.breaches:
        return f"{joined(list(dict.fromkeys(findings.label(breach.party) for breach in deal.breaches)))} broke it"
    if deal.end is DealEnd.RENOUNCED:
        return f"{joined([findings.label(party) for party in deal.renounced])} left it".strip()
    return str(deal.end.value)


def _span(findings: Findings, deal: DealRecord) -> DealSpan:
    pair = (findings.numbers[deal.parties[0]], findings.numbers[deal.parties[1]])
    breaches = tuple(breach.turn for breach in deal.breaches)
    return DealSpan(deal.title or "a deal", pair, deal.signed, deal.last, deal.secret, breaches)


def _bar(findings: Findings, deal: DealRecord) -> DealBar:
    return DealBar(_span(findings, deal), _ending(findings, deal), bool(deal.breaches))


def _signed(findings: Findings) -> PageTable:
    rows = []
    for deal in findings.deals.deals:
        out = f"; out at T{deal.leaked}" if deal.leaked else ""
        how = f"{'in secret' if deal.secret else 'openly'}, T{deal.signed}{out}"
        faith = [
            f"{findings.label(b.party)} broke it at T{b.turn}{'' if b.found else ', unseen'}" for b in deal.breaches
        ]
        rows.append(
            (
                TableCell(deal.title or "a deal"),
                TableCell(findings.label(deal.parties[0]), team=deal.parties[0]),
                TableCell(findings.label(deal.parties[1]), team=deal.parties[1]),
                TableCell(how),
                TableCell("; ".join(faith) or ("kept" if findings.whole else "no breach found")),
                TableCell(f"{deal.end.value}{f', T{deal.last}' if deal.end is not DealEnd.STANDS else ''}"),
            )
        )
    return PageTable(("deal", "between", "and", "signed", "faith", "end"), tuple(rows), "Deals signed", 6)


def _offers(findings: Findings) -> PageTable:
    rows = []
    for offer in findings.deals.offers:
        answer = offer.answer.value if offer.answer is not OfferAnswer.OPEN else "still open"
        when = f", T{offer.answered}" if offer.answered else ""
        rows.append(
            (
                TableCell(f"T{offer.turn}"),
                TableCell(findings.label(offer.by), team=offer.by),
                TableCell(findings.label(offer.to), team=offer.to),
                TableCell(offer.title),
                TableCell(f"{answer}{when}"),
            )
        )
    return PageTable(
        ("turn", "from", "to", "offer", "what became of it"), tuple(rows), "All offers as a table", 5, folded=True
    )


def _trust(findings: Findings) -> list[Drawing]:
    """Return a figure of the trust at each table by turn.

    The values are the metrics in the table's formulas of trust.
    """
    panels = []
    for table, cell in _trust_cells(findings):
        values = findings.series(cell)
        if all(value is not None for value in values) and len(values) > 1:
            panels.append(_trust_panel(findings, table.between, cell, values))
    return panels


def _trust_panel(findings: Findings, parties: tuple[str, str], cell: MetricCell, values: list[float | None]) -> Drawing:
    def write(value: float) -> str:
        return findings.write(cell, value)

    numbers = [findings.numbers[party] for party in parties]
    name = joined([findings.label(party) for party in parties])
    return Drawing(line_panel(LinePanel(name, "", values, write, numbers), 214, 120))


def _trust_cells(findings: Findings) -> Iterator[tuple[DealTable, MetricCell]]:
    used = {deal.table for deal in findings.deals.deals} | {offer.table for offer in findings.deals.offers}
    own = [metric for metric in findings.scenario.rules.metrics.values() if metric.of == (TABLE,)]
    for name, table in findings.scenario.rules.deals.tables.items():
        if name not in used or table.faith is None:
            continue
        read = set(re.findall(r"\w+", table.faith.text))
        trusted = [metric.name for metric in own if metric.name in read and metric.template is None]
        if trusted:
            yield table, (trusted[0], (name,))
