"""Prices that depend on the level alone are columns; what hangs on the state, or on the unseen, is not sure."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tiny import tiny
from wargame.adjudicator.tariff import Tariff

RULES = """
metrics:
  men: {of: [faction, town], range: 0..50, start: 3, owner: axis}
  rain: {range: 0..9, start: 1, owner: nobody}
"""
ACTIONS = """
flat: {by: red, levels: 1..3, cost: {ap: 2}}
rising: {by: red, levels: 1..3, cost: {ap: 1, money: "level * 2"}}
bent: {by: red, levels: 1..3, cost: {money: "level * level"}}
lifted: {by: red, levels: 1..3, cost: {money: "level + 1"}}
weather: {by: red, cost: {ap: rain}}
open: {by: red, target: town, requires: [{that: "men[red] > 1", else: "Few."}]}
blind: {by: red, target: town, requires: [{that: "men[blue] > 1", else: "Few."}]}
mixed: {by: [red, blue], target: town, requires: [{that: "men[blue] > 1", else: "Few."}]}
"""


@pytest.fixture(scope="module")
def tariff() -> tuple[Tariff, list[str]]:
    rulebook = tiny(RULES, actions=ACTIONS).rulebook
    return Tariff.of(rulebook), list(rulebook.rules.actions)


def test_only_what_hangs_on_nothing_hidden_and_on_the_level_alone_is_sure(tariff: tuple[Tariff, list[str]]) -> None:
    prices, names = tariff
    assert {name for name, sure in zip(names, prices.sure, strict=True) if sure} == {"flat", "rising", "open"}


def test_prices_are_base_and_slope(tariff: tuple[Tariff, list[str]]) -> None:
    prices, names = tariff
    numbers = np.array([names.index(name) for name in ("flat", "rising", "rising", "open")])
    levels = np.array([3.0, 1.0, 3.0, 1.0])
    assert prices.of_orders("ap", numbers, levels).tolist() == [2.0, 1.0, 1.0, 0.0]
    assert prices.of_orders("money", numbers, levels).tolist() == [0.0, 2.0, 6.0, 0.0]
    flat, rising = names.index("flat"), names.index("rising")
    assert (prices.base["ap"][flat], prices.slope["ap"][flat]) == (2.0, 0.0)
    assert (prices.base["money"][rising], prices.slope["money"][rising]) == (0.0, 2.0)
