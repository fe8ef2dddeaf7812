"""Reads orders files.

Each line holds orders of one seat in one turn, such as `T3 junta: escort DKR 2 main; services BKO`. The sign `-`
stands for no order, and `#` begins a comment.

Must not know: which orders are legal in a turn. This module knows only which orders a seat could ever give.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from wargame.errors import ContentError, OrderError, Place, Problem
from wargame.game.orders.contradictions import contradictions
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.options import OrderOptions
from wargame.game.orders.parser import read_order
from wargame.game.orders.terms.parser import TermsError
from wargame.model.match.order import Order, split_orders
from wargame.model.rules.deal import OFFER, SIGN, DealBook
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import Option

NONE = "-"

_LINE = re.compile(r"(?P<turn>[Tt][0-9]{1,4})(?P<gap>\s+)(?P<seat>[^\s:]+)\s*:\s*(?P<order>.*)")

OrdersByTurn = Mapping[int, Mapping[str, tuple[Order, ...]]]


def read_orders_file(text: str, file: str, scenario: Scenario) -> OrdersByTurn:
    """Read an orders file. The result maps turns to seats, and seats to orders.

    A line replaces all orders that the seat's bot would give in the turn.

    Raises ContentError with every problem. Each problem has its line and its column.
    """
    problems: list[Problem] = []
    orders: dict[int, dict[str, tuple[Order, ...]]] = {}
    options: dict[str, OrderOptions] = {}
    vocabulary = DealVocabulary.of(scenario)
    none: set[tuple[int, str]] = set()
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].rstrip()
        if not line.strip():
            continue
        start = len(line) - len(line.lstrip())
        found = _LINE.fullmatch(line, start)
        if found is None:
            message = f"expected `T3 {next(iter(scenario.seats), 'seat')}: ORDER` or `-` for none"
            problems.append(Problem(Place(file, number, start + 1), message))
            continue
        turn, seat = int(found["turn"][1:]), found["seat"]
        if turn < 1:
            problems.append(Problem(Place(file, number, start + 1), "turns count from 1"))
            continue
        if seat not in scenario.seats:
            message = f"there is no seat `{seat}`{_nearest(seat, tuple(scenario.seats))}"
            problems.append(Problem(Place(file, number, found.start("seat") + 1), message))
            continue
        for order, column in _orders_in(found):
            place = Place(file, number, column)
            given = orders.setdefault(turn, {}).setdefault(seat, ())
            if order == NONE or (turn, seat) in none:
                if given or (turn, seat) in none:
                    message = (
                        f"`{NONE}` says that {seat} orders nothing in turn {turn}, but the file has an order for it"
                    )
                    problems.append(Problem(place, message))
                none.add((turn, seat))
                continue
            if seat not in options:
                every, actions = every_option(scenario, seat), scenario.rules.actions
                options[seat] = OrderOptions(every, actions, vocabulary.names, vocabulary, lying=None)
            try:
                read = read_order(order, options[seat]).accepted()
            except TermsError as error:
                problems.append(Problem(Place(file, number, place.column + error.at), str(error)))
                continue
            except OrderError as error:
                problems.append(Problem(place, str(error)))
                continue
            if read.main and any(other.main for other in given):
                problems.append(Problem(place, f"{seat} has a second main effort in turn {turn}; there is only one"))
                continue
            table = _offered(read, vocabulary)
            if table and any(_offered(other, vocabulary) == table for other in given):
                problems.append(
                    Problem(place, f"{seat} has a second offer at {table} in turn {turn}; there is only one")
                )
                continue
            orders[turn][seat] = (*given, read)
    if problems:
        raise ContentError(tuple(problems))
    return _signed(orders, vocabulary)


def orders_too_late(text: str, file: str, turns: int) -> tuple[Problem, ...]:
    """Return a warning for each line of an orders file whose turn is after the last turn of the game."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        written = _LINE.match(line.partition("#")[0].lstrip())
        if written is not None and int(written["turn"][1:]) > turns:
            place = Place(file, number, len(line) - len(line.lstrip()) + 1)
            message = f"turn {int(written['turn'][1:])} never comes: the games have {turns} turns"
            found.append(Problem(place, message, warning=True))
    return tuple(found)


def places_of_orders(text: str, file: str) -> Mapping[tuple[int, str], tuple[Place, ...]]:
    """Return the places of the orders in an orders file without errors: (turn, seat) -> a place for each order.

    A line with `-` has a place too.
    """
    found: dict[tuple[int, str], tuple[Place, ...]] = {}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].rstrip()
        written = _LINE.fullmatch(line, len(line) - len(line.lstrip()))
        if written is not None:
            key = int(written["turn"][1:]), written["seat"]
            places = (Place(file, number, column) for _, column in _orders_in(written))
            found[key] = (*found.get(key, ()), *places)
    return found


def _orders_in(line: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield the orders of one line, each with its column from 1. Empty parts between separators are left out.

    A line without orders yields one empty text, because the parser explains this mistake.
    """
    at = line.start("order")
    parts = []
    for part in split_orders(line["order"]):
        parts.append((part.strip(), at + len(part) - len(part.lstrip()) + 1))
        at += len(part) + 1
    yield from [each for each in parts if each[0]] or [("", line.start("order") + 1)]


def contradicting_orders(given: OrdersByTurn, file: str, scenario: Scenario) -> tuple[str, ...]:
    """Return a warning for each pair of orders that contradict each other.

    Both orders are from the same seat and turn.
    """
    rules = scenario.rules
    return tuple(
        f"{file}: turn {turn}, {seat}: {text} (warning)"
        for turn, seats in given.items()
        for seat, orders in seats.items()
        for text in contradictions(orders, rules.actions, rules.injects)
    )


def _offered(order: Order, vocabulary: DealVocabulary) -> str:
    return vocabulary.table_of(order) if vocabulary and order.action == OFFER else ""


def _signed(orders: Mapping[int, Mapping[str, tuple[Order, ...]]], vocabulary: DealVocabulary) -> OrdersByTurn:
    """Add terms to each signature without terms. The terms come from the other party's last offer."""
    if not vocabulary:
        return orders

    def completed(turn: int, seat: str, order: Order) -> Order:
        if order.action != SIGN or order.terms is not None:
            return order
        table = order.targets[0]
        other = vocabulary.book.tables[table].other(seat)
        offers = (
            offer
            for before in sorted((t for t in orders if t <= turn), reverse=True)
            for offer in orders[before].get(other, ())
            if _offered(offer, vocabulary) == table
        )
        last = next(offers, None)
        return order if last is None else attrs.evolve(order, terms=last.terms)

    return {
        turn: {seat: tuple(completed(turn, seat, order) for order in given) for seat, given in seats.items()}
        for turn, seats in orders.items()
    }


def every_option(scenario: Scenario, seat: str) -> tuple[Option, ...]:
    """Return every order that a seat could ever give, as if all orders were legal and free."""
    return tuple(
        Option(action.name, targets, action.levels_at(targets), {}, legal=True, words=action.words_at(targets))
        for action in scenario.rules.actions.values()
        if scenario.may_order(seat, action)
        for targets in itertools.product(*(scenario.of_kind(target.kind) for target in action.targets))
        if not action.deal_action or seat in _parties(scenario.rules.deals, targets[0])
    )


def _parties(book: DealBook, target: str) -> tuple[str, ...]:
    """Return the parties of a table. The target may be the table or a deal."""
    return book.tables[target if target in book.tables else book.table_of(target)].between


def _nearest(word: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean `{close[0]}`?" if close else f"; seats are {', '.join(known)}"
