"""The data for reading and writing order text: a seat's options, the actions, the names of places, and open offers.

Must not know: the true state, or how text is matched.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

import attrs

from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.grammar import canonical
from wargame.game.wording.place_names import plain_letters
from wargame.model.match.order import Order
from wargame.model.rules.action import Action
from wargame.model.rules.deal import SIGN, Terms
from wargame.model.telling.view import Option


def _word_by_word(options: Iterable[Option]) -> tuple[Option, ...]:
    """Return the options. An action with choices in place of levels gets one option for each choice.

    People can then type the choice as a word.
    """
    return tuple(each for option in options for each in (_choices(option) if option.words else (option,)))


def _choices(option: Option) -> Iterator[Option]:
    for level in range(1, len(option.words) + 1):
        yield attrs.evolve(option, levels=(float(level),), costs={float(level): option.costs.get(float(level), {})})


@attrs.frozen
class OrderOptions:
    """All data that is needed to read and write the text of orders.

    `all`: the options of the seat.
    `actions`: the actions by name.
    `names`: the first word of each entity's name in plain letters, by code.
    `vocabulary`: the words of deals.
    `lying`: table -> the terms that the seat may sign. None: the offers are not known, and the seat may sign any terms.
    """

    all: tuple[Option, ...] = attrs.field(converter=_word_by_word)
    actions: Mapping[str, Action]
    names: Mapping[str, str] = attrs.field(factory=dict)
    vocabulary: DealVocabulary = attrs.field(factory=DealVocabulary)
    lying: Mapping[str, Terms] | None = attrs.field(factory=dict)

    @property
    def legal(self) -> Iterator[Option]:
        """Return the options that are legal now and complete."""
        return (option for option in self.all if option.legal and not self.table(option))

    @property
    def example(self) -> str | None:
        """Return the text of an order that is legal now, or None if no order is legal."""
        return next((self.order(option).text for option in self.legal), None)

    def table(self, option: Option) -> str:
        """Return the table of an option for an offer whose terms the party writes.

        Return an empty text for other orders.
        """
        return self.vocabulary.own_table(option.action, option.targets)

    def order(self, option: Option, level: float | None = None, main: bool = False) -> Order:
        """Make the canonical order of an option. The level is the lowest level by default."""
        order = canonical(option.order(level, main), self.actions[option.action])
        terms = (self.lying or {}).get(option.targets[0]) if option.action == SIGN else None
        return order if terms is None else attrs.evolve(order, terms=terms)

    def text(self, option: Option) -> str:
        """Return the text of an option at its lowest level.

        The text ends in a colon if the option still lacks its terms.
        """
        return " ".join(self.words(option)) if self.table(option) else self.order(option).text

    def label(self, action: str) -> str:
        """Return the text that players read for an action."""
        return self.actions[action].label or action

    def words(self, option: Option) -> tuple[str, ...]:
        """Return the words in the text of an option."""
        table = self.table(option)
        return (option.action, f"{table}:") if table else words_of(option)

    def spoken(self, option: Option) -> tuple[tuple[str, ...], ...]:
        """Return the ways to write an option. Each place is written as its code or as its name."""
        if self.table(option):
            return (self.words(option),)
        ways = (dict.fromkeys((code, self.names.get(code, code))) for code in option.targets)
        choice = words_of(option)[1 + len(option.targets) :]
        return tuple((option.action, *way, *choice) for way in itertools.product(*ways))

    def called(self, option: Option) -> tuple[tuple[str, ...], ...]:
        """Return further ways to write an option. A word of the action's name or label replaces the action."""
        words = f"{option.action.replace('_', ' ')} {plain_letters(self.label(option.action))}".lower().split()
        return tuple((word, *way[1:]) for word in dict.fromkeys(words) for way in self.spoken(option))


def words_of(option: Option) -> tuple[str, ...]:
    """Return the words of an option: its action, its targets, and its choice if it has a choice."""
    choice = option.words[round(option.levels[0]) - 1 :][:1] if option.words else ()
    return option.action, *option.targets, *choice
