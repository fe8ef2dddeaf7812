"""Tables and deals as lines: offers without an answer, one table with all details, all tables with few details.

Must not know: how worth is computed, or the tables as other seats see them.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.errors import UsageError
from wargame.game.deals.wording import faith_text, given, offer_head, stands_head, worth
from wargame.game.wording.labels import seat_label
from wargame.model.match.order import Order
from wargame.model.rules.deal import OFFER, REFUSE, RENOUNCE, SIGN
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.table_view import Offer, Promise, TableView
from wargame.plain.plain_text import sentence


def waiting(talks: Sequence[TableView], seat: str, draft: Sequence[Order]) -> list[Offer]:
    """Return the offers that a seat may sign and that its draft does not yet answer."""
    answered = {order.targets[0] for order in draft if order.action in (SIGN, REFUSE)}
    return [o for talk in talks for o in talk.before(seat) if o.signable and talk.table not in answered]


def waiting_lines(scenario: Scenario, offers: Sequence[Offer], seat: str) -> list[str]:
    """Return lines with the offers that need an answer, and the way to answer."""
    return [
        f"Asked of you: an offer needs your answer. {sentence(offer_head(scenario, offer, seat))} "
        f"Type deals {offer.table} to read it, {SIGN} {offer.table} or {REFUSE} {offer.table}."
        for offer in offers
    ]


def unanswered_lines(scenario: Scenario, offers: Sequence[Offer]) -> list[str]:
    """Return lines about offers without an answer. A seat reads these lines before its commit."""
    return [f"The offer of {seat_label(scenario, offer.by)}, {offer.title}, is not answered." for offer in offers]


def all_tables(scenario: Scenario, talks: Sequence[TableView], seat: str) -> list[str]:
    """Return every table in short. The seat's own tables come first. Other tables that the seat knows come next."""
    lines = []
    for talk in (*(t for t in talks if t.own), *(t for t in talks if not t.own)):
        if talk.own or talk.stands is not None or talk.said:
            lines.append(_shortly(scenario, talk, seat))
    own = next((talk.table for talk in talks if talk.own), "")
    return (
        [*lines, f"Type deals and a table to read everything, as in: deals {own}."] if lines else ["You have no table."]
    )


def _shortly(scenario: Scenario, talk: TableView, seat: str) -> str:
    parts = [f"{talk.table}, {talk.label}"]
    if talk.own:
        parts[0] += ": open" if talk.open else ": closed"
    if talk.stands is not None:
        parts.append(f"In force: {stands_head(talk.stands)}")
    parts += [
        f"{'Before you' if offer.to == seat else 'Your offer'}: {offer_head(scenario, offer, seat)}"
        for offer in talk.offers
    ]
    if not talk.own and talk.said:
        parts.append(talk.said[-1].text)
    return " ".join(sentence(part) for part in parts)


def find_table(talks: Sequence[TableView], text: str) -> TableView:
    """Find a table by its id or by a unique prefix of the id. Raises UsageError."""
    begun = [talk for talk in talks if talk.table.lower().startswith(text.lower())]
    exact = [talk for talk in begun if talk.table.lower() == text.lower()]
    found = exact or begun
    if len(found) != 1:
        known = ", ".join(talk.table for talk in (found or talks))
        raise UsageError(f"{text} could be {known}." if found else f"There is no table {text!r}. There are: {known}.")
    return found[0]


def table_lines(scenario: Scenario, talk: TableView, seat: str) -> list[str]:
    """Return all lines about one table."""
    faith = f" {sentence(faith_text(talk.faith))}" if talk.faith is not None else ""
    state = (" It is open." if talk.open else " It is closed.") if talk.own else ""
    lines = [f"Table {talk.table}: {sentence(talk.label)}{state}{faith}"]
    if talk.stands is not None:
        lines.append(_told("In force", stands_head(talk.stands), worth(talk.stands.worth, each_turn=True)))
        lines += _promises(scenario, talk.stands.promises, seat)
        if talk.own:
            lines.append(f"To leave it openly: {RENOUNCE} {talk.table}.")
    for offer in talk.offers:
        lines += _offer_lines(scenario, offer, seat)
    for offer in talk.ready:
        lines.append(_told(f"Ready, {offer.line}", offer_head(scenario, offer, seat), worth(offer.worth)))
        lines += _promises(scenario, offer.promises, seat)
    if talk.open:
        lines += _clause_lines(scenario, talk)
    lines += [f"Turn {said.turn}: {said.text}" for said in reversed(talk.said)]
    return lines


def _told(what: str, head: str, value: str) -> str:
    return f"{what}: {sentence(head)} {sentence(value)}".rstrip()


def _promises(scenario: Scenario, promises: Sequence[Promise], seat: str) -> list[str]:
    return [f"  {who}: {'; '.join(texts)}." for who, texts in given(scenario, promises, seat)]


def _offer_lines(scenario: Scenario, offer: Offer, seat: str) -> list[str]:
    mine = offer.by == seat
    what = "You offer" if mine else "Before you"
    lines = [
        _told(what, offer_head(scenario, offer, seat), worth(offer.worth)),
        *_promises(scenario, offer.promises, seat),
    ]
    if offer.text:
        lines.append(offer.text)
    if offer.signable:
        stays = " The offer is still a draft and can change." if offer.drafted else ""
        lines.append(f"To answer: {SIGN} {offer.table} or {REFUSE} {offer.table}.{stays}")
    elif not mine:
        lines.append("You can sign it next turn, if you do not sign the open offer now.")
    return lines


def _clause_lines(scenario: Scenario, talk: TableView) -> list[str]:
    first = talk.clauses[0] if talk.clauses else None
    if first is None:
        return []
    words = " ".join(word for word in (first.clause, first.about.split(", ")[0], first.amounts.split(" ")[0]) if word)
    lines = [f"Terms of your own: {OFFER} {talk.table}: {words}; 3 turns, secret"]
    for speech in talk.clauses:
        by = " and ".join(seat_label(scenario, party) for party in speech.by)
        parts = [speech.label, f"given by {by}", speech.amounts, f"about {speech.about}" if speech.about else ""]
        value = f" One unit is worth to you ≈ {speech.worth}." if speech.worth else ""
        lines.append(f"  {speech.clause}: {'; '.join(part for part in parts if part)}.{value}")
    return lines
