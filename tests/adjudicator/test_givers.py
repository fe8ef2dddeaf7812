"""Effort is booked to who gave the order and where, wherever the givers' kind stands among the kinds."""

from __future__ import annotations

import numpy as np
import pytest

from tests.compiling import rulebook_of
from tests.tiny import written
from wargame.adjudicator import Adjudicator
from wargame.adjudicator.visibility import visible
from wargame.bots import Policy
from wargame.bots.choice_buffer import pick
from wargame.bots.policy import join

RULES = """\
title: Guests
kinds:
  faction: {}
  place: {}
  guest: {plays: true}
needs: {guest: [A, B], place: [X, Y, Z]}
phases: [all]
metrics:
  built: {of: [guest, place], range: 0..9, owner: nobody}
actions:
  build: {by: [A, B], target: place}
steps:
  works:
    phase: all
    for: [guest, place]
    set: {built: ordered(build)}
"""
SCENARIO = """\
title: Guests
rules: guests
entities:
  faction: {red: {}}
  place: {X: {}, Y: {}, Z: {}}
  guest: {A: {}, B: {}}
seats: {A: {ap: 4}, B: {ap: 4}}
lengths: [{turns: 4}]
"""


@pytest.mark.parametrize("kinds", [("place", "guest"), ("guest", "place")])
def test_an_order_of_one_guest_is_booked_to_no_other(kinds: tuple[str, str]) -> None:
    bodies = {"place": "  place: {}\n", "guest": "  guest: {plays: true}\n"}
    rules = RULES.replace(bodies["place"] + bodies["guest"], "".join(bodies[kind] for kind in kinds))
    rulebook = rulebook_of({"rules/guests/ruleset.yaml": rules, "scenarios/guests.yaml": SCENARIO}, "guests")
    adjudicator = Adjudicator(rulebook)
    state = adjudicator.open(1)
    adjudicator.adjudicate(state, {"A": written(adjudicator, "build X"), "B": written(adjudicator, "build Y")})
    built = {codes for codes in rulebook.layout["built"].cells if state.value("built", codes)}
    assert built == {("A", "X"), ("B", "Y")}


def test_what_belongs_to_guests_is_no_faction_s_to_see() -> None:
    rules = RULES.replace("actions:", "  kept: {of: guest, range: 0..9, owner: axis}\nactions:")
    texts = {
        "rules/guests/ruleset.yaml": rules,
        "scenarios/guests.yaml": SCENARIO.replace("seats: {", "seats: {red: {ap: 1}, "),
    }
    rulebook = rulebook_of(texts, "guests")
    assert visible(rulebook, "A", "kept") == {("A",)}
    assert visible(rulebook, "red", "kept") == frozenset()


def test_bots_choose_among_more_places_than_a_byte_counts() -> None:
    reached = np.add.accumulate(np.ones((300, 3)), axis=0)
    assert pick(reached, np.array([0.0, 0.5, 0.999])).tolist() == [0, 150, 299]


def test_bots_order_at_the_last_of_many_places() -> None:
    rows = "".join(f"    T{n}: {{people: {int(n == 199)}}}\n" for n in range(200))
    bot = "bots: {doctrine: {red: {rows: [{weights: {dig: 1}}], targets: {dig: people}}}}\n"
    adjudicator = _mines(rows, bot)
    state = adjudicator.open(1)
    table = join(state, {"red": Policy(adjudicator, "red", "doctrine").choose(state)[0]})
    assert set(table.first.tolist()) == {199}


def _mines(rows: str, bot: str) -> Adjudicator:
    rules = (
        "title: Mines\nkinds:\n  faction: {}\n  mine: {attributes: {people: number}}\nphases: [all]\n"
        "metrics: {dug: {of: mine, range: 0..9}}\nactions: {dig: {by: red, target: mine}}\n"
        "steps: {digs: {phase: all, for: mine, set: {dug: ordered(dig)}}}\n"
    )
    scenario = (
        f"title: Mines\nrules: mines\nentities:\n  faction: {{red: {{}}}}\n  mine:\n{rows}"
        f"seats: {{red: {{ap: 2}}}}\nlengths: [{{turns: 4}}]\n{bot}"
    )
    return Adjudicator(rulebook_of({"rules/mines/ruleset.yaml": rules, "scenarios/mines.yaml": scenario}, "mines"))
