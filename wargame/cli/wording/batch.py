"""The texts that `wargame simulate` prints for people about batches, sweeps and sensitivities.

Must not know: how the results were computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wargame.analysis.sweeps.sensitivity import Sensitivity, chance_correlation
from wargame.game.wording.number import SPOKEN, WRITTEN
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.rules.number_style import digits_of

STRONGEST = 10


def batch_words(report: dict[str, Any], metrics: Mapping[str, Metric]) -> str:
    """Return the report of a batch as text. Metrics have the same units as on the screens of the game."""
    lines = [
        f"{report['scenario']}: {report['games']} games of {report['turns']} turns, seed {report['seed']}, "
        f"{report['game_turns_per_second']:,.0f} game-turns a second",
        *([report["par_note"]] if "par_note" in report else []),
        "Endings",
        *(f"  {name:<24} {share:7.1%}" for name, share in report["endings"].items()),
        "Seats                        score           margin over par    closest to goal",
    ]
    for seat, row in report["factions"].items():
        score, margin = row["score"], row["margin"]
        bot = report["bots"].get(seat, "NPC")
        lines.append(
            f"  {seat + ' (' + bot + ')':<24} {score['mean']:6.1f} ± {score['sd']:4.1f}"
            f"   {SPOKEN.signed(margin['mean'], 2):>6} ± {margin['sd']:4.2f}   {row['win_share']:10.1%}"
        )
    for name, rows in report["metrics"].items():
        lines.append(f"{name} by turn: mean (5 % to 95 %)")
        for row in rows:
            q = row["quantiles"]
            mean, low, high = (_figure(metrics, name, value) for value in (row["mean"], q["0.05"], q["0.95"]))
            lines.append(f"  T{row['turn']:<3} {mean:>12}  ({low} to {high})")
    for name, row in report.get("parameters", {}).items():
        lines.append(f"{name}: {_drawn_words(row)}")
    lines.append(f"digest {report['digest']}")
    return "\n".join(lines)


def _figure(metrics: Mapping[str, Metric], name: str, value: float) -> str:
    """Return a mean or a quantile of a metric as text. The text has one decimal more than screens show."""
    metric = metrics[name.split("[")[0]]
    if metric.type in (MetricType.ENUM, MetricType.FLAG):
        return WRITTEN.free(value)  # a share of games, or the mean of an enum's numbers
    return WRITTEN.in_unit(metric, value, digits=digits_of(metric) + 1)


def _drawn_words(row: dict[str, Any]) -> str:
    if "shares" in row:
        return ", ".join(f"{word} {share:.1%}" for word, share in row["shares"].items())
    q = row["quantiles"]
    return f"drawn around {WRITTEN.free(row['mean'])} ({WRITTEN.free(q['0.05'])} to {WRITTEN.free(q['0.95'])})"


def sweep_words(report: dict[str, Any], known: Mapping[str, Metric]) -> str:
    """Return a table of a sweep with one row for each value of the parameter.

    A row shows the endings, the margins, and the mean of each recorded metric.
    """
    runs = report["sweep"]
    first = runs[0]
    names = [*first["set"]]
    endings = [name for name in first["endings"] if any(run["endings"][name] for run in runs)]
    head = [
        *names,
        *endings,
        *(f"{seat} margin" for seat in first["bots"]),
        *(f"mean {m}" for m in first["metrics"]),
    ]
    rows = []
    for run in runs:
        seats = [run["factions"][seat] for seat in run["bots"]]
        margins = (f"{SPOKEN.signed(row['margin']['mean'], 2)} ± {row['margin']['sd']:.2f}" for row in seats)
        metrics = (_figure(known, name, _mean(rows_of)) for name, rows_of in run["metrics"].items())
        values = (f"{value:g}" if isinstance(value, float) else value for value in run["set"].values())
        rows.append([*values, *(f"{run['endings'][name]:.1%}" for name in endings), *margins, *metrics])
    games = f"the same {first['games']} games of {first['turns']} turns for each value, seed {first['seed']}"
    notes = [first["par_note"]] if "par_note" in first else []
    return "\n".join([f"{report['scenario']}: {games}", *notes, *_table([head, *rows])])


def _mean(rows: Sequence[dict[str, Any]]) -> float:
    """Return the mean of a metric over all turns and all games. Each row holds one turn.

    A turn counts only the games that had not ended before this turn.
    """
    games: int = sum(row["games"] for row in rows)
    whole: float = sum(row["mean"] * row["games"] for row in rows)
    return whole / max(games, 1)


def sensitivity_words(found: Sequence[Sensitivity], games: int) -> str:
    """Return a text with the strongest correlations between hidden parameters and results of games.

    Each correlation has its 95 % interval. The text also says which correlations may come from chance alone.
    """
    if not found:
        return "Too few games, or nothing hidden: no sensitivities."
    rows = [
        [
            one.cause,
            one.outcome,
            SPOKEN.signed(one.correlation, 2),
            f"{SPOKEN.signed(one.low, 2)} to {SPOKEN.signed(one.high, 2)}",
        ]
        for one in found[:STRONGEST]
    ]
    noise = chance_correlation(games)
    line = f"What the outcomes depend on: rank correlations over {games} games, 95 % intervals; ±{noise:.2f} is noise"
    return "\n".join([line, *_table([["hidden parameter", "outcome", "rank", "interval"], *rows])])


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
