"""The rows of the report of a turn: changes with their main causes, orders, news, and what the teams believed.

Must not know: screens, or how a report is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from wargame.game.disclosure.reasons import by_seat, reason_told
from wargame.model.telling.turn_report import OrderResult, Reason, ReportRow, TurnReport
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, PLAIN, Line, cut, fold
from wargame.tui.widgets.list_pane import ListRow, ListRows


def report_rows(report: TurnReport, width: int) -> ListRows:
    """Return all parts of a report. The key of a row about a number is the position of this number in `report.rows`."""
    name = min(32, max([len(_name(row)) for row in report.rows] + [16]) + 2)
    now = max([7, *(len(row.now + row.spread) + 1 for row in report.rows)])
    head = f"  {'WHAT CHANGED'.ljust(name)}{'now'.rjust(now)}{'turn'.rjust(7)}{'since T1'.rjust(9)}  mostly because"
    rows: list[ListRow] = [ListRow(), ListRow(((head, DIM),), bar=True)]
    for index, row in enumerate(report.rows):
        rows.append(ListRow(_row_line(row, name, now, width), str(index)))
    own = report.reasons if report.seat else ()
    if report.orders or own:
        rows += [ListRow(), ListRow((("  YOUR ORDERS", DIM),), bar=True)]
        for order in report.orders:
            rows += _order_rows(order, width)
        rows += _reason_rows(own, report.seat, width)
    if report.seen or len(report.reasons) > len(own):
        rows += [
            ListRow(),
            ListRow((("  SEEN OF OTHERS" if report.seat else "  ORDERS", DIM),), bar=True),
        ]
        rows += _seen_rows(report, width)
    if report.news:
        rows += [ListRow(), ListRow((("  NEWS", DIM),), bar=True)]
        rows += [ListRow(((f"   {text}", PLAIN),)) for line in report.news for text in fold(line, width - 6)]
    if report.beliefs:
        rows += [ListRow(), ListRow((("  WHAT THE TEAMS BELIEVED", DIM),), bar=True)]
        for belief in report.beliefs:
            rows.append(ListRow(((f"   {belief.label}: ", PLAIN), (belief.truth, BOLD))))
            told = "   ".join(f"{who} {text}" for who, text in belief.believed)
            rows += [ListRow(((f"     {text}", DIM),)) for text in fold(told, width - 8)]
    if report.letters:
        rows += [ListRow(), ListRow((("  INJECTS THAT CAME THEN", DIM),), bar=True)]
        rows += [ListRow(((f"   {text}", PLAIN),)) for line in report.letters for text in fold(line, width - 6)]
    return tuple(rows)


def _name(row: ReportRow) -> str:
    return f"{row.label}, {row.unit}" if row.unit and not row.unit.startswith("/") else row.label


def _row_line(row: ReportRow, name: int, now: int, width: int) -> Line:
    free = width - name - now - 21
    because = f"{row.because} ({row.note})" if row.because and row.note else row.because or row.note
    return (
        (f" {cut(_name(row), name).ljust(name + 1)}", PLAIN),
        ((row.now + row.spread).rjust(now), BOLD),
        (row.turn.rjust(7), BOLD),
        (row.since.rjust(9), PLAIN),
        (f"  {cut(because, max(0, free))}", DIM),
    )


def _order_rows(order: OrderResult, width: int) -> ListRows:
    name = f" {'★' if order.main else ' '} {cut(order.order.removesuffix(' main'), 24).ljust(25)}"
    first, *more = fold(order.text, max(20, width - len(name) - 3)) or [""]
    ink = ALARM if order.lapsed else PLAIN
    rows = [ListRow(((name, PLAIN), (first, ink)))]
    return (*rows, *(ListRow(((" " * len(name), PLAIN), (text, ink))) for text in more))


def _seen_rows(report: TurnReport, width: int) -> ListRows:
    """Return the orders of other teams. A reader of the truth also gets the reasons of each seat."""
    reasons = dict(by_seat(() if report.seat else report.reasons))
    rows: list[ListRow] = []
    for seat, orders in groupby(report.seen, key=lambda seen: seen.seat):
        rows += [ListRow(((f"   {text}", PLAIN),)) for order in orders for text in fold(order.text, width - 6)]
        rows += _reason_rows(reasons.pop(seat, ()), report.seat, width)
    for left in reasons.values():
        rows += [ListRow(((f"   {left[0].who}: no orders.", PLAIN),)), *_reason_rows(left, report.seat, width)]
    return tuple(rows)


def _reason_rows(reasons: Iterable[Reason], reader: str, width: int) -> ListRows:
    told = (text for reason in reasons for text in fold(reason_told(reason, reader), width - 8))
    return tuple(ListRow(((f"     {text}", DIM),)) for text in told)
