"""`wargame account`: prints how decisions and luck changed each seat's margin in a saved game.

A term is an amount of the margin with one origin, such as luck in turn 3. A turning point is a large term.

Must not know: how terms are measured.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import click

from wargame.adjudicator import Adjudicator
from wargame.analysis.account import FEWEST, MOST, USUAL, WITHIN, MarginAccount, account, columns_of, work
from wargame.analysis.better_orders import ROLLOUTS, PointAndOrders, with_better_orders
from wargame.analysis.known import KnownDecision, game_turns_of_known, known_decisions
from wargame.analysis.rollout_store import RolloutStore
from wargame.analysis.rollouts import Rollouts, reference_of
from wargame.analysis.samples import HOLDS
from wargame.analysis.turning import MOST as TURNING_POINTS
from wargame.analysis.turning import turning_points
from wargame.batch.compiled import WHERE_IT_PAYS
from wargame.cli.account_words import account_lines, known_lines, turning_lines
from wargame.cli.bar import Bar
from wargame.cli.main import DONE, PROGRAM
from wargame.cli.printing import tell
from wargame.cli.provenance import print_json, print_line
from wargame.cli.save_notes import must_have_turn, opened
from wargame.cli.scripts import ascii_option, spelling_for
from wargame.errors import UsageError
from wargame.game.played_game import PlayedGame
from wargame.store.look_back import LookBack
from wargame.store.provenance import save_provenance

MOST_ALLOWED = 100_000  # the largest number of rollouts that a user may ask for


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
@click.option("--known", is_flag=True, help="Also print what decisions were worth as far as the seat could know.")
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
    turning: int | None,
    known: bool,
    workers: int,
    compiling: str,
    as_json: bool,
    ascii_only: bool,
) -> int:
    """Divide each seat's margin in SAVE into start, injects, decisions, others and luck, turn by turn.

    The terms of a seat add up to its margin. The range that ± gives contains the true value in nine cases of ten. The
    figures show the truth. They are for the facilitator, or for everyone after the end of the game.
    """
    seen = opened(save)
    must_have_turn(seen, save)
    played = seen.match.played_game()
    reference = reference_of(seen.match.scenario, played.seats)
    rollouts = Rollouts(Adjudicator(seen.rulebook), reference, workers)
    if not rollouts.seats:
        raise UsageError(f"No seat of {seen.header.scenario} has a score, so there is no margin to divide.")
    most = keys or MOST
    target = within if within is not None else (0.0 if keys else WITHIN)
    measurement = measured(seen, played, rollouts, Wanted(target, most, turning or 0, known), compiling)
    if measurement.account is None:
        raise measurement.stop or UsageError("nothing was measured")
    if as_json:
        print_json(_report(seen, played, measurement), save_provenance(save))
    else:
        spelling = spelling_for(seen.match.scenario, ascii_only)
        for line in account_lines(seen, played, measurement.account, spelling):
            tell(line)
        if turning and measurement.points is not None:
            for line in turning_lines(seen.match.scenario, played, measurement.points, spelling):
                tell(line)
        if measurement.known is not None:
            for line in known_lines(seen.match.scenario, measurement.known, spelling):
                tell(line)
        print_line(save_provenance(save))
    if measurement.stop is not None:
        tell("Interrupted. The rollouts so far are kept; the same command goes on from them.", err=True)
        raise measurement.stop
    return DONE


@attrs.frozen
class Wanted:
    """What the user asks of the measurement.

    `within`: the largest error that a term may have.
    `keys`: the largest number of rollouts for each state.
    `points`: the largest number of turning points. A turning point is a large term of the account.
    """

    within: float
    keys: int
    points: int
    known: bool


@attrs.define
class Measured:
    """The finished parts of the measurement. `stop`: the interruption that ended the measurement early, or None."""

    account: MarginAccount | None = None
    points: tuple[PointAndOrders, ...] | None = None
    known: tuple[KnownDecision, ...] | None = None
    stop: KeyboardInterrupt | None = None


def measured(seen: LookBack, played: PlayedGame, rollouts: Rollouts, wanted: Wanted, compiling: str) -> Measured:
    """Measure the account and its turning points."""
    kept = RolloutStore.at_home(rollouts)
    found = Measured()
    notes: list[str] = []
    with Bar(0) as bar:
        try:
            needed = work(columns_of(played, rollouts), min(wanted.keys, USUAL), kept)
            needed += wanted.points * ROLLOUTS * played.length // 2
            needed += wanted.known * game_turns_of_known(played, rollouts)
            rollouts.compile(needed, compiling, notes.append)
            for each in account(played, rollouts, wanted.within, wanted.keys, kept, bar.show):
                found.account = each
            if wanted.points and found.account is not None:
                turned = turning_points(played, rollouts, found.account, wanted.points, kept, bar.show)
                found.points = tuple(with_better_orders(played, rollouts, turned, kept, bar.show))
            if wanted.known and found.account is not None:
                decisions = known_decisions(played, rollouts, found.account, seen.match.knowledge, kept, bar.show)
                found.known = tuple(decisions)
        except KeyboardInterrupt as interruption:
            found.stop = interruption
        finally:
            kept.tidy()
    for text in dict.fromkeys(notes):
        tell(f"{PROGRAM}: note: {text}", err=True)
    return found


def _report(seen: LookBack, played: PlayedGame, measurement: Measured) -> dict[str, Any]:
    """Return the object that --json prints."""
    found = measurement.account
    assert found is not None
    points = {} if measurement.points is None else {"turning_points": [_point(each) for each in measurement.points]}
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
        **points,
        **({} if measurement.known is None else {"known": [_known(each) for each in measurement.known]}),
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


def _point(each: PointAndOrders) -> dict[str, Any]:
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
        "alternative": None
        if better is None
        else {
            "orders": [order.text for order in better.plan.orders],
            "origin": better.plan.origin,
            "gain": attrs.asdict(better.gain),
            "certain": better.certain,
            "tried": better.tried,
            "replay": [
                {"label": row.label, "before": row.before, "happened": row.without, "instead": row.with_it}
                for row in better.replay
            ],
        },
    }
