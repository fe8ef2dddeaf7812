"""All that the match asks of the engine, in one place: open, adjudicate, options, bots, visibility, scores.

Must not know: orders as text, drafts, or records.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from wargame.model.order import Order
from wargame.model.outcome import TurnOutcome
from wargame.model.scenario import Scenario
from wargame.model.view import Cells, Option


class Engine:
    """The adjudicator, the bots and the rules of visibility for one rule book."""

    def __init__(self, rulebook: Any) -> None:
        adjudicator = importlib.import_module("wargame.adjudicator")
        self._visibility = importlib.import_module("wargame.adjudicator.visibility")
        self._bots = importlib.import_module("wargame.bots")
        self._rulebook = rulebook
        self._adjudicator = adjudicator.Adjudicator(rulebook)
        self.scenario: Scenario = rulebook.scenario

    def open(self, seed: int, length: int, seats: tuple[str, ...]) -> Any:
        """Give the state of a new game."""
        return self._adjudicator.open(seed=seed, length=length, seats=seats)

    def adjudicate(self, state: Any, orders: Mapping[str, tuple[Order, ...]]) -> TurnOutcome:
        """Resolve a turn; the state becomes that of the next."""
        outcome: TurnOutcome = self._adjudicator.adjudicate(state, orders)
        return outcome

    def snapshot(self, state: Any) -> dict[str, Any]:
        """Give a state as JSON-able values, exactly."""
        taken: dict[str, Any] = self._adjudicator.snapshot(state)
        return taken

    def restore(self, snapshot: Mapping[str, Any]) -> Any:
        """Give back the state of a snapshot."""
        return self._adjudicator.restore(snapshot)

    def cells(self, state: Any, seat: str | None) -> Mapping[str, Cells]:
        """Give the cells that a seat sees; without a seat, all."""
        if seat is None:
            return {metric: state.cells(metric) for metric in self.scenario.rules.metrics}
        seen: Mapping[str, Cells] = self._visibility.view_cells(state, seat)
        return seen

    def layout(self, metric: str) -> tuple[tuple[str, ...], ...]:
        """Give every cell of a metric, as entity codes in declared axis order."""
        cells: tuple[tuple[str, ...], ...] = self._rulebook.layout.metric(metric).cells
        return cells

    def visible(self, seat: str, metric: str) -> frozenset[tuple[str, ...]]:
        """Give the cells of a metric that a seat sees."""
        return frozenset(self._visibility.sees(self._rulebook, seat, metric))

    def ap(self, state: Any, seat: str) -> int:
        """Give the action points of a seat this turn, banked ones among them."""
        return int(self._adjudicator.ap(state, seat))

    def options(self, state: Any, seat: str) -> tuple[Option, ...]:
        """Give what a seat might order, judged on what it sees."""
        options: tuple[Option, ...] = self._adjudicator.options(self._visibility.seen(state, seat), seat)
        return options

    def bot(self, state: Any, seat: str, bot: str) -> tuple[tuple[Order, str], ...]:
        """Give a bot's orders with its reasons."""
        return tuple(
            (chosen.order, chosen.reason) for chosen in self._bots.bot_orders(self._adjudicator, state, seat, bot)
        )

    def bots(self) -> tuple[str, ...]:
        """Give the names of the bots."""
        names: tuple[str, ...] = self._bots.BOTS
        return names

    def digest(self, state: Any) -> str:
        """Give the sha256 of a state, in hexadecimal digits."""
        return str(self._adjudicator.digest(state))

    def scores(self, state: Any) -> Mapping[str, float]:
        """Give each seat's score, 0 to 100."""
        scores: Mapping[str, float] = self._adjudicator.scores(state)
        return scores

    def margins(self, state: Any) -> Mapping[str, float]:
        """Give each seat's margin over par in standard deviations, where the length has a par for it."""
        margins: Mapping[str, float] = self._adjudicator.margins(state)
        return margins

    def components(self, state: Any, seat: str) -> Mapping[str, tuple[float, float]]:
        """Give weight and value of each component of a seat's score."""
        components: Mapping[str, tuple[float, float]] = self._adjudicator.components(state, seat)
        return components

    def hidden(self, state: Any) -> Mapping[str, float | str]:
        """Give the hidden parameters as they were drawn."""
        hidden: Mapping[str, float | str] = self._adjudicator.hidden(state)
        return hidden
