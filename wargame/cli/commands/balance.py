"""`wargame balance`: lets the bots of a scenario play each other, and prints which balance targets are met.

Must not know: how games are played or measured.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import click

from wargame.adjudicator import Adjudicator
from wargame.analysis.balance.balance import GAMES, BalanceReport, as_json, balance
from wargame.analysis.balance.par import GAMES as PAR_GAMES
from wargame.analysis.balance.par import par_line, pars
from wargame.analysis.balance.par_file import with_pars
from wargame.analysis.balance.self_play import SelfPlay
from wargame.analysis.calibration.outcomes import Outcomes
from wargame.cli.main import DONE, NO
from wargame.cli.options import completing
from wargame.cli.options.seeds import SEED
from wargame.cli.process.printing import tell, tell_again
from wargame.cli.provenance import print_json, print_line, tell_hidden
from wargame.content import Problems, load, lookup
from wargame.content.sections.balance import read_balance
from wargame.errors import UsageError
from wargame.game.wording.number import SPOKEN
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import RANDOM, Par
from wargame.rulebook import compile_scenario
from wargame.store.provenance import content_of, results_digest, run_provenance, texts_hash


@click.command()
@click.argument("scenario", shell_complete=completing.scenarios)
@click.option(
    "--games",
    type=click.IntRange(1, 1_000_000),
    help=f"Number of games; by default {GAMES:,}, or {PAR_GAMES:,} for par.",
)
@click.option("--seed", type=SEED, default=1, show_default=True, help="Seed of all dice.")
@click.option(
    "--par", "only_par", is_flag=True, help="Only measure par at every length and print it in the form of the scenario."
)
@click.option("--write", is_flag=True, help="With --par: write par into the scenario's file.")
@click.option("--json", "wants_json", is_flag=True, help="Print one JSON object.")
def command(scenario: str, games: int | None, seed: int, only_par: bool, write: bool, wants_json: bool) -> int:
    """Let the bots of SCENARIO play each other, and print how fair the scenario is.

    The output has par, how often each seat wins, how often bots give each action, and each target with its result.

    The exit code is 0 if each target is met, else 1.
    """
    if write and not only_par:
        raise UsageError("--write works only with --par")
    found, loaded, adjudicator = _ready(scenario)
    tell_hidden([scenario])
    if only_par:
        measured, stop = _par(found, loaded, SelfPlay(adjudicator, seed), games or PAR_GAMES, write)
        rows = {str(t): {s: {"mean": p.mean, "sd": p.sd} for s, p in par.items()} for t, par in measured.items()}
        provenance = _provenance(scenario, loaded, seed, games or PAR_GAMES, [*measured], rows)
        if wants_json:
            print_json({"scenario": loaded.name, "games": games or PAR_GAMES, "par": rows}, provenance)
        else:
            tell("\n".join(f"turns: {turns}\n{par_line(par)}" for turns, par in measured.items()))
            print_line(provenance)
        if stop is not None:
            tell(f"{len(measured)} of {len(loaded.lengths)} lengths are measured; no file is changed.", err=True)
            raise stop
        return DONE
    problems = Problems()
    targets = read_balance(loaded, found.shelf, loaded.balance, problems) if loaded.balance else {}
    outcomes = Outcomes.read(adjudicator, targets, problems)
    problems.raise_if_errors()
    report = _report(adjudicator, outcomes, games or GAMES, seed)
    told = as_json(report, loaded.name, seed)
    provenance = _provenance(scenario, loaded, seed, report.games, [report.turns], told)
    if wants_json:
        print_json(told, provenance)
    else:
        tell(_words(report))
        print_line(provenance)
    return DONE if report.met else NO


def _provenance(
    given: str, scenario: Scenario, seed: int, games: int, turns: list[int], results: object
) -> dict[str, Any]:
    found = lookup.find_scenario(given)
    measured_by = scenario.balance if found is not None and found.shelf.holds(scenario.balance) else ""
    targets = {measured_by: found.shelf.text(measured_by, Problems()) or ""} if found and measured_by else {}
    return run_provenance(
        attrs.evolve(content_of(given, scenario), targets=texts_hash(targets)),
        scenario.name,
        settings={},
        bots="every bot against every other",
        seed=seed,
        games=games,
        turns=turns,
        digest=results_digest(results),
    )


def _ready(name: str) -> tuple[lookup.Found, Scenario, Adjudicator]:
    problems = Problems()
    found, scenario = lookup.find_scenario(name), load(name, problems)
    rulebook = compile_scenario(scenario, problems) if scenario is not None and not problems.errors else None
    problems.raise_if_errors()
    if found is None or scenario is None or rulebook is None:
        raise UsageError(f"{name} cannot be read")
    return found, scenario, Adjudicator(rulebook)


def _report(adjudicator: Adjudicator, outcomes: Outcomes, games: int, seed: int) -> BalanceReport:
    """Return the report on the balance of a scenario."""
    show, last = _told("games"), (0, 0)

    def progress(done: int, of: int) -> None:
        nonlocal last
        last = (done, of)
        show(done, of)

    try:
        return balance(adjudicator, outcomes, games, seed, progress)
    except KeyboardInterrupt:
        if last[0]:
            tell(
                f"{last[0]:,} of {last[1]:,} games were played; there are no results before all bots have met.",
                err=True,
            )
        raise


def _par(
    found: lookup.Found, scenario: Scenario, play: SelfPlay, games: int, write: bool
) -> tuple[dict[int, dict[str, Par]], KeyboardInterrupt | None]:
    """Measure the par of each seat for every length of the game.

    `write`: whether to write the par into the scenario's file.

    The keys of the result are lengths in turns, and then seats. An interrupted run writes nothing. The result then has
    only the lengths that are already measured, and the interruption. The interruption is raised again if no length is
    measured.
    """
    measured: dict[int, dict[str, Par]] = {}
    try:
        for row in scenario.lengths:
            measured[row.turns] = pars(play, row.turns, games, _told(f"{row.turns} turns"))
    except KeyboardInterrupt as stop:
        if not measured:
            raise
        return measured, stop
    stated = {row.turns: row.par for row in scenario.lengths}  # keep the old par of each seat that was not measured
    lines = {turns: par_line({**stated[turns], **par}) for turns, par in measured.items()}
    if write:
        file = _file_of_lengths(found)
        file.write_text(with_pars(file.read_text(encoding="utf-8"), lines), encoding="utf-8")
    return measured, None


def _file_of_lengths(found: lookup.Found) -> Path:
    """Return the scenario's file that contains the section `lengths`."""
    files = [Path(found.folder) / name for name in (found.entry, *found.shelf.files())] if found.folder else []
    texts = ((file, file.read_text(encoding="utf-8")) for file in files)
    file = next((file for file, text in texts if text.startswith("lengths:") or "\nlengths:" in text), None)
    if file is None:
        raise UsageError("no file of this scenario says `lengths`")
    return file


