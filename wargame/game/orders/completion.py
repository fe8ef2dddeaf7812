"""The order list: the orders that a typed line may become, best first.

Each order has the shortest text that a person can type for it, its cost, and the reason if the order is illegal.

Must not know: the true state. This module gets the options of a seat.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from wargame.game.orders.grammar import shortest
from wargame.game.orders.matching import Candidate, order_of
from wargame.game.orders.options import OrderOptions, words_of
from wargame.model.match.completion import Completion, CompletionRow
from wargame.model.match.order import Order, level_text
from wargame.model.telling.view import Option

MOST_NOT_NOW = 5
OWN_TERMS = "Write what is promised: clauses, then for how many turns."


def completion(text: str, found: Sequence[Candidate], keys: Keys, options: OrderOptions, refusal: str) -> Completion:
    """Make the order list for a typed line from the options that the line fits.

    `refusal`: the message if the line is refused. The text is empty if the line is accepted.
    """
    possible = ((candidate, order_of(candidate, options)) for candidate in found if candidate.option.legal)
    legal = [(candidate, order) for candidate, order in possible if order is not None]
    rows = tuple(_row(candidate, order, keys, options) for candidate, order in legal)
    not_now = tuple(
        _row(candidate, order_of(candidate, options), keys, options)
        for candidate in itertools.islice((c for c in found if not c.option.legal), MOST_NOT_NOW)
    )
    rest = _rest(text, legal[0][0], options) if legal else ""
    return Completion(
        text=text,
        rows=rows,
        not_now=not_now,
        rest=rest,
        line=rows[0].text if rows else "",
        digits=_digits(text, found) if text.strip() else "",
        verdict=_verdict(text, rows, not_now, refusal),
        reason=refusal,
    )


def _verdict(text: str, rows: Sequence[CompletionRow], not_now: Sequence[CompletionRow], refusal: str) -> str:
    if not text.strip():
        return ""
    if not refusal:
        return "ok"
    if rows:
        return "unclear"
    return "not now" if not_now else "unknown"


def _rest(text: str, candidate: Candidate, options: OrderOptions) -> str:
    """Return the text to show after the cursor: the part of the words that is not yet typed.

    The text is empty after a typed level.
    """
    how, words = candidate.fit, options.words(candidate.option)
    if how.level or how.main or candidate.aside:
        return ""
    missing = " ".join(words[how.begun :])
    if not how.begun or text[-1:].isspace():
        # A space ends the word before it. The next letters therefore begin a new word.
        return missing
    return f"{how.unwritten} {missing}".rstrip()


def _row(candidate: Candidate, wanted: Order | None, keys: Keys, options: OrderOptions) -> CompletionRow:
    option = candidate.option
    order = wanted or options.order(option, main=candidate.fit.main)
    begun = options.text(option) if options.table(option) else ""
    return CompletionRow(
        order=order,
        keys=keys.of(option),
        label=options.label(option.action),
        effect=OWN_TERMS if begun else options.actions[option.action].effect,
        cost=dict(option.costs.get(order.level, {})),
        legal=option.legal,
        reason=option.reason,
        may_fail=option.may_fail,
        begun=f"{begun} " if begun else "",
        streak=option.streak,
        strength=option.strength,
    )


def _digits(text: str, found: Sequence[Candidate]) -> str:
    """Return the digits that can come next in a legal order. Any other digit can choose a row of the list."""
    legal = [candidate for candidate in found if candidate.option.legal]
    # A digit is a level if the words are complete, or if only one completion is possible.
    levelled = [c for c in legal if len(c.option.levels) > 1 and (c.fit.complete or len(legal) == 1)]
    following = {candidate.fit.unwritten[:1] for candidate in legal}
    for candidate in levelled:
        typed = candidate.fit.level
        if not candidate.fit.main and not (typed and text[-1:].isspace()):
            written = (level_text(level) for level in candidate.option.levels)
            following |= {level[len(typed) : len(typed) + 1] for level in written if level.startswith(typed)}
    return "".join(sorted(character for character in following if character.isdigit()))


class Keys:
    """The shortest text for each option. Each word is cut to a prefix that no other choice at its position has."""

    def __init__(self, options: Sequence[Option], words: Callable[[Option], tuple[str, ...]] = words_of) -> None:
        self._words = words
        self._shortest: dict[tuple[str, ...], str] = {}
        self._spelled: dict[tuple[str, ...], str] = {}
        self._choices: dict[tuple[str, ...], list[str]] = {}
        for option in options:
            written = words(option)
            for depth, word in enumerate(written):
                choices = self._choices.setdefault(written[:depth], [])
                if word not in choices:
                    choices.append(word)

    def of(self, option: Option) -> str:
        """Return the shortest text for an option, such as `se bg`."""
        words = self._words(option)
        if words not in self._spelled:
            self._spelled[words] = " ".join(self._beginning(words[: depth + 1]) for depth in range(len(words)))
        return self._spelled[words]

    def _beginning(self, words: tuple[str, ...]) -> str:
        if words not in self._shortest:
            self._shortest[words] = shortest(words[-1], self._choices[words[:-1]])
        return self._shortest[words]
