"""Plays games with compiled code that detects memory errors and undefined behaviour, or makes such errors on purpose.

This program runs in a process of its own. The sanitizer's library is loaded into this process first.
"""

from __future__ import annotations

import sys
import tempfile

import attrs
import numpy as np

from tests.contracts.shipped import adjudicator_for, all_seats, plan, scenario_of
from tests.native.every_construct import every_construct
from wargame.adjudicator.digest import digests
from wargame.batch import compiled
from wargame.batch.chunk import ChunkPlayer
from wargame.bots import Policy
from wargame.bots.onward import Alternatives, OnwardPlayer
from wargame.bots.policy import join
from wargame.native import builds, cache
from wargame.native.abi import address
from wargame.native.toolchain import QUICK, CompileTarget, find_target

GAMES = 11
WATCHED = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g")
BEYOND = "void step_beyond(double *a) { a[4] = 1.0; }"
OVERFLOW = "long long grow_beyond(long long a) { return a + 1; }"


def target() -> CompileTarget:
    """Return the compiler with its sanitizers."""
    found = find_target()
    return attrs.evolve(found, flags=(*found.flags, *WATCHED))


def whole(name: str, watched: bool) -> list[str]:
    """Return the digests of some games that are played as a whole."""
    player = ChunkPlayer(adjudicator_for(scenario_of(name)), plan(name, GAMES, 5, all_seats(name, "doctrine"), 4))
    if watched:
        found = compiled.prepare(player.adjudicator, player.policies, effort=QUICK, target=target())
        assert found is not None and found.games is not None
        player.use(found)
        onward = OnwardPlayer(player.adjudicator, player.policies, found.games)
        state = player.adjudicator.open(3, GAMES, length=4, seats=player.seats)
        onward.play(state, until=2)
        onward.play(state, Alternatives.one({state.seats[0]: ()}, GAMES))
    return player.play(0, GAMES).digests


def by_turn(watched: bool) -> list[str]:
    """Return the digests of games by rules with every construct, played turn by turn."""
    adjudicator = every_construct()
    bot = Policy(adjudicator, "junta", "doctrine")
    if watched:
        assert compiled.prepare(adjudicator, {"junta": bot}, effort=QUICK, target=target()) is not None
    state = adjudicator.open(3, GAMES, seats=("junta",))
    for _ in range(3):
        adjudicator.step(state, join(state, {"junta": bot.choose(state)[0]}))
    return digests(state)


def main(what: str) -> None:
    """Do the named task. Print `fine` if there was no error."""
    with tempfile.TemporaryDirectory() as folder:
        cache.user_cache_dir = lambda name: f"{folder}/{name}"  # type: ignore[assignment]  # of this process alone
        if what == "beyond":
            library = builds.load(builds.build([BEYOND], target(), QUICK), {"step_beyond": 1})
            library.call("step_beyond")(address(np.zeros(4)))
        elif what == "overflow":
            library = builds.load(builds.build([OVERFLOW], target(), QUICK), {"grow_beyond": 1})
            library.call("grow_beyond")(2**63 - 1)
        elif what == "zoo":
            assert by_turn(True) == by_turn(False)
        else:
            assert whole(what, True) == whole(what, False)
    print("fine")


if __name__ == "__main__":
    main(sys.argv[1])
