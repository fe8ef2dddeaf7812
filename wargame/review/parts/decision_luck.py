"""Part 6: the parts of each margin that came from decisions and from luck.

Must not know: how an account is measured.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.analysis.account.account import SeatAccount
from wargame.analysis.account.margin_term import TermKind
from wargame.analysis.rollouts.samples import MeanWithError
from wargame.game.wording.margin import EXPECTED, FINAL
from wargame.review.figures.bars import MarginPanel, WaterfallBar, extent, margin_panel, waterfall
from wargame.review.figures.scale import turn_pieces
from wargame.review.findings import Findings
from wargame.review.page.blocks import (
    Block,
    Drawing,
    Gallery,
    Legend,
    LegendItem,
    PageTable,
    ReviewPart,
    Subhead,
    TableCell,
)
from wargame.review.parts.head import KINDS, account_command
from wargame.review.words import joined, sentence, signed, verdict, with_error

_ORDER = (TermKind.START, TermKind.INJECTS, TermKind.DECISION, TermKind.OTHERS, TermKind.LUCK, TermKind.RULINGS)
_HELD = "This version holds only what your team could know. The facilitator has the page with the margins."


def decision_luck(findings: Findings) -> ReviewPart:
    """Return the part about decisions and luck."""
    account = findings.account
    blocks: list[Block] = []
    if account is not None:
        seats = sorted(account.seats, key=lambda seat: -account.seats[seat].sum)
        bars = {seat: _bars(findings, seat, account.seats[seat]) for seat in seats}
        ends = [extent(row) for row in bars.values()]
        reach = (min((low for low, _ in ends), default=0.0), max((high for _, high in ends), default=0.0))
        waterfalls = [
            Drawing(waterfall(findings.label(seat), row, 448, findings.numbers[seat], "par", reach))
            for seat, row in bars.items()
        ]
        items = [
            LegendItem("start, hidden draws", "open"),
            LegendItem("own decisions: the hue of the team"),
            LegendItem("others’ decisions", "others"),
            LegendItem("luck: dice, injects by chance, draws of bots", "hatched"),
            *([LegendItem("rulings of the facilitator, booked apart", "open")] if findings.rulings else []),
            LegendItem("margin", "ink"),
            LegendItem("line: ±, 9 times in 10"),
        ]
        blocks += [
            Subhead("The whole game"),
            Legend(tuple(items)),
            Gallery(tuple(waterfalls), 2),
            Subhead("Turn by turn"),
        ]
        blocks.append(Gallery(tuple(_panels(findings, seats)), 2))
        blocks += [_table(findings, seats, turns) for turns in turn_pieces(findings.last)]
    return ReviewPart(
        key="luck",
        name="Decision and luck",
        question="Were we good, or lucky? How sure is that?",
        answer=_answer(findings),
        blocks=tuple(blocks),
        how=_how(findings),
        commands=(account_command(findings),) if account is not None else (),
    )


def _answer(findings: Findings) -> tuple[str, ...]:
    account = findings.account
    if account is None:
        return (_HELD,) if not findings.whole else ("Nobody measured the margins of this game.",)
    said, reference = [], []
    for seat, row in sorted(account.seats.items(), key=lambda each: -each[1].sum):
        decision, luck = row.totals[TermKind.DECISION], row.totals[TermKind.LUCK]
        if decision.mean == 0.0 and decision.error == 0.0:
            reference.append(findings.label(seat))
            continue
        margin = row.sum if row.margin is None else row.margin
        said.append(
            f"{findings.label(seat)} {verdict(decision, luck, margin)}: decisions {with_error(decision)}, "
            f"luck {with_error(luck)}."
        )
    if reference:
        one = len(reference) == 1
        played = f"{joined(reference)} {'was' if one else 'were'} played by the reference"
        said.append(f"{played}, so {'its' if one else 'their'} decisions count 0.")
    return tuple(sentence(text) for text in said)


def _how(findings: Findings) -> str:
    account = findings.account
    if account is None:
        return ""
    bots = joined(list(dict.fromkeys(account.reference.values())))
    return (
        f"The reference is the bot {bots} in every seat. What a seat’s orders were worth beyond the reference is its "
        "own decision. What the orders of the others did to it is “others’ decisions”. What dice and chance did is "
        f"luck. The upper lines show the {EXPECTED} if the reference played all seats from there. "
        f"Measured from {account.keys:,} replays with the same dice for every alternative."
    )


def _bars(findings: Findings, seat: str, row: SeatAccount) -> list[WaterfallBar]:
    team = findings.numbers[seat]
    kinds = {
        TermKind.START: "open",
        TermKind.DECISION: f"f{team}",
        TermKind.OTHERS: "others",
        TermKind.LUCK: "hatched",
        TermKind.INJECTS: "dotted",
        TermKind.RULINGS: "open",
    }
    bars = []
    for kind in (kind for kind in _ORDER if kind in row.totals):
        total = row.totals[kind]
        nothing = total.mean == 0.0 and total.error == 0.0
        bars.append(
            WaterfallBar(KINDS[kind], total.mean, "0" if nothing else with_error(total), kinds[kind], error=total.error)
        )
    margin = row.sum if row.margin is None else row.margin
    name = FINAL if row.margin is not None else EXPECTED
    bars.append(WaterfallBar(name, margin, signed(margin), "ink", total=True))
    return bars


def _panels(findings: Findings, seats: Sequence[str]) -> list[Drawing]:
    panels = []
    for seat in seats:
        team, series = findings.numbers[seat], []
        for kind, fill in (
            (TermKind.DECISION, f"f{team}"),
            (TermKind.OTHERS, "others"),
            (TermKind.LUCK, "hatched"),
            (TermKind.INJECTS, "dotted"),
            (TermKind.RULINGS, "open"),
        ):
            by_turn = {term.turn: term.estimate.mean for term in findings.terms(seat, kind)}
            if by_turn:
                series.append((kind.value, fill, [by_turn.get(turn, 0.0) for turn in findings.turns]))
        start = sum(term.estimate.mean for term in findings.terms(seat, TermKind.START))
        margins = [start]
        for turn in findings.turns:
            margins.append(margins[-1] + sum(amounts[turn - 1] for _, _, amounts in series))
        panels.append(MarginPanel(findings.label(seat), team, margins, series))
    low = min((min(panel.margins) for panel in panels), default=0.0)
    high = max((max(panel.margins) for panel in panels), default=0.0)
    most = max((abs(v) for panel in panels for _, _, amounts in panel.series for v in amounts), default=1.0)
    return [Drawing(margin_panel(panel, low, high, most or 1.0, 448)) for panel in panels]


def _table(findings: Findings, seats: Sequence[str], turns: range) -> PageTable:
    kinds = [kind for kind in _ORDER[1:] if any(findings.terms(seat, kind) for seat in seats)]
    rows = []
    for seat in seats:
        for kind in kinds:
            by_turn = {term.turn: term.estimate for term in findings.terms(seat, kind)}
            if any(term.mean or term.error for term in by_turn.values()):
                cells = [_cell(by_turn.get(turn)) for turn in turns]
                rows.append((TableCell(findings.label(seat), team=seat), TableCell(KINDS[kind]), *cells))
    head = ("team", "by", *(f"T{turn}" for turn in turns))
    caption = "All terms by team and turn as a table"
    if len(turns) < findings.last:
        caption += f", T{turns[0]} to T{turns[-1]}"
    return PageTable(head, tuple(rows), caption, 2, folded=True, printed=True)


def _cell(term: MeanWithError | None) -> TableCell:
    if term is None or (term.mean == 0.0 and term.error == 0.0):
        return TableCell("0", quiet=True)
    return TableCell(signed(term.mean), f"±{term.error:.2f}")
