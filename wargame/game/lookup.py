"""Typed text looked up against what a seat may order: each text is worked out once while its draft stays as it is.

Must not know: the true state, or drafts.
"""

from __future__ import annotations

from wargame.errors import OrderError
from wargame.game.completion import Keys, completion, matches
from wargame.game.offers import Offers
from wargame.game.refusal import choose, read_order
from wargame.model.completion import Completion
from wargame.model.order import Order

MOST_KEPT = 256  # texts; a line is typed in far fewer


class Lookup:
    """Reads lines of text against offers that do not change."""

    def __init__(self, offers: Offers, keys: Keys) -> None:
        self.offers = offers
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
        return read_order(text, self.offers)

    def _complete(self, text: str) -> Completion:
        found = matches(text, self.offers)
        try:
            choose(text, found, self.offers)
            refusal = ""
        except OrderError as error:
            refusal = str(error)
        return completion(text, found, self._keys, self.offers, refusal)
