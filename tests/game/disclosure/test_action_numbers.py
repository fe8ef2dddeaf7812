"""The numbers behind an action: told with their sources, and hidden ones never with their value."""

from __future__ import annotations

import pytest

from tests.game.conftest import Recorded, compiled


@pytest.mark.parametrize("scenario", ["first_convoy", "bamako_siege", "harbour_winter"])
def test_hidden_numbers_are_named_without_value_and_all_others_with_their_note(scenario: str) -> None:
    rulebook = compiled(scenario)
    seats = {seat: "human" for seat, known in rulebook.scenario.seats.items() if not known.npc}
    match = Recorded(rulebook, seats).match
    parameters = rulebook.scenario.rules.parameters
    actions = rulebook.scenario.rules.actions
    found = [(seat, each) for seat in match.human_seats for a in actions for each in match.action_numbers(seat, a)]
    assert found
    for seat, each in found:
        parameter = parameters[each.name]
        if parameter.hidden and parameter.known_to not in (seat, "everyone"):
            assert (each.value, each.note) == ("", "hidden until the end")
        else:
            assert parameter.source in each.note
            assert bool(each.value) is not parameter.hidden
