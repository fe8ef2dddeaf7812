"""Reads `seats` and `lengths`: players with their points, the lengths of games, and the par of each seat.

Must not know: people or bots.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from wargame.content.context import ReadContext
from wargame.content.schema.intervals import LAST_TURN
from wargame.content.schema.record import Each, Key, Record
from wargame.content.schema.references import FACTION_CODE, METRIC
from wargame.content.schema.shapes import Entries, Flag, Id, Made, Number, Text, Whole
from wargame.content.yaml.nodes import MappingNode, ScalarNode, YamlNode
from wargame.model.rules.action import Action
from wargame.model.rules.kinds import FACTION
from wargame.model.rules.metric import Metric
from wargame.model.scenario.seat import Length, Par, Seat

LABEL = Key("label", Text(), "")
AP = Key("ap", Whole(0, 100), 4, "say how many action points it has each turn")
BANK = Key("bank", Whole(0, 100), 0, note="how many unspent action points it may keep")
PAYS: Key[Mapping[str, str]] = Key("pays", Entries(METRIC, Id("a currency"), "currencies: `money: metric`"), {})
NPC = Key("npc", Flag(), False, note="true: played by steps unless a seat takes it")
SEAT = Record("a seat", (LABEL, AP, BANK, PAYS, NPC))


def read_seat(head: ScalarNode, node: YamlNode, context: ReadContext) -> Seat | None:
    """Read one seat."""
    row = SEAT.read(node, context, head)
    if row is None:
        return None
    return Seat(head.text, head.place, row[LABEL], row[AP], row[BANK], row[PAYS], row[NPC])


SEATS = Each("seats", read_seat, SEAT, FACTION_CODE, keep=True)


def check_purses(
    node: YamlNode | None,
    seats: Mapping[str, Seat],
    actions: Mapping[str, Action],
    metrics: Mapping[str, Metric],
    context: ReadContext,
) -> None:
    """Check that each currency of a seat is the name of a metric. The metric must be national or belong to factions."""
    for faction, seat in seats.items():
        own = context.names.kind_of(faction) or FACTION
        for currency, name in seat.pays.items():
            metric, at = metrics.get(name), _purse(node, faction, currency)
            if metric is not None and at is not None and metric.of not in ((), (own,)):
                found = " and ".join(metric.of)
                context.wrong(at, f"`{name}` is per {found}: a purse is a metric of the nation or of {own}s")
    if not context.torn:
        _check_currencies(node, seats, actions, context)


def _check_currencies(
    node: YamlNode | None, seats: Mapping[str, Seat], actions: Mapping[str, Action], context: ReadContext
) -> None:
    """Check that each seat has every currency in which one of its orders is priced.

    A currency that no seat has is probably misspelt in the price.
    """
    paid = {currency: None for seat in seats.values() for currency in seat.pays}
    told: set[tuple[str, str]] = set()
    for action in actions.values():
        for currency, price in action.cost.items():
            lacking = [
                seat
                for faction, seat in seats.items()
                if context.names.may_order(faction, action.by) and _purse(node, faction, currency) is None
            ]
            if currency == "ap" or not lacking:
                continue
            others = [other for other in actions.values() if other is not action and currency in other.cost]
            if paid and currency not in paid and not others:
                meant = context.did_you_mean(currency, paid) or f": write pays: {{{currency}: METRIC}} in a seat"
                context.problems.add(price.place, f"no seat pays `{currency}`{meant}")
                continue
            for seat in lacking:
                if (seat.faction, currency) not in told:
                    context.problems.add(
                        seat.place,
                        f"seat `{seat.faction}` orders `{action.name}`, which costs {currency}, but pays no "
                        f"{currency}: write pays: {{{currency}: METRIC}}",
                    )
                told.add((seat.faction, currency))


def _purse(node: YamlNode | None, faction: str, currency: str) -> YamlNode | None:
    """Return the node that names the metric from which a seat pays a currency.

    Return None if the seat does not name the currency. The node may be a part that could not be read.
    """
    for step in (faction, PAYS.name, currency):
        if not isinstance(node, MappingNode):
            return node
        if step not in node.entries:
            return None
        node = node.entries[step][1]
    return node


MEAN = Key("mean", Number(-1e6, 1e6), 0.0, "say the mean score among reference bots")
SD = Key("sd", Number(1e-6, 1e6, "a spread above 0"), 1.0, "say its standard deviation")
PAR_RECORD = Record("a par", (MEAN, SD))


def _par(node: YamlNode, context: ReadContext) -> Par | None:
    row = PAR_RECORD.read(node, context)
    return None if row is None else Par(row[MEAN], row[SD])


TURNS = Key("turns", Whole(1, LAST_TURN), 1, "say how many turns")
NAME = Key("name", Text(), "")
PAR: Key[Mapping[str, Par]] = Key("par", Entries(Made(_par, PAR_RECORD.schema), FACTION_CODE, "par by seat"), {})
LENGTH = Record("a length", (TURNS, NAME, PAR))


def read_length(node: YamlNode, context: ReadContext) -> Length | None:
    """Read one length of a game."""
    row = LENGTH.read(node, context)
    readable = row is not None and (TURNS not in row or TURNS.name in row.values)
    return None if row is None or not readable else Length(row[TURNS], row.place, row[NAME], row[PAR])


def check_lengths(lengths: tuple[Length, ...], seats: YamlNode | None, context: ReadContext) -> None:
    """Check that all lengths differ, and that only seats have a par."""
    codes = seats.entries if isinstance(seats, MappingNode) else {}
    seen: dict[int, Length] = {}
    for length in lengths:
        if length.turns in seen:
            first = seen[length.turns].place
            context.problems.add(
                length.place, f"{length.turns} turns stand twice (first at {first.line}:{first.column})"
            )
        seen.setdefault(length.turns, length)
        for faction in length.par:
            if faction not in codes and faction in context.names.players() and not context.problems.error_count:
                context.problems.add(length.place, f"par is given for `{faction}`, which has no seat: delete it")


def check_scored(
    seats: Mapping[str, Seat], scores: Collection[str], lengths: tuple[Length, ...], context: ReadContext
) -> None:
    """Warn of seats without a score. Also warn of lengths without a par for a seat."""
    if context.torn or context.problems.error_count:
        return
    for faction, seat in seats.items():
        if seat.npc:
            continue
        if faction not in scores:
            context.problems.add(seat.place, f"seat `{faction}` has no score: add it to `scores`", warning=True)
            continue
        for length in lengths:
            if faction not in length.par:
                context.problems.add(
                    length.place, f"no par for `{faction}` at {length.turns} turns: it gets no margin", warning=True
                )
