"""One turn in short, with the truth: the orders of all seats with their reasons, and the news.

Must not know: seats. The look back and games without people use this text.
"""

from __future__ import annotations

from wargame.game.disclosure.reasons import by_seat, reason_told
from wargame.game.match import Match
from wargame.game.wording.labels import seat_label, seen_order
from wargame.game.wording.number import SPOKEN
from wargame.plain.plain_text import capital, sentence
from wargame.plain.story import heading


def chronicle(match: Match, turn: int) -> list[str]:
    """Return lines about a resolved turn: its days, the orders of each seat with reasons, and the reports."""
    scenario, given = match.scenario, match.orders(None, turn)
    lines = [f"{heading(scenario, turn, match.length)}."]
    reasons = by_seat(match.reasons(None, turn))
    told: tuple[str, ...] = ()  # the log of the truth already contains every order
    for seat in match.seats:
        name = scenario.label(seat)
        orders = [order.text for order in given.get(seat, ())]
        told += tuple(f"{seat_label(scenario, seat)}: {seen_order(scenario, order)}" for order in given.get(seat, ()))
        lines.append(f"{capital(name)} orders: {', '.join(orders) or 'none'}.")
        lines += [sentence(reason_told(reason, "")) for reason in reasons.get(seat, ())]
    news = [line.text for line in match.log(None, SPOKEN, turn) if line.turn == turn]
    return [*lines, *(f"News: {sentence(text)}" for text in news if not text.startswith(told))]
