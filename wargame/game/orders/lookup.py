"""The look-up of typed text among a seat's options. Each text is read once while the draft stays the same.

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

MOST_KEPT = 256  # texts; people type a line in far fewer steps


class Lookups:
    """The look-ups of a match's seats and lines. Each is kept until its draft or the turn changes."""

    def __init__(self, actions: Mapping[str, Action], vocabulary: DealVocabulary) -> None:
        self._actions = actions
        self._vocabulary = vocabulary
        self._keys: dict[str, Keys] = {}
        self._kept: dict[tuple[str, int | None], tuple[_Written, Lookup]] = {}

    def forget(self) -> None:
        """Clear the cache, because the options have changed."""
        self._keys, self._kept = {}, {}

    def of(
        self, seat: str, line: int | None, orders: Orders, base: tuple[Option, ...], lying: Mapping[str, Terms]
    ) -> Lookup:
        """Return the look-up of a line, without what the draft holds except the line being edited.

        `lying`: table -> own terms that the seat may sign.
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
    """Reads lines of text by a fixed set of options."""

    def __init__(self, options: OrderOptions, keys: Keys) -> None:
        self.options = options
        self._keys = keys
        self._found: dict[str, Completion] = {}

    def completion(self, text: str) -> Completion:
        """Return the order list for typed text."""
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
