"""The command words that write, change and commit orders.

Must not know: what makes an order legal.
"""

from __future__ import annotations

from wargame.game.deals.commitments import Commitments
from wargame.game.disclosure.reasons import WHO_READS
from wargame.game.wording.repetition import replaced
from wargame.model.view import Draft
from wargame.plain import seat_turn
from wargame.plain.deals import unanswered_lines
from wargame.plain.opening import offers_waiting
from wargame.plain.seat_session import Command, Commands, Done, SeatSession, number


def tell_draft(seat_session: SeatSession, *before: str) -> None:
    """Say the orders as they stand, and what they would do to the team's word; `before`: what is said first."""
    draft = seat_session.match.draft(seat_session.seat)
    orders = seat_turn.draft_lines(seat_session.scenario, seat_session.seat, draft)
    seat_session.console.tell([*before, *orders, *_word_lines(seat_session, draft)])


def _word_lines(seat_session: SeatSession, draft: Draft) -> list[str]:
    """Say which orders break a promise, and which promises want an order."""
    if not seat_session.scenario.rules.deals:
        return []
    orders = [line.order for line in draft.lines]
    word = Commitments.of(seat_session.scenario, seat_session.match.deals(seat_session.seat), seat_session.seat, orders)
    warned = [f"Mind, {order.text}: {warning}" for order in orders if (warning := word.against(order))]
    return [*warned, *(f"Mind: {text}" for text in word.owed(orders))]


def _orders(seat_session: SeatSession, _: str) -> None:
    tell_draft(seat_session)
    seat_session.console.tell(seat_turn.on_its_way(seat_session.match.draft(seat_session.seat)))


def _legal(seat_session: SeatSession, text: str) -> None:
    options = seat_session.match.options(seat_session.seat)
    if text:
        found = seat_session.match.completions(seat_session.seat, text)
        seat_session.console.tell(seat_turn.legal_rows(seat_session.scenario, seat_session.seat, found, options))
    else:
        seat_session.console.tell(seat_turn.legal_by_action(seat_session.scenario, options))


def _main(seat_session: SeatSession, text: str) -> None:
    seat_session.match.toggle_main(seat_session.seat, number(text, "main 2"))
    tell_draft(seat_session)


def _remove(seat_session: SeatSession, text: str) -> None:
    seat_session.match.remove(seat_session.seat, number(text, "remove 2"))
    tell_draft(seat_session)


def _undo(seat_session: SeatSession, _: str) -> None:
    seat_session.match.undo(seat_session.seat)
    tell_draft(seat_session)


def _repeat(seat_session: SeatSession, _: str) -> None:
    before = seat_session.match.draft(seat_session.seat)
    after = seat_session.match.repeat_last(seat_session.seat)
    told = replaced(before.texts, after.texts, named=len(before.lines))
    tell_draft(seat_session, f"{told} undo takes it back.")


def _commit(seat_session: SeatSession, text: str) -> Done:
    draft = seat_session.match.commit(seat_session.seat, text)
    count = len(draft.lines)
    rest = draft.left.get(seat_turn.AP, 0)
    unused = (
        f" Not used: {seat_turn.price(seat_session.scenario, seat_session.seat, {seat_turn.AP: rest})}." if rest else ""
    )
    silent = [
        f"Inject {letter.inject} is not answered, which means {letter.otherwise}."
        for letter in seat_session.match.inbox(seat_session.seat)
        if letter.due
    ]
    silent += _word_lines(seat_session, draft)
    silent += unanswered_lines(seat_session.scenario, offers_waiting(seat_session.match, seat_session.seat))
    seat_session.console.tell(
        [f"Committed: {count} order{'' if count == 1 else 's'}. They are saved.{unused}", *silent]
    )
    return Done.COMMITTED


def _withdraw(seat_session: SeatSession, _: str) -> None:
    seat_session.match.withdraw(seat_session.seat)
    tell_draft(seat_session)


ORDER_COMMANDS: Commands = {
    "orders": Command("your orders, their prices, and what is left", _orders),
    "legal": Command("what you may order now; legal ACTION tells prices and effects", _legal),
    "remove": Command("remove 2 takes order 2 out", _remove),
    "undo": Command("takes the last change of your orders back", _undo),
    "main": Command("main 2 makes order 2 your main effort, or no longer", _main),
    "repeat": Command("writes the orders of last turn in place of yours; answers and deals stay", _repeat),
    "commit": Command(f"your orders are done; words after it say why: {WHO_READS}", _commit),
    "withdraw": Command("takes a commit back, as long as not all have committed", _withdraw),
}
