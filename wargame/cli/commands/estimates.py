"""`wargame estimates`: measures in games of bots how good the estimates of a scenario's teams are.

Must not know: how estimates are made or compared.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from wargame.adjudicator import Adjudicator
from wargame.analysis.quality.estimates import FEWEST, HELD, RIGHT, Quality, measure
from wargame.cli.main import DONE, NO
from wargame.cli.options.seeds import SEED
from wargame.cli.process.printing import tell, tell_again
from wargame.cli.provenance import print_json, print_line, tell_hidden
from wargame.content import Problems, load
from wargame.errors import UsageError
from wargame.model.scenario.seat import USUAL
from wargame.rulebook import compile_scenario
from wargame.store.provenance import content_of, results_digest, run_provenance


@click.command()
@click.argument("scenario")
@click.option("--games", type=click.IntRange(1, 100_000), default=200, show_default=True, help="Number of games.")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Seed of the games.")
@click.option(
    "--turns", type=click.IntRange(1, 1_000), help="Turns of a game; by default the scenario's longest length."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(scenario: str, games: int, seed: int, turns: int | None, as_json: bool) -> int:
    """Compare the estimates of the teams of SCENARIO with the truth.

    `held` is the percentage of estimates whose ± range contains the true value. `right` is the percentage of shown
    changes that have the same direction as the true change. The exit code is 0 if two conditions are true for each
    metric: `held` is from 75 to 85 %, and `right` is at least 85 % if at least 30 changes are shown.
    """
    tell_hidden([scenario])
    problems = Problems()
    loaded = load(scenario, problems)
    rulebook = compile_scenario(loaded, problems) if loaded is not None else None
    problems.raise_if_errors()
    if loaded is None or rulebook is None:
        raise UsageError(f"{scenario} cannot be read")
    bots = {seat: USUAL for seat, row in loaded.seats.items() if not row.npc}
    length = turns or max(each.turns for each in loaded.lengths)
    found = measure(Adjudicator(rulebook), games, seed, length, bots, _show)
    rows = [_row(each) for each in found]
    whole = {"scenario": loaded.name, "games": games, "seed": seed, "turns": length, "estimates": rows}
    provenance = run_provenance(
        content_of(scenario, loaded),
        loaded.name,
        settings={},
        bots=bots,
        seed=seed,
        games=games,
        turns=[length],
        digest=results_digest(rows),
    )
    if as_json:
        print_json(whole, provenance)
    else:
        tell(_words(found, games, length, seed))
        print_line(provenance)
    return DONE if all(_good(each) for each in found) else NO


def _show(turn: int, length: int) -> None:
    if sys.stderr.isatty():
        tell_again(f"turn {turn} of {length}", turn >= length)


def _good(each: Quality) -> bool:
    held = HELD[0] <= round(each.held_share, 2) <= HELD[1]
    return held and (each.told < FEWEST or each.right_share >= RIGHT)


def _row(each: Quality) -> dict[str, Any]:
    return {
        "seat": each.seat,
        "metric": each.metric,
        "readings": each.readings,
        "held": round(each.held_share, 4),
        "changes": each.told,
        "right": round(each.right_share, 4) if each.told else None,
        "far": round(each.far / each.told, 4) if each.told else None,
        "good": _good(each),
    }


def _words(found: Sequence[Quality], games: int, length: int, seed: int) -> str:
    if not found:
        return "Nobody estimates anything in this scenario."
    lines = [
        f"{games} games of {length} turns, seed {seed}: how often the ± and the shown changes are right.",
        f"{'seat':<12} {'metric':<20} {'readings':>9} {'held':>6} {'changes':>8} {'right':>6} {'over 4x':>8}",
    ]
    for each in found:
        right = f"{each.right_share:.0%}" if each.told else "-"
        far = f"{each.far / each.told:.0%}" if each.told else "-"
        lines.append(
            f"{each.seat:<12} {each.metric:<20} {each.readings:>9,} {each.held_share:>6.0%} {each.told:>8,} {right:>6} "
            f"{far:>8}{'' if _good(each) else '  MISSED'}"
        )
    readings, held, changes, ways = (
        sum(getattr(each, name) for each in found) for name in ("readings", "held", "told", "right")
    )
    whole = f"In all, the ± holds the truth in {held / readings:.0%} of {readings:,} readings"
    lines.append(f"{whole}, and {ways / max(changes, 1):.0%} of {changes:,} changes shown have the right direction.")
    return "\n".join(lines)
