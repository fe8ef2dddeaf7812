"""Finds the orders that a typed text means among a seat's options. Each text is read once until the draft changes.

Must not know: the true state, or drafts.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.game.orders.completion import Keys, completion
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.draft import with_draft
from wargame.game.orders.options import OrderOptions
from wargame.game.orders.parser import Reading, put_first_in_vain, read_order
from wargame.game.orders.terms.completion import terms_completion
from wargame.model.match.completion import Completion
from wargame.model.match.order import Order, Orders
from wargame.model.rules.action import Action
from wargame.model.rules.deal import Terms
from wargame.model.telling.view import Option

_Written = tuple[Orders, tuple[Option, ...], Mapping[str, Terms]]

MOST_KEPT = 256  # number of kept texts; people press far fewer keys for a line


class Lookups:
    """The `Lookup` objects of a match, by seat and line. An object is kept until its draft or the turn changes."""

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
        """Return the object that reads text for a line of a seat's draft.

        Orders in the draft are left out, except the order in the edited line.
        `lying`: table -> the terms that the other party wrote and that the seat may sign.
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
    """Reads lines of text with a fixed set of options. Each text is read once."""

    def __init__(self, options: OrderOptions, keys: Keys) -> None:
        self.options = options
        self._keys = keys
        self._read: dict[str, Reading] = {}
        self._found: dict[str, Completion] = {}
        self._offered: set[Order] = set()  # orders in the lists that were already returned

    def completion(self, text: str) -> Completion:
        """Return the order list for typed text."""
        if text not in self._found:
            found = self._found[text] = self._complete(text)
            whole = (row.order for row in found.rows if not row.begun)
            self._offered.update(order for order in whole if not put_first_in_vain(order, self.options))
        return self._found[text]

    def order(self, text: str) -> Order:
        """Read text as an order that is legal now.

        Raises OrderError with the rule and the nearest legal order.
        """
        return self._reading(text).accepted()

    def legal(self, order: Order) -> Order:
        """Return an order that is legal now.

        The order may come from a returned list. Any other order is read again from its text.

        Raises OrderError with the rule and the nearest legal order.
        """
        return order if order in self._offered else self.order(order.text)

    def _reading(self, text: str) -> Reading:
        if text not in self._read:
            if len(self._read) >= MOST_KEPT:
                self._read, self._found, self._offered = {}, {}, set()
            self._read[text] = read_order(text, self.options)
        return self._read[text]

    def _complete(self, text: str) -> Completion:
        reading = self._reading(text)
        if reading.own is not None:
            return terms_completion(text, reading.own, self.options)
        return completion(text, reading.found, self._keys, self.options, reading.refusal)
