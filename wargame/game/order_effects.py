"""The true effects of a seat's orders: turns of the game are resolved again with the same dice, but without the orders.

All other seats give the orders that they gave in the game. The facilitator's injects and rulings stay too. `odds.py`
computes the same effects from only what the seat knows.

Must not know: who may read the truth, or how the effects are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from wargame.adjudicator import State
from wargame.errors import UsageError
from wargame.game.headline_numbers import is_number, numbers_of, values_of, with_number
from wargame.game.match_state import MatchState
from wargame.model.match.order import Order, Orders
from wargame.model.match.outcome import SettledOrder
from wargame.model.rules.metric import MetricCell
from wargame.model.telling.order_effects import LeftOutOrders, OrderEffects, WithoutOrders
from wargame.rulebook import Rulebook


def in_order(turns: tuple[int, int]) -> range:
    """Return the turns of a span. Raises UsageError if the first turn comes after the last."""
    first, last = turns
    if first > last:
        raise UsageError(f"Turns run from the first to the last, as in {last}..{first}, not {first}..{last}.")
    return range(first, last + 1)


def check_number(rulebook: Rulebook, cell: MetricCell | None) -> None:
    """Raise UsageError for a cell that holds a name or a yes, and no number."""
    if cell is not None and not is_number(rulebook, cell):
        raise UsageError(f"{cell[0]} is no number, so no order raises or lowers it. Name a number, or no metric.")


def left_out(given: Sequence[Sequence[SettledOrder]], first: int) -> tuple[LeftOutOrders, ...]:
    """Return what the replays leave out: all orders, and then each kind of order. The result is empty without orders.

    A kind of order is an action with its targets. Orders that lapsed changed nothing, so they are no kind of their own.

    `given`: the settled orders of the seat in each turn of a span. `first`: the first turn of the span.
    """
    kinds: dict[tuple[str, tuple[str, ...]], dict[str, list[int]]] = {}
    for turn, settled in enumerate(given, first):
        for each in settled:
            if not each.lapsed:
                texts = kinds.setdefault(_kind(each.order), {})
                texts.setdefault(attrs.evolve(each.order, main=False).text, []).append(turn)
    if not kinds:
        return ()
    orders = [tuple(each.order for each in settled) for settled in given]
    ordered = tuple(turn for turn, each in enumerate(orders, first) if each)
    found = [LeftOutOrders("", ordered, tuple(() for _ in orders))]
    for kind, texts in kinds.items():
        name = next(iter(texts)) if len(texts) == 1 else " ".join((kind[0], *kind[1]))
        turns = tuple(sorted({turn for when in texts.values() for turn in when}))
        kept = tuple(tuple(order for order in each if _kind(order) != kind) for each in orders)
        found.append(LeftOutOrders(name, turns, kept))
    return tuple(found)


def _kind(order: Order) -> tuple[str, tuple[str, ...]]:
    return order.action, order.targets


def true_effects(game: MatchState, seat: str, turns: tuple[int, int], cell: MetricCell | None = None) -> OrderEffects:
    """Return the true effects of the orders of a seat from the first to the last of these turns.

    `cell`: a number that comes before the headlines and the margin, or None.

    Raises UsageError for turns that are not resolved.
    """
    check_number(game.engine.rulebook, cell)
    records = [game.past.turn(turn) for turn in in_order(turns)]
    replay = _Replay(game, seat, turns, cell)
    given = [tuple(each for each in record.outcome.settled if each.seat == seat) for record in records]
    found = [replay.without(each) for each in left_out(given, turns[0])]
    return OrderEffects(
        seat,
        turns,
        replay.readings,
        replay.read(game.past.left_by(turns[1])),
        found[0] if found else None,
        tuple(found[1:]),
        ending=records[-1].outcome.ending,
    )


class _Replay:
    """Resolves the turns of a span again without some orders of a seat."""

    def __init__(self, game: MatchState, seat: str, turns: tuple[int, int], cell: MetricCell | None = None) -> None:
        self._game, self._seat = game, seat
        self._first, self._last = turns
        self.readings = with_number(numbers_of(game.engine.rulebook, seat), cell)

    def without(self, plan: LeftOutOrders) -> WithoutOrders:
        """Return the numbers without the orders of a plan."""
        turn = since = plan.turns[0]
        state = self._game.past.settled_in(since)
        for turn in range(since, self._last + 1):
            if turn > since:
                self._send_injects(state, turn)
            record = self._game.past.turn(turn)
            orders: Mapping[str, Orders] = {**record.orders, self._seat: plan.kept[turn - self._first]}
            self._game.engine.adjudicator.adjudicate(state, orders, record.rulings)
            if state.ending():
                break
        values, ending = self.read(state), state.ending()
        return WithoutOrders(plan.name, plan.turns, values, (0.0,) * len(values), turn if ending else 0, ending)

    def _send_injects(self, state: State, turn: int) -> None:
        for event in self._game.injects_given:
            if event.turn == turn:
                self._game.engine.adjudicator.send_inject(state, event.inject)

    def read(self, state: State) -> tuple[float, ...]:
        """Return the value of each reading in a state of one game."""
        margins = self._game.engine.adjudicator.margins(state)
        return tuple(float(value[0]) for value in values_of(state, self.readings, margins, self._seat))
