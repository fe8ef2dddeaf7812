"""The list of orders in a draft: lines with their prices, the used points, and the remaining points.

Must not know: what an order does.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from wargame.game.wording.number import WRITTEN
from wargame.game.wording.order_odds import OrderOddsText
from wargame.game.wording.strength import percent
from wargame.model.telling.view import Draft
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, KEY, MARK, PLAIN, Canvas, Line, Span, cut, width_of

AP = "ap"
LineOdds = Sequence[OrderOddsText | None]  # for each line of the draft; None: they are not computed yet
MOST_COMING = 3  # number of lines about later arrivals


def currencies(draft: Draft) -> tuple[str, ...]:
    """Return the currencies other than action points, in the order in which the seat pays them."""
    names = dict.fromkeys((*draft.left, *draft.used, *(name for line in draft.lines for name in line.cost)))
    return tuple(name for name in names if name != AP)


def order_text(text: str, main: bool) -> str:
    """Return the text of an order without the word for the main effort. A separate sign marks the main effort."""
    return text.removesuffix(" main") if main else text


def cut_order(text: str, width: int) -> str:
    """Cut an order to a width. The name of the action is cut first, because target and level distinguish orders."""
    action, space, rest = text.partition(" ")
    if len(text) <= width or not space or len(rest) + 5 > width:
        return cut(text, width)
    return f"{cut(action, width - len(rest) - 1)} {rest}"


@attrs.frozen
class PendingItem:
    """A task that the team must do before its commit, and the key that opens the task."""

    text: str
    key: str


def draw_orders(
    canvas: Canvas,
    draft: Draft,
    units: dict[str, str],
    marked: int,
    focused: bool,
    asked: Sequence[PendingItem] = (),
    odds: LineOdds = (),
) -> None:
    """Draw the list. `marked`: the marked line, counted from 0. A long list shows only the lines around the mark.

    A repeated order shows its remaining strength at the end. The order shows only ↓ if there is too little space. The
    tasks in `asked` stand below the orders and are always shown. The odds of an order stand below the order if the list
    has room for them. The marked order comes first.
    """
    money = currencies(draft)[: max(0, (canvas.width - 22) // 6)]
    ends = [canvas.width - 1 - 6 * i for i in range(len(money) + 1)][::-1]
    canvas.put(0, 0, "›" if focused and not draft.lines else " ", BOLD)
    shown = lines_shown(draft, canvas.width, canvas.height, marked, len(asked))
    part = f" {shown.start + 1}–{shown.stop}/{len(draft.lines)}" if len(shown) < len(draft.lines) else ""
    canvas.put(1, 0, f"ORDERS{part}" if not draft.committed else "ORDERS committed", KEY if focused else BOLD)
    for end, name in zip(ends, ("AP", *(units.get(name) or name for name in money)), strict=True):
        canvas.put_right(end, 0, name[:5], DIM)
    coming = _coming_shown(draft, canvas.width, canvas.height, len(asked))
    rows = rows_shown(draft, canvas.width, canvas.height, marked, len(asked), bool(odds))
    for y, (index, told) in enumerate(rows, 1):
        if told:
            canvas.put_line(3, y, odds_line(odds[index], canvas.width - 3), canvas.width - 3)
            continue
        line = draft.lines[index]
        here = focused and index == marked
        canvas.put(0, y, "›" if here else " ", BOLD)
        canvas.put_right(2 + (index >= 9), y, str(index + 1), DIM)  # two digits leave the mark its cell
        canvas.put(3, y, "★" if line.order.main else " ", BOLD)
        sign = "!" if line.problem else "?" if line.may_fail else " "
        free = not any(line.cost.values())
        priced = 0 if free else max(2, len(WRITTEN.amount(line.cost.get(AP, 0.0))) + 1)
        room = (canvas.width - 1 if free else ends[0]) - 5 - priced - bool(sign.strip())
        text = cut_order(order_text(line.order.text, line.order.main), room)
        end = canvas.put(5, y, text, MARK if here else PLAIN, room)
        if sign.strip():
            canvas.put(end, y, sign, ALARM)
        share = percent(line.strength).replace(" ", "")
        fits = end + 1 + len(share) <= 5 + room
        if share and end < 5 + room:
            canvas.put(end, y, f" {share}" if fits else "↓", DIM)
        if not free:
            _prices(canvas, y, ends, [line.cost.get(name, 0.0) for name in (AP, *money)], PLAIN)
    if not draft.lines:
        canvas.put(1, 1, "(none yet)", DIM)
    base = max(1, len(rows)) + 1
    canvas.put(5, base, "used", DIM)
    canvas.put(5, base + 1, "left", DIM)
    _prices(canvas, base, ends, [draft.used.get(name, 0.0) for name in (AP, *money)], PLAIN)
    left = [draft.left.get(name, 0.0) for name in (AP, *money)]
    _prices(canvas, base + 1, ends, left, ALARM if any(amount < 0 for amount in left) else BOLD)
    if draft.over:
        canvas.put(1, base + 2, "; ".join(draft.over), ALARM)
    below = base + 2 + bool(draft.over)
    for y, each in enumerate(asked, below):
        canvas.put(1, y, "! ", ALARM)
        end = canvas.put(3, y, cut(each.text, canvas.width - 5 - len(each.key)), ALARM)
        canvas.put(end + 1, y, each.key, KEY)
    for y, text in enumerate(coming, below + len(asked)):
        canvas.put(1, y, text, DIM, canvas.width - 2)


def lines_shown(draft: Draft, width: int, height: int, marked: int, asked: int) -> range:
    """Return the lines of the draft that a list of this size shows, counted from 0.

    `asked`: the number of lines for tasks of the team.
    """
    rows = max(0, height - 3 - bool(draft.over) - asked - len(_coming_shown(draft, width, height, asked)))
    first = max(0, min(marked - rows // 2, len(draft.lines) - rows))
    return range(first, min(len(draft.lines), first + rows))


def rows_shown(
    draft: Draft, width: int, height: int, marked: int, asked: int, odds: bool
) -> tuple[tuple[int, bool], ...]:
    """Return the orders of the draft that fit into a list of this size.

    Each pair holds the position of an order, from 0, and whether its odds stand below it.

    The odds of all orders are shown if there is room. Otherwise only the marked order has its odds, if there is room.
    """
    shown = lines_shown(draft, width, height, marked, asked)
    spare = height - 3 - bool(draft.over) - asked - len(_coming_shown(draft, width, height, asked)) - len(shown)
    with_odds = set(shown) if spare >= len(shown) else {marked} if spare > 0 else set()
    return tuple(
        (index, told) for index in shown for told in ((False, True) if odds and index in with_odds else (False,))
    )


def odds_line(text: OrderOddsText | None, width: int) -> Line:
    """Return the odds of an order in one line.

    The line has the percentage of trials in which the number rises or falls. The line also has the difference from the
    draft without the order.

    A narrow line has only the difference, or only the percentage. The name of a number of a later turn contains this
    turn, as in `Fuel T6`.
    """
    if text is None:
        return (("…", DIM),)
    if text.text is None:
        return (("no clear change", DIM),)
    name: Span = (f"{text.short}{f' T{text.until}' if text.turns > 1 else ''} ", DIM)
    share: Span = (f"{text.sign}{text.share}", PLAIN)
    size: Span = (f" {text.size}", PLAIN)
    without: Span = (f", without {text.text.against[0][1]}", DIM)
    forms: tuple[Line, ...] = ((name, share, size, without), (name, share, size), (name, (text.size, PLAIN)))
    return next((form for form in forms if width_of(form) <= width), (name, share))


def _coming_shown(draft: Draft, width: int, height: int, asked: int) -> list[str]:
    """Return the lines about later effects, if a list of this size has room for all its lines."""
    return _coming(draft, width - 2) if height >= rows_wanted(draft, asked) else []


def _coming(draft: Draft, width: int) -> list[str]:
    """Return lines about the effects that will arrive, such as `T6 buy_fuel CIV 1`.

    The last line counts the effects without a line.
    """
    lines = list(dict.fromkeys(f"T{one.turn} {one.order.removesuffix(' main')}" for one in draft.on_its_way))
    if len(lines) > MOST_COMING:
        lines = [*lines[: MOST_COMING - 1], f"and {len(lines) - MOST_COMING + 1} more on their way"]
    return [cut(line, width) for line in lines]


def _prices(canvas: Canvas, y: int, ends: Sequence[int], amounts: Sequence[float], ink: str) -> None:
    for end, amount in zip(ends, amounts, strict=True):
        text = WRITTEN.amount(amount)
        canvas.put_right(end, y, text, ink)


def rows_wanted(draft: Draft, asked: int = 0, odds: bool = False) -> int:
    """Return how many lines the list needs.

    `asked`: the number of lines for tasks of the team. `odds`: whether the odds stand below each order.
    """
    told = len(draft.lines) if odds else 0
    return max(1, len(draft.lines)) + told + 3 + bool(draft.over) + asked + len(_coming(draft, 80))
