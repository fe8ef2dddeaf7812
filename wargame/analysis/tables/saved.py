"""The tables of a saved game, with the truth: metrics, orders, ledger, draws, events, deals, views and parameters.

Must not know: in which format a table is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wargame.analysis.tables import columns
from wargame.analysis.tables.named import metric_names, parameter_names
from wargame.analysis.tables.order_rows import deal_row, is_deal, order_row
from wargame.analysis.tables.runs import run_table
from wargame.analysis.tables.table import GAME, RUN, TableRow, TidyTable, column, dictionary, entities_of, table
from wargame.analysis.tables.view_rows import view_rows
from wargame.game.match import Match
from wargame.game.wording.notes import note_line
from wargame.game.wording.rulings import ruling_line
from wargame.model.match.events import TurnAdjudicated
from wargame.model.rules.action import EVERYONE
from wargame.store.look_back import LookBack


def tables_of_save(seen: LookBack, provenance: Mapping[str, Any]) -> tuple[TidyTable, ...]:
    """Return the tables of a saved game. The last table explains the columns of all tables."""
    match, scenario = seen.match, seen.match.scenario
    keys: TableRow = {"run": str(provenance["run"]), "game": 0}
    turns = [event for event in seen.events if isinstance(event, TurnAdjudicated)]
    orders = [order_row(keys, each, _reason(each, match)) for each in _settled(turns)]
    deals = [deal_row(keys, each) for each in _settled(turns) if is_deal(each[1].order)]
    views = [row for seat in match.seats for row in view_rows(keys, match, seat)]
    tables = (
        run_table(provenance),
        _games(keys, match),
        table("metrics", "metric", columns.METRICS, _metrics(keys, match)),
        table("parameters", "parameter", columns.PARAMETERS, _parameters(keys, seen)),
        table("orders", "order", columns.ORDERS, orders),
        table("ledger", "ledger", columns.LEDGER, _ledger(keys, turns, match)),
        table("draws", "draw", columns.DRAWS, _draws(keys, turns)),
        table("events", "event", columns.EVENTS, _events(keys, turns, match)),
        table("deals", "deal", columns.DEALS, deals),
        table("views", "view", columns.VIEWS, views),
    )
    return (*tables, dictionary(tables, [*metric_names(scenario), *parameter_names(scenario)]))


def _games(keys: TableRow, match: Match) -> TidyTable:
    """Return the table with one row for the game. An unfinished game has no scores and no margins."""
    shape = [
        RUN,
        GAME,
        column("ending", "text", "Ending", "How the game ended. The cell is empty while the game goes on."),
        column("turns", "whole", "Turns", "The number of resolved turns."),
        column("digest", "text", "Digest", "The SHA-256 of the last state."),
    ]
    row: TableRow = {**keys, "ending": match.ending or None, "turns": match.played, "digest": match.digest}
    results = {seat.seat: seat for seat in match.result().seats} if match.ending else {}
    for seat in match.seats:
        name = match.scenario.label(seat)
        shape += [
            column(f"score_{seat}", "number", f"Score of {name}", "The score at the end.", "points of 100"),
            column(f"margin_{seat}", "number", f"Margin of {name}", "The margin over par.", "standard deviations"),
        ]
        found = results.get(seat)
        row[f"score_{seat}"] = found.score if found else None
        row[f"margin_{seat}"] = found.margin if found else None
    return table("games", "game", shape, [row])


def _metrics(keys: TableRow, match: Match) -> Iterator[TableRow]:
    shown = [name for name, metric in match.scenario.rules.metrics.items() if not metric.inner]
    for turn in range(match.played + 1):
        truth = match.view_at(None, turn + 1).metrics
        for name in shown:
            for cell, value in truth[name].items():
                yield {**keys, "turn": turn, "metric": name, **entities_of(cell), "value": value}


def _parameters(keys: TableRow, seen: LookBack) -> Iterator[TableRow]:
    drawn = seen.match.drawn_parameters()
    for name, parameter in seen.match.scenario.rules.parameters.items():
        fixed = seen.header.settings.get(name)
        value = fixed if fixed is not None else drawn.get(name, parameter.value)
        source = "set" if fixed is not None else "drawn" if name in drawn else "fixed"
        yield {**keys, "name": name, **_value_or_word(value), "source": source}


def _value_or_word(value: float | str) -> TableRow:
    return {
        "value": None if isinstance(value, str) else float(value),
        "word": value if isinstance(value, str) else None,
    }


def _settled(turns: list[TurnAdjudicated]) -> Iterator[tuple[int, Any]]:
    return ((event.turn, settled) for event in turns for settled in event.outcome.settled)


def _reason(each: tuple[int, Any], match: Match) -> str:
    """Return the reason of an order. A bot states a reason for each order. A person writes one reason for all orders of
    a turn.
    """
    turn, settled = each
    return match.reason_of(turn, settled.seat, settled.line)


def _ledger(keys: TableRow, turns: list[TurnAdjudicated], match: Match) -> Iterator[TableRow]:
    metrics = match.scenario.rules.metrics
    for event in turns:
        for entry in event.outcome.entries:
            if not metrics[entry.metric].inner:
                yield {
                    **keys,
                    "turn": event.turn,
                    "phase": entry.phase,
                    "step": entry.step or None,
                    "metric": entry.metric,
                    **entities_of(entry.entities),
                    "cause": entry.cause,
                    "amount": entry.amount,
                }


def _draws(keys: TableRow, turns: list[TurnAdjudicated]) -> Iterator[TableRow]:
    for event in turns:
        for draw in event.outcome.draws:
            yield {**keys, "turn": event.turn, "key": draw.key, "value": draw.value}


def _events(keys: TableRow, turns: list[TurnAdjudicated], match: Match) -> Iterator[TableRow]:
    """Return injects, changes of players, notes, rulings, reports and the ending."""
    injects = match.scenario.rules.injects
    for letter in match.inbox(None):
        inject = injects[letter.inject]
        readers = dict.fromkeys((*inject.to, *inject.seen_by))
        yield _event(keys, letter.turn, "inject", inject.id, letter.title, " ".join(readers))
    for change in match.seat_changes:
        yield _event(keys, change.turn, "seat", change.seat, change.player, change.seat)
    for note in match.notes:
        yield _event(keys, note.about, "note", note.author, note_line(match.scenario, note), "")
    for event in turns:
        for ruling in match.rulings(event.turn):
            name = ruling.target.die or " ".join((ruling.target.metric, *ruling.target.entities))
            text = ruling_line(match.scenario, ruling)
            yield _event(keys, event.turn, "ruling", name, text, " ".join(ruling.seen_by))
        for line in event.outcome.reports:
            yield _event(keys, event.turn, "report", line.step, line.text, " ".join(line.seen_by))
        if event.outcome.ending:
            yield _event(keys, event.turn, "ending", event.outcome.ending, match.result().label, EVERYONE)


def _event(keys: TableRow, turn: int, event: str, name: str, text: str, seen_by: str) -> TableRow:
    return {**keys, "turn": turn, "event": event, "name": name or None, "text": text, "seen_by": seen_by}
