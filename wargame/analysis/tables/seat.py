"""The tables of one seat's part of a saved game. These tables hold only what the seat read during the game.

The secrets of other seats stay secret after the end of the game. The seed and the digests are left out, because anybody
could compute the whole game from the seed.

Must not know: the true states.
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
from wargame.model.match.outcome import SettledOrder


def tables_of_seat(
    match: Match, seat: str, settings: Mapping[str, float | str], provenance: Mapping[str, Any]
) -> tuple[TidyTable, ...]:
    """Return the tables of a seat. The dictionary comes last.

    `settings`: the parameters that were fixed at the beginning of the game.
    `provenance`: where the tables come from, without the seed and other secrets.
    """
    keys: TableRow = {"run": str(provenance["run"]), "game": 0}
    settled = [(turn, each) for turn in range(1, match.played + 1) for each in match.own_orders(seat, turn)]
    orders = [order_row(keys, each, _reason(match, each)) for each in settled]
    deals = [deal_row(keys, each) for each in settled if is_deal(each[1].order)]
    ending = column("ending", "text", "Ending", "How the game ended. The cell is empty while the game goes on.")
    turns = column("turns", "whole", "Turns", "The number of resolved turns.")
    games: list[TableRow] = [{**keys, "ending": match.ending or None, "turns": match.played}]
    tables = (
        run_table(provenance),
        table("games", "game", (RUN, GAME, ending, turns), games),
        table("parameters", "parameter", columns.PARAMETERS, _parameters(keys, match, seat, settings)),
        table("orders", "order", columns.ORDERS, orders),
        table("ledger", "ledger", columns.SEAT_LEDGER, _ledger(keys, match, seat)),
        table("events", "event", columns.EVENTS, _events(keys, match, seat)),
        table("deals", "deal", columns.DEALS, deals),
        table("views", "view", columns.VIEWS, view_rows(keys, match, seat)),
    )
    names = [*metric_names(match.scenario), *parameter_names(match.scenario)]
    return (*tables, dictionary(tables, names))


def _parameters(keys: TableRow, match: Match, seat: str, settings: Mapping[str, float | str]) -> Iterator[TableRow]:
    """Return the parameters that everyone knows, and the hidden parameters that this seat knows."""
    known = match.drawn_parameters(seat)
    for name, parameter in match.scenario.rules.parameters.items():
        if parameter.hidden and name not in known:
            continue
        value = known.get(name, settings.get(name, parameter.value))
        word, number = (value, None) if isinstance(value, str) else (None, float(value))
        source = "set" if name in settings else "drawn" if name in known else "fixed"
        yield {**keys, "name": name, "value": number, "word": word, "source": source}


def _reason(match: Match, each: tuple[int, SettledOrder]) -> str:
    """Return the reasons of the seat's own orders in a turn, as far as the seat may read these reasons."""
    turn, settled = each
    return "; ".join(reason.text for reason in match.reasons(settled.seat, turn))


def _ledger(keys: TableRow, match: Match, seat: str) -> Iterator[TableRow]:
    steps = match.scenario.rules.steps
    for turn in range(1, match.played + 1):
        for (metric, cell), term in match.ledger(seat, turn):
            told = term.amount is not None
            yield {
                **keys,
                "turn": turn,
                "seat": seat,
                "phase": steps[term.rule].phase if term.rule else (term.phase.lower() or None),
                "step": term.rule or None,
                "metric": metric,
                **entities_of(cell),
                "cause": term.cause,
                "amount": term.amount,
                "word": None if told else f"{term.word} {'against' if term.sign < 0 else 'for'}",
            }


def _events(keys: TableRow, match: Match, seat: str) -> Iterator[TableRow]:
    """Return the injects that the seat read, and its log: reports, visible orders of others, and the ending."""
    for letter in match.inbox(seat):
        yield {
            **keys,
            "turn": letter.turn,
            "event": "inject",
            "name": letter.inject,
            "text": letter.text,
            "seen_by": seat,
        }
    for line in match.log(seat):
        yield {**keys, "turn": line.turn, "event": "log", "name": None, "text": line.text, "seen_by": seat}
