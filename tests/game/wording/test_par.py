"""A game of a length without par says so, and names the length whose par its margins use."""

from __future__ import annotations

from wargame.content import Problems, load
from wargame.game.wording.par import par_mark, par_note


def test_a_length_without_par_names_the_par_in_use_and_the_remedy() -> None:
    scenario = load("first_convoy", Problems())
    assert scenario is not None
    note = par_note(scenario, 4)
    assert "No par is measured for games of 4 turns" in note
    assert "par of 6 turns" in note and "wargame balance first_convoy --par" in note
    assert par_mark(scenario, 4) == " (par of 6 turns)"
    assert not par_note(scenario, 6) and not par_mark(scenario, 6)
