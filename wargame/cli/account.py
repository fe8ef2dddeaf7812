"""`wargame account`: what decisions and luck did to each seat's margin in a saved game.

Must not know: how terms are measured.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import click

from wargame.adjudicator import Adjudicator
from wargame.analysis.account import MOST, USUAL, WITHIN, MarginAccount, account, columns_of, work
from wargame.analysis.rollout_store import RolloutStore
from wargame.analysis.rollouts import Rollouts, reference_of
from wargame.analysis.samples import HOLDS
from wargame.batch.compiled import WHERE_IT_PAYS
from wargame.cli.account_words import account_lines
from wargame.cli.bar import Bar
from wargame.cli.main import DONE, PROGRAM
from wargame.cli.printing import tell
from wargame.cli.provenance import print_json, print_line
from wargame.cli.scripts import ascii_option, spelling_for
from wargame.errors import UsageError
from wargame.game.played_game import PlayedGame
from wargame.store.look_back import LookBack, look_back
from wargame.store.provenance import save_provenance


@click.command()
@click.argument("save", type=click.Path(path_type=Path))
@click.option(
    "--within",
    type=click.FloatRange(0.0, 10.0, min_open=True),
    help=f"Stop when every total has an error of at most this number.  [default: {WITHIN}]",
)
@click.option(
    "--keys",
    type=click.IntRange(2, 100_000),
    help=f"Number of rollouts of each state; by default as many as --within needs, at most {MOST}.",
)
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processors to use.")
@click.option(
    "--compile",
    "compiling",
    type=click.Choice(["auto", "yes", "no"]),
    default=WHERE_IT_PAYS,
    show_default=True,
    help="Compile the rules with the C compiler of the machine: same figures, faster.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@ascii_option
def command(
    save: Path,
    within: float | None,
    keys: int | None,
    workers: int,
    compiling: str,
    as_json: bool,
    ascii_only: bool,
) -> int:
    """Divide each seat's margin in SAVE into start, injects, decisions, others and luck, turn by turn.

    The terms of a seat add up to its margin. Every ± holds the true value in nine cases of ten. The figures show the
    truth: they are for the facilitator, or for all after the end.
    """
    seen = look_back(save)
    played = seen.match.played_game()
    if not played.turns:
        raise UsageError(f"No turn of the game in {save} has been resolved.")
    reference = reference_of(seen.match.scenario, played.seats)
    rollouts = Rollouts(Adjudicator(seen.rulebook), reference, workers)
    if not rollouts.seats:
        raise UsageError(f"No seat of {seen.header.scenario} has a score, so there is no margin to divide.")
    most = keys or MOST
    target = within if within is not None else (0.0 if keys else WITHIN)
    found, stop = _measured(played, rollouts, target, most, compiling)
    if found is None:
        raise stop or UsageError("nothing was measured")
    if as_json:
        print_json(_report(seen, played, found), save_provenance(save))
    else:
        spelling = spelling_for(seen.match.scenario, ascii_only)
        for line in account_lines(seen, played, found, spelling):
            tell(line)
        print_line(save_provenance(save))
    if stop is not None:
        tell("Interrupted. The rollouts so far are kept; the same command goes on from them.", err=True)
        raise stop
    return DONE


def _measured(
    played: PlayedGame, rollouts: Rollouts, within: float, most: int, compiling: str
) -> tuple[MarginAccount | None, KeyboardInterrupt | None]:
    """Return the account with the most rollouts for each state, and the interruption if there was one."""
    kept = RolloutStore.at_home(rollouts)
    found: MarginAccount | None = None
    notes: list[str] = []
    with Bar(0) as bar:
        try:
            rollouts.compile(work(columns_of(played, rollouts), min(most, USUAL), kept), compiling, notes.append)
            for each in account(played, rollouts, within, most, kept, bar.show):
                found = each
        except KeyboardInterrupt as interruption:
            return found, interruption
        finally:
            kept.tidy()
    for text in dict.fromkeys(notes):
        tell(f"{PROGRAM}: note: {text}", err=True)
    return found, None


def _report(seen: LookBack, played: PlayedGame, found: MarginAccount) -> dict[str, Any]:
    """Return the object that --json prints."""
    return {
        "scenario": seen.header.scenario,
        "length": played.length,
        "turns": len(played.turns),
        "ending": played.ending or None,
        "reference": dict(found.reference),
        "keys": found.keys,
        "first_keys": found.first,
        "holds": HOLDS,
        "game_turns": found.game_turns,
        "terms": [
            {"turn": term.turn, "seat": term.seat, "kind": term.kind.value, **attrs.asdict(term.estimate)}
            for term in found.terms
        ],
        "seats": {
            seat: {
                "margin": row.margin,
                "sum": row.sum,
                "players": [turn.players[seat] for turn in played.turns],
                "totals": {kind.value: attrs.asdict(total) for kind, total in row.totals.items()},
            }
            for seat, row in found.seats.items()
        },
    }
