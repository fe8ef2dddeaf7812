"""Orders with terms that a party writes, such as `offer peace: truce DKR 0.5; 3 turns`, and their signatures.

Must not know: the true state. This module gets a seat's options and the offers that the seat may sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from wargame.errors import OrderError, Refusal
from wargame.game.orders.deal_vocabulary import WRITTEN, DealVocabulary, table_of_deal_action
from wargame.game.orders.grammar import cut, fit
from wargame.game.orders.options import OrderOptions
from wargame.game.orders.terms.parser import HEAD, TermsDraft, read_terms, refusal_of, terms_draft
from wargame.model.match.order import Order
from wargame.model.rules.deal import OFFER, REFUSE, SIGN, Terms
from wargame.model.telling.view import Option

_WHOLE = re.compile(rf"({'|'.join(WRITTEN)}) ([^\s:]+): ")


def why_closed(act: str, options: OrderOptions) -> str:
    """Return the reason why a seat cannot give a deal order now.

    A rule forbids the order, or there is no open offer.
    """
    answers = act in (SIGN, REFUSE)
    return "No offer waits for you there" if answers else options.actions[act].requires[0].otherwise.rstrip(".")


def is_own_terms(text: str, options: OrderOptions) -> bool:
    """Return whether a text begins an order with terms that the party writes."""
    return HEAD in text and bool(options.vocabulary)


def exact_terms(text: str, vocabulary: DealVocabulary) -> Order | None:
    """Read the canonical text of an order with terms, which saves and records contain.

    Return None for any other text.
    """
    head = _WHOLE.match(text)
    if head is None or head[2] not in vocabulary.book.tables:
        return None
    try:
        order = table_of_deal_action(head[1], read_terms(head[1], text, head[2], vocabulary))
    except OrderError:
        return None
    return order if order.text == text else None


@attrs.frozen
class OwnTerms:
    """The result of reading a line with terms: the order, or a refusal with the mistake and the nearest correct text.

    `option`: the option that the words before the colon mean, or None.
    `draft`: the terms that are written so far.
    """

    order: Order | OrderError
    option: Option | None = None
    draft: TermsDraft | None = None


def read_own_terms(text: str, options: OrderOptions) -> OwnTerms:
    """Read `offer TABLE: terms` or `sign TABLE: terms`."""
    try:
        option = _opened(text, options)
    except OrderError as refusal:
        return OwnTerms(refusal)
    action, table = option.action, options.table(option) or option.targets[0]
    if not option.legal:
        rule, reason = options.label(action), option.reason.rstrip(".")
        said = f"Not legal: {action} {table}. {reason} (rule: {rule})."
        return OwnTerms(OrderError(Refusal.NOT_LEGAL, said, _any(options)), option)
    draft = terms_draft(text, table, options.vocabulary)
    if draft.wrongs:
        return OwnTerms(refusal_of(draft, action, options.vocabulary), option, draft)
    if action == SIGN and options.lying is not None and draft.terms != options.lying.get(table):
        return OwnTerms(_lies_not(draft.terms, options.lying.get(table), option, options), option, draft)
    return OwnTerms(table_of_deal_action(action, draft.terms), option, draft)


def _lies_not(terms: Terms, lying: Terms | None, option: Option, options: OrderOptions) -> OrderError:
    """Return the error for a signature under terms that the other party did not offer."""
    whole = options.order(option).text
    said = f"What lies there is: {lying.text}" if lying else "A ready deal lies there, with terms of its own"
    return OrderError(Refusal.NOT_LEGAL, f"Not legal: {SIGN} {terms.text}. {said}.", whole)


def _opened(text: str, options: OrderOptions) -> Option:
    """Return the option that the words before the colon mean.

    Raises OrderError if the words mean no option or several options.
    """
    head = text.partition(HEAD)[0]
    found = [
        (how, option) for option, how in ((o, fit(head, _words(o, options), False)) for o in _openings(options)) if how
    ]
    found = [(how, option) for how, option in found if head.strip() and not how.main]
    if not found:
        named = next((table for table in options.vocabulary.book.tables if head.split()[1:] == [table]), "")
        if named and head.split()[0] in WRITTEN:
            why = why_closed(head.split()[0], options)
            raise OrderError(Refusal.NOT_LEGAL, f"Not legal: {' '.join(head.split())}. {why}.", _any(options))
        tables = ", ".join(options.vocabulary.book.tables)
        message = (
            f'"{cut(head.strip())}" opens no terms. Write {OFFER} and a table before the colon; tables are {tables}.'
        )
        raise OrderError(Refusal.NOT_UNDERSTOOD, message, _any(options))
    rank = min(how.rank for how, _ in found)
    best = [(how, option) for how, option in found if how.rank == rank]
    best = [each for each in best if each[0].complete] or best
    meant = [option for _, option in best if option.legal] or [option for _, option in best]
    if len(meant) > 1:
        named = ", ".join(f"{' '.join(_words(option, options))}:" for option in meant)
        raise OrderError(
            Refusal.NOT_UNDERSTOOD, f'"{cut(head.strip())}" could be {named}. Write a letter more.', _any(options)
        )
    return meant[0]


def _openings(options: OrderOptions) -> Sequence[Option]:
    return [option for option in options.all if option.action == SIGN or options.table(option)]


def _words(option: Option, options: OrderOptions) -> tuple[str, str]:
    return option.action, options.table(option) or option.targets[0]


def _any(options: OrderOptions) -> str | None:
    """Return the text of an example: an offer with terms that is legal now, or any other legal order."""
    for option in options.all:
        table = options.table(option) if option.legal else ""
        example = options.vocabulary.example(table) if table else None
        if example is not None:
            return table_of_deal_action(OFFER, example).text
    return options.example
