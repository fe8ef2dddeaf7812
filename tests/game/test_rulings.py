"""Rulings: the ledger stays exact, the rolled value is kept, and a seat reads no more than it is told."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.game.conftest import Recorded, compiled, read_event, watched
from wargame.errors import UsageError
from wargame.game.match import Match
from wargame.model.match.events import Event
from wargame.model.match.ruling import RULED, Ruling, Target
from wargame.model.telling.view import View
from wargame.rulebook import Rulebook

LEGITIMACY = Target(metric="legitimacy", entities=("BKO",))
FEAR = Target(metric="fear", entities=("ABJ",))
LUCK = Target(die="convoys.luck|ABJ")


@pytest.fixture
def game(rulebook: Rulebook) -> Recorded:
    """A game in turn 1 whose only person has committed."""
    played = Recorded(rulebook, {"junta": "human", "jnim": "doctrine"}, length=4)
    played.match.add("junta", "escort ABJ 1")
    played.match.commit("junta")
    return played


def rule(match: Match, target: Target, value: float, seen_by: tuple[str, ...] = (), reason: bool = False) -> Ruling:
    rulings = match.facilitator.rulings
    made = rulings.ruling(target, value, "the umpire saw it", seen_by, reason)
    rulings.rule(made)
    return made


def exact(match: Match, before: View, turn: int) -> bool:
    """Return whether the ledger of the turn explains every cell to the bit."""
    sums: dict[tuple[str, tuple[str, ...]], float] = defaultdict(float)
    for entry in match._game.past.turn(turn).outcome.entries:
        sums[entry.metric, entry.entities] += entry.amount
    after = match.view(None)
    return all(
        before.metrics[name][cell] + sums[name, cell] == value
        for name, cells in after.metrics.items()
        for cell, value in cells.items()
    )


def test_a_ruled_cell_counts_and_the_ledger_names_the_ruling(game: Recorded) -> None:
    match, before = game.match, game.match.view(None)
    made = rule(match, LEGITIMACY, 45.3)
    rolled = match.facilitator.rulings.outcome(as_rolled=True)[1]["legitimacy"][("BKO",)]
    assert made.rolled == rolled and made.ruled == round(45.3 * 2**30) / 2**30
    outcome = match.adjudicate()
    assert match.view(None).value("legitimacy", "BKO") == made.ruled
    assert [e.amount for e in outcome.entries if e.cause == RULED] == [made.ruled - rolled]
    assert exact(match, before, 1)
    assert match.rulings(1) == (made,)
    again = game.resumed()
    assert (again.digest, again.rulings(1)) == (match.digest, (made,))
    term = next(t for t in match.why(None, "legitimacy", ("BKO",), 1).terms if t.cause == RULED)
    assert term.printed == f"−{rolled - made.ruled:.2f}"


@pytest.mark.parametrize(
    ("name", "turns"), [("first_convoy", 2), pytest.param("bamako_siege", 3, marks=pytest.mark.slow)]
)
def test_every_die_of_a_turn_can_be_ruled(name: str, turns: int) -> None:
    match = Match.resume(compiled(name), _events(name, turns), lambda event: None)
    dice, before = match.facilitator.rulings.outcome()[0].draws, match.view(None)
    assert dice
    for draw in dice:
        copy = Match.resume(match.rulebook, _events(name, turns), lambda event: None)
        nodes = match.rulebook.recorded_turn.dice.by_name[draw.key]
        node = nodes[0][1]
        value = 1.0 - draw.value if node.truth else (node.low + node.high) / 2
        made = rule(copy, Target(die=draw.key), value)
        assert made.rolled == draw.value
        outcome = copy.adjudicate()
        assert next(each.value for each in outcome.draws if each.key == draw.key) == value
        assert exact(copy, before, turns + 1)


def _events(name: str, turns: int) -> list[Event]:
    played = watched(name, turns)
    return [read_event(played.rulebook, line) for line in played.events]


def test_the_preview_is_what_comes_and_changes_nothing(game: Recorded) -> None:
    match, lines = game.match, list(game.lines)
    rulings, digest = match.facilitator.rulings, match.digest
    trial = rulings.trial(rulings.ruling(LUCK, 2.0, "fair wind"))
    assert (game.lines, match.digest) == (lines, digest)
    row = next(row for row in trial.rows if row.label.startswith("Tankers that got in"))
    rule(match, LUCK, 2.0)
    shown = {result.label: result for result in rulings.results()}
    assert shown["Tankers that got in"].value == f"{row.with_it} a week"
    assert shown["Tankers that got in"].rolled == f"{row.without} a week"
    match.adjudicate()
    assert row.with_it != row.without


def test_a_second_ruling_replaces_the_first_and_keeps_what_was_rolled(game: Recorded) -> None:
    first, second = rule(game.match, FEAR, 0.9), rule(game.match, FEAR, 0.1)
    assert first.rolled == second.rolled
    assert game.match.facilitator.rulings.made == (second,)
    game.match.adjudicate()
    assert game.match.view(None).value("fear", "ABJ") == second.ruled
    assert not game.match.facilitator.rulings.made


def test_an_inject_or_another_player_voids_rulings(game: Recorded) -> None:
    match = game.match
    rule(match, FEAR, 0.9)
    match.facilitator.give("I3")
    assert not match.facilitator.rulings.made and not game.resumed().facilitator.rulings.made
    match.commit("junta")
    rule(match, FEAR, 0.9)
    match.change_seats({"jnim": "random"})
    assert not match.facilitator.rulings.made and not game.resumed().facilitator.rulings.made


@pytest.mark.parametrize(
    ("target", "value", "said"),
    [
        (FEAR, 1.2, "fear has values from 0 to 100, and 120 is none of them."),
        (Target(metric="moon"), 1, 'There is no metric "moon" on which a facilitator can rule.'),
        (Target(metric="fear", entities=("BKO",)), 1, "fear has no number for BKO."),
        (Target(metric="came_I3"), 1, "on which a facilitator can rule."),
        (LUCK, 100, "convoys.luck|ABJ has values from "),
        (Target(die="convoys.luck|XXX"), 1, 'There is no die "convoys.luck|XXX" in these rules.'),
    ],
)
def test_an_impossible_ruling_is_refused(game: Recorded, target: Target, value: float, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        rule(game.match, target, value)
    assert said in str(refused.value)
    assert not game.match.facilitator.rulings.made


def test_a_ruling_needs_all_commits_a_reason_and_known_readers(game: Recorded) -> None:
    rulings = game.match.facilitator.rulings
    with pytest.raises(UsageError, match="A ruling needs a reason"):
        rulings.ruling(FEAR, 0.5, " ")
    with pytest.raises(UsageError, match='There is no seat "moon"'):
        rulings.ruling(FEAR, 0.5, "why", ("moon",))
    game.match.adjudicate()
    with pytest.raises(UsageError, match="Not all have committed; waiting for junta"):
        rulings.ruling(FEAR, 0.5, "why")


def told(match: Match, seat: str) -> str:
    """Return every text of a turn that names causes for a seat."""
    shown: list[object] = [match.log(seat), match.report(seat, 1), match.playback(seat, 1)]
    shown += [match.why(seat, t.metric, t.entities, 1) for t in (LEGITIMACY, FEAR)]
    return repr(shown)


@pytest.mark.parametrize("seat", ["junta", "jnim"])
def test_a_seat_that_is_told_nothing_reads_no_ruling(game: Recorded, seat: str) -> None:
    rule(game.match, LEGITIMACY, 45)
    rule(game.match, LUCK, 2)
    game.match.adjudicate()
    text = told(game.match, seat).lower()
    assert "ruling" not in text and "ruled" not in text and "umpire" not in text
    why = game.match.why("junta", "legitimacy", ("BKO",), 1)
    assert "ruling" in told(game.match, None).lower()  # type: ignore[arg-type]  # None reads the truth
    assert next(t for t in why.terms if t.cause == "events out of sight").amount is None


def test_a_seat_reads_what_it_is_told(game: Recorded) -> None:
    rule(game.match, LEGITIMACY, 45, ("junta",))
    rule(game.match, FEAR, 0.9, ("everyone",), reason=True)
    game.match.adjudicate()
    junta, jnim = told(game.match, "junta"), told(game.match, "jnim")
    assert "The facilitator ruled on Legitimacy of the junta, Bamako." in junta
    assert "The facilitator ruled on Fear of the drivers, Abidjan road: the umpire saw it." in junta
    assert "ruled on Legitimacy" not in jnim and "the umpire saw it" in jnim
    term = next(t for t in game.match.why("junta", "legitimacy", ("BKO",), 1).terms if t.cause == RULED)
    assert term.printed
    steps = game.match.playback("junta", 1)
    assert steps[-1].title == "Ruling" and len(steps[-1].reports) == 2
