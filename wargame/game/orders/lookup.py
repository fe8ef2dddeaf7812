"""Typed text looked up against what a seat may order: each text is worked out once while its draft stays as it is.

Must not know: the true state, or drafts.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.errors import OrderError
from wargame.game.orders.completion import Keys, completion, matches
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.draft import with_draft
from wargame.game.orders.options import OrderOptions
from wargame.game.orders.parser import choose, read_order
from wargame.game.orders.terms.completion import terms_completion
from wargame.game.orders.terms.own_terms import is_own_terms
from wargame.model.action import Action
from wargame.model.completion import Completion
from wargame.model.deal import Terms
from wargame.model.order import Order, Orders
from wargame.model.view import Option

_Written = tuple[Orders, tuple[Option, ...], Mapping[str, Terms]]

MOST_KEPT = 256  # texts; a line is typed in far fewer


class Lookups:
    """The lookups of a match's seats and lines, each kept until its draft or the turn changes."""

    def __init__(self, actions: Mapping[str, Action], vocabulary: DealVocabulary) -> None:
        self._actions = actions
        self._vocabulary = vocabulary
        self._keys: dict[str, Keys] = {}
        self._kept: dict[tuple[str, int | None], tuple[_Written, Lookup]] = {}

    def forget(self) -> None:
        """Start anew: what may be ordered has changed."""
        self._keys, self._kept = {}, {}

    def of(
        self, seat: str, line: int | None, orders: Orders, base: tuple[Option, ...], lying: Mapping[str, Terms]
    ) -> Lookup:
        """Give what a line is read against: what the draft does not hold, save for the line being edited.

        `lying`: table -> the terms that lie there before the seat.
        """
        written, lookup = self._kept.get((seat, line), (None, None))
        now = orders, base, lying
        if lookup is None or written != now:
            free = with_draft(base, orders, self._actions, besides=line)
            options = OrderOptions(free, self._actions, self._vocabulary.names, self._vocabulary, lying)
            if seat not in self._keys:
                self._keys[seat] = Keys(base, options.words)
            lookup = Lookup(options, self._keys[seat])
            self._kept[seat, line] = now, lookup
        return lookup


class Lookup:
    """Reads lines of text against options that do not change."""

    def __init__(self, options: OrderOptions, keys: Keys) -> None:
        self.options = options
        self._keys = keys
        self._found: dict[str, Completion] = {}

    def completion(self, text: str) -> Completion:
        """Give the order list for a line being typed."""
        if text not in self._found:
            if len(self._found) >= MOST_KEPT:
                self._found.clear()
            self._found[text] = self._complete(text)
        return self._found[text]

    def order(self, text: str) -> Order:
        """Read text as an order that is legal now. Raises OrderError with rule and nearest legal order."""
        return read_order(text, self.options)

    def _complete(self, text: str) -> Completion:
        if is_own_terms(text, self.options):
            return terms_completion(text, self.options)
        found = matches(text, self.options)
        try:
            choose(text, found, self.options)
            refusal = ""
        except OrderError as error:
            refusal = str(error)
        return completion(text, found, self._keys, self.options, refusal)
