"""The tables of a batch. The input is the JSON object that `wargame simulate --json` prints.

Must not know: how games are played, or in which format a table is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wargame.analysis.tables.runs import run_table
from wargame.analysis.tables.table import RUN, TURN, TableRow, TidyTable, column, dictionary, table
from wargame.errors import UsageError

POINT = column("point", "whole", "Point", "The number of the combination of swept values, from 0.")
_NUMBER = ("number", "Value")
_STATISTIC = column("statistic", "text", "Statistic", "`mean`, `sd`, a quantile such as `0.95`, or `share` of a word.")
_VALUE = column("value", "number", "Value", "The value of the statistic.")


def tables_of_results(report: Mapping[str, Any]) -> tuple[TidyTable, ...]:
    """Return the tables of a batch or of a sweep. The dictionary comes last.

    Raises UsageError for an object that is no report of a batch or sweep.
    """
    provenance = report.get("provenance")
    runs = report["sweep"] if isinstance(report.get("sweep"), list) else [report]
    if not isinstance(provenance, dict) or "run" not in provenance or not all("endings" in run for run in runs):
        raise UsageError("the JSON holds no results of `wargame simulate --json`")
    keys: list[tuple[TableRow, Mapping[str, Any]]] = [
        ({"run": str(provenance["run"]), "point": number}, run) for number, run in enumerate(runs)
    ]
    tables = [
        run_table(provenance),
        _points(keys),
        table(
            "endings",
            "ending",
            (
                RUN,
                POINT,
                column("ending", "text", "Ending", "The ending."),
                column("share", *_NUMBER, "The share of games."),
            ),
            ({**key, "ending": name, "share": share} for key, run in keys for name, share in run["endings"].items()),
        ),
        table("seats", "seat", _SEATS, (row for key, run in keys for row in _seats(key, run))),
        table("metrics", "metric", _METRICS, (row for key, run in keys for row in _metrics(key, run))),
        table("parameters", "parameter", _DRAWN, (row for key, run in keys for row in _parameters(key, run))),
    ]
    digests = [
        {**key, "game": run.get("first", 0) + at, "digest": text} for key, run in keys for at, text in _digests(run)
    ]
    if digests:
        game = column("game", "whole", "Game", "The number of the game.")
        digest = column("digest", "text", "Digest", "The SHA-256 of the last state.")
        tables.append(table("games", "game", (RUN, POINT, game, digest), digests))
    return (*tables, dictionary(tables, ()))


_SEATS = (
    RUN,
    POINT,
    column("seat", "text", "Seat", "The seat."),
    column("bot", "text", "Bot", "The bot that played the seat."),
    column("win_share", *_NUMBER, "The share of games that the seat won."),
    *(
        column(f"{what}_{name}", *_NUMBER, f"The {meaning} of the {what}.")
        for what in ("margin", "score")
        for name, meaning in (("mean", "mean"), ("sd", "standard deviation"))
    ),
)
_METRICS = (
    RUN,
    POINT,
    TURN,
    column("metric", "text", "Metric", "The recorded number, as the option --record names it."),
    column("games", "whole", "Games", "The number of games that reached the turn."),
    _STATISTIC,
    _VALUE,
)
_DRAWN = (RUN, POINT, column("name", "text", "Parameter", "The hidden parameter."), _STATISTIC, _VALUE)


def _points(keys: Sequence[tuple[TableRow, Mapping[str, Any]]]) -> TidyTable:
    """Return the table with one column for each swept parameter."""
    names = list(dict.fromkeys(name for _, run in keys for name in run.get("set", {})))
    texts = {name for name in names if any(isinstance(run.get("set", {}).get(name), str) for _, run in keys)}
    shape = (
        RUN,
        POINT,
        column("games", "whole", "Games", "The number of games."),
        column("digest", "text", "Digest", "The digest of the games."),
        *(
            column(f"set_{n}", "text" if n in texts else "number", n, "The swept value of this parameter.")
            for n in names
        ),
    )
    rows = (
        {
            **key,
            "games": run.get("games"),
            "digest": run.get("digest"),
            **{f"set_{name}": run.get("set", {}).get(name) for name in names},
        }
        for key, run in keys
    )
    return table("points", "point", shape, rows)


def _seats(key: TableRow, run: Mapping[str, Any]) -> Iterator[TableRow]:
    for seat, found in run["factions"].items():
        row: TableRow = {**key, "seat": seat, "bot": run.get("bots", {}).get(seat), "win_share": found.get("win_share")}
        for what in ("margin", "score"):
            for name in ("mean", "sd"):
                row[f"{what}_{name}"] = (found.get(what) or {}).get(name)
        yield row


def _metrics(key: TableRow, run: Mapping[str, Any]) -> Iterator[TableRow]:
    for name, turns in run.get("metrics", {}).items():
        for turn in turns:
            for statistic, value in _statistics(turn):
                row: TableRow = {**key, "turn": turn["turn"], "metric": name, "games": turn.get("games")}
                yield {**row, "statistic": statistic, "value": value}


def _parameters(key: TableRow, run: Mapping[str, Any]) -> Iterator[TableRow]:
    for name, found in run.get("parameters", {}).items():
        for statistic, value in _statistics(found):
            yield {**key, "name": name, "statistic": statistic, "value": value}


def _statistics(found: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    if "mean" in found:
        yield "mean", found["mean"]
    yield from found.get("quantiles", {}).items()
    for word, share in found.get("shares", {}).items():
        yield f"share {word}", share


def _digests(run: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    digests = run.get("digests", [])
    return enumerate(digests if isinstance(digests, list) else [])
