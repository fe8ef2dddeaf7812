"""The options that a typed text fits, best first. A text can fit codes, names of places, or words of action labels.

Must not know: the true state, or which of several options is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from wargame.game.orders.grammar import Fit, fit, read_level
from wargame.game.orders.options import OrderOptions
from wargame.game.wording.place_names import plain_letters
from wargame.model.match.order import Order
from wargame.model.telling.view import Option

LEAST_WORD = 3  # number of letters; a shorter word would fit too many labels


@attrs.frozen
class Candidate:
    """An option with its fit to the text."""

    option: Option
    fit: Fit
    aside: bool = False  # whether the text has a word that is not in the order

    @property
    def key(self) -> tuple[int, str, tuple[str, ...], float]:
        """Return the key for sorting: first the rank of the fit, then the alphabet.

        Therefore a list always has the same order, which people can learn.
        """
        return self.fit.rank, self.option.action, self.option.targets, self.option.levels[0]


def matches(text: str, options: OrderOptions) -> tuple[Candidate, ...]:
    """Return the options that the text fits, best first.

    Names of places count only if no codes fit. Words of action labels count only if no names of places fit.
    """
    by_code = ((option, fit(text, options.words(option), not option.words)) for option in options.all)
    spelled = plain_letters(text)
    return _ranked(by_code) or _ranked(_spoken(spelled, options.spoken, options)) or _by_word(spelled, options)


def _spoken(
    text: str, ways: Callable[[Option], Iterable[tuple[str, ...]]], options: OrderOptions
) -> Iterator[tuple[Option, Fit | None]]:
    for option in options.all:
        fits = [how for how in (fit(text, way, not option.words) for way in ways(option)) if how is not None]
        yield option, min(fits, key=lambda how: how.rank, default=None)


def _by_word(text: str, options: OrderOptions) -> tuple[Candidate, ...]:
    """Return the options whose action has the first word of the text in its name or label.

    For example, `fuel` finds `emergency_buy`.
    """
    first = text.split()[:1]
    if not first or len(first[0]) < LEAST_WORD:
        return ()
    found = _ranked(_spoken(text, options.called, options))
    # The typed word is not part of the order's text, so no text is proposed after the cursor.
    return tuple(attrs.evolve(each, fit=attrs.evolve(each.fit, unwritten=""), aside=True) for each in found)


def _ranked(found: Iterable[tuple[Option, Fit | None]]) -> tuple[Candidate, ...]:
    candidates = (Candidate(option, how) for option, how in found if how is not None)
    return tuple(sorted(candidates, key=lambda candidate: candidate.key))


def order_of(candidate: Candidate, options: OrderOptions) -> Order | None:
    """Return the order that a candidate means. Return None if the level of the candidate is not possible now."""
    level = read_level(candidate.fit.level, candidate.option.levels)
    return None if level is None else options.order(candidate.option, level, candidate.fit.main)
