"""The account of a game: it agrees with enumeration, adds up exactly, states honest errors, and plays nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs
import numpy as np
import pytest

from tests.analysis.exact_game import SEATS, TURNS, exact, expected, moves, played
from tests.contracts.shipped import adjudicator_of
from wargame.adjudicator import Adjudicator
from wargame.analysis.account.account import MarginAccount, account, columns_of, stages, work
from wargame.analysis.account.margin_columns import GameColumns
from wargame.analysis.account.margin_term import TermKind
from wargame.analysis.rollouts.rollouts import RolloutJob, RolloutResult, Rollouts, reference_of, rollout_keys
from wargame.analysis.rollouts.samples import WIDE
from wargame.bots import bot_orders
from wargame.game.played_game import PlayedGame, PlayedTurn
from wargame.model.scenario.seat import HUMAN

Terms = dict[tuple[int, str, str], tuple[float, float]]


def rollouts_of(adjudicator: Adjudicator, seats: tuple[str, ...], workers: int = 1) -> Rollouts:
    return Rollouts(adjudicator, reference_of(adjudicator.scenario, seats), workers)


def last(game: PlayedGame, adjudicator: Adjudicator, keys: int, workers: int = 1) -> MarginAccount:
    """The account from so many keys."""
    *_, found = account(game, rollouts_of(adjudicator, game.seats, workers), within=0.0, most=keys)
    return found


def by_name(found: MarginAccount) -> Terms:
    return {(t.turn, t.seat, t.kind.value): (t.estimate.mean, t.estimate.error) for t in found.terms}


def z_values(repeats: int, keys: int, told: Callable[[Terms], Terms] = lambda terms: terms) -> np.ndarray:
    """How far estimated terms are from the true terms, in standard errors, over games with one or two people."""
    found = []
    for number in range(repeats):
        orders = moves(number, SEATS if number % 2 else ("red",))
        game = played(1_000 + number, orders)
        true = expected(game, orders)
        terms = told(by_name(last(game, exact(), keys)))
        assert set(true) == set(terms)
        for name, (mean, error) in terms.items():
            if error:
                found.append((mean - true[name]) / (error / WIDE))
            else:
                assert mean == pytest.approx(true[name], abs=1e-9), name
    return np.array(found)


def rms(found: np.ndarray) -> float:
    return float(np.sqrt((found**2).mean()))


# -- what the terms are ------------------------------------------------------------------------------------------------


def test_terms_agree_with_enumeration() -> None:
    found = z_values(6, 120)
    assert found.size > 100
    assert 0.8 <= rms(found) <= 1.2
    assert np.abs(found).max() < 4.0


@pytest.mark.slow
def test_terms_agree_with_enumeration_in_many_games() -> None:
    """Nine errors of ten hold the true term."""
    found = z_values(150, 120)
    assert 0.9 <= rms(found) <= 1.1
    assert np.abs(found).max() < 5.0
    assert 0.86 <= (np.abs(found) <= WIDE).mean() <= 0.93


@pytest.mark.parametrize(
    "lines", [{1: 2, 3: 1}, pytest.param({2: 4}, marks=pytest.mark.slow), {1: 3, 2: 1, 4: -2}], ids=str
)
def test_rulings_are_booked_apart_from_luck(lines: dict[int, int]) -> None:
    """A ruling may end the game. It may also keep a game going that the dice would have ended."""
    z: list[float] = []
    kept_going = 0
    for number in range(10):
        game = played(1_000 + number, orders := moves(number), lines)
        true, terms = expected(game, orders), by_name(found := last(game, exact(), 240))
        assert set(true) == set(terms)
        z += [(mean - true[name]) / (error / WIDE) for name, (mean, error) in terms.items() if error]
        assert all(mean == pytest.approx(true[name], abs=1e-9) for name, (mean, error) in terms.items() if not error)
        for seat, row in found.seats.items():
            assert sum(t.estimate.mean for t in found.terms if t.seat == seat) == pytest.approx(row.margin, abs=1e-9)
        kept_going += any(turn.rolled is not None and bool(turn.rolled.ending()) for turn in game.turns[:-1])
        assert any(kind == "rulings" for _, _, kind in terms)
    assert 0.75 <= rms(np.array(z)) <= 1.3
    assert kept_going or len(lines) < 3


def test_luck_from_another_column_does_not_agree() -> None:
    """Luck counts from the orders that were given. From the value before the orders it would be another number."""

    def from_before(terms: Terms) -> Terms:
        wrong = {
            (turn, seat, kind): (sum(terms[turn, seat, each][0] for each in ("decision", "others", "luck")), error)
            for (turn, seat, kind), (_, error) in terms.items()
            if kind == "luck" and error
        }
        return {**terms, **wrong}

    assert rms(z_values(6, 120, from_before)) > 2.0


def as_people(seed: int) -> PlayedGame:
    """A game in which people give exactly the orders that the reference bots draw."""
    game = played(seed, {})
    turns = tuple(attrs.evolve(turn, players=dict.fromkeys(SEATS, HUMAN)) for turn in game.turns)
    return attrs.evolve(game, turns=turns)


def test_the_decisions_of_bots_that_play_the_reference_are_zero_to_the_bit() -> None:
    found = last(played(3, {}), exact(), 40)
    decided = [t.estimate for t in found.terms if t.kind.value in ("decision", "others")]
    assert len(decided) >= 4 and {(each.mean, each.error) for each in decided} == {(0.0, 0.0)}
    assert any(t.estimate.mean for t in found.terms if t.kind.value == "luck")


@pytest.mark.slow
def test_orders_like_those_of_the_reference_are_worth_nothing_on_average() -> None:
    """Without the rule of the test before, decisions differ game by game, and their mean is 0."""
    found = [last(as_people(seed), exact(), 40) for seed in range(20)]
    for seat in SEATS:
        totals = [each.seats[seat].totals[TermKind.DECISION].mean for each in found]
        assert np.std(totals) > 0.5
        assert abs(np.mean(totals)) < 2.0 * WIDE * np.std(totals, ddof=1) / np.sqrt(len(totals))


# -- a game of the tutorial, with people in both seats -----------------------------------------------------------------


def convoy_of(seed: int, bots: Mapping[str, str], turns: int, injects: Mapping[int, str] | None = None) -> PlayedGame:
    """Some turns of a game of six turns. Bots play it, but only `doctrine` counts as a bot. The rest are people."""
    adjudicator = adjudicator_of("first_convoy")
    state = adjudicator.open(seed, length=6, seats=tuple(bots))
    players = {seat: bot if bot == "doctrine" else HUMAN for seat, bot in bots.items()}
    found = []
    while state.turn <= turns and not state.ending():
        turn, opened = state.turn, adjudicator.restore(adjudicator.snapshot(state))
        given = (injects or {}).get(turn)
        if given is not None:
            adjudicator.send_inject(state, given)
        before = adjudicator.restore(adjudicator.snapshot(state))
        orders = {s: tuple(c.order for c in bot_orders(adjudicator, state, s, bot)) for s, bot in bots.items()}
        found.append(PlayedTurn(turn, opened, (given,) if given else (), before, orders, players))
        adjudicator.adjudicate(state, orders)
    return PlayedGame(tuple(bots), 6, tuple(found), state, state.ending())


@pytest.fixture(scope="module")
def convoy() -> PlayedGame:
    """Four turns with random orders. The facilitator gives two injects. The game goes on."""
    return convoy_of(11, dict.fromkeys(("junta", "jnim"), "random"), 4, {2: "I3", 3: "I4"})


@pytest.mark.slow
def test_skill_is_decision_and_not_luck() -> None:
    """The planner orders better than chance. Neither of the two has better dice than the other."""
    found: dict[str, list[tuple[float, float]]] = {}
    for bot in ("planner:60", "random"):
        for seed in range(10):
            game = convoy_of(100 + seed, {"junta": bot, "jnim": "doctrine"}, 6)
            totals = last(game, adjudicator_of("first_convoy"), 40).seats["junta"].totals
            decision, luck = (totals[kind].mean for kind in (TermKind.DECISION, TermKind.LUCK))
            found.setdefault(bot, []).append((decision, luck))
    means, errors = {}, {}
    for bot, rows in found.items():
        means[bot] = np.mean(rows, axis=0)
        errors[bot] = WIDE * np.std(rows, axis=0, ddof=1) / np.sqrt(len(rows))
    (planned, planner_luck), (drawn, random_luck) = means["planner:60"], means["random"]
    assert planned > -errors["planner:60"][0], "the planner is no worse than the doctrine"
    assert drawn < -0.5
    assert planned - drawn > 2.0 * (errors["planner:60"][0] + errors["random"][0])
    assert abs(planner_luck) < 2.0 * errors["planner:60"][1] + 0.05
    assert abs(random_luck) < 2.0 * errors["random"][1] + 0.05


def test_terms_add_up(convoy: PlayedGame) -> None:
    """They add up to the margin, or to the expected margin while the game goes on."""
    game = played(5, moves(5))
    found = last(game, exact(), 60)
    for seat, row in found.seats.items():
        assert row.margin == exact().margins(game.now)[seat][0]
        assert sum(t.estimate.mean for t in found.terms if t.seat == seat) == pytest.approx(row.margin, abs=1e-9)
        assert row.sum == pytest.approx(row.margin, abs=1e-9)
    going = last(convoy, adjudicator_of("first_convoy"), 20)
    rollouts = rollouts_of(adjudicator_of("first_convoy"), convoy.seats)
    values = rollouts.margins(convoy.now, ({},), rollout_keys(convoy.now, range(20)))[0].mean(axis=-1)
    for seat, row in going.seats.items():
        assert row.margin is None
        assert row.sum == pytest.approx(values[rollouts.seats.index(seat)], abs=1e-9)


def test_an_inject_of_the_facilitator_has_terms_of_its_own(convoy: PlayedGame) -> None:
    terms = by_name(last(convoy, adjudicator_of("first_convoy"), 20))
    assert {turn for turn, _, kind in terms if kind == "injects"} == {2, 3}
    assert all(terms[3, "junta", "injects"]), "the inject of turn 3 costs money"


def test_two_processes_measure_the_same(convoy: PlayedGame) -> None:
    adjudicator = adjudicator_of("first_convoy")
    assert last(convoy, adjudicator, 20, workers=2) == last(convoy, adjudicator, 20)


# -- keys and stages ---------------------------------------------------------------------------------------------------


def test_no_rollout_has_the_dice_of_the_game() -> None:
    seen = set()
    for seed in range(20):
        state = exact().open(seed, length=TURNS, seats=SEATS)
        keys = rollout_keys(state, range(500)).tolist()
        assert state.game_keys[0] not in keys
        seen |= set(keys)
    assert len(seen) == 20 * 500, "every game has rollouts of its own"
    assert rollout_keys(state, range(40, 60)).tolist() == keys[40:60], "a key depends on its number alone"


def test_stages_double_and_end_at_the_last_key() -> None:
    assert list(stages(960)) == [40, 120, 240, 480, 960]
    assert list(stages(300)) == [40, 120, 240, 300]
    assert list(stages(25)) == [25]


def test_an_account_stops_when_it_is_exact_enough() -> None:
    game = played(5, moves(5))
    found = list(account(game, rollouts_of(exact(), SEATS), within=5.0, most=960))
    assert [each.keys for each in found] == [40, 120][: len(found)]
    assert found[-1].error <= 5.0 and all(each.error > 5.0 for each in found[:-1])


def test_a_long_game_of_four_people_keeps_to_its_budget() -> None:
    """26 turns with totals within 0.15: 240 keys, at most 650,000 game-turns. One person takes a third of them."""
    state = exact().open(1, length=26, seats=SEATS)

    def needed(people: int) -> int:
        seats = ("a", "b", "c", "d")
        turns = []
        for turn in range(1, 27):
            there = attrs.evolve(state, turn=turn)
            players = {seat: HUMAN if n < people else "doctrine" for n, seat in enumerate(seats)}
            turns.append(PlayedTurn(turn, there, (), there, {}, players))
        game = PlayedGame(seats, 26, tuple(turns), state, "turn_limit")
        return work(GameColumns(game, seats, dict.fromkeys(seats, "doctrine"), dict.fromkeys(seats, 0.0)), 240)

    assert needed(4) == 617_760 <= 650_000
    assert needed(1) == 168_480 <= 178_000


class Kept:
    """Results in memory, and what was asked of them."""

    def __init__(self) -> None:
        self.results: dict[tuple[int, int, tuple[int, ...]], RolloutResult] = {}
        self.played = 0

    def __contains__(self, job: RolloutJob) -> bool:
        return self._name(job) in self.results

    def get(self, job: RolloutJob) -> RolloutResult | None:
        return self.results.get(self._name(job))

    def put(self, job: RolloutJob, played: RolloutResult) -> None:
        assert self._name(job) not in self.results, "no job is played twice"
        self.results[self._name(job)] = played
        self.played += 1

    @staticmethod
    def _name(job: RolloutJob) -> tuple[int, int, tuple[int, ...]]:
        return id(job.state), len(job.asks) + 10 * len(job.asks[0]), tuple(job.keys.tolist())


def test_an_account_that_was_interrupted_goes_on() -> None:
    game, kept = played(5, moves(5)), Kept()
    rollouts = rollouts_of(exact(), SEATS)

    def interrupt(done: int, _: int) -> None:
        if done > 700:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(account(game, rollouts, 0.0, 120, kept, interrupt))
    before = kept.played
    columns = columns_of(game, rollouts)
    assert 0 < work(columns, 120, kept) < work(columns, 120)
    *_, found = account(game, rollouts, 0.0, 120, kept)
    assert 0 < before < kept.played and work(columns, 120, kept) == 0
    assert found == last(game, exact(), 120)
    after = kept.played
    *_, again = account(game, rollouts, 0.0, 120, kept)
    assert again == found and kept.played == after


def test_progress_counts_rollouts() -> None:
    game = played(5, moves(5))
    seen: list[tuple[int, int]] = []
    list(account(game, rollouts_of(exact(), SEATS), 0.0, 120, None, lambda done, of: seen.append((done, of))))
    assert seen == sorted(seen) and seen[-1][0] == seen[-1][1]
    columns = columns_of(game, rollouts_of(exact(), SEATS))
    assert seen[-1][1] == sum(each.job.games for each in columns.jobs(range(120), range(80)))
