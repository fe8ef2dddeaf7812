"""The order list: which orders a typed line may become, best first, with keys, cost and reason.

Must not know: the true state; it gets a seat's options.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from wargame.game.order_text import Fit, fit, read_level, shortest
from wargame.model.action import Action
from wargame.model.completion import Completion, CompletionRow
from wargame.model.order import Order, level_text
from wargame.model.view import Option

MOST_NOT_NOW = 5


@attrs.frozen
class Candidate:
    """An option with the way in which the text fits it."""

    option: Option
    fit: Fit

    @property
    def key(self) -> tuple[int, str, tuple[str, ...]]:
        """Sort by rank, then by the alphabet, never by frequency, so that fingers can learn."""
        return self.fit.rank, self.option.action, self.option.targets


def matches(text: str, options: Sequence[Option]) -> tuple[Candidate, ...]:
    """Give the options that the text fits, best first."""
    found = []
    for option in options:
        how = fit(text, (option.action, *option.targets))
        if how is not None:
            found.append(Candidate(option, how))
    return tuple(sorted(found, key=lambda candidate: candidate.key))


def order_of(candidate: Candidate) -> Order | None:
    """Give the order that a candidate means, or None when its level is not allowed."""
    level = read_level(candidate.fit.level, candidate.option.levels)
    return None if level is None else candidate.option.order(level, candidate.fit.main)


def completion(text: str, options: Sequence[Option], actions: Mapping[str, Action], refusal: str) -> Completion:
    """Make the list for a typed line; `refusal` is what a refusal of it would say (empty when accepted)."""
    found = matches(text, options)
    keys = Keys(options)
    rows = tuple(
        _row(candidate, keys, actions) for candidate in found if candidate.option.legal and order_of(candidate)
    )
    not_now = tuple(_row(candidate, keys, actions) for candidate in found if not candidate.option.legal)
    first = next((candidate for candidate in found if candidate.option.legal and order_of(candidate)), None)
    rest = _rest(text, first) if first else ""
    return Completion(
        text=text,
        rows=rows,
        not_now=not_now[:MOST_NOT_NOW],
        rest=rest,
        line=rows[0].text if rows else "",
        digits=_digits(text, [candidate.option for candidate in found]) if text.strip() else "",
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


def _rest(text: str, candidate: Candidate) -> str:
    """Give what stands behind the cursor: the unwritten part of the words, unless a level was already typed."""
    how, words = candidate.fit, (candidate.option.action, *candidate.option.targets)
    if how.level or how.main:
        return ""
    missing = " ".join(words[how.begun :])
    if not how.begun or text[-1:].isspace():
        # After a space the word before is taken as done, so that what follows begins a new word.
        return missing
    return f"{how.unwritten} {missing}".rstrip()


def _row(candidate: Candidate, keys: Keys, actions: Mapping[str, Action]) -> CompletionRow:
    option = candidate.option
    order = order_of(candidate) or option.order(main=candidate.fit.main)
    action = actions[option.action]
    return CompletionRow(
        order=order,
        keys=keys.of(option),
        label=action.label or action.name,
        effect=action.effect,
        cost=dict(option.costs.get(order.level, {})),
        legal=option.legal,
        reason=option.reason,
        may_fail=option.may_fail,
    )


def _digits(text: str, options: Sequence[Option]) -> str:
    """Give the digits with which a legal order goes on; any other digit may pick a row of the list."""
    return "".join(digit for digit in "0123456789." if _goes_on(text + digit, options)).strip(".")


def _goes_on(text: str, options: Sequence[Option]) -> bool:
    found = [
        candidate for candidate in matches(text, options) if candidate.option.legal and len(candidate.option.levels) > 1
    ]
    if not any(candidate.fit.complete for candidate in found) and len(found) != 1:
        return False
    return any(
        level_text(level).startswith(candidate.fit.level)
        for candidate in found
        if candidate.fit.level and (candidate.fit.complete or len(found) == 1)
        for level in candidate.option.levels
    )


class Keys:
    """The shortest typing of each option: per word, the beginning that no other choice at that place shares."""

    def __init__(self, options: Sequence[Option]) -> None:
        self._choices: dict[tuple[str, ...], list[str]] = {}
        for option in options:
            words = (option.action, *option.targets)
            for depth, word in enumerate(words):
                choices = self._choices.setdefault(words[:depth], [])
                if word not in choices:
                    choices.append(word)

    def of(self, option: Option) -> str:
        """Give the shortest typing of an option, as in `se bg`."""
        words = (option.action, *option.targets)
        return " ".join(shortest(word, self._choices[words[:depth]]) for depth, word in enumerate(words))