def _told(what: str) -> Callable[[int, int], None]:
    """Return a function that writes the number of finished games on stderr.

    `what`: the text before the number.

    A terminal shows one line, which changes with each call. Other streams get only the last line.
    """

    def show(done: int, of: int) -> None:
        if sys.stderr.isatty():
            tell_again(f"{what}: {done:,} of {of:,}", done >= of)
        elif done >= of:
            tell(f"{what}: {of:,}", err=True)

    return show


def _words(report: BalanceReport) -> str:
    standing = report.standing
    lines = [
        f"{report.games:,} games of {report.turns} turns and fewer",
        "",
        "Bots: share of games won, margin over par",
    ]
    for seat in standing.played.seats:
        cells = [
            f"{bot} {standing.win_share(seat, bot):.0%} {SPOKEN.signed(standing.margin(seat, bot), 2)}"
            for bot in standing.ranked(seat)
        ]
        lines.append(f"  {seat:<9} {' · '.join([*cells, f'{RANDOM} {standing.win_share(seat, RANDOM):.0%}'])}")
    lines += ["", "Orders: share of the turns in which they could be given, by bot"]
    for seat, actions in report.usage.items():
        bots = standing.bots[seat]
        lines.append(f"  {seat:<20} {' '.join(f'{bot[:11]:>11}' for bot in bots)}")
        for action, by_bot in actions.items():
            lines.append(f"    {action:<18} {' '.join(f'{by_bot[bot][0]:>11.1%}' for bot in bots)}")
    lines += ["", "Targets"]
    for check in report.checks:
        value = "nothing" if check.value is None else f"{check.value:.3f}"
        word = "met" if check.met else "MISSED"
        detail = f" ({check.detail})" if check.detail else ""
        lines.append(f"  {word:<7} {value:>8}  [{check.low:g}, {check.high:g}]  {check.what}{detail}")
    met = sum(check.met for check in report.checks)
    lines.append(f"{met} of {len(report.checks)} targets are met.")
    return "\n".join(lines)
