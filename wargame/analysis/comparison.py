"""Two games side by side: the orders that differ, and headline metrics and margins by turn. A course is what happened
in one game.

Must not know: files, or how a comparison is shown. The comparison holds the truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from wargame.adjudicator import State
from wargame.errors import UsageError
from wargame.game.engine import Engine
from wargame.model.match.events import GameOpened, Snapshot, TurnAdjudicated
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import Cells
from wargame.store.saved_game import SavedGame

Cell = tuple[str, tuple[str, ...]]  # a metric and its entities


@attrs.frozen
class Course:
    """The resolved turns of a game, with the true state after each turn. Turn 0 is the opening.

    `margins`: seat -> margin by turn, as if the game had ended then. A seat without par has no margin.
    `cells`: the headline metrics, by turn.
    """

    turns: tuple[TurnAdjudicated, ...]
    margins: Mapping[str, tuple[float, ...]]
    cells: Mapping[Cell, tuple[float, ...]]
    ending: str

    def orders(self, turn: int, seat: str) -> tuple[str, ...]:
        """Return the orders of a seat in a turn as texts. The result is empty for a turn that was not resolved."""
        if turn > len(self.turns):
            return ()
        return tuple(order.text for order in self.turns[turn - 1].orders.get(seat, ()))


@attrs.frozen
class OrdersApart:
    """The orders that a seat gave in one turn of two games. These orders are not the same in both games."""

    turn: int
    seat: str
    one: tuple[str, ...]
    other: tuple[str, ...]


@attrs.frozen
class Comparison:
    """Two games side by side.

    `shared`: the number of turns after which both games have the same state, orders and dice.
    `same_dice`: whether both games have the same seed.
    """

    scenario: Scenario
    one: Course
    other: Course
    shared: int
    same_dice: bool
    orders: tuple[OrdersApart, ...]


def compare(one: SavedGame, other: SavedGame) -> Comparison:
    """Compare two games of a scenario. Raises UsageError for games of different rules."""
    if one.header.sources != other.header.sources or one.header.scenario != other.header.scenario:
        raise UsageError("These saves hold other rules or other scenarios, so nothing in them can be compared.")
    first, second = course(one), course(other)
    shared = 0
    for left, right in zip(first.turns, second.turns, strict=False):
        if (left.outcome.digest, left.orders) != (right.outcome.digest, right.orders):
            break
        shared += 1
    return Comparison(
        scenario=one.rulebook.scenario,
        one=first,
        other=second,
        shared=shared,
        same_dice=one.header.seed == other.header.seed,
        orders=orders_apart(first, second, shared + 1),
    )


def orders_apart(one: Course, other: Course, since: int) -> tuple[OrdersApart, ...]:
    """Return the orders that differ in the turns that both games resolved, from turn `since` on."""
    both = min(len(one.turns), len(other.turns))
    seats = tuple(dict.fromkeys(seat for each in (one, other) for turn in each.turns for seat in turn.orders))
    pairs = [
        OrdersApart(turn, seat, one.orders(turn, seat), other.orders(turn, seat))
        for turn in range(since, both + 1)
        for seat in seats
    ]
    return tuple(pair for pair in pairs if pair.one != pair.other)


def course(game: SavedGame) -> Course:
    """Return the course of a saved game."""
    engine = Engine(game.rulebook)
    turns = tuple(event for event in game.events if isinstance(event, TurnAdjudicated))
    opened = [event.state for event in game.events if isinstance(event, GameOpened)]
    snapshots: Sequence[Snapshot] = [*opened, *(turn.state for turn in turns)]
    margins: dict[str, list[float]] = {}
    cells: dict[Cell, list[float]] = {}
    headlines = [(each.metric, each.entity) for each in engine.scenario.headlines_of(None)]
    for snapshot in snapshots:
        state = engine.adjudicator.restore(snapshot)
        for seat, margin in engine.margins(state).items():
            margins.setdefault(seat, []).append(margin)
        found = _truth(engine, state)
        for metric, entities in headlines:
            cells.setdefault((metric, entities), []).append(found[metric][entities])
    return Course(
        turns,
        {seat: tuple(values) for seat, values in margins.items()},
        {cell: tuple(values) for cell, values in cells.items()},
        turns[-1].outcome.ending if turns else "",
    )


def _truth(engine: Engine, state: State) -> Mapping[str, Cells]:
    """Return every true number of a state: metric -> entity codes -> value."""
    return engine.adjudicator.observations.observation(None, 0, lambda _: state).cells
