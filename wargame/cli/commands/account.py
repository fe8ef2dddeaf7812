"""`wargame account`: prints how decisions and luck changed each seat's margin in a saved game.

A term is an amount of the margin with one origin, such as luck in turn 3. A turning point is a large term.

Must not know: how terms are measured.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import click

from wargame.analysis.account.account import FEWEST, MOST, WITHIN
from wargame.analysis.account.better_orders import BetterOrders, ExplainedPoint
from wargame.analysis.account.coverage import FEWEST as FEWEST_REPEATS
from wargame.analysis.account.coverage import AccountCoverage
from wargame.analysis.account.known import KnownDecision
from wargame.analysis.account.measuring import Measured, Wanted, rollouts_of
from wargame.analysis.account.term_causes import TermCause
from wargame.analysis.account.turning import MOST as TURNING_POINTS
from wargame.analysis.rollouts.samples import HOLDS
from wargame.cli.main import DONE
from wargame.cli.measuring.margin import INTERRUPTED, MOST_ALLOWED, measured
from wargame.cli.options.computing import compile_option, workers_option
from wargame.cli.options.scripts import ascii_option, spelling_for
from wargame.cli.process.printing import tell
from wargame.cli.provenance import print_json, print_line
from wargame.cli.save_notes import must_have_turn, opened, warn_of_truth
from wargame.cli.wording.account import account_lines, better_lines, coverage_lines, known_lines, turning_lines
from wargame.errors import UsageError
from wargame.game.played_game import PlayedGame
from wargame.game.wording.par import par_note
from wargame.store.look_back import LookBack
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
    type=click.IntRange(FEWEST, MOST_ALLOWED),
    help=f"Number of rollouts of each state; by default as many as --within needs, at most {MOST}.",
)
@click.option(
    "--turning",
    type=click.IntRange(1, 100),
    is_flag=False,
    flag_value=TURNING_POINTS,
    metavar="[N]",
    help=f"Also print the N largest terms ({TURNING_POINTS} by default), and better orders for these turns.",
)
@click.option(
    "--better",
    is_flag=True,
    help="Also print better orders for every turn of every seat that has decisions. This option includes --known.",
)
@click.option("--known", is_flag=True, help="Also print what decisions were worth as far as the seat could know.")
@click.option(
    "--repeat",
    "repeats",
    type=click.IntRange(FEWEST_REPEATS, 1_000),
    metavar="N",
    help="Also measure everything N times with other dice, and print how often the ranges of ± hold.",
)
@workers_option
@compile_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@ascii_option
def command(
    save: Path,
    within: float | None,
    keys: int | None,
    turning: int | None,
    better: bool,
    known: bool,
    repeats: int | None,
    workers: int,
    compiling: str,
    as_json: bool,
    ascii_only: bool,
) -> int:
    """Divide each seat's margin in SAVE into start, injects, decisions, others, luck and rulings by turn.

    The terms of a seat add up to its margin. The range that ± gives contains the true value in nine cases of ten. The
    figures show the truth. The figures are for the facilitator, or for everyone after the end of the game.
    """
    seen = opened(save)
    must_have_turn(seen, save)
    warn_of_truth(seen)
    played = seen.match.played_game()
    rollouts = rollouts_of(seen, played, workers)
    if not rollouts.seats:
        raise UsageError(f"No seat of {seen.header.scenario} has a score, so there is no margin to divide.")
    most = keys or MOST
    target = within if within is not None else (0.0 if keys else WITHIN)
    wanted = Wanted(target, most, turning or 0, known or better, better, repeats or 0)
    measurement = measured(seen, played, rollouts, wanted, compiling)
    found = measurement.found
    if found.account is None:
        raise measurement.stop or UsageError("nothing was measured")
    if as_json:
        print_json(_report(seen, played, found), save_provenance(save))
    else:
        spelling = spelling_for(seen.match.scenario, ascii_only)
        for line in account_lines(seen, played, found.account, spelling):
            tell(line)
        if turning and found.points is not None:
            for line in turning_lines(seen.match.scenario, played, found.points, spelling):
                tell(line)
        if found.known is not None:
            for line in known_lines(seen.match.scenario, found.known, spelling):
                tell(line)
        if found.better is not None:
            judged = found.account, found.known or (), found.better
            for line in better_lines(seen.match.scenario, played, *judged, spelling):
                tell(line)
        if found.coverage is not None:
            for line in coverage_lines(found.coverage, spelling):
                tell(line)
        print_line(save_provenance(save))
    if measurement.stop is not None:
        tell(INTERRUPTED, err=True)
        raise measurement.stop
    return DONE


def _report(seen: LookBack, played: PlayedGame, measurement: Measured) -> dict[str, Any]:
    """Return the object that --json prints."""
    found = measurement.account
    assert found is not None
    points = {} if measurement.points is None else {"turning_points": [_point(each) for each in measurement.points]}
    note = par_note(seen.match.scenario, played.length)
    return {
        "scenario": seen.header.scenario,
        "length": played.length,
        **({"par_note": note} if note else {}),
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
        **points,
        **({} if measurement.known is None else {"known": [_known(each) for each in measurement.known]}),
        **({} if measurement.coverage is None else {"coverage": _coverage(measurement.coverage)}),
        **({} if measurement.better is None else {"better": [_better(each) for each in measurement.better]}),
    }


def _coverage(found: AccountCoverage) -> dict[str, Any]:
    """Return how often the ranges that ± gives contain the true value, as an object for JSON."""
    return {
        "keys": found.keys,
        "first_keys": found.first,
        "repeats": found.repeats,
        "totals": {kind.value: attrs.asdict(held) for kind, held in found.totals.items()},
        "terms": {kind.value: attrs.asdict(held) for kind, held in found.terms.items()},
    }


def _known(each: KnownDecision) -> dict[str, Any]:
    """Return the worth of a decision as an object for JSON. The worth counts only what the seat could know."""
    return {
        "turn": each.turn,
        "seat": each.seat,
        **attrs.asdict(each.decision),
        "in_truth": attrs.asdict(each.in_truth),
        "expected": attrs.asdict(each.value),
        "wrong_picture": each.wrong_picture,
    }


def _point(each: ExplainedPoint) -> dict[str, Any]:
    """Return a turning point as an object for JSON.

    A turning point is measured a second time. The key `at_first` has the first measurement, which the account shows.
    """
    term, better = each.point.term, each.better
    return {
        "turn": term.turn,
        "seat": term.seat,
        "kind": term.kind.value,
        **attrs.asdict(term.estimate),
        "at_first": attrs.asdict(each.point.found.estimate),
        "end_of_game": each.point.near_end,
        "cause": None if each.cause is None else _cause(each.cause),
        "alternative": None if better is None else _plan(better),
    }


def _cause(cause: TermCause) -> dict[str, Any]:
    """Return the tested cause of a turning point as an object for JSON."""
    return {
        "kind": cause.kind.value,
        "seat": cause.seat or None,
        "what": cause.what,
        **attrs.asdict(cause.effect),
        "tried": cause.tried,
    }


def _better(better: BetterOrders) -> dict[str, Any]:
    """Return the best other orders of a turn as an object for JSON."""
    return {"turn": better.turn, "seat": better.seat, "end_of_game": better.near_end, **_plan(better)}


def _plan(better: BetterOrders) -> dict[str, Any]:
    """Return the best plan that was tried as an object for JSON."""
    return {
        "orders": [order.text for order in better.plan.orders],
        "origin": better.plan.origin,
        "gain": attrs.asdict(better.gain),
        "certain": better.certain,
        "tried": better.tried,
        "replay": [
            {"label": row.label, "before": row.before, "happened": row.without, "instead": row.with_it}
            for row in better.replay
        ],
    }
