"""Writes the effects of a seat's orders: each number with the orders, without them, and the difference.

Must not know: how the effects are computed, or how a screen places the text.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from wargame.game.wording.labels import seat_label
from wargame.game.wording.number import NumberFormatter, fine_digits
from wargame.game.wording.odds import MARGIN_DIGITS, difference_text, reading_label, unit_of_reading
from wargame.game.wording.par import par_note
from wargame.model.rules.number_style import scaled, shows_digit
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.odds import MARGIN, Difference, OddsReading
from wargame.model.telling.order_effects import OrderEffects, WithoutOrders

ALL_ORDERS = "All orders together"
NO_CHANGE = "Orders that changed none of these numbers"
UNCLEAR = "Orders that changed none of these numbers clearly"


@attrs.frozen
class EffectRow:
    """One number as text: its value with the orders, its value without them, and the difference with its unit."""

    label: str
    with_orders: str
    without: str
    difference: str


@attrs.frozen
class EffectGroup:
    """The text about some orders.

    `title`: the orders, with their turns. `all_orders`: whether the group is about all orders of the seat.
    `rows`: the numbers. A single order has only the numbers that it changed.
    `notes`: sentences, such as the turn in which the game would have ended, or a list of orders.
    """

    title: str
    all_orders: bool
    rows: tuple[EffectRow, ...]
    notes: tuple[str, ...] = ()


def effect_groups(scenario: Scenario, effects: OrderEffects, numbers: NumberFormatter) -> tuple[EffectGroup, ...]:
    """Return the text about all orders together, and about each kind of order. The result is empty without orders.

    The order that changed the margin most comes first. The last group names the orders that changed nothing.
    """
    if effects.together is None:
        return ()
    margins = [at for at, reading in enumerate(effects.readings) if reading.metric == MARGIN]
    single = sorted(effects.single, key=lambda each: [-abs(effects.difference(each, at)) for at in margins])
    found = [_group(scenario, effects, each, numbers) for each in single]
    telling = [group for group in found if group.rows or group.notes]
    idle = "; ".join(group.title for group in found if group not in telling)
    title = UNCLEAR if effects.trials else NO_CHANGE
    return (
        *([_group(scenario, effects, effects.together, numbers)] if len(found) > 1 else []),
        *telling,
        *([EffectGroup(title, False, (), (idle,))] if idle else []),
    )


def _group(scenario: Scenario, effects: OrderEffects, without: WithoutOrders, numbers: NumberFormatter) -> EffectGroup:
    everything = not without.name
    rows = []
    for at in range(len(effects.readings)):
        row = _row(scenario, effects, without, at, numbers)
        if everything or _told(effects, without, at, row):
            rows.append(row)
    notes = [*_ending(scenario, effects, without)]
    if everything:
        notes += entangled_texts(scenario, effects, numbers)
    title = f"{without.name or ALL_ORDERS}, {turns_text(without.turns)}"
    return EffectGroup(title, everything, tuple(rows), tuple(notes))


def _told(effects: OrderEffects, without: WithoutOrders, at: int, row: EffectRow) -> bool:
    """Return whether a single order clearly changed a number, as far as the text shows."""
    clear = not effects.trials or abs(effects.difference(without, at)) > without.errors[at]
    return clear and shows_digit(row.difference.partition(" ")[0])


def _row(
    scenario: Scenario, effects: OrderEffects, without: WithoutOrders, at: int, numbers: NumberFormatter
) -> EffectRow:
    reading = effects.readings[at]
    unit = unit_of_reading(scenario, effects.seat, reading)
    there, gone = (_written(scenario, reading, value) for value in (effects.values[at], without.values[at]))
    with_orders, gone_text = (_text(scenario, reading, value, numbers) for value in (there, gone))
    label = reading_label(scenario, effects.seat, reading)
    if effects.trials:
        apart = Difference(effects.difference(without, at), without.errors[at])
        return EffectRow(label, with_orders, gone_text, difference_text(scenario, reading, apart, numbers, unit))
    digits = _digits(scenario, reading)
    change = numbers.signed(there - gone, digits)
    if reading.metric != MARGIN:
        change = numbers.with_unit(change, scenario.rules.metrics[reading.metric], unit)
    return EffectRow(label, with_orders, gone_text, change)


def _digits(scenario: Scenario, reading: OddsReading) -> int:
    return MARGIN_DIGITS if reading.metric == MARGIN else fine_digits(scenario.rules.metrics[reading.metric])


def _written(scenario: Scenario, reading: OddsReading, value: float) -> float:
    """Return a value in its printed unit, rounded as printed. The printed numbers then agree with their difference."""
    shown = value if reading.metric == MARGIN else scaled(scenario.rules.metrics[reading.metric], value)
    return round(shown, _digits(scenario, reading))


def _text(scenario: Scenario, reading: OddsReading, value: float, numbers: NumberFormatter) -> str:
    digits = _digits(scenario, reading)
    return numbers.signed(value, digits) if reading.metric == MARGIN else numbers.plain(value, digits)


def entangled_texts(scenario: Scenario, effects: OrderEffects, numbers: NumberFormatter) -> Iterator[str]:
    """Yield a sentence for each number whose single differences do not add up to the difference of all orders."""
    if effects.together is None:
        return
    for at, reading in enumerate(effects.readings):
        value = _written(scenario, reading, effects.values[at])
        joint, *single = (
            value - _written(scenario, reading, each.values[at]) for each in (effects.together, *effects.single)
        )
        summed = sum(single)
        texts = [numbers.signed(change, _digits(scenario, reading)) for change in (joint, summed)]
        if not effects.entangled(at) or texts[0] == texts[1]:
            continue
        label = reading_label(scenario, effects.seat, reading)
        if joint * summed < 0.0:
            why = "The orders change the effects of one another."
        elif abs(summed) > abs(joint):
            why = "Some of these orders work only together: each of them does little without the others."
        else:
            why = "Some of these orders do the same work: the others make up for an order that is left out."
        yield f"{label}: {texts[0]} by all orders, {texts[1]} as the sum of the single orders. {why}"


def _ending(scenario: Scenario, effects: OrderEffects, without: WithoutOrders) -> Iterator[str]:
    if effects.trials or (without.ended, without.ending) == (effects.turns[1] if effects.ending else 0, effects.ending):
        return
    it = "these orders" if without.name == "" else "this order"
    if without.ended:
        yield f"The game would have ended in turn {without.ended} without {it}: {_name(scenario, without.ending)}."
    else:
        yield f"The game would have gone on without {it}."


def _name(scenario: Scenario, ending: str) -> str:
    found = scenario.endings.get(ending) or scenario.rules.endings.get(ending)
    return (found.label or found.name) if found is not None else "the last turn was played"


def turns_text(turns: tuple[int, ...]) -> str:
    """Return turns as text: `turn 3`, `turns 1 to 4`, `turns 1, 2 and 5`."""
    if len(turns) == 1:
        return f"turn {turns[0]}"
    if turns == tuple(range(turns[0], turns[-1] + 1)) and len(turns) > len(("first", "last")):
        return f"turns {turns[0]} to {turns[-1]}"
    return f"turns {', '.join(str(turn) for turn in turns[:-1])} and {turns[-1]}"


def effects_heading(scenario: Scenario, effects: OrderEffects) -> str:
    """Return a heading, such as `What the orders of the junta changed in turns 1 to 4`."""
    first, last = effects.turns
    when = f"turn {first}" if first == last else f"turns {first} to {last}"
    return f"What the orders of {seat_label(scenario, effects.seat)} changed in {when}"


def effects_basis(scenario: Scenario, effects: OrderEffects, length: int) -> tuple[str, ...]:
    """Return sentences about the method. `length`: the number of turns of the game."""
    if effects.together is None:
        return ("No order of the team was carried out.",)
    when = f"after turn {effects.turns[1]}"
    if effects.trials:
        said = [
            f"All numbers stand {when}. They are means over {effects.trials} imagined games.",
            "These games agree best with what the team saw before, in and after these turns. Bots play the others.",
            "The dice of each game are the same with and without the orders.",
        ]
    else:
        said = [
            f"All numbers stand {when}. The same turns were played again with the same dice.",
            "The other teams give the same orders as in the game.",
        ]
    if any(each.metric == MARGIN for each in effects.readings):
        said.append(f"The margin is the margin of a game that ends {when}.")
        said += [note] if (note := par_note(scenario, length)) else []
    return tuple(said)


def effects_lines(scenario: Scenario, effects: OrderEffects, numbers: NumberFormatter, length: int) -> Iterator[str]:
    """Yield the effects as lines of text. `length`: the number of turns of the game."""
    yield f"{effects_heading(scenario, effects)}."
    yield from effects_basis(scenario, effects, length)
    for group in effect_groups(scenario, effects, numbers):
        yield f"{group.title}:"
        it = "them" if group.all_orders else "it"
        for row in group.rows:
            yield f"  {row.label}: with {it} {row.with_orders}, without {it} {row.without}: {row.difference}."
        yield from (f"  {note}" for note in group.notes)
