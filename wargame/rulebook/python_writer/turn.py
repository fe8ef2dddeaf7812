"""The turn of a single game as plain Python, with a record of everything that happens.

The turn opens, the phases run in their order, and timers count down.

Must not know: games being played. The program computes on arrays of the adjudicator.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from wargame.language.registry import python_functions
from wargame.model.rules.metric import MetricType
from wargame.numeric import dice, single
from wargame.rulebook.arrivals import Arrival
from wargame.rulebook.checked import CheckedRules, CheckedStep
from wargame.rulebook.ir.nodes import Node
from wargame.rulebook.ir.relations import LinkRounds
from wargame.rulebook.language.world import World
from wargame.rulebook.numpy_writer.program import GameArrays
from wargame.rulebook.python_writer.dice_places import DicePlaces
from wargame.rulebook.python_writer.recorded import HELD, OPENS, PASSES, LedgerPlaces, Recorded
from wargame.rulebook.python_writer.step_cells import cut, raised
from wargame.rulebook.python_writer.steps import PythonStep
from wargame.rulebook.python_writer.text import NamedObjects, PythonText
from wargame.rulebook.python_writer.values import PythonValues, literal

# The arguments of each part of the turn. They are metrics, parameters, efforts, histories and arrivals; faces of dice
# as numbers in [0, 1) and as slots of tables; ruled values of dice; the turn as a count and as a number; and the lists
# for ledger amounts, dice and sentences.
ARGUMENTS = "M, P, E, H, A, U, Q, R, now, turn, season, seated, book, fell, said"
_AS_ROLLED: Mapping[int, float | bool] = {}
SPACE: dict[str, Any] = {
    "inf": math.inf,
    "sqrt": math.sqrt,
    "exp": single.exp,
    "log": single.log,
    "logistic": single.logistic,
    "tanh": single.tanh,
    "floor": single.round_down,
    "rint": single.round_to_nearest,
    "below_grid": single.below_grid,
    "triangle": single.triangular,
    **python_functions(),
}


class RecordedTurn:
    """The program of a turn of one game.

    Each phase is a separate function, because one large function compiles slowly.
    """

    def __init__(
        self,
        world: World,
        rules: CheckedRules,
        links: Mapping[str, LinkRounds],
        efforts: Mapping[str, int],
        arrivals: tuple[Arrival, ...],
    ) -> None:
        self.world, self.arrivals = world, arrivals
        self.dice = DicePlaces(world.book)
        self.places = LedgerPlaces(world.book)
        self._space = dict(SPACE)
        self._values = PythonValues(world, links, efforts, NamedObjects(self._space), self.dice)
        self._parts: list[Callable[..., None]] = []
        slots = iter(enumerate(arrivals))
        self._part(self._open)
        for phase in world.scenario.rules.phases:
            steps = [step for step in rules.steps if step.step.phase == phase]
            self._part(partial(self._phase, steps, slots), (node for step in steps for node in step.nodes()))
        self._part(self._close)
        written = {spec.metric for spec in self.places.entries}  # every change of a metric has an entry
        self._written = [number for name, number in self._values.metrics.items() if name in written]

    def _phase(self, steps: Sequence[CheckedStep], slots: Iterator[tuple[int, Arrival]]) -> None:
        for step in steps:
            PythonStep(self._values, self.places, step, slots).write()

    def _part(self, write: Callable[[], None], tops: Iterable[Node] = ()) -> None:
        """Write a function for one part of the turn."""
        text = PythonText()
        self._values.begin(text, tops)
        write()
        self._parts.append(text.build(f"part_{len(self._parts)}", ARGUMENTS, self._space))

    def run(
        self,
        state: GameArrays,
        ruled: Mapping[int, float | bool] = _AS_ROLLED,
        other_dice: tuple[str, int] | None = None,
    ) -> Recorded:
        """Play the turn of a single game and change its state. Return everything that happened.

        `ruled`: the values of dice that do not count as rolled, by place.
        `other_dice`: a step that gets other dice, and the number that selects these dice.
        """
        metrics = [array.ravel().tolist() for array in state.metrics]
        arrivals = [array.ravel().tolist() for array in state.arrivals]
        keys = self.dice.keys if other_dice is None else self.dice.keys_with_other_dice(*other_dice)
        bits = dice.mix(state.turn_keys + keys)
        recorded = Recorded([], [], [])
        arguments = (
            metrics,
            {name: array.item() for name, array in state.parameters.items()},
            state.effort_block.ravel().tolist(),
            {name: array.ravel().tolist() for name, array in state.histories.items()},
            arrivals,
            dice.unit(bits).tolist(),
            dice.slot(bits).tolist(),
            ruled,
            state.turn,
            float(state.turn),
            state.seasons,
            state.seated,
            recorded.amounts.append,
            recorded.faces.append,
            recorded.sentences.append,
        )
        for part in self._parts:
            part(*arguments)
        for number in self._written:
            state.metrics[number].reshape(-1)[:] = metrics[number]
        for ring, values in zip(state.arrivals, arrivals, strict=True):
            ring.reshape(-1)[:] = values
        recorded.amounts.sort()
        return recorded

    def _open(self) -> None:
        """Write the opening of the turn: flows are emptied, and this turn's arrivals are added."""
        values = self._values
        for metric in self.world.scenario.rules.metrics.values():
            if metric.flow:
                axes = self.world.axes_of(metric)
                entry = self.places.entry("", "", metric.name, axes, OPENS)
                with values.loops(axes) as at:
                    cell = values.cell(metric.name, tuple(at[a] for a in axes))
                    start = literal(max(0.0, metric.low))
                    change = values.text.let(f"{start} - {cell}")
                    values.text.line(f"if {change}: book(({values.flat(axes, at, entry)}, {change}))")
                    values.text.line(f"{cell} = {start}")
        for number, arrival in enumerate(self.arrivals):
            self._arrive(number, arrival)

    def _arrive(self, number: int, arrival: Arrival) -> None:
        values, target, let = self._values, arrival.target, self._values.text.let
        name = target.metric.name
        came, held = (
            self.places.entry(arrival.phase, arrival.step, name, target.cells, cause) for cause in (arrival.cause, HELD)
        )
        with values.loops(target.axes) as at:
            slot = values.waiting(number, arrival, tuple(at[a] for a in target.axes))
            amount = let(slot)
            with values.guard(amount):
                cell = values.cell(name, tuple(at[c] if isinstance(c, str) else str(c) for c in target.cells))
                wanted = let(f"{cell} + {amount}")
                new = let(cut(target.metric, let(raised(target.metric, wanted))))
                values.text.line(f"book(({values.flat(target.axes, at, came)}, {amount}))")
                values.text.line(
                    f"if {new} != {wanted}: book(({values.flat(target.axes, at, held)}, {new} - {wanted}))"
                )
                values.text.line(f"{cell} = {new}")
                values.text.line(f"{slot} = 0.0")

    def _close(self) -> None:
        """Write the end of the turn: timers count down."""
        values = self._values
        for metric in self.world.scenario.rules.metrics.values():
            if metric.type is MetricType.TIMER:
                axes = self.world.axes_of(metric)
                entry = self.places.entry("", "", metric.name, axes, PASSES)
                with values.loops(axes) as at:
                    old = values.text.let(values.cell(metric.name, tuple(at[a] for a in axes)))
                    left = values.text.let(f"{old} - 1.0 if {old} >= 1.0 else 0.0")
                    change = values.text.let(f"{left} - {old}")
                    values.text.line(f"if {change}: book(({values.flat(axes, at, entry)}, {change}))")
                    values.text.line(f"{values.cell(metric.name, tuple(at[a] for a in axes))} = {left}")
