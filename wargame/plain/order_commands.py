"""The command words that write, change and commit orders.

Must not know: what makes an order legal.
"""

from __future__ import annotations

from wargame.game.deals.commitments import Commitments
from wargame.game.disclosure.reasons import WHO_READS
from wargame.game.wording.repetition import replaced
from wargame.model.telling.view import Draft
from wargame.plain import seat_turn
from wargame.plain.deals import unanswered_lines
from wargame.plain.opening import offers_waiting
from wargame.plain.prompt_seat import Done, PromptCommand, PromptCommands, PromptSeat, number


def tell_draft(prompt_seat: PromptSeat, *before: str) -> None:
    """Print the present orders, and the promises that these orders would break.

    `before`: lines to print before the orders.
    """
    draft = prompt_seat.match.draft(prompt_seat.seat)
    orders = seat_turn.draft_lines(prompt_seat.scenario, prompt_seat.seat, draft)
    prompt_seat.console.tell([*before, *orders, *contradiction_lines(draft), *_word_lines(prompt_seat, draft)])


def contradiction_lines(draft: Draft) -> list[str]:
    """Return lines about orders that contradict each other."""
    return [f"Mind: {text}" for text in draft.contradictions]


def _word_lines(prompt_seat: PromptSeat, draft: Draft) -> list[str]:
    """Return lines about orders that break a promise, and about promises that require a missing order."""
    if not prompt_seat.scenario.rules.deals:
        return []
    orders = [line.order for line in draft.lines]
    word = Commitments.of(prompt_seat.scenario, prompt_seat.match.deals(prompt_seat.seat), prompt_seat.seat, orders)
    warned = [f"Mind, {order.text}: {warning}" for order in orders if (warning := word.against(order))]
    return [*warned, *(f"Mind: {text}" for text in word.owed(orders))]


def _orders(prompt_seat: PromptSeat, _: str) -> None:
    tell_draft(prompt_seat)
    prompt_seat.console.tell(seat_turn.on_its_way(prompt_seat.match.draft(prompt_seat.seat)))


def _legal(prompt_seat: PromptSeat, text: str) -> None:
    options = prompt_seat.match.options(prompt_seat.seat)
    if text:
        found = prompt_seat.match.lookup(prompt_seat.seat).completion(text)
        prompt_seat.console.tell(seat_turn.legal_rows(prompt_seat.scenario, prompt_seat.seat, found, options))
    else:
        prompt_seat.console.tell(seat_turn.legal_by_action(prompt_seat.scenario, options))


def _main(prompt_seat: PromptSeat, text: str) -> None:
    prompt_seat.match.toggle_main(prompt_seat.seat, number(text, "main 2"))
    tell_draft(prompt_seat)


def _remove(prompt_seat: PromptSeat, text: str) -> None:
    prompt_seat.match.remove(prompt_seat.seat, number(text, "remove 2"))
    tell_draft(prompt_seat)


def _undo(prompt_seat: PromptSeat, _: str) -> None:
    prompt_seat.match.undo(prompt_seat.seat)
    tell_draft(prompt_seat)


def _repeat(prompt_seat: PromptSeat, _: str) -> None:
    before = prompt_seat.match.draft(prompt_seat.seat)
    after = prompt_seat.match.repeat_last(prompt_seat.seat)
    told = replaced(before.texts, after.texts, named=len(before.lines))
    tell_draft(prompt_seat, f"{told} undo takes it back.")


def _commit(prompt_seat: PromptSeat, text: str) -> Done:
    draft = prompt_seat.match.commit(prompt_seat.seat, text)
    count = len(draft.lines)
    rest = draft.left.get(seat_turn.AP, 0)
    unused = (
        f" Not used: {seat_turn.price(prompt_seat.scenario, prompt_seat.seat, {seat_turn.AP: rest})}." if rest else ""
    )
    silent = [
        f"Inject {letter.inject} is not answered, which means {letter.otherwise}."
        for letter in prompt_seat.match.inbox(prompt_seat.seat)
        if letter.due
    ]
    silent += [*contradiction_lines(draft), *_word_lines(prompt_seat, draft)]
    silent += unanswered_lines(prompt_seat.scenario, offers_waiting(prompt_seat.match, prompt_seat.seat))
    prompt_seat.console.tell([f"Committed: {count} order{'' if count == 1 else 's'}. They are saved.{unused}", *silent])
    return Done.COMMITTED


def _withdraw(prompt_seat: PromptSeat, _: str) -> None:
    prompt_seat.match.withdraw(prompt_seat.seat)
    tell_draft(prompt_seat)


ORDER_COMMANDS: PromptCommands = {
    "orders": PromptCommand("your orders, their prices, and what is left", _orders),
    "legal": PromptCommand("what you may order now; legal ACTION prints prices and effects", _legal),
    "remove": PromptCommand("remove 2 removes order 2", _remove),
    "undo": PromptCommand("undoes the last change of your orders", _undo),
    "main": PromptCommand("main 2 makes order 2 your main effort; again: no main effort", _main),
    "repeat": PromptCommand("replaces your orders by those of last turn; answers and deals stay", _repeat),
    "commit": PromptCommand(f"makes your orders final; words after it give your reason: {WHO_READS}", _commit),
    "withdraw": PromptCommand("withdraws a commit, until all have committed", _withdraw),
}
