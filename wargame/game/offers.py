"""What a line of order text is read against: a seat's options, the actions, and the names of places.

Must not know: the true state, or how text is matched.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

import attrs

from wargame.game.order_text import canonical
from wargame.model.action import Action
from wargame.model.order import Order
from wargame.model.scenario import Scenario
from wargame.model.view import Option


def _word_by_word(options: Iterable[Option]) -> tuple[Option, ...]:
    """Give an option for each of its choices where levels are choices, so that the word of each can be typed."""
    return tuple(each for option in options for each in (_choices(option) if option.words else (option,)))


def _choices(option: Option) -> Iterator[Option]:
    for level in range(1, len(option.words) + 1):
        yield attrs.evolve(option, levels=(float(level),), costs={float(level): option.costs.get(float(level), {})})


@attrs.frozen
class Offers:
    """Options, actions by name, and for each entity code the first word of its name in plain letters."""

    options: tuple[Option, ...] = attrs.field(converter=_word_by_word)
    actions: Mapping[str, Action]
    names: Mapping[str, str] = attrs.field(factory=dict)

    @property
    def legal(self) -> Iterator[Option]:
        """The options that are legal now."""
        return (option for option in self.options if option.legal)

    def order(self, option: Option, level: float | None = None, main: bool = False) -> Order:
        """Make the canonical order of an option, at its lowest level by default."""
        return canonical(option.order(level, main), self.actions[option.action])

    def label(self, action: str) -> str:
        """Give the name of an action's rule."""
        return self.actions[action].label or action

    def words(self, option: Option) -> tuple[str, ...]:
        """Give the words of an option as its text writes them."""
        return words_of(option)

    def spoken(self, option: Option) -> tuple[tuple[str, ...], ...]:
        """Give the ways to write an option with places by code or by name."""
        ways = (dict.fromkeys((code, self.names.get(code, code))) for code in option.targets)
        choice = words_of(option)[1 + len(option.targets) :]
        return tuple((option.action, *way, *choice) for way in itertools.product(*ways))


def words_of(option: Option) -> tuple[str, ...]:
    """Give the words of an option: its action, its targets, and the choice that it stands for."""
    choice = option.words[round(option.levels[0]) - 1 :][:1] if option.words else ()
    return option.action, *option.targets, *choice


def first_words(scenario: Scenario) -> dict[str, str]:
    """Give for each entity the first word of its name, without accents, so that any keyboard can write it."""
    return {code: plain_letters(scenario.label(code)).split(" ")[0] for code in scenario.entities}


def plain_letters(text: str) -> str:
    """Take accents off letters: `Ségou` as `Segou`."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
