"""Shipped scenarios load, and load again from the texts that a save carries."""

import attrs
import pytest

from wargame.content import Problems, load, load_rule_set, load_sources
from wargame.content.lookup import shipped_rule_sets, shipped_scenarios
from wargame.errors import UsageError


@pytest.mark.parametrize("name", shipped_scenarios())
def test_a_shipped_scenario_loads_and_its_saved_texts_mean_the_same(name: str) -> None:
    problems = Problems()
    scenario = load(name, problems)
    assert problems.all == ()
    assert scenario is not None
    again = load_sources(scenario.sources, name, problems)
    assert problems.all == ()
    assert again is not None
    assert again.sources == scenario.sources
    assert without_places(again) == without_places(scenario)


@pytest.mark.parametrize("name", shipped_rule_sets())
def test_a_shipped_rule_set_stands_alone(name: str) -> None:
    problems = Problems()
    rules = load_rule_set(name, problems)
    assert problems.all == ()
    assert rules is not None
    assert rules.steps


def test_an_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"first_convoi.*did you mean `first_convoy`"):
        load("first_convoi", Problems())


def without_places(value: object) -> object:
    return attrs.asdict(value, filter=lambda field, _: field.name not in ("place", "starts"))  # type: ignore[call-overload]
