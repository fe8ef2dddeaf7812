"""A match of the tutorial for tests.

The match keeps its recorded events. Each event passes through JSON, as in a save.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pytest

from wargame.content import Problems, load
from wargame.game.match import Match
from wargame.model.match.events import Event
from wargame.rulebook import Rulebook, compile_scenario
from wargame.store.events.reading import EventReader, shape_of
from wargame.store.events.writing import write_event


class Recorded:
    """A match with the events that it recorded."""

    def __init__(self, rulebook: Rulebook, seats: Mapping[str, str], seed: int = 7, length: int = 6) -> None:
        self.rulebook = rulebook
        self.lines: list[str] = []
        self.match = Match.new(rulebook, seed, seats, length, self.record)

    def record(self, event: Event) -> None:
        line = json.dumps(write_event(event), allow_nan=False)
        # the saved event equals the played event, to the last bit
        assert read_event(self.rulebook, json.loads(line)) == event
        self.lines.append(line)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]

    def resumed(self) -> Match:
        return resumed(self.rulebook, self.events)


def read_event(rulebook: Rulebook, line: Mapping[str, Any]) -> Event:
    """Read an event in the form that a save holds."""
    return EventReader.of(rulebook.scenario).event(line, shape_of(line))


def resumed(rulebook: Rulebook, lines: Iterable[Mapping[str, Any]]) -> Match:
    """Rebuild a match from events in the form that a save holds."""
    return Match.resume(rulebook, (read_event(rulebook, line) for line in lines), lambda event: None)


@cache
def compiled(name: str) -> Rulebook:
    problems = Problems()
    scenario = load(name, problems)
    assert scenario is not None, problems.all
    rulebook = compile_scenario(scenario, problems)
    assert rulebook is not None, problems.all
    return rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return compiled("first_convoy")


@cache
def watched(name: str, turns: int) -> Recorded:
    """Return a game of bots after some turns. Tests only read this game."""
    rulebook = compiled(name)
    seats = {seat: "doctrine" for seat, known in rulebook.scenario.seats.items() if not known.npc}
    played = Recorded(rulebook, seats, seed=11, length=rulebook.scenario.lengths[0].turns)
    for _ in range(turns):
        played.match.adjudicate()
    return played


@pytest.fixture
def solo(rulebook: Rulebook) -> Recorded:
    return Recorded(rulebook, {"junta": "human", "jnim": "doctrine"})


@pytest.fixture
def pair(rulebook: Rulebook) -> Recorded:
    return Recorded(rulebook, {"junta": "human", "jnim": "human"})
