"""Measures par: the mean and the standard deviation of each seat's score when bots of the scenario play each other.

Must not know: screens, or files.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.analysis.balance.lineups import base_lineups
from wargame.analysis.balance.self_play import Pairing, SelfPlay
from wargame.batch.run import Progress
from wargame.errors import UsageError
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import Par

GAMES = 1_000  # the least number of games for a par
PART = 4  # the par of a seat that rules can play comes from a batch that is smaller by this factor


def reference_bots(scenario: Scenario, npc: str = "") -> dict[str, tuple[str, ...]]:
    """Return the doctrines of every seat that teams normally play.

    `npc`: the name of a seat that rules normally play. The result also has the doctrines of this seat.
    """
    return {
        seat: tuple(bot for bot, seats in scenario.doctrines.items() if seat in seats)
        for seat, row in scenario.seats.items()
        if not row.npc or seat == npc
    }


def pars(play: SelfPlay, length: int, games: int = GAMES, progress: Progress | None = None) -> dict[str, Par]:
    """Return the par of each seat in games of one length. Every bot meets every other bot.

    Rules can play some seats. The par of such a seat comes from games in which a bot plays the seat.

    Raises UsageError if a seat that teams normally play has no doctrine.
    """
    scenario = play.adjudicator.scenario
    scored = [seat for seat, parts in play.adjudicator.rulebook.rules.scores.items() if parts]
    found = {}
    for npc in ("", *(seat for seat, row in scenario.seats.items() if row.npc and seat in scored)):
        bots = reference_bots(scenario, npc)
        lacking = [seat for seat, doctrines in bots.items() if not doctrines]
        if lacking and not npc:
            raise UsageError(f"par is what doctrines reach: write one for {', '.join(lacking)} under `bots`")
        if not bots or lacking:
            continue
        lineups = base_lineups(bots)
        wanted = games // PART if npc else games
        played = play.play(Pairing.paired(lineups, -(-wanted // len(lineups))), length, progress=progress)
        for seat in (npc,) if npc else played.seats:
            if seat in played.scores:
                found[seat] = Par(float(played.scores[seat].mean()), max(float(played.scores[seat].std()), 1e-6))
    return {seat: found[seat] for seat in scenario.seats if seat in found}


def par_line(pars: Mapping[str, Par]) -> str:
    """Return the par of all seats as one line of YAML for a scenario file."""
    seats = (f"{seat}: {{mean: {par.mean:.1f}, sd: {max(par.sd, 0.1):.1f}}}" for seat, par in pars.items())
    return f"par: {{{', '.join(seats)}}}"
