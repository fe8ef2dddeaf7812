"""The text of `wargame account` for people: one table for each seat, whose terms add up to the seat's margin.

Must not know: how the terms were measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wargame.analysis.account.account import MarginAccount, SeatAccount
from wargame.analysis.account.better_orders import BetterOrders, ExplainedPoint
from wargame.analysis.account.coverage import NONE, AccountCoverage, HeldRanges
from wargame.analysis.account.known import KnownDecision
from wargame.analysis.account.margin_term import TermKind
from wargame.analysis.account.turning import KEYS
from wargame.analysis.rollouts.samples import HOLDS, MeanWithError
from wargame.game.played_game import PlayedGame
from wargame.game.wording.margin import EXPECTED, FINAL
from wargame.game.wording.number import SPOKEN
from wargame.game.wording.par import par_note
from wargame.model.match.order import Order
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import HUMAN
from wargame.plain.plain_text import capital
from wargame.plain.spelling import Spelling
from wargame.review.cause_words import cause_words
from wargame.store.look_back import LookBack

WIDTH = 15  # number of characters in a column of terms
REPLAYED = 5  # largest number of changed values in the text about the best other orders


def account_lines(seen: LookBack, played: PlayedGame, found: MarginAccount, spelling: Spelling) -> Iterator[str]:
    """Return the lines of the whole account."""
    header, scenario = seen.header, seen.match.scenario
    bots = ", ".join(dict.fromkeys(found.reference.values()))
    state = f"ended by {played.ending.replace('_', ' ')} in turn {len(played.turns)}" if played.ending else (
        f"{len(played.turns)} turns are played"
    )  # fmt: skip
    yield from spelling.lines(
        [
            *filter(None, [seen.secret]),
            f"{header.title}, {played.length} turns, seed {header.seed}: {state}.",
            "Margins are scores over par in standard deviations. "
            f"The errors behind the terms hold the true values in {HOLDS:.0%} of cases.",
            *filter(None, [par_note(scenario, played.length)]),
            f"Reference: the bot {bots} in every seat. {found.keys:,} rollouts of each state, {found.first:,} for the "
            f"parts of a decision; {found.game_turns:,} game-turns.",
        ]
    )
    for seat, row in found.seats.items():
        yield ""
        yield from _seat_lines(capital(scenario.label(seat)), seat, row, played, found, spelling)


def _seat_lines(
    name: str, seat: str, row: SeatAccount, played: PlayedGame, found: MarginAccount, spelling: Spelling
) -> Iterator[str]:
    """Return the table of one seat: a line for each turn, the totals, and the sum."""
    end = f"{FINAL} {_signed(row.margin)}" if row.margin is not None else f"{EXPECTED} {_signed(row.sum)}"
    yield from spelling.lines([f"{name}, {_players([turn.players[seat] for turn in played.turns])}: {end}"])
    kinds = [kind for kind in row.totals if kind is not TermKind.START]
    by_turn: dict[int, dict[TermKind, MeanWithError]] = {}
    for term in found.terms:
        if term.seat == seat:
            by_turn.setdefault(term.turn, {})[term.kind] = term.estimate
    yield f"{'turn':<7}{''.join(f'{kind.value:<{WIDTH}}' for kind in kinds)}".rstrip()
    for turn in played.turns:
        yield _row(f"T{turn.turn}", kinds, by_turn[turn.turn], spelling)
    yield _row("total", kinds, row.totals, spelling)
    parts = [f"{kind.value} {_signed(row.totals[kind].mean)}" for kind in kinds]
    yield f"start {_figure(row.totals[TermKind.START], spelling)}, {', '.join(parts)}: sum {_signed(row.sum)}"


def _row(head: str, kinds: Sequence[TermKind], terms: Mapping[TermKind, MeanWithError], spelling: Spelling) -> str:
    cells = [_figure(terms.get(kind), spelling) for kind in kinds]
    return f"{head:<7}{''.join(f'{cell:<{WIDTH}}' for cell in cells)}".rstrip()


def _figure(term: MeanWithError | None, spelling: Spelling) -> str:
    """Return a term with its error as text. A term that is exactly 0 is a dash."""
    if term is None or (term.mean == 0.0 and term.error == 0.0):
        return "-"
    return f"{_signed(term.mean)} {_sign(spelling)}{term.error:.2f}"


def _signed(value: float) -> str:
    """Return a number of the account as text. A number that prints as 0 has no sign."""
    return SPOKEN.signed(value, 2)


def _sign(spelling: Spelling) -> str:
    return "±" if spelling.letters else "+-"


def _players(players: Sequence[str]) -> str:
    """Return as text who played a seat, from the first turn to the last."""
    changes = [player for n, player in enumerate(players) if n == 0 or players[n - 1] != player]
    names = ("a person" if player == HUMAN else f"the bot {player}" for player in changes)
    return f"played by {', then '.join(names)}"


def turning_lines(
    scenario: Scenario, played: PlayedGame, points: Sequence[ExplainedPoint], spelling: Spelling
) -> Iterator[str]:
    """Return lines about the turning points, which are the largest terms.

    The lines show the term, the orders that the seat gave, and better orders that were tried.
    """
    yield ""
    yield from spelling.lines(
        [f"Turning points of the account, also measured again with {KEYS} fresh keys:" if points else "Nothing turned."]
    )
    for each in points:
        term = each.point.term
        name = capital(scenario.label(term.seat))
        end = " (end of game)" if each.point.near_end else ""
        yield ""
        yield f"T{term.turn}, {term.kind.value} of {name}: {_figure(each.point.found.estimate, spelling)}{end}"
        yield f"measured again on other dice: {_figure(term.estimate, spelling)}"
        if each.cause is not None:
            effect = each.cause.effect
            told = f"{_signed(effect.mean)}, with an error of {effect.error:.2f}"
            yield from spelling.lines([f"Mainly by {cause_words(scenario, each.cause, term.seat)}: {told}."])
        if each.better is not None:
            own = played.only(term.turn).turns[0].orders.get(term.seat, ())
            yield from spelling.lines([f"{name} ordered: {_orders(own)}", *_better_lines(each.better)])


def better_lines(
    scenario: Scenario,
    played: PlayedGame,
    account: MarginAccount,
    known: Sequence[KnownDecision],
    better: Sequence[BetterOrders],
    spelling: Spelling,
) -> Iterator[str]:
    """Return lines about the best other orders for each decided turn of each seat.

    The head of a turn shows two values of the orders that the seat gave: their true value, and their value as far as
    the seat could know.
    """
    true = {(term.turn, term.seat): term.estimate for term in account.terms if term.kind is TermKind.DECISION}
    as_known = {(each.turn, each.seat): each.decision for each in known}
    for seat in dict.fromkeys(each.seat for each in better):
        name = capital(scenario.label(seat))
        yield ""
        yield from spelling.lines([f"Other orders of {name}, turn by turn:"])
        for each in (one for one in better if one.seat == seat):
            own = played.only(each.turn).turns[0].orders.get(seat, ())
            worth = [_figure(values.get((each.turn, seat)), spelling) for values in (true, as_known)]
            end = " (end of game)" if each.near_end else ""
            yield ""
            yield f"T{each.turn}{end}: {worth[0]} in truth, {worth[1]} as known"
            yield from spelling.lines([f"{name} ordered: {_orders(own)}", *_better_lines(each)])


def coverage_lines(found: AccountCoverage, spelling: Spelling) -> Iterator[str]:
    """Return lines about how often the ranges that ± gives contain the true value.

    There is a row for each kind of term, and a row for all kinds.
    """
    yield ""
    yield from spelling.lines(
        [
            f"Measured {found.repeats} times with other dice: {found.keys:,} rollouts of each state, {found.first:,} "
            "for the parts of a decision. A range should hold the mean of the other measurements in "
            f"{HOLDS:.0%} of cases."
        ]
    )
    yield f"{'kind':<11}{'totals':<17}terms"
    kinds = [(kind.value, found.totals.get(kind, NONE), found.terms.get(kind, NONE)) for kind in TermKind]
    everything = "all", sum(found.totals.values(), NONE), sum(found.terms.values(), NONE)
    for name, totals, terms in (*kinds, everything):
        if totals.of or terms.of:
            yield f"{name:<11}{_held(totals):<17}{_held(terms)}".rstrip()


def _held(found: HeldRanges) -> str:
    return f"{found.held} of {found.of} ({found.share:.0%})" if found.of else "-"


def known_lines(scenario: Scenario, known: Sequence[KnownDecision], spelling: Spelling) -> Iterator[str]:
    """Return lines about the decisions of each seat.

    A line shows two values of a decision: the value as far as the seat could know, and the true value.
    """
    for seat in dict.fromkeys(each.seat for each in known):
        yield ""
        yield from spelling.lines([f"As far as {scenario.label(seat)} could know:"])
        yield f"{'turn':<7}{''.join(f'{head:<{WIDTH}}' for head in ('as known', 'in truth', 'expected'))}".rstrip()
        for each in (one for one in known if one.seat == seat):
            cells = [_figure(term, spelling) for term in (each.decision, each.in_truth, each.value)]
            picture = "wrong picture" if each.wrong_picture else ""
            yield f"{f'T{each.turn}':<7}{''.join(f'{cell:<{WIDTH}}' for cell in cells)}{picture}".rstrip()


def _better_lines(better: BetterOrders) -> list[str]:
    """Return lines about the best other orders that were tried.

    The lines also show the numbers that these orders would have changed in the turn.
    """
    if not better.certain:
        return [f"None of {better.tried} other plans was surely better."]
    rows = better.replay[:REPLAYED]
    more = len(better.replay) - len(rows)
    changed = [f"{row.label}: {row.with_it} instead of {row.without}" for row in rows]
    changed += [f"{more} smaller differences"] if more else []
    ruled = ["The numbers of the game contain the rulings; the other numbers are as rolled."] if better.ruled else []
    return [
        f"Best of {better.tried} tried, {better.plan.origin}: {_orders(better.plan.orders)}",
        f"The {EXPECTED} would be {better.gain.mean:.2f} larger, with an error of {better.gain.error:.2f}.",
        f"With the dice of the game, after the turn: {'; '.join(changed) or 'nothing that is printed differs'}.",
        *ruled,
    ]


def _orders(orders: Sequence[Order]) -> str:
    return "; ".join(order.text for order in orders) or "nothing"
