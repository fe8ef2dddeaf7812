"""The list of orders that fit the typed line. Legal orders have numbers. Other orders have reasons.

The list also shows the effect of one order.

Must not know: how text is matched, or rules.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.game.wording.number import WRITTEN
from wargame.game.wording.strength import percent, repeated
from wargame.model.match.completion import Completion, CompletionRow
from wargame.model.telling.view import Draft
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, MARK, PLAIN, ROUND, Canvas, cut_front, fold
from wargame.tui.drawing.orders import AP, currencies

EFFECT_LINES = 2
FRAME = 3 + EFFECT_LINES  # number of rows for borders, separator and effect


def draw_choices(
    canvas: Canvas, found: Completion, draft: Draft, units: Mapping[str, str], marked: int, message: str
) -> None:
    """Draw the list.

    `marked`: the position of the marked legal row, counted from 0. -1 means that no row is marked.
    `message`: a text to show in place of the effect.
    """
    width, height = canvas.width, canvas.height
    canvas.fill(0, 0, width, height, "sheet")
    canvas.box(0, 0, width, height, ROUND, DIM)
    title = f"LEGAL NOW: {found.text}…" if found.text.strip() else "LEGAL NOW"
    canvas.put(2, 0, f" {title} ", BOLD, width // 2 - 4)
    money = currencies(draft)[:2]
    columns = _columns(width, len(money))
    canvas.put_right(columns[0] + 1, 0, " AP ", BOLD)
    for end, name in zip(columns[1:], money, strict=False):
        canvas.put_right(end + 1, 0, f" {units.get(name) or name} ", DIM)
    canvas.put(columns[-1] + 3, 0, " what it does ", DIM, width - columns[-1] - 5)
    room = height - FRAME
    rows: list[tuple[int, CompletionRow]] = [*enumerate(found.rows), *((-1, row) for row in found.not_now)]
    first = 0 if marked < 0 else max(0, min(marked - room + 2, len(rows) - room))
    above: CompletionRow | None = None
    for y, (index, row) in enumerate(rows[first : first + room], 1):
        if row.legal:
            _legal(canvas, y, index, row, index == marked, columns, money)
            canvas.put(columns[-1] + 4, y, told(row, above), PLAIN, width - columns[-1] - 5)
            above = row
        else:
            _not_now(canvas, y, row, columns)
    split = height - EFFECT_LINES - 2
    canvas.put(0, split, "├" + "─" * (width - 2) + "┤", DIM)
    if first + room < len(rows):
        canvas.put_right(width - 2, split, f" {len(rows) - first - room} more ", DIM)
    _foot(canvas, split + 1, found, draft, units, marked, message)


def _columns(width: int, count: int) -> list[int]:
    """Return the column in which the prices in each currency end. Action points come first.

    `count`: the number of currencies besides action points.
    """
    first = 44 if width < 100 else 60
    return [first + 7 * index for index in range(count + 1)]


def _legal(
    canvas: Canvas, y: int, index: int, row: CompletionRow, here: bool, columns: list[int], money: tuple[str, ...]
) -> None:
    canvas.put(1, y, "›" if here else " ", BOLD)
    if row.keys:
        text = f"{row.text}…" if row.begun else row.text
        canvas.put_right(4, y, str(index + 1) if index < 9 else " ", BOLD)
        canvas.put(5, y, text, MARK if here else PLAIN, 24)
        canvas.put(30, y, row.keys, DIM, columns[0] - 33)
    else:  # a person is writing terms, so the end of the text is shown
        canvas.put(5, y, cut_front(row.text.rstrip(), columns[0] - 8), MARK if here else PLAIN, columns[0] - 8)
    for end, name in zip(columns, (AP, *money), strict=True):
        canvas.put_right(end, y, WRITTEN.amount(row.cost.get(name, 0.0)), PLAIN)


def told(row: CompletionRow, above: CompletionRow | None) -> str:
    """Return why a row is not legal, its place, and its effect.

    The effect is left out if the row above has the same effect.
    """
    share = percent(row.strength)
    signs = ("may fail: something unseen. " if row.may_fail else "") + (f"tired, {share}. " if share else "")
    again = above is not None and above.effect == row.effect and bool(row.place)
    return signs + (row.place if again else f"{row.place}: {row.effect}" if row.place else row.effect)


def _not_now(canvas: Canvas, y: int, row: CompletionRow, columns: list[int]) -> None:
    canvas.put(2, y, f"not now  {row.text}", DIM, columns[0] - 6)
    for end in columns:
        canvas.put_right(end, y, "–", DIM)
    canvas.put(columns[-1] + 4, y, row.reason, DIM, canvas.width - columns[-1] - 5)


def _foot(
    canvas: Canvas, y: int, found: Completion, draft: Draft, units: Mapping[str, str], marked: int, message: str
) -> None:
    width = canvas.width - 4
    row = found.rows[marked] if 0 <= marked < len(found.rows) else found.rows[0] if found.rows else None
    if message or row is None:
        lines = fold(message or found.reason or "No order fits.", width)
    else:
        told = " ".join(part for part in (repeated(row.streak, row.strength), row.effect) if part)
        lines = fold(f"{row.label}: {told}" if told else row.label, width)
        canvas.put(2, y - 1, f" {after_text(row, draft, units)} ", BOLD, canvas.width - 16)
    if len(lines) > EFFECT_LINES:
        lines = [*lines[: EFFECT_LINES - 1], " ".join(lines[EFFECT_LINES - 1 :])]
    for offset, text in enumerate(lines):
        canvas.put(2, y + offset, text, ALARM if message and offset == 0 else PLAIN, width)


def after_text(row: CompletionRow, draft: Draft, units: Mapping[str, str]) -> str:
    """Return the sums that remain after the order, and the sums that the seat would lack, as text."""
    parts = []
    for name in dict.fromkeys((AP, *row.cost)):
        left = draft.left.get(name, 0.0) - row.cost.get(name, 0.0)
        unit = "AP" if name == AP else (units.get(name) or name)
        size = f"{WRITTEN.amount(abs(left))} {unit}"
        parts.append(f"over by {size}" if left < -1e-9 else f"{size} left")
    return f"after it: {', '.join(parts)}"


def verdict_line(found: Completion, units: Mapping[str, str]) -> str:
    """Return the price of a typed line and the verdict, such as `1 AP 3 bn ok`.

    The text is empty without a typed line.
    """
    if not found.verdict:
        return ""
    prices = [
        f"{WRITTEN.amount(amount)} {'AP' if name == AP else units.get(name) or name}"
        for name, amount in found.cost.items()
    ]
    if found.verdict in ("ok", "unclear"):
        return "   ".join([*prices, "ok" if found.verdict == "ok" else "one of several"])
    return "not now" if found.verdict == "not now" else "no such order"
