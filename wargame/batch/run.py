"""Runs a batch, chunk by chunk, in one process or several. An interruption keeps the finished games.

Must not know: screens.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from wargame.adjudicator import Adjudicator
from wargame.batch import compiled
from wargame.batch.chunk import ChunkPlayer, ChunkResult, default_bots
from wargame.batch.plan import CHUNK, Plan, check_kept
from wargame.batch.summary import Batch, WholeDigest
from wargame.batch.workers import worker_pool
from wargame.content import Problems, load_sources
from wargame.errors import UsageError
from wargame.model.scenario.scenario import Scenario
from wargame.store.rulebooks import compiled as compiled_rules

Progress = Callable[[int, int], None]  # number of finished games, number of all games


def adjudicator_of(plan: Plan, scenario: Scenario | None = None) -> Adjudicator:
    """Compile the scenario of a plan. The function reads the scenario from the texts of the plan if there is no
    `scenario`.

    Raises ContentError if the texts have errors.
    """
    problems = Problems()
    scenario = scenario or load_sources(plan.sources, plan.scenario, problems)
    rulebook = compiled_rules(scenario, problems, plan.settings) if scenario is not None else None
    problems.raise_if_errors()
    if rulebook is None:
        raise UsageError(f"{plan.scenario} cannot be compiled")
    return Adjudicator(rulebook)


def settled(adjudicator: Adjudicator, plan: Plan) -> Plan:
    """Return the plan with the default length and the usual bots wherever the plan names none."""
    lengths = adjudicator.scenario.lengths
    length = plan.length or lengths[0].turns
    return attrs.evolve(plan, length=length, bots=default_bots(adjudicator, plan.bots))


def run_games(
    plan: Plan,
    adjudicator: Adjudicator | None = None,
    workers: int = 1,
    chunk: int = CHUNK,
    with_digests: bool = False,
    compiling: str = compiled.WHERE_IT_PAYS,
) -> dict[str, Any]:
    """Play a batch and return its report. `play_batch` explains the arguments."""
    batch = play_batch(plan, adjudicator, workers, chunk, compiling=compiling, with_digests=with_digests)
    return batch.report(with_digests)


def play_batch(
    plan: Plan,
    adjudicator: Adjudicator | None = None,
    workers: int = 1,
    chunk: int = CHUNK,
    progress: Progress | None = None,
    compiling: str = compiled.WHERE_IT_PAYS,
    note: Callable[[str], None] | None = None,
    with_digests: bool = True,
) -> Batch:
    """Play a batch and return its results.

    KeyboardInterrupt ends the batch early. The batch then has the finished games, and the interruption as `stop`.

    `progress`: called once between the build and the first game, and after each chunk.
    `compiling`: `yes`, `no`, or `auto` (compile if this saves time). The results are always the same.
    `note`: called with a reason if rules are not compiled although compilation would have saved time.
    `with_digests`: whether the chunks keep the digest of each game. The digest of the batch is always computed.
    Raises WargameError if a worker process was killed.
    """
    ready = adjudicator or adjudicator_of(plan)
    plan = settled(ready, plan)
    player = ChunkPlayer(ready, plan)  # raises errors in bots, orders or records before any worker starts
    check_kept(plan, len(player.cells), player.kept)
    spans = [(plan.first + i, min(chunk, plan.games - i)) for i in range(0, plan.games, chunk)]
    finished: list[ChunkResult] = []
    digest = WholeDigest(with_digests)
    stop: KeyboardInterrupt | None = None
    started = time.perf_counter()
    if len(player.policies) < len(player.bots):
        compiling = compiled.NEVER  # a planner simulates games itself and cannot be compiled
    found = compiled.prepare(ready, player.policies, plan.games * plan.length, compiling, note=note)
    workers = min(workers, len(spans))
    player.use(found)
    if workers > 1:
        build = partial(_player, plan, (found.path, found.lanes) if found else None)
        results = _together(player, build, spans, workers)
    else:
        results = _alone(player, spans)
    try:
        if progress is not None:
            progress(0, plan.games)
        for result in results:
            finished.append(result)
            digest.add(result, plan.first)
            if progress is not None:
                progress(sum(r.games for r in finished), plan.games)
    except KeyboardInterrupt as interruption:
        stop = interruption
    seconds = time.perf_counter() - started
    return Batch(plan, tuple(ready.rulebook.rules.endings), tuple(finished), seconds, digest.whole(), stop)


def _alone(player: ChunkPlayer, spans: list[tuple[int, int]]) -> Iterator[ChunkResult]:
    for first, games in spans:
        yield player.play(first, games)


def _player(plan: Plan, library: tuple[Path, int] | None) -> ChunkPlayer:
    """Return the object that plays the chunks of a plan, in a worker that is no copy of its parent process."""
    player = ChunkPlayer(adjudicator_of(plan), plan)
    if library is not None:
        player.use(compiled.adopt(player.adjudicator, player.policies, *library))
    return player


def _play_span(player: ChunkPlayer, span: tuple[int, int]) -> ChunkResult:
    return player.play(*span)


def _together(
    player: ChunkPlayer, build: Callable[[], ChunkPlayer], spans: list[tuple[int, int]], workers: int
) -> Iterator[ChunkResult]:
    waiting: set[Future[ChunkResult]] = set()
    ahead = iter(spans)
    with worker_pool(workers, player, build, "take fewer --workers, or a smaller --chunk") as pool:
        for span in ahead:
            waiting.add(pool.submit(_play_span, span))
            if len(waiting) >= 2 * workers:
                break
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
                waiting |= {pool.submit(_play_span, span) for span in (next(ahead, None),) if span is not None}
