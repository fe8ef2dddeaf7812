"""Pairs of orders in a draft that contradict each other, and orders that contradict the answer to an inject.

Such orders stay legal, but the seat reads a warning.

Must not know: states, or who writes the draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from wargame.model.match.order import Order
from wargame.model.rules.action import Action
from wargame.model.rules.inject import ANSWER, ANY_TARGET, Inject


def contradictions(
    orders: Sequence[Order], actions: Mapping[str, Action], injects: Mapping[str, Inject]
) -> tuple[str, ...]:
    """Return a sentence for each pair of orders that contradict each other."""
    return tuple(dict.fromkeys([*_pairs(orders, actions), *_answers(orders, injects)]))


def _pairs(orders: Sequence[Order], actions: Mapping[str, Action]) -> Iterator[str]:
    for first, second in combinations(orders, 2):
        role = actions[first.action].one_of if first.action == second.action else ""
        if role:
            at = [target.role for target in actions[first.action].targets].index(role)
            if first.targets[at] != second.targets[at]:
                yield f"{_plain(first)} and {_plain(second)} contradict each other."


def _answers(orders: Sequence[Order], injects: Mapping[str, Inject]) -> Iterator[str]:
    for answer in orders:
        if answer.action != ANSWER:
            continue
        inject = injects[answer.targets[0]]
        against = next((choice.against for choice in inject.choices if choice.name == answer.level_word), {})
        for order in orders:
            target = against.get(order.action)
            if target is not None and (target == ANY_TARGET or target in order.targets):
                yield f"{answer.text} and {_plain(order)} contradict each other."


def _plain(order: Order) -> str:
    return order.text.removesuffix(" main")
