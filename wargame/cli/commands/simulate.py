"""`wargame simulate`: prints a summary of thousands of games. Progress goes to stderr, and the result to stdout.

Must not know: how games are played, swept or compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from wargame.analysis.sweeps.sensitivity import Sensitivity, sensitivities
from wargame.analysis.sweeps.sweep import Swept, combinations, read_sweep, sweep
from wargame.batch import Plan
from wargame.batch.plan import CHUNK
from wargame.batch.rows import GameRow, drawn_report, game_rows
from wargame.cli.files.game_rows import ENDINGS
from wargame.cli.files.out_file import may_write
from wargame.cli.files.results import JSON, files_of, write_results
from wargame.cli.main import PROGRAM
from wargame.cli.measuring.bar import Bar
from wargame.cli.options import completing
from wargame.cli.options.computing import compile_option, workers_option
from wargame.cli.options.seeds import FIRST, MOST_GAMES, SEED
from wargame.cli.process.printing import tell
from wargame.cli.provenance import print_json, print_line, tell_hidden
from wargame.cli.wording.batch import batch_words, sensitivity_words, sweep_words
from wargame.content import Problems, load
from wargame.errors import UsageError
from wargame.game.orders.orders_file import contradicting_orders, orders_too_late, read_orders_file
from wargame.game.wording.par import par_note
from wargame.model.rules.metric import Metric
from wargame.model.rules.parameter import Parameter
from wargame.model.scenario.scenario import Scenario
from wargame.rulebook.language.settings import beyond_priors as beyond_priors_of
from wargame.rulebook.language.settings import read_settings
from wargame.store.header import content_hash
from wargame.store.orders import orders_text
from wargame.store.provenance import content_of, results_digest, run_provenance


def _pairs(texts: tuple[str, ...], what: str) -> dict[str, str]:
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name or not value:
            raise UsageError(f"`{text}` is not {what}")
        found[name.strip()] = value.strip()
    return found


@click.command()
@click.argument("scenario", shell_complete=completing.scenarios)
@click.option("--games", type=click.IntRange(1, MOST_GAMES), default=1000, show_default=True, help="Number of games.")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Seed of the batch.")
@click.option("--first", type=FIRST, default=0, show_default=True, help="Number of the first game.")
@click.option(
    "--bot",
    "bots",
    multiple=True,
    metavar="SEAT=BOT",
    help="A seat's bot: random, planner, or a doctrine of the scenario (by default `doctrine`).",
)
@click.option("--turns", type=click.IntRange(1, 1000), help="Turns of a game; by default the scenario's first length.")
@click.option(
    "--orders",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of orders that replace those of bots.",
)
@click.option("--set", "settings", multiple=True, metavar="PARAMETER=VALUE", help="Fix a parameter in every game.")
@click.option(
    "--record",
    multiple=True,
    metavar="METRIC[ENTITY]",
    help="Report a metric by turn, or the drawn values of a hidden parameter.",
)
@workers_option
@click.option(
    "--chunk",
    type=click.IntRange(1, 65_536),
    default=CHUNK,
    show_default=True,
    help="Number of games in memory at once.",
)
@compile_option
@click.option("--digests", "with_digests", is_flag=True, help="List every game's digest.")
@click.option("--parameters", is_flag=True, help="Report the drawn values of every hidden parameter.")
@click.option(
    "--sweep",
    "sweeps",
    multiple=True,
    metavar="PARAMETER=VALUES",
    help="Play the same games once for each value: 6,10,16, or 6..16 by 2. Without =VALUES: percentiles of the prior.",
)
@click.option("--beyond-priors", is_flag=True, help="With --set and --sweep: allow values that no game could draw.")
@click.option(
    "--sensitivity", is_flag=True, help="Print the ten strongest correlations of hidden parameters with outcomes."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write the results: the JSON report to FILE.json, or a row for each game to FILE.csv or FILE.jsonl.",
)
@click.option("--force", is_flag=True, help="With --out: replace an existing file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    scenario: str,
    games: int,
    seed: int,
    first: int,
    bots: tuple[str, ...],
    turns: int | None,
    orders: Path | None,
    settings: tuple[str, ...],
    record: tuple[str, ...],
    workers: int,
    chunk: int,
    compiling: str,
    with_digests: bool,
    parameters: bool,
    sweeps: tuple[str, ...],
    beyond_priors: bool,
    sensitivity: bool,
    out: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Play SCENARIO many times with bots, and sum up endings, margins and metrics."""
    if out is not None:
        for file in files_of(out):
            may_write(file, (*ENDINGS, JSON), force)
    elif force:
        raise UsageError("--force works only with --out")
    problems = Problems()
    loaded = load(scenario, problems)
    problems.raise_if_errors()
    if loaded is None:
        raise UsageError(f"{scenario} cannot be read")
    tell_hidden([scenario])
    known = loaded.rules.parameters
    text = orders_text(orders) if orders else ""
    fixed = read_orders_file(text, str(orders), loaded) if orders else {}
    asked = [name for name, one in known.items() if one.hidden and (parameters or name in record)]
    plan = Plan(
        sources=loaded.sources,
        scenario=loaded.name,
        games=games,
        seed=seed,
        first=first,
        length=turns or 0,
        bots=_pairs(bots, "SEAT=BOT"),
        orders=fixed,
        settings=read_settings(known, _pairs(settings, "PARAMETER=VALUE")),
        record=tuple(name for name in record if name not in asked),
        parameters=bool(asked) or sensitivity or (out is not None and out.suffix in ENDINGS),
    )
    design = [read_sweep(known, text) for text in sweeps]
    runs = combinations(design)
    _within_priors(known, [plan.settings, *runs], beyond_priors)
    for late in orders_too_late(text, str(orders), plan.length or loaded.lengths[0].turns):
        tell(late, err=True)
    for warning in contradicting_orders(fixed, str(orders), loaded):
        tell(warning, err=True)
    notes: list[str] = []
    with Bar(games * len(runs)) as bar:
        done, stop = _played(sweep(plan, loaded, runs, workers, chunk, compiling, bar.show, notes.append, with_digests))
    for text in dict.fromkeys(notes):
        tell(f"{PROGRAM}: note: {text}", err=True)
    played = sum(swept.batch.games for swept in done)
    if stop is not None and not played:
        raise stop
    strongest = [sensitivities(swept.batch, known) for swept in done] if sensitivity else [None] * len(done)
    reports = [_report(swept, asked, loaded, with_digests, found) for swept, found in zip(done, strongest, strict=True)]
    whole = {"scenario": loaded.name, "sweep": reports} if sweeps else reports[0]
    provenance = run_provenance(
        content_of(scenario, loaded),
        loaded.name,
        settings=plan.settings,
        bots=done[0].batch.plan.bots,
        seed=seed,
        first=first,
        games=reports[0]["games"],
        turns=reports[0]["turns"],
        design=dict(design),
        orders=content_hash(text) if orders else None,
        record=record,
        digest=results_digest([report["digest"] for report in reports]) if sweeps else reports[0]["digest"],
    )
    if out is not None:
        write_results(out, force, whole, _rows(done, known), provenance)
    if as_json:
        print_json(whole, provenance)
    else:
        tell(_words(whole, done, strongest, loaded.rules.metrics))
        print_line(provenance)
    if stop is not None:
        tell(f"{played} of {games * len(runs)} games are finished and summed up above.", err=True)
        raise stop


