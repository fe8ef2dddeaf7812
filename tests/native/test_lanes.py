"""Blocks of one, two, four and eight games, and code for older and newer processors: the same bits."""

from __future__ import annotations

import platform
from pathlib import Path

import attrs
import pytest

from tests.contracts.shipped import SCENARIOS, adjudicator_for, all_seats, plan, scenario_of
from tests.native.every_construct import every_construct
from wargame.adjudicator.digest import digests
from wargame.batch import compiled
from wargame.batch.chunk import ChunkPlayer
from wargame.bots import Policy
from wargame.bots.policy import join
from wargame.native.toolchain import FAST, QUICK, CompileTarget, find_compiler, find_target

pytestmark = pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")

GAMES = 43  # whole blocks of each width, and one that is not full
WIDTHS = (1, 2, 4, 8)
FEATURES = {
    "x86-64": set(),
    "x86-64-v2": {"ssse3", "sse4_2", "popcnt"},
    "x86-64-v3": {"avx2", "bmi2", "fma"},
    "x86-64-v4": {"avx512f", "avx512dq", "avx512vl"},
}


def whole(name: str, length: int, target: CompileTarget | None, effort: str = QUICK) -> list[str]:
    """Digests of games played whole for a target, or by numpy."""
    wanted = plan(name, GAMES, 5, all_seats(name, "doctrine"), length)
    player = ChunkPlayer(adjudicator_for(scenario_of(name)), wanted)
    if target is not None:
        found = compiled.prepare(player.adjudicator, player.policies, effort=effort, target=target)
        assert found is not None and found.games is not None and found.lanes == target.lanes
        player.use(found)
    return player.play(0, GAMES).digests


def zoo(target: CompileTarget | None) -> list[str]:
    """Digests of the rules that have every construct, played turn by turn."""
    adjudicator = every_construct()
    bot = Policy(adjudicator, "junta", "doctrine")
    if target is not None:
        assert compiled.prepare(adjudicator, {"junta": bot}, effort=QUICK, target=target) is not None
    state = adjudicator.open(3, GAMES, seats=("junta",))
    for _ in range(5):
        adjudicator.step(state, join(state, {"junta": bot.choose(state)[0]}))
    return digests(state)


@pytest.mark.parametrize("lanes", [pytest.param(n, marks=pytest.mark.slow) if n > 2 else n for n in WIDTHS])
def test_games_are_the_same_in_blocks_of_any_width(lanes: int) -> None:
    target = attrs.evolve(find_target(), lanes=lanes)
    assert whole("first_convoy", 4, target) == whole("first_convoy", 4, None)
    assert zoo(target) == zoo(None)


def runs_here(architecture: str) -> bool:
    """Whether this processor runs code for an architecture."""
    information = Path("/proc/cpuinfo")
    found = information.read_text(encoding="utf-8").split() if information.exists() else []
    return platform.machine() in ("x86_64", "AMD64") and FEATURES[architecture] <= set(found)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("architecture", FEATURES)
def test_games_are_the_same_in_code_for_any_processor(architecture: str, name: str) -> None:
    if not runs_here(architecture):
        pytest.skip(f"this processor does not run {architecture}")
    target = find_target(architecture)
    assert target.lanes == {"x86-64": 2, "x86-64-v2": 2, "x86-64-v3": 4, "x86-64-v4": 8}[architecture]
    assert whole(name, 0, target, FAST) == whole(name, 0, None)
