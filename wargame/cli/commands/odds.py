"""`wargame odds`: prints the results that a draft in a saved game may have.

The command also checks how often odds are right.

Must not know: how odds are computed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wargame.cli.main import DONE, NO
from wargame.cli.measuring.compiled_games import built_before, worth_building
from wargame.cli.options import completing
from wargame.cli.options.scripts import ascii_option, spelling_for
from wargame.cli.options.seeds import SEED
from wargame.cli.process.printing import tell, tell_again
from wargame.errors import UsageError

if TYPE_CHECKING:
    from wargame.analysis.quality.odds_check import Coverage

_OF_CHECK, _OF_SAVE = ("pairs", "seed"), ("seat", "turn", "orders", "line", "trials", "ahead")


@click.command()
@click.argument("name", metavar="SAVE|SCENARIO", shell_complete=completing.scenarios)
@click.option("--seat", metavar="F", help="The seat whose draft is tried.")
@click.option("--turn", type=click.IntRange(min=1), help="The turn of the orders; by default the present turn.")
@click.option("--orders", metavar="TEXT", help="Orders separated by `;`. By default, the orders in the save.")
@click.option(
    "--line",
    type=click.IntRange(min=1),
    help="Compare this order (1: the first) with its next higher and lower levels.",
)
@click.option("--trials", type=click.IntRange(2, 100_000), help="Number of trials; by default 4,000.")
@click.option(
    "--ahead", type=click.IntRange(1, 1_000), help="Number of turns to look ahead, up to the last turn; by default 1."
)
@click.option("--check", is_flag=True, help="Compare the odds with games of SCENARIO.")
@click.option(
    "--pairs", type=click.IntRange(1, 100_000), help="With --check: number of order lists to test; by default 400."
)
@click.option("--seed", type=SEED, help="With --check: seed of the games; by default 1.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@ascii_option
def command(name: str, check: bool, as_json: bool, ascii_only: bool, **given: Any) -> int:
    """Print which results a draft in SAVE may have, as far as the seat can know.

    The draft is compared with a plan without orders. The same beliefs and dice are used for the draft and for this
    plan. A band is a range that holds the result of 8 of 10 trials. With --check, print how often the true result lies
    in the bands of the odds in SCENARIO. The exit code is then 0 if two conditions are true: 75 to 85 % of all bands
    contain the true result, and at least 65 % of the bands of each number do.
    """
    wrong = next((option for option in (_OF_SAVE if check else _OF_CHECK) if given[option] is not None), "")
    if wrong:
        raise UsageError(f"--{wrong} {'belongs to a SAVE, without --check' if check else 'belongs to --check'}.")
    if check:
        return _check(name, given["pairs"] or 400, 1 if given["seed"] is None else given["seed"], as_json)
    if not given["seat"]:
        raise UsageError("Name the seat whose orders are tried, as in: --seat junta.")
    return _ask(Path(name), given, as_json, ascii_only)


def _ask(save: Path, given: dict[str, Any], as_json: bool, ascii_only: bool) -> int:
    from wargame.cli.provenance import print_json, print_line
    from wargame.cli.save_notes import tell_notes
    from wargame.game.match_odds import MatchOdds
    from wargame.game.wording.number import SPOKEN
    from wargame.game.wording.odds import bound_text, odds_lines, sheet_values
    from wargame.game.wording.par import par_note
    from wargame.store.look_back import trial_match
    from wargame.store.provenance import seat_save_provenance

    seat = given["seat"]
    tell_notes(save)
    match = trial_match(save, seat, given["orders"], given["turn"])
    odds = MatchOdds(match, built_before)
    question = odds.question(seat, given["line"] or 0)
    show, trials = _show("trials"), given["trials"] or 4_000
    sheet = None
    ahead = given["ahead"] or 1
    for sheet in odds.answer(question, ahead, trials):
        show(sheet.trials, trials)
    assert sheet is not None, "an answer has at least one stage"
    if bound := bound_text(sheet, ahead):
        tell(f"wargame: note: {bound}", err=True)
    provenance = seat_save_provenance(save, seat)
    if as_json:
        note = par_note(match.scenario, match.length)
        print_json({"odds": sheet_values(sheet) | ({"par_note": note} if note else {})}, provenance)
        return DONE
    spelling = spelling_for(match.scenario, ascii_only)
    for line in spelling.lines(odds_lines(match.scenario, match.view(seat), sheet, SPOKEN)):
        tell(line)
    print_line(provenance)
    return DONE


def _check(name: str, pairs: int, seed: int, as_json: bool) -> int:
    from wargame.adjudicator import Adjudicator
    from wargame.analysis.quality.odds_check import EVERY, measure
    from wargame.bots.onward import OnwardPlayer
    from wargame.bots.seat_beliefs import GAMES
    from wargame.cli.provenance import print_json, print_line, tell_hidden
    from wargame.game.odds import usual_bots
    from wargame.model.scenario.seat import USUAL
    from wargame.store.provenance import content_of, results_digest, run_provenance
    from wargame.store.rulebooks import rulebook_named

    tell_hidden([name])
    rulebook = rulebook_named(name)
    scenario, adjudicator = rulebook.scenario, Adjudicator(rulebook)
    bots = usual_bots(adjudicator, [seat for seat, row in scenario.seats.items() if not row.npc])
    player = OnwardPlayer(adjudicator, bots, worth_building(adjudicator, bots, pairs * EVERY * GAMES))
    length = scenario.lengths[0].turns
    found = measure(rulebook, player, pairs, seed, length, _show("pairs"))
    rows = [_row(each) for each in found]
    chances, of_seats = _chances(found), {seat: _chances(mine) for seat, mine in _by_seat(found).items()}
    whole = {"scenario": scenario.name, "pairs": pairs, "seed": seed, "turns": length, "odds": rows, "chances": chances}
    whole["chances_of_seats"] = of_seats
    provenance = run_provenance(
        content_of(name, scenario),
        scenario.name,
        settings={},
        bots=dict.fromkeys(bots, USUAL),
        seed=seed,
        games=pairs,
        turns=[length],
        digest=results_digest([rows, chances]),
    )
    if as_json:
        print_json(whole, provenance)
    else:
        tell("\n".join(_table(found)))
        print_line(provenance)
    return DONE if _good(found) else NO


def _good(found: Sequence[Coverage]) -> bool:
    from wargame.analysis.quality.odds_check import AHEAD, FEWEST, HELD, LEAST, share_of

    each = all(row.share >= LEAST for row in found if row.pairs >= FEWEST)
    return each and all(HELD[0] <= round(share_of(found, turns), 2) <= HELD[1] for turns in AHEAD)


def _by_seat(found: Sequence[Coverage]) -> dict[str, list[Coverage]]:
    return {seat: [each for each in found if each.seat == seat] for seat in dict.fromkeys(each.seat for each in found)}


def _chances(found: Sequence[Coverage]) -> list[dict[str, float]]:
    from wargame.analysis.quality.odds_check import stated

    return [
        {"from": each.low, "to": each.high, "count": each.count, "stated": round(each.stated, 4),
         "happened": round(each.happened, 4)}
        for each in stated(found)
    ]  # fmt: skip


def _row(each: Coverage) -> dict[str, Any]:
    return {
        "seat": each.seat,
        "metric": each.reading.metric or "margin",
        "entities": list(each.reading.entities),
        "ahead": each.turns,
        "bands": each.pairs,
        "held": round(each.share, 4) if each.pairs else None,
        "certain": each.certain,
        "right": each.right,
    }


def _table(found: Sequence[Coverage]) -> list[str]:
    """Return the table of bands, and the table of probabilities of all seats and of each seat, as lines."""
    from wargame.analysis.quality.odds_check import AHEAD, FEWEST, LEAST, share_of, stated

    lines = [f"{'seat':<12} {'number':<28} {'ahead':>5} {'bands':>6} {'held':>5} {'certain':>8} {'right':>6}"]
    for each in found:
        name = each.reading.metric or "margin"
        name += f"[{', '.join(each.reading.entities)}]" if each.reading.entities else ""
        held = f"{each.share:.0%}" if each.pairs else "-"
        mark = "  MISSED" if each.pairs >= FEWEST and each.share < LEAST else ""
        counts = f"{each.turns:>5} {each.pairs:>6} {held:>5} {each.certain:>8} {each.right:>6}"
        lines.append(f"{each.seat:<12} {name:<28} {counts}{mark}")
    lines += [
        f"{each} turn{'s' if each > 1 else ''} ahead: {share_of(found, each):.0%} of the bands hold the truth."
        for each in AHEAD
    ]
    lines += ["", f"{'seat':<12} {'chance to rise':<16} {'number':>7} {'stated':>7} {'happened':>9}"]
    for seat, mine in {"all": found, **_by_seat(found)}.items():
        for row in stated(mine):
            span = f"{row.low:.0%} to {row.high:.0%}"
            lines.append(f"{seat:<12} {span:<16} {row.count:>7,} {row.stated:>7.1%} {row.happened:>9.1%}")
    return lines


def _show(what: str) -> Any:
    """Return a function that writes progress on stderr."""

    def show(done: int, of: int) -> None:
        if sys.stderr.isatty():
            tell_again(f"{done:,} of {of:,} {what}", done >= of)

    return show
