"""Writes what the odds say of each order of a draft: the number that the order changes most clearly.

The text has the share of trials in which this number rises or falls. The text also has the differences from the draft
without the order, and from the draft with the next levels of the order. These drafts are called plans. All plans have
the same beliefs and dice.

Must not know: how odds are computed, or how a screen places the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from wargame.game.wording.number import DOWN, UP, WRITTEN, NumberFormatter
from wargame.game.wording.odds import (
    FALLS,
    NO_DIFFERENCE,
    RISES,
    UNREAD,
    OddsText,
    difference_text,
    fate_text,
    odds_text,
    reading_label,
    turns_ahead,
    unit_of_reading,
)
from wargame.model.match.order import Order, Orders
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.odds import MARGIN, FallenTurn, OddsReading, OddsSheet, OrderOdds
from wargame.model.telling.playback import PlaybackStep
from wargame.model.telling.view import View

NOTHING_CLEAR = "no clear change in the numbers that you watch"
STAYING = "="


@attrs.frozen
class OrderOddsText:
    """What the odds say of one order as text.

    `short`: a short name of the number that the order changes most clearly.
    `sign`: an arrow for the likeliest direction of this number.
    `share`: the share of trials with this direction.
    `size`: the difference from the draft without the order. The text has no unit.
    `text`: the odds of this number, or None if no number changes clearly. The first item of `against` is the draft
        without the order.
    `turns`: the number of turns that the odds look ahead. `until`: the last of these turns.
    `when`: the moment that the odds are about.
    `trials`: the number of trials and the ± of a share.
    """

    short: str
    sign: str
    share: str
    size: str
    text: OddsText | None
    turns: int
    until: int
    when: str
    trials: str


@attrs.frozen
class FallenOrder:
    """What the odds had said of an order of a past turn, and the actual result, as lines of text.

    `reading`: the number that the lines are about, or None if the order changed no number clearly.
    """

    order: Order
    reading: OddsReading | None
    lines: tuple[str, ...]


def order_odds(scenario: Scenario, sheet: OddsSheet, line: int) -> OrderOdds | None:
    """Return the odds of one line of the draft. The first line has the number 1. All other plans in the result are
    drafts in which only this line is missing or has another level.

    Return None if the sheet has no plan without this line.
    """
    draft = sheet.draft.plan.orders
    if not 0 < line <= len(draft):
        return None
    before, after = draft[: line - 1], draft[line:]
    lacks = next((odds for odds in sheet.plans[1:] if odds.plan.orders == (*before, *after)), None)
    if lacks is None:
        return None
    levels = [odds for odds in sheet.plans[1:] if _differs_in(odds.plan.orders, draft, line)]
    of_line = attrs.evolve(sheet, plans=(sheet.draft, lacks, *levels))
    return OrderOdds(draft[line - 1], of_line, clearest(scenario, of_line, 1))


def _differs_in(orders: Orders, draft: Orders, line: int) -> bool:
    """Return whether two lists of orders have the same length and differ only in one line."""
    return len(orders) == len(draft) and all(
        (one == other) == (number != line) for number, (one, other) in enumerate(zip(orders, draft, strict=True), 1)
    )


def clearest(scenario: Scenario, sheet: OddsSheet, plan: int) -> int | None:
    """Return the position of the reading that differs most clearly between the draft and another plan.

    The odds answer several times, each time from more trials. The first answer decides, so the reading stays the same
    in later answers and in the playback. Later answers decide only if the first answer had no clear difference. The
    price of an order does not count as a change.

    Return None if no reading of the team differs clearly.
    """
    paid = set(scenario.purses(sheet.seat).values())
    for differences in (sheet.plans[plan].early, sheet.plans[plan].differences):
        found = [
            (-abs(each.mean) / max(each.error, 1e-12), at)
            for at, (reading, each) in enumerate(zip(sheet.readings, differences, strict=True))
            if each.clear and reading.metric != MARGIN and (reading.metric, reading.entities) not in paid
        ]
        told = (at for _, at in sorted(found) if _brought(scenario, sheet, plan, at) != NO_DIFFERENCE)
        if (first := next(told, None)) is not None:
            return first
    return None


def _brought(scenario: Scenario, sheet: OddsSheet, plan: int, at: int, numbers: NumberFormatter = WRITTEN) -> str:
    reading = sheet.readings[at]
    unit = unit_of_reading(scenario, sheet.seat, reading)
    return difference_text(scenario, reading, sheet.plans[plan].differences[at], numbers, unit)


def best_odds(scenario: Scenario, sheets: Iterable[OddsSheet], line: int, horizons: Iterable[int]) -> OrderOdds | None:
    """Return the best answer about a line of the draft, counted from 1. Return None if an answer is missing.

    The answer is about the first horizon after which the order changes a number clearly. All screens use this choice.
    An answer with more levels of the order is better. The number of trials decides between answers with equal levels.
    `horizons`: the numbers of turns ahead, in rising order.
    """
    given, found = tuple(sheets), None
    for turns in horizons:
        asked = (order_odds(scenario, sheet, line) for sheet in given if sheet.turns == turns)
        known = [each for each in asked if each is not None]
        found = max(known, key=lambda each: (len(each.sheet.plans), each.sheet.trials), default=None)
        if found is None or found.clearest is not None:
            return found
    return found


def brought_text(scenario: Scenario, odds: OrderOdds, numbers: NumberFormatter, short: bool = False) -> str:
    """Return the clearest effect of an order with its moment, such as `Fuel in Bamako +0.8 ±0.1 d after 3 turns`.

    `short`: whether the name and the moment are short, as in `Fuel T3 +0.8 ±0.1 d`. `T3` is the end of turn 3.
    """
    sheet, at = odds.sheet, odds.clearest
    if at is None:
        return "no clear change" if short else f"{NOTHING_CLEAR} {turns_ahead(sheet.turns)}"
    size = _brought(scenario, sheet, 1, at, numbers)
    if short:
        return f"{short_name(scenario, sheet, at)} T{sheet.turn + sheet.turns - 1} {size}"
    return f"{reading_label(scenario, sheet.seat, sheet.readings[at])} {size} {turns_ahead(sheet.turns)}"


def brought_lines(
    scenario: Scenario, orders: Orders, sheets: Sequence[OddsSheet], horizons: Sequence[int], numbers: NumberFormatter
) -> tuple[str, ...]:
    """Return a line for each order of the draft with the clearest change by this order, and the moment."""
    found = ((number, order, best_odds(scenario, sheets, number, horizons)) for number, order in enumerate(orders, 1))
    return tuple(
        f"{number}. {order.text}: {brought_text(scenario, odds, numbers)}." for number, order, odds in found if odds
    )


def order_odds_text(scenario: Scenario, view: View, odds: OrderOdds, numbers: NumberFormatter) -> OrderOddsText:
    """Return the odds of an order as text."""
    sheet, at = odds.sheet, odds.clearest
    when, sign = turns_ahead(sheet.turns), "plus or minus " if numbers.spoken else "±"
    error = numbers.plain(100.0 * sheet.error, 1 if sheet.error < 0.02 else 0)
    until = sheet.turn + sheet.turns - 1
    trials = f"{sign}{error} points, {sheet.trials:,} trials"
    if at is None:
        return OrderOddsText("", "", "", "", None, sheet.turns, until, when, trials)
    text = odds_text(scenario, view, sheet, at, numbers)
    arrow = {RISES: UP, FALLS: DOWN}.get(text.direction, STAYING)
    share, name = text.chance.rpartition(", ")[2], short_name(scenario, sheet, at)
    size = difference_text(scenario, sheet.readings[at], sheet.plans[1].differences[at], numbers, bare=True)
    return OrderOddsText(name, arrow, share, size, text, sheet.turns, until, when, trials)


def short_name(scenario: Scenario, sheet: OddsSheet, at: int) -> str:
    """Return a short name of one reading of a sheet. The result is the name in the seat's headlines if they contain the
    reading.
    """
    reading = sheet.readings[at]
    shown = scenario.headlines_of(sheet.seat)
    name = next((h.short for h in shown if (h.metric, h.entity) == (reading.metric, reading.entities)), "")
    return name or reading_label(scenario, sheet.seat, reading)


def fallen_orders(
    scenario: Scenario, view: View, turn: FallenTurn, numbers: NumberFormatter
) -> tuple[FallenOrder, ...]:
    """Return for each order of a past turn what the odds had said of the order, and how the actual result compares with
    the trials.

    `view`: what the seat saw after this turn.
    """
    found = []
    for line in range(1, len(turn.sheet.draft.plan.orders) + 1):
        odds = order_odds(scenario, turn.sheet, line)
        assert odds is not None, "the sheet of a past turn has a plan without each order"
        reading = odds.sheet.readings[odds.clearest] if odds.clearest is not None else None
        found.append(FallenOrder(odds.order, reading, _fallen_lines(scenario, view, turn, odds, numbers)))
    return tuple(found)


def _fallen_lines(
    scenario: Scenario, view: View, turn: FallenTurn, odds: OrderOdds, numbers: NumberFormatter
) -> tuple[str, ...]:
    if odds.clearest is None:
        return (f"Your odds had said: {NOTHING_CLEAR} in this turn.",)
    text, reading = odds_text(scenario, view, odds.sheet, odds.clearest, numbers), odds.sheet.readings[odds.clearest]
    name, share, _ = text.against[0]
    said = f"{text.label}: {text.band} in 8 of 10 trials; {text.direction}: {text.chance} ({name}: {share})"
    fell = [
        f"What fell: {text.now}, {fate_text(each)} of your own odds."
        for each in turn.readings
        if each.reading == reading
    ]
    return (f"Your odds had said: {said}.", *(fell or (UNREAD,)))


def told_at_step(orders: Sequence[FallenOrder], steps: Sequence[PlaybackStep], at: int) -> tuple[str, ...]:
    """Return the odds to tell at one step of a playback, counted from 0.

    An order changed one number most clearly. The odds of this order are told at the last step that changes this number.
    """
    changed = [{(change.metric, change.entities) for change in step.changes} for step in steps[at:]]
    later = set().union(*changed[1:])
    return tuple(
        f"{each.order.text}. {text}" if not number else text
        for each in orders
        if each.reading is not None
        and (each.reading.metric, each.reading.entities) in changed[0]
        and (each.reading.metric, each.reading.entities) not in later
        for number, text in enumerate(each.lines)
    )


def fallen_lines(scenario: Scenario, view: View, turn: FallenTurn, numbers: NumberFormatter) -> tuple[str, ...]:
    """Return what the odds had said of a past turn, order by order, and the actual results."""
    told = fallen_orders(scenario, view, turn, numbers)
    return tuple(" ".join((f"{each.order.text}.", *each.lines)) for each in told)
