"""Texts say what is so: who knew, who chose, who was silent, what is linked to what, which causes moved a number."""

from __future__ import annotations

import pytest

from tests.contracts.shipped import CASES
from tests.game.conftest import Recorded, compiled, watched
from wargame.content.lookup import shipped_scenarios
from wargame.game.disclosure.reasons import WHO_READS
from wargame.game.wording.relations import linked
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.letter import answered
from wargame.plain.board import everything_about
from wargame.plain.inbox import inbox_lines
from wargame.plain.order_commands import ORDER_COMMANDS
from wargame.plain.story import result_lines
from wargame.tui.drawing.board import read_board
from wargame.tui.drawing.inspector import entity_content
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.turn.review import ABOVE_LINE


def test_silence_is_no_answer(pair: Recorded) -> None:
    match = pair.match
    while not any(letter.choices for seat in match.seats for letter in match.inbox(seat)):
        for seat in match.seats:
            match.commit(seat)
        match.adjudicate()
    seat, asked = next((s, letter) for s in match.seats for letter in match.inbox(s) if letter.choices)
    for each in match.seats:
        match.commit(each)
    match.adjudicate()
    letter = next(letter for letter in match.inbox(seat) if letter.inject == asked.inject)
    assert letter.silent
    assert answered(letter) == f"Not answered, which means {letter.otherwise}."
    assert answered(letter) in inbox_lines(match.inbox(seat))


def test_an_answer_is_told_as_one_and_the_truth_names_who_gave_it(pair: Recorded) -> None:
    match = pair.match
    while not any(letter.choices for letter in match.inbox("junta")):
        for seat in match.seats:
            match.commit(seat)
        match.adjudicate()
    asked = next(letter for letter in match.inbox("junta") if letter.choices)
    word = asked.choices[0].word
    match.add("junta", f"answer {asked.inject} {word}")
    for seat in match.seats:
        match.commit(seat)
    match.adjudicate()
    letter = next(letter for letter in match.inbox("junta") if letter.inject == asked.inject)
    assert (letter.silent, answered(letter)) == (False, f"Answered: {word}.")
    own, truth = ([line.text for line in match.log(seat)] for seat in ("junta", None))
    assert any(": you chose " in text for text in own)
    assert not any("you chose" in text for text in truth)
    assert any(": Junta chose " in text for text in truth)


def test_what_one_team_was_told_is_not_what_nobody_knew() -> None:
    for name in shipped_scenarios():
        parameters = compiled(name).scenario.rules.parameters
        if any(p.hidden and p.known_to for p in parameters.values()):
            break
    seats = {seat: "random" for seat, row in compiled(name).scenario.seats.items() if not row.npc}
    match = Recorded(compiled(name), seats, length=1).match
    match.adjudicate()
    result = match.result()
    for hidden in result.hidden:
        known_to = parameters[hidden.name].known_to
        assert bool(hidden.known_to) == bool(known_to)
    assert any(hidden.known_to for hidden in result.hidden)
    lines = result_lines(result)
    nobody, one = lines.index("What nobody knew:"), lines.index("What only one team knew:")
    assert nobody < one
    assert all(", known to " in line for line in lines[one + 1 :])
    assert not any(", known to " in line for line in lines[nobody:one])


@pytest.mark.parametrize("name", CASES)
def test_relations_that_hold_both_ways_are_shown_both_ways(name: str) -> None:
    match = watched(name, 3).match
    scenario: Scenario = match.scenario
    view = match.view(None)
    board = read_board(scenario, view)
    pairs = 0
    for kind in scenario.rules.kinds.values():
        for relation in (each for each in kind.relations if each.mutual):
            label = relation.name.replace("_", " ").capitalize()
            for code in scenario.of_kind(kind.name):
                for other in scenario.entities[code].links.get(relation.name, ()):
                    for here, there in ((code, other), (other, code)):
                        assert there in dict(linked(scenario, here))[label]
                        sheet = entity_content(scenario, view, board, Pen(scenario.looks), here)
                        fact = next(fact for fact in sheet.facts if fact.name == label)
                        assert there in "".join(text for text, _ in fact.value).split()
                        plain = next(x for x in everything_about(scenario, view, here) if x.startswith(f"{label}: "))
                        assert there in plain.removesuffix(".").removeprefix(f"{label}: ").split(", ")
                    pairs += 1
    assert pairs or not any(relation.mutual for kind in scenario.rules.kinds.values() for relation in kind.relations)


def test_who_reads_a_reason_is_said_where_it_is_typed() -> None:
    assert WHO_READS in ABOVE_LINE and len(ABOVE_LINE) <= 75
    assert WHO_READS in ORDER_COMMANDS["commit"].help


@pytest.mark.parametrize("name", CASES)
def test_mostly_because_names_causes_that_went_the_way_of_the_change(name: str) -> None:
    match, checked = watched(name, 3).match, 0
    for seat in (None, *match.seats):
        for turn in range(1, 4):
            for row in match.report(seat, turn).rows:
                if not row.turn:
                    assert not row.because or row.because.endswith(", which nearly cancelled")
                    continue
                why = match.why(seat, row.metric, row.entities, turn)
                opened = match.view_at(None, turn).value(row.metric, *row.entities) or 0.0
                amounts: dict[str, float] = {}
                for term in why.terms:
                    cause = term.cause.replace("_", " ")
                    amounts[cause] = amounts.get(cause, 0.0) + (term.sign if term.amount is None else term.amount)
                if any(opened and abs(amount + opened) < 1e-6 for amount in amounts.values()):
                    continue  # it begins anew each turn: causes are compared with those of the turn before
                named = {part.strip() for part in row.because.split(",")} & set(amounts)
                assert all((amounts[cause] > 0) == row.turn.startswith("↑") for cause in named), (row, amounts)
                checked += len(named)
    assert checked > 3
