"""What the rules of the siege promise: calm without orders, fear over fire, escorts that cost, ends in reach."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
import numpy as np
import pytest

from tests.contracts.shipped import scenario_of
from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import OrderTable
from wargame.batch import Plan, run_games
from wargame.batch.chunk import ChunkPlayer, ChunkResult
from wargame.batch.run import adjudicator_of, settled
from wargame.bots.policy import join
from wargame.content import Problems, load
from wargame.content.desugar.inject_rules import without_injects
from wargame.model.match.order import Order
from wargame.model.scenario.scenario import Scenario
from wargame.rulebook import compile_scenario

ROOT = Path(__file__).resolve().parents[2]
SEATS = ("jnim", "junta", "russia", "aes")
GREAT_ROADS = ("DKR", "ABJ")

Orders = Mapping[str, Sequence[Order]]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    problems = Problems()
    loaded = load("bamako_siege", problems)
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def adjudicator(scenario: Scenario) -> Adjudicator:
    """The rules alone: what injects bring is promised elsewhere."""
    problems = Problems()
    rulebook = compile_scenario(without_injects(scenario), problems)
    assert rulebook is not None
    return Adjudicator(rulebook)


def after(adjudicator: Adjudicator, turns: int, orders: Orders, games: int = 200) -> State:
    """Games in which the same orders are given each turn."""
    state = adjudicator.open(5, games)
    one = OrderTable.of(adjudicator.rulebook, state.seats, orders)
    columns = {
        name: np.repeat(getattr(one, name), games) for name in attrs.fields_dict(OrderTable) if name != "orderly"
    }
    columns["game"] = np.tile(np.arange(games, dtype=np.intp), one.size)
    for _ in range(turns):
        adjudicator.step(state, OrderTable(**columns))
    return state


def metric(state: State, name: str, *cell: str) -> np.ndarray:
    cells = state.layout[name].cells
    values: np.ndarray = state.array(name).reshape(-1, state.games)[cells.index(cell)]
    return values


def siege() -> list[Order]:
    return [Order("blockade", (road,), 4.0) for road in GREAT_ROADS]


def play(scenario: Scenario, games: int, length: int, bots: Mapping[str, str], **settings: str) -> ChunkResult:
    plan = Plan(scenario.sources, scenario.name, games, seed=9, length=length, bots=bots, settings=settings)
    adjudicator = adjudicator_of(plan)
    return ChunkPlayer(adjudicator, settled(adjudicator, plan)).play(0, games)


def test_without_a_blockade_the_city_is_supplied(adjudicator: Adjudicator) -> None:
    state = after(adjudicator, 6, {})
    assert metric(state, "deliveries").mean() == pytest.approx(1000, abs=20)
    assert metric(state, "short").max() == 0
    assert (metric(state, "fuel_days") > 8).all()


def test_a_siege_empties_the_city_by_fear_and_not_by_fire(adjudicator: Adjudicator) -> None:
    state = after(adjudicator, 4, {"jnim": siege()})
    assert (metric(state, "fuel_days") < 3).mean() > 0.9
    missing = 4 * 2 * 1000 - 2 * metric(state, "deliveries")  # at least: deliveries fell from turn to turn
    assert (metric(state, "burned_total") < 0.15 * missing).all()
    assert metric(state, "willing", "ABJ").mean() < 0.4


def test_escorts_calm_a_road_and_thin_the_posts_along_it(adjudicator: Adjudicator) -> None:
    escorts = [Order("escort", (road,), 2.0) for road in GREAT_ROADS]
    alone = after(adjudicator, 3, {"jnim": siege()})
    escorted = after(adjudicator, 3, {"jnim": siege(), "junta": escorts})
    for road in GREAT_ROADS:
        assert (metric(escorted, "fear", road) < metric(alone, "fear", road)).all()
    assert metric(escorted, "deliveries").mean() > 1.15 * metric(alone, "deliveries").mean()
    assert (metric(escorted, "control", "SIK", "junta") < metric(alone, "control", "SIK", "junta")).all()


def test_moving_soldiers_makes_none(adjudicator: Adjudicator) -> None:
    still = after(adjudicator, 1, {}, games=5)
    moved = after(adjudicator, 1, {"junta": [Order("redeploy", ("SGU", "MPT"), 15.0)]}, games=5)
    total = [s.array("cp").sum(axis=(0, 1)) for s in (still, moved)]
    assert total[0] == pytest.approx(total[1], abs=1e-6)
    gained = metric(moved, "cp", "MPT", "junta") - metric(still, "cp", "MPT", "junta")
    assert gained == pytest.approx(15, abs=0.2)


@pytest.mark.parametrize("bot", [pytest.param("random", marks=pytest.mark.slow), "doctrine"])
def test_shares_of_authority_stay_shares(scenario: Scenario, bot: str) -> None:
    record = tuple(f"control[{area}, {who}]" for area in ("MPT", "BFN") for who in scenario.factions)
    plan = Plan(scenario.sources, scenario.name, 60, length=26, bots=dict.fromkeys(SEATS, bot), record=record)
    adjudicator = adjudicator_of(plan)
    result = ChunkPlayer(adjudicator, settled(adjudicator, plan)).play(0, 60)
    for area in ("MPT", "BFN"):
        total = sum(values for name, values in result.recorded.items() if f"[{area}," in name)
        assert np.nanmax(total) <= 1 + 1e-6
        assert np.nanmin(total) > 0.3


@pytest.fixture(scope="module")
def doctrine(scenario: Scenario) -> ChunkResult:
    return play(scenario, 40, 12, {})


@pytest.mark.slow  # `test_no_dead_end.py` asks the same of fewer games
@pytest.mark.parametrize("seat", SEATS)
def test_doctrine_is_ahead_of_chance_in_every_seat(scenario: Scenario, doctrine: ChunkResult, seat: str) -> None:
    chance = play(scenario, 40, 12, {seat: "random"})
    assert (doctrine.margins[seat] > chance.margins[seat]).mean() >= 0.7


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "bots", "settings"),
    [
        ("turn_limit", {}, {}),
        ("collapse", {"junta": "random", "russia": "random"}, {}),
        ("capital_assault", {"junta": "random"}, {"intention": "capture"}),
    ],
)
def test_every_ending_is_in_reach(
    scenario: Scenario, adjudicator: Adjudicator, ending: str, bots: dict[str, str], settings: dict[str, str]
) -> None:
    names = [*adjudicator.rulebook.rules.endings, "turn_limit"]
    result = play(scenario, 400, 26, bots, **settings)
    assert (result.endings == names.index(ending)).any()


def test_what_the_rules_cite_stands_in_the_documents() -> None:
    """Every `docs/model.md 4.3` leads to a heading, and every action's number (J3, M6, R4, A1) to a row."""
    pages = {page: (ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("model.md", "facts.md")}
    cited = 0
    injects = (ROOT / "scenarios" / "bamako_siege").glob("injects*.yaml")
    for path in (*sorted((ROOT / "rules" / "sahel").glob("*.yaml")), *sorted(injects)):
        for page, section, row in re.findall(
            r"docs/(model\.md|facts\.md) (\d+(?:\.\d+)?)(?: ([JMRA]\d+))?", path.read_text(encoding="utf-8")
        ):
            cited += 1
            assert re.search(rf"^##+ {re.escape(section)}\.? ", pages[page], re.MULTILINE), (path.name, page, section)
            assert not row or re.search(rf"\b{row}\b", pages[page]), (path.name, row)
    assert cited > 300


def test_harm_is_counted_and_never_a_goal(scenario: Scenario) -> None:
    scored = " ".join(c.value.text for parts in scenario.rules.scores.values() for c in parts)
    assert not re.search(r"\b(harm|human_cost|idp|refugees)\b", scored)
    assert not [name for name in scenario.rules.actions if re.search("civil|hostage|abduct", name)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bamako_siege", "bamako_siege_november"])
@pytest.mark.parametrize("others", ["doctrine", "random"])
def test_every_ending_comes_in_some_games(name: str, others: str) -> None:
    """2,000 games in which nothing is fixed: what JNIM wants and how well Bamako is defended are drawn."""
    seats = dict.fromkeys(("junta", "russia", "aes"), others)
    endings = run_games(Plan(scenario_of(name).sources, name, 2_000, bots=seats))["endings"]
    assert all(endings[ending] > 0 for ending in (*scenario_of(name).rules.endings, "turn_limit")), endings
    assert endings["capital_assault"] <= 0.02, endings
    if others == "doctrine":
        assert endings["turn_limit"] > 0.6 and 0.02 < endings["collapse"] < 0.2, endings
    else:
        assert endings["collapse"] > 0.25, "a government that plays at random stands"


def test_a_successor_whom_moscow_does_not_trust_ends_the_game(adjudicator: Adjudicator) -> None:
    """And one that it trusts plays on."""
    state = adjudicator.open(1, 2)
    state.array("regime")[...] = adjudicator.rulebook.world.enum_values("regime").index("successor")
    state.array("rjt")[...] = [20.0, 60.0]
    state.array("cohesion")[...] = 60.0
    adjudicator.step(state, join(state, {}))
    assert state.ending(0) == "realignment" and not state.ending(1)
