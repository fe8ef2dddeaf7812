"""Reads a typed line as one order. A refusal names the rule and the nearest legal order.

Must not know: the true state. This module gets the options of a seat.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import attrs

from wargame.errors import OrderError, Refusal
from wargame.game.orders.draft import ALREADY
from wargame.game.orders.grammar import LONGEST_LINE, MAIN, cut, levels_text, read_level, shortest
from wargame.game.orders.matching import Candidate, matches, order_of
from wargame.game.orders.options import OrderOptions
from wargame.game.orders.terms.own_terms import OwnTerms, is_own_terms, read_own_terms, why_closed
from wargame.model.match.order import Order, level_text
from wargame.model.rules.deal import ACTS, OFFER
from wargame.model.telling.view import Option

MOST_NAMED = 3


@attrs.frozen
class Reading:
    """The result of reading a line: the order, or the refusal with the reason.

    `found`: the options that the line fits, best first.
    `own`: the result for a line with terms that a party writes.
    """

    order: Order | OrderError
    found: tuple[Candidate, ...] = ()
    own: OwnTerms | None = None

    @property
    def refusal(self) -> str:
        """Return the message of the refusal. Return an empty text if the line is an order."""
        return str(self.order) if isinstance(self.order, OrderError) else ""

    def accepted(self) -> Order:
        """Return the order. Raises OrderError with the nearest order if the line is not understood or not legal."""
        if isinstance(self.order, OrderError):
            raise self.order.with_traceback(None)
        return self.order


def read_order(text: str, options: OrderOptions) -> Reading:
    """Return the one legal order that a line means.

    Only the options with the best rank of fit count. Exactly one of these options must be legal. The line means this
    option.
    """
    if is_own_terms(text, options):
        own = read_own_terms(text, options)
        return Reading(own.order, own=own)
    found = matches(text, options)
    try:
        return Reading(_choose(text, found, options), found)
    except OrderError as refusal:
        return Reading(refusal, found)


def _choose(text: str, found: Sequence[Candidate], options: OrderOptions) -> Order:
    if not text.strip():
        raise OrderError(Refusal.NOT_UNDERSTOOD, "Nothing is written.", options.example)
    if len(text) > LONGEST_LINE:
        what = f"An order has at most {LONGEST_LINE} letters, and this line has {len(text):,}."
        raise OrderError(Refusal.NOT_UNDERSTOOD, what, options.example)
    if not found:
        raise _unknown(text, options)
    best = [candidate for candidate in found if candidate.fit.rank == found[0].fit.rank]
    # A complete order comes before an order that still needs a word.
    complete = [candidate for candidate in best if candidate.fit.complete]
    best = complete or best
    legal = [candidate for candidate in best if candidate.option.legal]
    if not legal:
        raise _not_legal(best[0], options)
    # A word of a label may fit several actions. A more complete order is therefore not preferred.
    meant = [candidate for candidate in found if candidate.option.legal] if found[0].aside else legal
    if len(meant) > 1:
        raise _unclear(text, meant, options)
    if options.table(legal[0].option):
        raise _without_terms(legal[0].option, options)
    order = order_of(legal[0], options)
    if order is None:
        raise _wrong_level(legal[0], options)
    if put_first_in_vain(order, options):
        plain = attrs.evolve(order, main=False)
        what = "An answer" if order.words else "A deal"
        raise OrderError(Refusal.NOT_LEGAL, f"Not legal: {order.text}. {what} is no effort to put first.", plain.text)
    return order


def put_first_in_vain(order: Order, options: OrderOptions) -> bool:
    """Return whether the order has the mark of the main effort but its action cannot be a main effort."""
    return order.main and not options.actions[order.action].weighed


def _without_terms(option: Option, options: OrderOptions) -> OrderError:
    """Return the error for an offer that lacks its terms."""
    example = options.vocabulary.example(options.table(option))
    text = f"{OFFER} {example.text}" if example else None
    return OrderError(Refusal.NOT_UNDERSTOOD, f'Say what is promised, behind "{options.text(option)}".', text)


def not_legal(order: Order, reason: str, options: OrderOptions) -> OrderError:
    """Return the refusal of an order that is understood but not legal.

    The refusal contains the reason, the rule and the nearest order.
    """
    rule = options.label(order.action)
    why = f" {_sentence(reason)} (rule: {rule})." if reason else f" The rule is {rule}."
    return OrderError(
        Refusal.NOT_LEGAL,
        f"Not legal: {order.text}.{why}",
        nearest_text(order.action, order.targets, order.level, options),
    )


def nearest_text(action: str, targets: Sequence[str], level: float, options: OrderOptions) -> str | None:
    """Return the legal order that is nearest to an illegal order, or None.

    Orders with the same action come first. The number of equal targets decides next, and similar letters decide last.
    """
    legal = list(options.legal)
    near = [option for option in legal if option.action == action] or legal
    if not near:
        return None
    words = " ".join((action, *targets))

    def likeness(option: Option) -> tuple[int, float]:
        same = sum(a == b for a, b in zip(option.targets, targets, strict=False))
        return same, difflib.SequenceMatcher(None, words, " ".join(options.words(option))).ratio()

    chosen = max(near, key=likeness)
    return options.order(chosen, min(chosen.levels, key=lambda allowed: abs(allowed - level))).text


def _sentence(reason: str) -> str:
    text = reason.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}" if text else text


def _not_legal(candidate: Candidate, options: OrderOptions) -> OrderError:
    if candidate.option.reason.startswith(ALREADY):
        return _already(candidate, options)
    action = options.actions[candidate.option.action]
    # The typed level stays if the action has this level. Perhaps no level is possible at this target now.
    level = read_level(candidate.fit.level, action.levels) or action.levels[0]
    level = candidate.option.levels[0] if candidate.option.words else level
    order = options.order(candidate.option, level, candidate.fit.main)
    return not_legal(order, candidate.option.reason, options)


def _already(candidate: Candidate, options: OrderOptions) -> OrderError:
    """Return a refusal with the number of the draft line that already contains the order."""
    words, number = " ".join(options.words(candidate.option)), candidate.option.reason.removeprefix(ALREADY).strip()
    levelled = len(options.actions[candidate.option.action].levels) > 1
    how = "change its level there" if levelled else "there is no more of it"
    return OrderError(
        Refusal.NOT_LEGAL,
        f"Not legal: {words} stands on line {number} already; {how} (rule: {options.label(candidate.option.action)}).",
    )


def _wrong_level(candidate: Candidate, options: OrderOptions) -> OrderError:
    option, action = candidate.option, options.actions[candidate.option.action]
    words = " ".join(options.words(option))
    typed = float(candidate.fit.level)
    nearest = min(option.levels, key=lambda allowed: abs(allowed - typed))
    rule = f"(rule: {options.label(action.name)})"
    if read_level(candidate.fit.level, action.levels) is None:
        why = f"Its level is {levels_text(action.levels)} {rule}."
    else:
        why = f"Its level can only be {levels_text(option.levels)} now {rule}."
    return OrderError(
        Refusal.NOT_LEGAL,
        f"Not legal: {words} {level_text(typed)}. {why}",
        options.order(option, nearest, candidate.fit.main).text,
    )


def _unclear(text: str, legal: Sequence[Candidate], options: OrderOptions) -> OrderError:
    named = ", ".join(options.text(candidate.option) for candidate in legal[:MOST_NAMED])
    more = f" and {len(legal) - MOST_NAMED} more" if len(legal) > MOST_NAMED else ""
    whole = next((options.text(c.option) for c in legal if not options.table(c.option)), None)
    return OrderError(
        Refusal.NOT_UNDERSTOOD,
        f'"{text.strip()}" could be {named}{more}. Write a letter more.',
        whole,
    )


def _unknown(text: str, options: OrderOptions) -> OrderError:
    """Return a refusal with the word that is not understood: the action, a target, or a word after them."""
    tokens = text.split()
    hidden = _hidden(tokens, options)
    if hidden is not None:
        return hidden
    for kept in range(len(tokens) - 1, 0, -1):
        begun = " ".join(tokens[:kept])
        found = matches(begun, options)
        if found:
            return _unknown_word(tokens[kept], found, options)
    names = sorted({option.action for option in options.all})
    word = tokens[0]
    close = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.5) or _sharing_most(word, names)
    nearest = f"{shortest(close[0], names)}, {close[0]}" if close else None
    return OrderError(Refusal.NOT_UNDERSTOOD, f'No order starts with "{cut(word)}".', nearest)


def _hidden(tokens: Sequence[str], options: OrderOptions) -> OrderError | None:
    """Return the reason why a deal order is not possible now. Such an order is not among the options."""
    act = _begun(tokens[0], [name for name in ACTS if name in options.actions]) if options.vocabulary else ""
    if not act:
        return None
    book = options.vocabulary.book
    named = _begun(tokens[1], list(book.deals if act == OFFER else book.tables)) if len(tokens) > 1 else ""
    if not named and (len(tokens) > 1 or any(option.action == act for option in options.all)):
        return None
    words = " ".join(part for part in (act, named) if part)
    message = f"Not legal: {words}. {why_closed(act, options)} (rule: {options.label(act)})."
    return OrderError(Refusal.NOT_LEGAL, message, nearest_text(act, (named,), 1, options))


def _begun(word: str, names: Sequence[str]) -> str:
    """Return the one name that begins with a word.

    Return an empty text if no name or several names begin with the word.
    """
    begun = [name for name in names if name.lower().startswith(word.lower())]
    return begun[0] if len(begun) == 1 else ""


def _unknown_word(word: str, found: Sequence[Candidate], options: OrderOptions) -> OrderError:
    first = next((candidate for candidate in found if candidate.option.legal), found[0]).option
    if all(candidate.fit.complete for candidate in found):
        message = f'"{cut(word)}" is neither a level nor "{MAIN}".'
        return OrderError(Refusal.NOT_UNDERSTOOD, message, nearest_text(first.action, first.targets, 1, options))
    if first.words and all(candidate.fit.begun > len(first.targets) for candidate in found):
        message = f'"{cut(word)}" is no choice of {first.targets[-1]}.'
        return OrderError(Refusal.NOT_UNDERSTOOD, message, options.order(first).text)
    targets = {c.option.targets[-1].upper(): c.option.targets[-1] for c in found if c.option.targets}
    close = difflib.get_close_matches(word.upper(), sorted(targets), n=1, cutoff=0.3)
    aimed = (*first.targets[:-1], *((targets[close[0]],) if close else first.targets[-1:]))
    return OrderError(
        Refusal.NOT_UNDERSTOOD,
        f'No target of {first.action} starts with "{cut(word)}".',
        nearest_text(first.action, aimed, 1, options),
    )


def _sharing_most(word: str, actions: Sequence[str]) -> list[str]:
    """Return a list with one action: the action whose beginning has most letters in common with the word.

    Return an empty list if no action begins with half of the word.
    """
    for length in range(len(word), (len(word) - 1) // 2, -1):
        for action in actions:
            if action.lower().startswith(word[:length].lower()):
                return [action]
    return []
