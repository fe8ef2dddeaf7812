"""`wargame simulate`: thousands of games, summed up; progress on stderr, the result on stdout.

Must not know: how games are played.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wargame.batch import Plan, run_games
from wargame.batch.plan import CHUNK
from wargame.batch.run import adjudicator_of, settled
from wargame.content import Problems, load
from wargame.errors import UsageError
from wargame.game.orders_file import read_orders_file
from wargame.rulebook.settings import read_settings

if TYPE_CHECKING:
    from rich.progress import Progress


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
    help="A seat's bot: random, or a doctrine of the scenario (`doctrine` by default).",
)
@click.option("--turns", type=click.IntRange(1, 1000), help="Turns of a game; by default the scenario's first length.")
@click.option("--orders", type=click.Path(exists=True, dir_okay=False), help="Orders that replace those of bots.")
@click.option("--set", "settings", multiple=True, metavar="PARAMETER=VALUE", help="Fix a parameter in every game.")
@click.option("--record", multiple=True, metavar="METRIC[ENTITY]", help="Report a metric by turn.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes.")
@click.option("--chunk", type=click.IntRange(1, 65_536), default=CHUNK, show_default=True, help="Games side by side.")
@click.option(
    "--compile",
    "compiling",
    type=click.Choice(["auto", "yes", "no"]),
    default="auto",
    show_default=True,
    help="Compile the rules with the C compiler of the machine: same games, faster. By default where it pays.",
)
@click.option("--digests", "with_digests", is_flag=True, help="List every game's digest.")
@click.option("--out", type=click.Path(dir_okay=False), help="Write the JSON to a file as well.")
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
    out: str | None,
    as_json: bool,
) -> None:
    """Play SCENARIO many times with bots, and sum up endings, margins and metrics."""
    problems = Problems()
    loaded = load(scenario, problems)
    problems.raise_if_errors()
    if loaded is None:
        raise UsageError(f"{scenario} cannot be read")
    fixed = read_orders_file(Path(orders).read_text(encoding="utf-8"), orders, loaded) if orders else {}
    plan = Plan(
        sources=loaded.sources,
        scenario=loaded.name,
        games=games,
        seed=seed,
        first=first,
        length=turns or 0,
        bots=_pairs(bots, "SEAT=BOT"),
        orders=fixed,
        settings=read_settings(loaded.rules.parameters, _pairs(settings, "PARAMETER=VALUE")),
        record=record,
    )
    adjudicator = adjudicator_of(plan, loaded)
    with _Bar(settled(adjudicator, plan).games) as bar:
        report = run_games(plan, adjudicator, workers, chunk, bar.show, with_digests, compiling)
    text = json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False)
    if out:
        Path(out).write_text(text + "\n", encoding="utf-8")
    click.echo(text if as_json else _words(report))
    if report.get("interrupted"):
        click.echo(f"Interrupted: {report['games']} of {games} games are finished and summed up above.", err=True)


class _Bar:
    """Progress on stderr; silent, and without loading what draws it, where stderr is no terminal."""

    def __init__(self, games: int) -> None:
        self.progress: Progress | None = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("Playing"), BarColumn(), MofNCompleteColumn(), TextColumn("games"))
            console = Console(stderr=True)
            self.progress = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
            self.task = self.progress.add_task("games", total=games)

    def __enter__(self) -> _Bar:
        if self.progress is not None:
            self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.progress is not None:
            self.progress.stop()

    def show(self, done: int, of: int) -> None:
        """Move the bar."""
        if self.progress is not None:
            self.progress.update(self.task, completed=done, total=of)


def _words(report: dict[str, Any]) -> str:
    lines = [
        f"{report['scenario']}: {report['games']} games of {report['turns']} turns, seed {report['seed']}, "
        f"{report['game_turns_per_second']:,.0f} game-turns a second",
        "Endings",
        *(f"  {name:<24} {share:7.1%}" for name, share in report["endings"].items()),
        "Seats                        score           margin over par    closest to goal",
    ]
    for seat, row in report["factions"].items():
        score, margin = row["score"], row["margin"]
        bot = report["bots"].get(seat, "NPC")
        lines.append(
            f"  {seat + ' (' + bot + ')':<24} {score['mean']:6.1f} ± {score['sd']:4.1f}"
            f"   {margin['mean']:+6.2f} ± {margin['sd']:4.2f}   {row['win_share']:10.1%}"
        )
    for name, rows in report["metrics"].items():
        lines.append(f"{name} by turn: mean (5 % to 95 %)")
        for row in rows:
            q = row["quantiles"]
            lines.append(f"  T{row['turn']:<3} {row['mean']:12.4g}  ({q['0.05']:.4g} to {q['0.95']:.4g})")
    lines.append(f"digest {report['digest']}")
    return "\n".join(lines)
