"""`wargame simulate`: thousands of games, summed up; progress on stderr, the result on stdout.

Must not know: how games are played, swept or compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from wargame.analysis.sensitivity import Sensitivity, sensitivities
from wargame.analysis.sweep import Swept, combinations, read_sweep, sweep
from wargame.batch import Plan
from wargame.batch.plan import CHUNK
from wargame.batch.rows import Cells, drawn_report, game_rows
from wargame.cli.bar import Bar
from wargame.cli.batch_words import batch_words, sensitivity_words, sweep_words
from wargame.cli.game_rows import holds_rows, write_rows
from wargame.cli.printing import tell
from wargame.content import Problems, load
from wargame.content.doubts import doubts
from wargame.errors import UsageError
from wargame.game.orders.orders_file import read_orders_file, turns_beyond
from wargame.model.metric import Metric
from wargame.model.parameter import Parameter
from wargame.rulebook.language.settings import read_settings


def _pairs(texts: tuple[str, ...], what: str) -> dict[str, str]:
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name or not value:
            raise UsageError(f"`{text}` is not {what}")
        found[name.strip()] = value.strip()
    return found


@click.command()
@click.argument("scenario")
@click.option("--games", type=click.IntRange(1, 100_000_000), default=1000, show_default=True, help="How many games.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the batch.")
@click.option("--first", type=click.IntRange(0), default=0, show_default=True, help="Number of the first game.")
@click.option(
    "--bot",
    "bots",
    multiple=True,
    metavar="SEAT=BOT",
    help="A seat's bot: random, planner, or a doctrine of the scenario (by default `doctrine`).",
)
@click.option("--turns", type=click.IntRange(1, 1000), help="Turns of a game; by default the scenario's first length.")
@click.option("--orders", type=click.Path(exists=True, dir_okay=False), help="Orders that replace those of bots.")
@click.option("--set", "settings", multiple=True, metavar="PARAMETER=VALUE", help="Fix a parameter in every game.")
@click.option(
    "--record",
    multiple=True,
    metavar="METRIC[ENTITY]",
    help="Report a metric by turn, or the drawn values of a hidden parameter.",
)
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processors to use.")
@click.option("--chunk", type=click.IntRange(1, 65_536), default=CHUNK, show_default=True, help="Games side by side.")
@click.option(
    "--compile",
    "compiling",
    type=click.Choice(["auto", "yes", "no"]),
    default="auto",
    show_default=True,
    help="Compile the rules with the C compiler of the machine: same games, faster. By default only large batches.",
)
@click.option("--digests", "with_digests", is_flag=True, help="List every game's digest.")
@click.option("--parameters", is_flag=True, help="Report the drawn values of every hidden parameter.")
@click.option(
    "--sweep",
    "sweeps",
    multiple=True,
    metavar="PARAMETER=VALUES",
    help="Play the same games once for each value: 6,10,16, or 6..16 by 2; without =VALUES over its prior.",
)
@click.option(
    "--sensitivity", is_flag=True, help="Print the ten strongest correlations of hidden parameters with outcomes."
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False),
    help="Also write the JSON to FILE; write a row for each game to .csv or .jsonl.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    scenario: str,
    games: int,
    seed: int,
    first: int,
    bots: tuple[str, ...],
    turns: int | None,
    orders: str | None,
    settings: tuple[str, ...],
    record: tuple[str, ...],
    workers: int,
    chunk: int,
    compiling: str,
    with_digests: bool,
    parameters: bool,
    sweeps: tuple[str, ...],
    sensitivity: bool,
    out: str | None,
    as_json: bool,
) -> None:
    """Play SCENARIO many times with bots, and sum up endings, margins and metrics."""
    problems = Problems()
    loaded = load(scenario, problems)
    problems.raise_if_errors()
    if loaded is None:
        raise UsageError(f"{scenario} cannot be read")
    known = loaded.rules.parameters
    fixed = read_orders_file(Path(orders).read_text(encoding="utf-8"), orders, loaded) if orders else {}
    rows_wanted = out is not None and holds_rows(out)
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
        parameters=bool(asked) or sensitivity or rows_wanted,
    )
    runs = combinations([read_sweep(known, text) for text in sweeps])
    told = dict.fromkeys(words for run in (plan.settings, *runs) for words in doubts(known, run))
    late = turns_beyond(fixed, turns or loaded.lengths[0].turns)
    if late:
        told[f"{orders} has orders for turn {', '.join(map(str, late))}, which no game reaches"] = None
    for words in told:
        tell(f"Warning: {words}", err=True)
    with Bar(games * len(runs)) as bar:
        done = list(sweep(plan, loaded, runs, workers, chunk, compiling, bar.show))
    strongest = [sensitivities(swept.batch, known) for swept in done] if sensitivity else [None] * len(done)
    reports = [_report(swept, asked, known, with_digests, found) for swept, found in zip(done, strongest, strict=True)]
    whole = {"scenario": loaded.name, "sweep": reports} if sweeps else reports[0]
    text = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)
    if out is not None and rows_wanted:
        write_rows(out, _rows(done, known))
    elif out is not None:
        Path(out).write_text(text + "\n", encoding="utf-8")
    tell(text if as_json else _words(whole, done, strongest, loaded.rules.metrics))
    played = sum(swept.batch.games for swept in done)
    if played < games * len(runs):
        tell(f"Interrupted: {played} of {games * len(runs)} games are finished and summed up above.", err=True)


def _report(
    swept: Swept,
    asked: list[str],
    known: Mapping[str, Parameter],
    with_digests: bool,
    found: list[Sensitivity] | None,
) -> dict[str, Any]:
    """What JSON tells of a run."""
    report = swept.batch.report(with_digests)
    if swept.values:
        report = {"set": dict(swept.values), **report}
    if asked:
        report["parameters"] = drawn_report(swept.batch, {name: known[name] for name in asked})
    if found is not None:
        report["sensitivities"] = [attrs.asdict(one) for one in found]
    return report


def _rows(done: list[Swept], known: Mapping[str, Parameter]) -> Iterator[Cells]:
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
