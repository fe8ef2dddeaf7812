"""Game-turns per processor second of several programs.

The programs are plain objects, Mesa, our engine on the same workload, and our engine on the full scenario.

Must not know: terminals, or how results are printed.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial

from benchmarks import cores
from benchmarks.reference import engine, plain
from benchmarks.terminal import ROOT
from benchmarks.timing import interleaved, medians, processor_seconds, seconds
from wargame import content
from wargame.adjudicator import Adjudicator
from wargame.batch import Plan, compiled
from wargame.batch.chunk import ChunkPlayer
from wargame.batch.compiled.games import GamePlayer
from wargame.batch.plan import CHUNK
from wargame.batch.run import adjudicator_of, settled
from wargame.bots import Policy
from wargame.content import Problems
from wargame.native.toolchain import FAST, find_compiler

ROUNDS = 5
PLAIN_GAMES = 40
MESA_GAMES = 20
SCENARIO = "bamako_siege"
SCENARIO_TURNS = 26
# The workload's arrays are wider than the scenario's arrays. Therefore fewer games fit into the cache of a processor.
REFERENCE_CHUNK = 500

_COMPILING = compiled.NEVER if find_compiler() is None else compiled.ALWAYS
# number of games in a whole command whose time is measured
COMMAND_GAMES = 6_000 if _COMPILING == compiled.NEVER else 100_000

Rate = Callable[[], float]


def rate(game_turns: int, work: Callable[[], object]) -> float:
    """Return the game-turns per processor second of one call."""
    return game_turns / processor_seconds(work)


def play_plain() -> None:
    """Play some whole games of plain objects."""
    for seed in range(PLAIN_GAMES):
        plain.Game(seed).play()


def play_mesa() -> None:
    """Play some whole games of a Mesa model."""
    # only the benchmark needs Mesa; its tests do not need Mesa
    from benchmarks.reference.mesa_model import ReferenceModel

    for seed in range(MESA_GAMES):
        ReferenceModel(seed).play()


def reference_rates() -> tuple[dict[str, Rate], float]:
    """Return the rates of the reference workload, and the seconds that loading and compiling its rules took."""
    loaded = seconds(engine.load)
    adjudicator, faster = engine.load(), engine.load()
    whole = compiled.prepare_drawn(faster, engine.orders()) if find_compiler() is not None else None
    games = 2 * REFERENCE_CHUNK * plain.TURNS
    return {
        "python": partial(rate, PLAIN_GAMES * plain.TURNS, play_plain),
        "mesa": partial(rate, MESA_GAMES * plain.TURNS, play_mesa),
        "batch": partial(rate, games, partial(play_reference, faster, whole)),
        "batch_numpy": partial(rate, games, partial(play_reference, adjudicator)),
        "one": partial(rate, plain.TURNS, partial(engine.play, adjudicator, 1)),
    }, loaded


def play_reference(adjudicator: Adjudicator, whole: GamePlayer | None = None) -> None:
    """Play two chunks of the workload on the engine."""
    for chunk in range(2):
        engine.play(adjudicator, REFERENCE_CHUNK, first=chunk * REFERENCE_CHUNK, whole=whole)


def compile_rules(adjudicator: Adjudicator, policies: Mapping[str, Policy]) -> compiled.Compiled | None:
    """Compile the rules as large batches do. Return None if there is no C compiler.

    The table then shows numpy's rate twice.
    """
    return compiled.prepare(adjudicator, policies, effort=FAST) if find_compiler() is not None else None


def scenario_plan(name: str, games: int, turns: int) -> Plan:
    """Return a batch of a shipped scenario with doctrine bots in every seat."""
    problems = Problems()
    scenario = content.load(name, problems)
    problems.raise_if_errors()
    assert scenario is not None  # the scenario has no errors
    return Plan(scenario.sources, scenario.name, games, length=turns)


def scenario_rates() -> tuple[dict[str, Rate], float]:
    """Return the rates of the full scenario, and the seconds that loading the scenario took.

    Doctrine bots choose and pay for the orders.
    """
    plan = scenario_plan(SCENARIO, CHUNK, SCENARIO_TURNS)
    loaded = seconds(lambda: adjudicator_of(plan))
    player, faster = (ChunkPlayer(a, settled(a, plan)) for a in (adjudicator_of(plan), adjudicator_of(plan)))
    faster.use(compile_rules(faster.adjudicator, faster.policies))
    player.play(0, 2)  # the code for the bots is written once for all games
    return {
        "batch": lambda: played(faster, CHUNK, chunks=4),
        "batch_numpy": lambda: played(player, CHUNK, chunks=2),
        "one": lambda: played(player, 1),
    }, loaded


def played(player: ChunkPlayer, games: int, chunks: int = 1) -> float:
    """Return the game-turns per processor second of some chunks.

    The chunks run one after the other, as in a long batch.
    """
    turns = 0

    def work() -> None:
        nonlocal turns
        turns = sum(player.play(chunk * games, games).turns_played for chunk in range(chunks))

    took = processor_seconds(work)
    return turns / took


def command(workers: int) -> float:
    """Return the game-turns per second of a whole command on some processes, from its start to its end."""
    options = ("--games", str(COMMAND_GAMES), "--turns", str(SCENARIO_TURNS), "--compile", _COMPILING, "--json")
    words = (sys.executable, "-m", "wargame", "simulate", SCENARIO, *options, "--workers", str(workers))
    work = partial(subprocess.run, words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return COMMAND_GAMES * SCENARIO_TURNS / seconds(work)


def measure() -> tuple[Mapping[str, float], Mapping[str, float], Mapping[str, float]]:
    """Return the median rates of the reference workload and of the scenario, and the seconds of loading each."""
    ours, reference_load = reference_rates()
    full, scenario_load = scenario_rates()
    for work in (ours["batch"], ours["batch_numpy"], full["batch"], full["batch_numpy"]):
        work()  # the first call builds tables, so its time is not counted
    found = medians(
        interleaved(
            {
                **{f"reference {name}": work for name, work in ours.items()},
                **{f"scenario {name}": work for name, work in full.items()},
            },
            ROUNDS,
        )
    )
    reference = {name: found[f"reference {name}"] for name in ours}
    with cores.arithmetic() as control:
        commands = {
            "one_process": partial(command, 1),
            "two_processes": partial(command, 2),
            "one_control": partial(cores.rate, control, 1),
            "two_controls": partial(cores.rate, control, 2),
        }
        scenario = {name: found[f"scenario {name}"] for name in full} | medians(interleaved(commands, 3))
    return reference, scenario, {"reference": reference_load, "scenario": scenario_load}
