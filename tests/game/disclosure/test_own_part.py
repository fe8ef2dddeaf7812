"""What is marked as a team's order is what it changed, against not giving it, on the same dice."""

from __future__ import annotations

import pytest

from tests.compiling import rulebook_of
from tests.game.conftest import Recorded, compiled
from tests.tiny import files
from wargame.game.match import Match
from wargame.game.wording.number import SPOKEN, WRITTEN
from wargame.plain.causes import why_lines
from wargame.tui.drawing.terms import own_tail

GUARD = """\
metrics:
  burned: {range: 0..1000, start: 100, label: Burned}
  secret: {range: 0..9, start: 2, label: Secret, owner: blue}
  unseen: {range: 0..1000, start: 100, label: Told to nobody, owner: blue}
  fed: {range: 0..1000, start: 0, label: Fed}
actions:
  guard: {by: red, label: Guard, cost: {ap: 1}, levels: 1..3}
  feed: {by: red, label: Feed, cost: {ap: 1}, levels: 1..3}
steps:
  fire:
    phase: early
    add:
      burned:
        fires: max(0, 24 - 4 * effort(guard))
      fed:
        bread: 5 * effort(feed)
  later:
    phase: late
    add:
      fed:
        rumour: max(0, 10 - effort(guard)) * secret
headlines:
  red: [{metric: burned, label: Burned}, {metric: fed, label: Fed}]
"""


@pytest.fixture
def match() -> Match:
    return guarded(GUARD)


def guarded(rules: str) -> Match:
    """A turn of a game in which red guards and feeds."""
    texts = files("", "")
    head, _, headlines = rules.partition("headlines:")
    texts["rules/tiny/purses.yaml"] += head.removeprefix("metrics:\n").partition("actions:")[0]
    texts["rules/tiny/ruleset.yaml"] += "actions:" + head.partition("actions:")[2]
    texts["scenarios/tiny.yaml"] += "headlines:" + headlines
    game = Recorded(rulebook_of(texts, "tiny"), {"red": "human", "blue": "random"}, length=2).match
    game.add("red", "guard 2")
    game.add("red", "feed 1")
    game.commit("red")
    game.adjudicate()
    return game


def test_a_cause_that_an_order_prevents_is_told_with_what_it_prevented(match: Match) -> None:
    term = match.why("red", "burned", (), 1).terms[0]
    assert (term.printed, term.own, term.own_change, term.whole) == ("+16.0", True, "−8.0", False)
    assert own_tail(term) == "  ← your orders −8.0"
    told = [step.terms for step in match.playback("red", 1, SPOKEN) if step.changes]
    assert "-8.0" in {term.own_change for terms in told for term in terms}
    lines = why_lines(match.scenario, match.why("red", "burned", (), 1, SPOKEN))
    assert "Your orders made it -8.0." in lines[1]


def test_what_an_order_puts_in_is_all_its_own(match: Match) -> None:
    bread = next(term for term in match.why("red", "fed", (), 1).terms if term.cause == "bread")
    assert bread.own and bread.whole and not bread.own_change


def test_where_the_difference_would_tell_a_secret_only_the_part_is_told(match: Match) -> None:
    rumour = next(term for term in match.why("red", "fed", (), 1).terms if term.cause == "rumour")
    assert (rumour.own, rumour.own_change, rumour.whole) == (True, "", False)
    assert own_tail(rumour) == "  ← your order has a part"


def test_the_result_of_an_order_is_its_own_difference(match: Match) -> None:
    told = {order.order: order.text for order in match.report("red", 1).orders}
    assert told["guard 2"] == "Burned ↓8"
    assert told["feed 1"] == "Fed ↑5"


def test_the_truth_marks_no_order_as_yours(match: Match) -> None:
    assert not any(term.own for term in match.why(None, "burned", (), 1).terms)


def test_looking_changes_no_digest_and_is_the_same_after_a_reload(rulebook) -> None:
    recorded = Recorded(rulebook, {"junta": "human", "jnim": "doctrine"})
    for _ in range(2):
        recorded.match.add("junta", "escort ABJ 2 main")
        recorded.match.commit("junta")
        recorded.match.adjudicate()
    before, again = recorded.match.digest, recorded.resumed()
    for turn in (1, 2):
        assert recorded.match.report("junta", turn) == again.report("junta", turn)
        assert recorded.match.playback("junta", turn) == again.playback("junta", turn)
    assert recorded.match.digest == before == again.digest


def test_after_the_end_the_part_of_an_escort_in_what_burned_is_told() -> None:
    recorded = Recorded(compiled("first_convoy"), {"junta": "human", "jnim": "doctrine"}, seed=3, length=3)
    for _ in range(3):
        recorded.match.add("junta", "escort ABJ 2 main")
        recorded.match.commit("junta")
        recorded.match.adjudicate()
    found = [
        term
        for turn in (1, 2, 3)
        for cell in recorded.match.cells("deliveries")
        for term in recorded.match.why("junta", "deliveries", cell, turn).terms
        if term.cause == "tankers burned"
    ]
    assert found
    for term in found:
        assert not term.own or WRITTEN.signed(0, 1) != term.own_change
    assert any(term.own_change.startswith("+") for term in found), [(t.printed, t.own_change) for t in found]


@pytest.mark.parametrize("secret", [0, 2, 9])
def test_what_a_team_does_not_see_changes_nothing_of_its_part(secret: int) -> None:
    """The rumour moves a number that blue alone sees; red's orders and what it sees are the same."""
    hidden = GUARD.replace("      fed:\n        rumour", "      unseen:\n        rumour")
    game, other = guarded(hidden.replace("start: 2", f"start: {secret}")), guarded(hidden)
    for metric in ("burned", "fed"):
        assert game.why("red", metric, (), 1) == other.why("red", metric, (), 1)
    assert game.report("red", 1) == other.report("red", 1)
