"""`python -m benchmarks.interpreter`: microseconds of processor time a game-turn, medians of alternating runs.

Must not know: how rules are written or run.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from benchmarks.interpreter.machine import GROUPS, Blocks, InterpretedTurn
from benchmarks.rates import SCENARIO, SCENARIO_TURNS, played, scenario_plan
from benchmarks.reference import engine
from benchmarks.timing import interleaved, medians, processor_seconds
from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import OrderTable
from wargame.batch.chunk import ChunkPlayer
from wargame.batch.compiled import preparation
from wargame.batch.compiled.preparation import ALWAYS, Compiled, prepare
from wargame.batch.plan import CHUNK
from wargame.batch.run import adjudicator_of, settled
from wargame.bots.policy import join
from wargame.native import builds
from wargame.native.abi import address
from wargame.native.toolchain import FAST, find_target
from wargame.rulebook.c_writer.binding import Binding

TURNS = (3, 8, 14, 20)  # turns whose rules are timed
ROUNDS = 9
GAME_TURNS = 1600  # timed at once on blocks
FEW = (1, 8, 64)  # games whose rules numpy computes

Orders = Callable[[State], OrderTable]


def per_run(run: Callable[[], object], restore: Callable[[], object], times: int) -> float:
    """Seconds of one run; what puts the arrays back before each is taken off."""

    def both() -> None:
        for _ in range(times):
            restore()
            run()

    def alone() -> None:
        for _ in range(times):
            restore()

    both()  # caches and predictors as in a long batch
    return (processor_seconds(both) - processor_seconds(alone)) / times


def standing(adjudicator: Adjudicator, orders: Orders, games: int) -> Iterator[State]:
    """Games that are about to run the rules of a turn, orders settled."""
    for turn in TURNS:
        state = adjudicator.open(1, games, length=SCENARIO_TURNS)
        for _ in range(1, turn):
            adjudicator.step(state, orders(state))
        adjudicator.settlement.settle(state, orders(state))
        yield state


def compiled_turn(adjudicator: Adjudicator) -> Binding:
    """The turn of a rule book, compiled, without bots."""
    target = find_target()
    batch = preparation._Batch.of(adjudicator, {})
    source = batch.source(target.lanes)
    return batch.binding(source, builds.build(preparation.texts(source), target, FAST))


def compiled_block(binding: Binding, state: State) -> tuple[Any, Callable[[], object]]:
    """A workspace with the first games of a state, and what runs the compiled turn there."""
    source, lanes = binding.source, binding.source.lanes
    held = np.zeros((source.room + 2) * lanes)
    first = (-(address(held) // 8)) % 8
    cells = held[first : first + (source.room + 1) * lanes].reshape(-1, lanes)
    for key in source.arrays:
        place, count = source.places[key], source.cells[key]
        cells[place : place + count] = binding.array(state, key).reshape(count, state.games)[:, :lanes]
    call = binding.library.call(f"{source.turn.name}_alone")
    return cells, partial(call, binding.struct(state), address(cells), 0)


def rules_alone(adjudicator: Adjudicator, orders: Orders) -> Mapping[str, float]:
    """The rules of a turn on blocks that stay in the cache: compiled, and interpreted in blocks of several widths."""
    binding = compiled_turn(adjudicator)
    blocks = [Blocks(adjudicator.rulebook, groups) for groups in GROUPS]
    found: list[Mapping[str, float]] = []
    for state in standing(adjudicator, orders, max(b.games for b in blocks)):
        works = {"compiled": (*compiled_block(binding, state), binding.source.lanes)}
        for block in blocks:
            block.read(state, 0)
            works[f"interpreted, {block.games} games a block"] = (block.cells, block.run, block.games)
        measures = {}
        for name, (cells, run, games) in works.items():
            kept = cells.copy()
            restore = partial(np.copyto, cells, kept)
            measures[name] = partial(per_run, run, restore, GAME_TURNS // games)
            restore()
        took = medians(interleaved(measures, ROUNDS))
        found.append({name: seconds / works[name][2] for name, seconds in took.items()})
    return {name: statistics.fmean(row[name] for row in found) for name in found[0]}


def rules_of_few(adjudicator: Adjudicator, orders: Orders) -> Mapping[str, float]:
    """The rules of a turn by numpy, all games of a state at once."""
    found: dict[str, float] = {}
    for games in FEW:
        took = []
        for state in standing(adjudicator, orders, games):
            arrays = [*state.metrics, *state.histories.values(), *state.arrivals]
            kept = [array.copy() for array in arrays]

            def restore(arrays: list[Any] = arrays, kept: list[Any] = kept) -> None:
                for array, held in zip(arrays, kept, strict=True):
                    array[...] = held

            run = partial(adjudicator.rulebook.turn.run, state)
            took.append(statistics.median(per_run(run, restore, 5) for _ in range(3)) / games)
            restore()
        found[f"numpy, {games} games"] = statistics.fmean(took)
    return found


def _interpreted(player: ChunkPlayer) -> None:
    """Let a player play whole games with the turn interpreted and all else compiled."""
    target = find_target()
    batch = preparation._Batch.of(player.adjudicator, player.policies)
    source = batch.source(target.lanes)
    path = builds.build(preparation.texts(source), target, FAST)
    library = batch.binding(source, path).library
    binding = InterpretedTurn(player.adjudicator.rulebook, source, library)
    binding.bind(batch.programs)
    player.use(Compiled(path, target.lanes, batch._players(binding.source, binding)))


def batches() -> Mapping[str, float]:
    """Whole games of the siege, doctrine bots in all seats."""
    plan = scenario_plan(SCENARIO, CHUNK, SCENARIO_TURNS)
    numpy_, compiled, interpreted = (ChunkPlayer(a, settled(a, plan)) for a in (adjudicator_of(plan) for _ in range(3)))
    compiled.use(prepare(compiled.adjudicator, compiled.policies, wanted=ALWAYS, effort=FAST))
    _interpreted(interpreted)
    digests = [player.play(0, 40).digests for player in (numpy_, compiled, interpreted)]
    if digests[0] != digests[1] or digests[1] != digests[2]:
        raise SystemExit("the three do not play the same games")
    measures = {
        "compiled": lambda: 1 / played(compiled, CHUNK, chunks=4),
        "turn interpreted, all else compiled": lambda: 1 / played(interpreted, CHUNK, chunks=3),
        "numpy": lambda: 1 / played(numpy_, CHUNK),
    }
    return {**medians(interleaved(measures, 5)), "of it, rules by numpy": rules_share(numpy_)}


def rules_share(player: ChunkPlayer) -> float:
    """The part of a batch by numpy that its rules take, in seconds a game-turn."""
    turn, spent = player.adjudicator.rulebook.turn, 0.0
    run = turn.run

    def timed(*arguments: Any) -> None:
        nonlocal spent
        began = time.process_time()
        run(*arguments)
        spent += time.process_time() - began

    player.play(0, CHUNK)  # arrays for so many games are made once
    turn.run = timed
    turns = player.play(CHUNK, CHUNK).turns_played
    turn.run = run
    return spent / turns


def show(title: str, found: Mapping[str, float]) -> None:
    """Print one table."""
    print(title)
    for name, seconds in found.items():
        print(f"  {seconds * 1e6:9.2f} us  {name}")


def main() -> None:
    """Measure everything; takes three minutes, and as much again where libraries must be built first."""
    plan = scenario_plan(SCENARIO, 1, SCENARIO_TURNS)
    siege = adjudicator_of(plan)
    player = ChunkPlayer(siege, settled(siege, plan))

    def chosen(state: State) -> OrderTable:
        return join(state, {seat: policy.choose(state)[0] for seat, policy in player.policies.items()})

    reference = engine.load()
    show("Rules of the reference workload", rules_alone(reference, lambda state: engine.orders().table(state)))
    show("Rules of the siege", {**rules_alone(siege, chosen), **rules_of_few(siege, chosen)})
    show("Whole games of the siege", batches())


if __name__ == "__main__":
    main()
