"""What players are told of repetition, main effort, kept points and what is on its way, against what the rules do."""

from __future__ import annotations

import pytest

from tests.game.conftest import Recorded, compiled
from wargame.game.wording.strength import main_effort, repeated
from wargame.model.scenario.ruleset import EffortRules
from wargame.model.telling.view import DraftLine, Option

FULL = 2.2  # governance by a turn of services, docs/model.md 5.2 M5
SIEGE = {"junta": "human", "jnim": "doctrine", "russia": "doctrine", "aes": "doctrine"}


def played(*turns: tuple[str, ...]) -> Recorded:
    """A siege in which the junta gives these orders, turn by turn."""
    game = Recorded(compiled("bamako_siege"), SIEGE, seed=5, length=12)
    for orders in turns:
        for text in orders:
            game.match.add("junta", text)
        game.match.commit("junta")
        game.match.adjudicate()
    return game


def option(game: Recorded, action: str, *targets: str) -> Option:
    return next(o for o in game.match.options("junta") if (o.action, o.targets) == (action, targets))


def line(game: Recorded, text: str) -> DraftLine:
    return game.match.add("junta", text).lines[-1]


def served(game: Recorded, area: str) -> float:
    """How far services moved governance there in the last turn."""
    entries = game.match._game.past.turns[-1].outcome.entries
    return sum(e.amount for e in entries if (e.metric, e.entities, e.cause) == ("governance", (area,), "services"))


def test_each_turn_in_a_row_leaves_fifteen_percent_less_and_the_draft_says_so() -> None:
    services = ("services BGN",)
    game = played(services, services)
    told = line(game, "services BGN")
    assert (told.streak, told.strength) == (2, pytest.approx(0.85**2))
    assert option(game, "services", "BGN").streak == 2 and option(game, "services", "KKR").strength == 1
    row = game.match.lookup("junta").completion("services KKR").rows[0]
    assert (row.streak, row.strength) == (0, 1)
    assert repeated(told.streak, told.strength) == "Third turn in a row: works at 72 %."
    rested = played(services, ("statement",))
    assert option(rested, "services", "BGN").strength == 1
    assert served(played(services, services), "BGN") == pytest.approx(0.85 * FULL)  # the first turn healed the scars


def test_the_main_effort_works_at_115_percent_where_effort_counts() -> None:
    assert served(played(("services BGN",), ("services BGN main",)), "BGN") == pytest.approx(1.15 * 0.85 * FULL)
    effort = EffortRules(main=1.15)
    game = played()
    assert main_effort(effort, line(game, "services BGN main").heeds_main) == "Main effort: works 15 % more strongly."
    assert not line(game, "buy_fuel CIV 1").heeds_main
    assert "no effect here" in main_effort(effort, False)


def test_one_point_is_kept_for_the_next_turn() -> None:
    game = played(("statement",))
    assert game.match.view("junta").ap == game.match.scenario.seats["junta"].ap + 1
    again = played(("statement",), ("statement",))
    assert again.match.view("junta").ap == game.match.view("junta").ap  # one is the most


def test_what_takes_turns_is_on_its_way_until_it_arrives_and_only_to_who_sent_it() -> None:
    game = played(("train 2",))
    assert {(one.turn, one.cause, one.order, one.ordered) for one in game.match.draft("junta").on_its_way} == {
        (4, "recruits trained", "train 2", 1),
        (4, "raw recruits", "train 2", 1),
    }
    later = played(("train 2",), (), (), ())
    assert not later.match.draft("junta").on_its_way
    arrived = [e for e in later.match._game.past.turns[3].outcome.entries if e.cause == "recruits trained"]
    assert [e.amount for e in arrived] == [2.0]


def test_what_was_refused_is_not_on_its_way() -> None:
    """Who sells fuel decides by chance; what is told as on its way is what the reports said was sold."""
    for seed in range(6):
        game = Recorded(compiled("bamako_siege"), SIEGE, seed=seed, length=12)
        game.match.add("junta", "buy_fuel GIN 1")
        game.match.commit("junta")
        game.match.adjudicate()
        sold = any("sells fuel" in report.text for report in game.match._game.past.turns[0].outcome.reports)
        assert bool(game.match.draft("junta").on_its_way) == sold
