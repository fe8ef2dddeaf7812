"""Decides how typed text fits the words of an order, such as `escort ABJ 2`.

A person may type the beginnings (prefixes) of words, as in `es ab 2`. Joined prefixes have no blank, as in `esab2`.

Must not know: which orders are legal, or whose turn it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import attrs

from wargame.model.match.order import Order, level_text
from wargame.model.rules.action import Action

MAIN = "main"
LONGEST_LINE = 200

WHOLE, PREFIXES, JOINED = 0, 1, 2

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")


@attrs.frozen
class Fit:
    """How text fits the words of an order.

    `rank`: how the words are typed: WHOLE, PREFIXES or JOINED. A whole word is best.
    `begun`: the number of the order's words that the text has begun.
    `complete`: whether the text has all words of the order.
    `level`: the typed number, or an empty text.
    `unwritten`: the missing end of the last word.
    """

    rank: int
    begun: int
    complete: bool
    level: str
    main: bool
    unwritten: str


NOTHING_WRITTEN = Fit(WHOLE, 0, False, "", False, "")


@attrs.frozen
class _Walk:
    """One possible reading of the first part of the text."""

    rank: int = WHOLE
    begun: int = 0
    level: str = ""
    main: bool = False
    unwritten: str = ""


def fit(text: str, words: Sequence[str], levels: bool = True) -> Fit | None:
    """Return the best fit between the text and the words of an order. Return None if there is no fit.

    `words`: the action and its targets, such as `("escort", "ABJ")`. A choice in place of a level is also a word.
    `levels`: whether a number at the end can be a level.

    An empty text fits every order.
    """
    if len(text) > LONGEST_LINE:
        return None
    tokens = tuple(text.split())
    if not tokens:
        return NOTHING_WRITTEN
    if tokens[0][0].lower() != words[0][0].lower():
        return None
    found = [
        Fit(walk.rank, walk.begun, walk.begun == len(words), walk.level, walk.main, walk.unwritten)
        for walk in _walks(tokens, 0, words, _Walk())
        if levels or not walk.level
    ]
    return min(found, key=lambda f: (f.rank, not f.complete, -f.begun), default=None)


def _walks(tokens: tuple[str, ...], at: int, words: Sequence[str], so_far: _Walk) -> list[_Walk]:
    """Return every way to read the remaining tokens. A token is a piece of the text between blanks.

    `at`: the number of characters of the first token that are already read.
    """
    if not tokens:
        return [so_far]
    token, after = tokens[0][at:], tokens[1:]
    found: list[_Walk] = []
    free = not so_far.level and not so_far.main
    if free and so_far.begun < len(words):
        word = words[so_far.begun]
        for taken in range(_common(token, word), 0, -1):
            rank = WHOLE if taken == len(word) else PREFIXES
            if taken == len(token):
                step = _Walk(max(so_far.rank, rank), so_far.begun + 1, unwritten=word[taken:])
                found += _walks(after, 0, words, step)
            else:
                joined = _Walk(JOINED, so_far.begun + 1, unwritten=word[taken:])
                found += _walks(tokens, at + taken, words, joined)
    if so_far.begun and not so_far.level and _NUMBER.fullmatch(token):
        found += _walks(after, 0, words, attrs.evolve(so_far, level=token))
    if so_far.begun and not so_far.main and _is_main(token, whole=so_far.begun < len(words) or at > 0):
        found += _walks(after, 0, words, attrs.evolve(so_far, main=True))
    return found


def _is_main(token: str, whole: bool) -> bool:
    """Return whether a typed word means the main effort.

    `whole`: whether only the whole word `main` counts, because a shorter text could be a target.
    """
    return token.lower() == MAIN if whole else MAIN.startswith(token.lower())


def _common(token: str, word: str) -> int:
    """Return the number of first letters that token and word share. Capital and small letters are equal."""
    shared = 0
    for a, b in zip(token.lower(), word.lower(), strict=False):
        if a != b:
            break
        shared += 1
    return shared


def read_level(typed: str, levels: Sequence[float]) -> float | None:
    """Return the allowed level that was typed. Return None for a level that is not allowed.

    Return the lowest level if no level was typed.
    """
    if not typed:
        return levels[0]
    value = float(typed)
    return next((level for level in levels if abs(level - value) < 1e-9), None)


def levels_text(levels: Sequence[float]) -> str:
    """Return the allowed levels as text: `1`, `1 or 2`, `1 to 15`, `0.6 to 1.6 by 0.2`."""
    if len(levels) == 1:
        return level_text(levels[0])
    if len(levels) == 2:
        return f"{level_text(levels[0])} or {level_text(levels[1])}"
    step = levels[1] - levels[0]
    by = "" if abs(step - 1) < 1e-9 else f" by {level_text(round(step, 9))}"
    return f"{level_text(levels[0])} to {level_text(levels[-1])}{by}"


def shortest(word: str, others: Sequence[str]) -> str:
    """Return the shortest prefix of a word, in small letters, with which no other word begins."""
    low = word.lower()
    rivals = [other.lower() for other in others if other != word]
    for length in range(1, len(low)):
        if not any(rival.startswith(low[:length]) for rival in rivals):
            return low[:length]
    return low


def canonical(order: Order, action: Action) -> Order:
    """Return the order with its canonical text. The text contains a level if the action has several levels.

    The text does not depend on the levels that are possible now.
    """
    if order.terms is not None:
        return order
    words = action.words_at(order.targets)
    levelled = len(action.levels) > 1 or bool(words)
    return Order(order.action, order.targets, order.level, order.main, levelled=levelled, words=words)


def exact(text: str, actions: Mapping[str, Action]) -> Order | None:
    """Read the canonical text of an order, which saves and records contain. Return None for any other text."""
    words = text.split()
    if not words or words[0] not in actions:
        return None
    action = actions[words[0]]
    count = len(action.targets)
    targets, tail = tuple(words[1 : 1 + count]), words[1 + count :]
    main = bool(tail) and tail[-1] == MAIN
    tail = tail[:-1] if main else tail
    if action.words:
        names = action.words_at(targets)
        if main or len(tail) != 1 or tail[0] not in names:
            return None
        return Order(action.name, targets, float(names.index(tail[0]) + 1), False, levelled=True, words=names)
    if len(targets) < count or len(tail) > 1 or (tail and not _NUMBER.fullmatch(tail[0])):
        return None
    level = read_level(tail[0] if tail else "", action.levels)
    return None if level is None else Order(action.name, targets, level, main, levelled=len(action.levels) > 1)


def cut(word: str) -> str:
    """Shorten a word for a message."""
    return word if len(word) <= 24 else word[:23] + "…"
