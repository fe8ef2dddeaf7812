"""Makes another truth for a seat: changes everything in a record that the seat may not know, and nothing else."""

from __future__ import annotations

import copy
from typing import Any

from tests.game.conftest import resumed
from wargame.adjudicator import State
from wargame.adjudicator.visibility import fogged, owned, visible
from wargame.game.match import Match
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.deal import AGE, BOUND, KNOWN, NUMBER, OFFER, OFFERED, SECRET, STANDS, promised
from wargame.rulebook import Rulebook

Events = list[dict[str, Any]]


def received(match: Match, seat: str) -> str:
    """Return as one text everything that a seat can read from a match."""
    told: list[Any] = [match.turn, match.ending, match.view(seat), match.options(seat), match.log(seat)]
    told += [match.inbox(seat), match.deals(seat)]
    if seat in match.human_seats:
        told += [match.draft(seat), *(match.lookup(seat).completion(text) for text in ("", "e", "o"))]
    for turn in range(1, match.played + 1):
        told += [match.playback(seat, turn), match.report(seat, turn), match.orders(seat, turn)]
        told += [match.reasons(seat, turn)]
        told += [match.view_at(seat, turn)]
        for metric in match.scenario.rules.metrics:
            told += [match.why(seat, metric, cell, turn) for cell in match.cells(metric)]
    return repr(told)


def tampered(match: Match, events: Events, seat: str) -> Events:
    """Change in the record everything that the seat may not know.

    The seat may know which causes weighed much in a cell that it estimates. Therefore the amounts of all these causes
    change by one factor. All other facts about this cell change, as in a cell that the seat does not see.

    The seat knows the deals and offers at its own tables, and public deals at other tables. All other facts about other
    tables change.
    """
    engine, rules = match._game.engine, match.scenario.rules
    exact = {(metric, cell) for metric in rules.metrics for cell in visible(engine.rulebook, seat, metric)}
    exact |= _known_of_deals(match, seat)
    heard = {
        (metric, cell)
        for metric in rules.metrics
        for cell, row in fogged(engine.rulebook, seat, metric).items()
        if row.fresh and cell in owned(engine.rulebook, seat, metric)
    }

    def other(entry: list[Any]) -> float:
        cell = entry[2], tuple(entry[3])
        amount = float(entry[5])
        return amount if cell in exact else 1.75 * amount if cell in heard else amount + 1

    events = copy.deepcopy(events)
    for event in events:
        if "state" in event:
            for metric, values in event["state"]["metrics"].items():
                for place, cell in enumerate(match.cells(metric)):
                    if (metric, cell) not in exact:
                        values[place] = rules.metrics[metric].low + rules.metrics[metric].high - values[place]
            for name, values in event["state"]["parameters"].items():
                if rules.parameters[name].known_to not in (seat, EVERYONE) and not rules.parameters[name].pick:
                    values[0] += 0.125
            _tamper_between_turns(match, event["state"], seat, exact)
        if event["kind"] == "committed" and event["seat"] != seat:
            event["why"] = "changed"
        if event["kind"] != "adjudicated":
            continue
        event["draws"] = [[key, 1 - value] for key, value in event["draws"]]
        event["reasons"] = {
            giver: said if giver == seat else ["changed"] * len(said) for giver, said in event["reasons"].items()
        }
        event["ledger"] = [[*entry[:5], other(entry)] for entry in event["ledger"]]
        for report in event["reports"]:
            if EVERYONE not in report["seen_by"] and seat not in report["seen_by"]:
                report["text"] = "changed"
        event["orders"] = {
            giver: given if giver == seat else [order for order in given if _lies_before(match, order, seat)]
            for giver, given in event["orders"].items()
        }
        event["settled"] = [
            settled
            for settled in event["settled"]
            if settled["seat"] == seat or {EVERYONE, seat} & set(rules.actions[settled["order"].split()[0]].seen_by)
        ]
    return events


def _tamper_between_turns(
    match: Match, state: dict[str, Any], seat: str, exact: set[tuple[str, tuple[str, ...]]]
) -> None:
    """Change what no metric holds: dice, amounts on their way, unseen past values, and points and streaks of others."""
    state["seed"] += 1
    state["arrivals"] = {name: [1.75 * value for value in values] for name, values in state["arrivals"].items()}
    for metric, values in state["histories"].items():
        cells = match.cells(metric)
        for place in range(len(values)):
            if (metric, cells[place % len(cells)]) not in exact:
                values[place] += 1.0
    own, checked = state["seats"].index(seat), match.rulebook.rules.actions
    state["engine"]["banked"] = [
        value if at == own else value + 1 for at, value in enumerate(state["engine"]["banked"])
    ]
    for action, values in state["streaks"].items():
        if checked[action].giver_axis:
            size = len(values) // len(state["seats"])
            values[:] = [v if at // size == own else 33 for at, v in enumerate(values)]
        elif seat not in checked[action].action.by:
            values[:] = [33] * len(values)


def _known_of_deals(match: Match, seat: str) -> set[tuple[str, tuple[str, ...]]]:
    """Return the cells of tables that the parties know, and the cells of public deals.

    Everyone may read a public deal.
    """
    deals, truth = match.scenario.rules.deals, match.view(None)
    known: set[tuple[str, tuple[str, ...]]] = set()
    for table in deals.tables.values():
        if seat not in table.between and not truth.value(KNOWN, table.id):
            continue
        known |= {(metric, (table.id,)) for metric in (NUMBER, AGE, SECRET)}
        known |= {(BOUND, (table.id, party)) for party in table.between}
        if seat in table.between:
            known |= {(OFFERED, (table.id, party)) for party in table.between} | {(STANDS, (table.id,))}
        for clause in deals.at(table.id):
            known |= {(promised(clause.id), cell) for cell in match.cells(promised(clause.id))}
    return known


def _lies_before(match: Match, order: str, seat: str) -> bool:
    """Return whether an order of another seat is an offer at a table of this seat. This seat reads the terms."""
    word, _, rest = order.partition(" ")
    deals = match.scenario.rules.deals
    if word != OFFER:
        return False
    named = rest.partition(":")[0].strip()
    table = named if named in deals.tables else deals.table_of(named)
    return seat in deals.tables[table].between


def other_truth(rulebook: Rulebook, match: Match, events: Events, seat: str) -> Match:
    """Rebuild the match from another truth. The estimates of the seat are the same in both truths."""
    other = resumed(rulebook, tampered(match, events, seat))
    observations = other._game.engine.adjudicator.observations
    look = match._game.engine.adjudicator.observations._read

    def same_look(viewer: str, state: State) -> Any:
        return look(viewer, match._game.past.state_at(state.turn - 1))

    observations._read = same_look  # type: ignore[method-assign]
    # A tampered save is no game that could have been played. A second resolution would give other results.
    other._game.past._without = match._game.past._without  # type: ignore[method-assign]
    appraise = other._game.engine.appraiser.of

    def same_estimates(state: State, viewer: str) -> Any:
        mixed, truth = copy.deepcopy(state), match._game.past.state_at(state.turn - 1)
        mixed.turn_keys = truth.turn_keys  # the dice of the noise, without which the estimates would be others
        for name, layout in mixed.layout.items():
            for place, cell in enumerate(layout.cells):
                if cell in fogged(other.rulebook, viewer, name):
                    mixed.array(name).reshape(-1)[place] = truth.array(name).reshape(-1)[place]
        return appraise(mixed, viewer)

    other._game.engine.appraiser.of = same_estimates  # type: ignore[method-assign]
    return other
