"""`wargame play`: the game on the full screen, or line by line.

Must not know: the course of a game. This command only chooses the screen.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from wargame.cli.options import completing
from wargame.cli.options.seats import seats_named
from wargame.cli.process.printing import tell
from wargame.errors import UsageError
from wargame.store.setup import PlaySetup


@click.command()
@click.argument("scenario", default="", shell_complete=completing.scenarios)
@click.option(
    "--seat",
    "seats",
    multiple=True,
    metavar="F=human|BOT",
    help="Who plays a seat; people by default. BOT: random, planner, or a doctrine of the scenario. With --save FILE "
    "and no SCENARIO, the seat gets a new player in that game.",
)
@click.option("--seed", type=int, help="The seed of all dice; random by default.")
@click.option("--turns", type=int, help="Number of turns; by default the scenario's own length.")
@click.option(
    "--save", type=click.Path(path_type=Path), help="The save to write; without SCENARIO, the save to continue."
)
@click.option("--set", "settings", multiple=True, metavar="PARAMETER=VALUE", help="Fix a parameter, hidden or not.")
@click.option("--beyond-priors", is_flag=True, help="With --set: allow values that no game could draw.")
@click.option("--odds/--no-odds", default=None, help="Whether teams may ask for odds. The save keeps this choice.")
@click.option("--facilitator", is_flag=True, help="A facilitator at this keyboard reads each turn before the teams do.")
@click.option("--plain", is_flag=True, help="Line by line on stdin and stdout, for pipes and screen readers.")
@click.option("--ascii", "plain_glyphs", is_flag=True, help="Write and draw with ASCII signs only.")
def command(
    scenario: str,
    seats: tuple[str, ...],
    seed: int | None,
    turns: int | None,
    save: Path | None,
    settings: tuple[str, ...],
    beyond_priors: bool,
    odds: bool | None,
    facilitator: bool,
    plain: bool,
    plain_glyphs: bool,
) -> None:
    """Play SCENARIO (a name or a path). Without SCENARIO, open the menu or continue --save FILE."""
    fixed = _settings(settings)
    setup = PlaySetup(scenario, seats_named(seats), seed, turns, save, fixed, beyond_priors, odds, facilitator)
    if not scenario and (seed is not None or turns is not None or settings):
        raise UsageError("--seed, --turns and --set work only for a new game: name a SCENARIO.")
    if not scenario and odds is not None and save is None:
        raise UsageError("--odds and --no-odds are about a new game, or the game in --save FILE: name one of them.")
    if not scenario and seats and save is None:
        raise UsageError("--seat needs a SCENARIO for a new game, or --save FILE for a saved game: name one.")
    if facilitator and not scenario and save is None:
        raise UsageError("--facilitator needs a SCENARIO for a new game, or --save FILE for a saved game: name one.")
    if scenario:
        from wargame.cli.provenance import tell_hidden

        tell_hidden([scenario])
    if plain or os.environ.get("WARGAME_PLAIN") or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _play_plain(setup, plain_glyphs)
    else:
        from wargame.cli.measuring.compiled_games import built_before
        from wargame.tui.app import run

        for line in run(setup if scenario or save else None, plain_glyphs=plain_glyphs, compiled=built_before):
            tell(line)


def _settings(said: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for text in said:
        name, sign, value = text.partition("=")
        if not (name and sign and value):
            raise UsageError(f"--set {text} is not understood. Write PARAMETER=VALUE.")
        pairs.append((name.strip(), value.strip()))
    return tuple(pairs)


def _play_plain(setup: PlaySetup, ascii_only: bool) -> None:
    from wargame.cli.measuring.compiled_games import built_before
    from wargame.cli.provenance import print_line
    from wargame.plain.session import play_plain
    from wargame.store.provenance import save_provenance, seat_save_provenance

    session = play_plain(setup, sys.stdin, sys.stdout, ascii_only, built_before)
    if session is None:
        return
    over = bool(session.match.ending)  # the seed and the digest are secrets until the end
    print_line(
        save_provenance(session.path) if over else seat_save_provenance(session.path, *session.match.human_seats)
    )
