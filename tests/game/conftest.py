"""A match of the tutorial for tests: what it records is kept, and passes through JSON as it would through a save."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from wargame.content import Problems, load
from wargame.game.match import Match
from wargame.rulebook import Rulebook, compile_scenario


class Recorded:
    """A match with the events that it recorded."""

    def __init__(self, rulebook: Rulebook, seats: Mapping[str, str], seed: int = 7, length: int = 6) -> None:
        self.rulebook = rulebook
        self.lines: list[str] = []
        self.match = Match.new(rulebook, seed, seats, length, self.record)

    def record(self, event: Mapping[str, Any]) -> None:
        self.lines.append(json.dumps(event, allow_nan=False))

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]

    def resumed(self) -> Match:
        return Match.resume(self.rulebook, self.events, lambda event: None)


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    problems = Problems()
    scenario = load("first_convoy", problems)
    assert scenario is not None, problems.all
    compiled = compile_scenario(scenario, problems)
    assert compiled is not None, problems.all
    return compiled


@pytest.fixture
def solo(rulebook: Rulebook) -> Recorded:
    return Recorded(rulebook, {"junta": "human", "jnim": "doctrine"})


@pytest.fixture
def pair(rulebook: Rulebook) -> Recorded:
    return Recorded(rulebook, {"junta": "human", "jnim": "human"})