def _within_priors(
    known: Mapping[str, Parameter], settings: Sequence[Mapping[str, float | str]], allowed: bool
) -> None:
    """Refuse parameter values that no game could draw from the priors.

    Print a note about these values instead if `allowed` is true.
    """
    beyond = dict.fromkeys(text for each in settings for text in beyond_priors_of(known, each))
    if beyond and not allowed:
        raise UsageError(f"{'; '.join(beyond)}. --beyond-priors allows that")
    for text in beyond:
        tell(f"{PROGRAM}: note: {text}", err=True)


def _played(runs: Iterator[Swept]) -> tuple[list[Swept], KeyboardInterrupt | None]:
    """Play the games. Return the finished runs, and the interruption if there was one."""
    done: list[Swept] = []
    try:
        for swept in runs:
            if swept.batch.games:
                done.append(swept)
            if swept.batch.stop is not None:
                return done, swept.batch.stop
    except KeyboardInterrupt as interruption:  # the interruption came while the next run was built
        return done, interruption
    return done, None


def _report(
    swept: Swept,
    asked: list[str],
    scenario: Scenario,
    with_digests: bool,
    found: list[Sensitivity] | None,
) -> dict[str, Any]:
    """Return the report of one batch as an object for JSON."""
    report, known = swept.batch.report(with_digests), scenario.rules.parameters
    if note := par_note(scenario, report["turns"]):
        report["par_note"] = note
    if swept.values:
        report = {"set": dict(swept.values), **report}
    if asked:
        report["parameters"] = drawn_report(swept.batch, {name: known[name] for name in asked})
    if found is not None:
        report["sensitivities"] = [attrs.asdict(one) for one in found]
    return report


def _rows(done: list[Swept], known: Mapping[str, Parameter]) -> Iterator[GameRow]:
    for swept in done:
        for row in game_rows(swept.batch, known):
            yield {**swept.values, **row}


def _words(
    whole: dict[str, Any],
    done: list[Swept],
    strongest: Sequence[list[Sensitivity] | None],
    metrics: Mapping[str, Metric],
) -> str:
    parts = [sweep_words(whole, metrics) if "sweep" in whole else batch_words(whole, metrics)]
    for swept, found in zip(done, strongest, strict=True):
        if found is None:
            continue
        name = ", ".join(f"{name} = {value}" for name, value in swept.values.items())
        told = sensitivity_words(found, swept.batch.games)
        parts.append(f"{name}\n{told}" if name else told)
    return "\n".join(parts)
