"""The command words that write, change and commit orders.

Must not know: what makes an order legal.
"""

from __future__ import annotations

from wargame.game.deals.commitments import OwnWord
from wargame.model.view import Draft
from wargame.plain import seat_turn as desk
from wargame.plain.deals import unanswered_lines
from wargame.plain.opening import offers_waiting
from wargame.plain.seat_session import Chair, Command, Commands, Done, number


def tell_draft(chair: Chair) -> None:
    """Say the orders as they stand, and what they would do to the team's word."""
    draft = chair.match.draft(chair.seat)
    chair.teller.tell([*desk.draft_lines(chair.scenario, chair.seat, draft), *_word_lines(chair, draft)])


def _word_lines(chair: Chair, draft: Draft) -> list[str]:
    """Say which orders break a promise, and which promises want an order."""
    if not chair.scenario.rules.deals:
        return []
    orders = [line.order for line in draft.lines]
    word = OwnWord.of(chair.scenario, chair.match.deals(chair.seat), chair.seat, orders)
    warned = [f"Mind, {order.text}: {warning}" for order in orders if (warning := word.against(order))]
    return [*warned, *(f"Mind: {text}" for text in word.owed(orders))]


def _orders(chair: Chair, _: str) -> None:
    tell_draft(chair)
    chair.teller.tell(desk.on_its_way(chair.match.draft(chair.seat)))


def _legal(chair: Chair, text: str) -> None:
    options = chair.match.options(chair.seat)
    if text:
        found = chair.match.completions(chair.seat, text)
        chair.teller.tell(desk.legal_rows(chair.scenario, chair.seat, found, options))
    else:
        chair.teller.tell(desk.legal_by_action(chair.scenario, options))


def _main(chair: Chair, text: str) -> None:
    chair.match.toggle_main(chair.seat, number(text, "main 2"))
    tell_draft(chair)


def _remove(chair: Chair, text: str) -> None:
    chair.match.remove(chair.seat, number(text, "remove 2"))
    tell_draft(chair)


def _undo(chair: Chair, _: str) -> None:
    chair.match.undo(chair.seat)
    tell_draft(chair)


def _repeat(chair: Chair, _: str) -> None:
    chair.match.repeat_last(chair.seat)
    tell_draft(chair)


def _commit(chair: Chair, text: str) -> Done:
    draft = chair.match.commit(chair.seat, text)
    count = len(draft.lines)
    rest = draft.left.get(desk.AP, 0)
    unused = f" Not used: {desk.price(chair.scenario, chair.seat, {desk.AP: rest})}." if rest else ""
    silent = [
        f"Inject {letter.inject} is not answered, which means {letter.otherwise}."
        for letter in chair.match.inbox(chair.seat)
        if letter.due
    ]
    silent += _word_lines(chair, draft)
    silent += unanswered_lines(chair.scenario, offers_waiting(chair.match, chair.seat))
    chair.teller.tell([f"Committed: {count} order{'' if count == 1 else 's'}. They are saved.{unused}", *silent])
    return Done.COMMITTED


def _withdraw(chair: Chair, _: str) -> None:
    chair.match.withdraw(chair.seat)
    tell_draft(chair)


ORDER_COMMANDS: Commands = {
    "orders": Command("your orders, their prices, and what is left", _orders),
    "legal": Command("what you may order now; legal ACTION tells prices and effects", _legal),
    "remove": Command("remove 2 takes order 2 out", _remove),
    "undo": Command("takes the last change of your orders back", _undo),
    "main": Command("main 2 makes order 2 your main effort, or no longer", _main),
    "repeat": Command("writes the orders of last turn again", _repeat),
    "commit": Command("your orders are done; words after it say why", _commit),
    "withdraw": Command("takes a commit back, as long as not all have committed", _withdraw),
}
