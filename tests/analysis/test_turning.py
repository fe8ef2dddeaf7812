"""Turning points are measured again with fresh dice, and better orders are as good as enumeration says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.analysis.exact_game import SEATS, exact, expected, line_of, moves, ordered, played
from tests.tiny import written
from wargame.adjudicator import Adjudicator
from wargame.analysis.account.account import account
from wargame.analysis.account.better_orders import (
    FINAL,
    SCREENING,
    TriedPlan,
    _replay,
    best_alternative,
    explained_points,
    plans_of,
)
from wargame.analysis.account.margin_term import MarginTerm, TermKind
from wargame.analysis.account.term_causes import cause_of
from wargame.analysis.account.turning import FRESH, turning_points
from wargame.analysis.rollouts.rollouts import RolloutJob, RolloutResult, Rollouts, reference_of
from wargame.analysis.rollouts.samples import WIDE, MeanWithError
from wargame.model.match.ruling import Target
from wargame.store.session import Session
from wargame.store.setup import PlaySetup


def rollouts() -> Rollouts:
    return Rollouts(exact(), reference_of(exact().scenario, SEATS))


def test_the_largest_terms_are_measured_again_without_bias() -> None:
    """They agree with enumeration, and the first measurement of the largest terms is the larger one on average."""
    z, larger = [], []
    for number in range(8):
        orders = moves(number)
        game = played(2_000 + number, orders)
        *_, found = account(game, rollouts(), 0.0, 40)
        points = turning_points(game, rollouts(), found, 2)
        true = expected(game, orders)
        assert len(points) == 2
        for point in points:
            term = point.term
            value = true[term.turn, term.seat, term.kind.value]
            if term.estimate.error:
                z.append((term.estimate.mean - value) / (term.estimate.error / WIDE))
                larger.append(abs(point.found.estimate.mean) - abs(value))
    assert len(z) > 8
    assert max(map(abs, z)) < 4.0
    assert sum(larger) > 0.0


def test_points_are_the_largest_of_their_kind_and_turn() -> None:
    game = played(5, moves(5))
    *_, found = account(game, rollouts(), 0.0, 40)
    points = turning_points(game, rollouts(), found, 100)
    places = [(point.term.turn, point.term.kind) for point in points]
    assert len(set(places)) == len(places) and [turn for turn, _ in places] == sorted(turn for turn, _ in places)
    for point in points:
        same = [t for t in found.terms if (t.turn, t.kind) == (point.term.turn, point.term.kind)]
        assert abs(point.found.estimate.mean) == max(abs(t.estimate.mean) for t in same)
        assert point.near_end == (point.term.turn > 2)


class Asked:
    """What was played, and nothing kept."""

    def __init__(self) -> None:
        self.keys: list[set[int]] = []

    def __contains__(self, job: RolloutJob) -> bool:
        return False

    def get(self, job: RolloutJob) -> RolloutResult | None:
        self.keys.append(set(job.keys.tolist()))
        return None

    def put(self, job: RolloutJob, result: RolloutResult) -> None:
        pass


def test_every_measurement_has_dice_of_its_own() -> None:
    game, seen = played(5, moves(5)), []
    for measure in (
        lambda kept: list(account(game, rollouts(), 0.0, 40, kept)),
        lambda kept: turning_points(game, rollouts(), list(account(game, rollouts(), 0.0, 4))[-1], 3, kept),
    ):
        asked = Asked()
        measure(asked)
        seen.append(set().union(*asked.keys))
    asked = Asked()
    rests = next(played(number, moves(number)) for number in range(9) if moves(number)["red"][0] == 0)
    best_alternative(rests, rollouts(), 1, "red", asked)
    assert [len(keys) for keys in asked.keys] == [len(SCREENING), len(FINAL)]
    seen += asked.keys
    for kind, sizes in ((TermKind.DECISION, [40, 240]), (TermKind.LUCK, [120])):
        asked = Asked()
        cause_of(game, rollouts(), MarginTerm(2, "red", kind, MeanWithError(1.0, 0.1)), asked)
        assert sorted({len(keys) for keys in asked.keys}) == sizes
        seen += [set(keys) for keys in {frozenset(keys) for keys in asked.keys}]
    assert len(set().union(*seen)) == sum(map(len, seen)) and FRESH > 100_000


@pytest.mark.parametrize("seat", SEATS)
def test_the_best_orders_are_worth_what_enumeration_says(seat: str) -> None:
    """Push against rest, block against wait: each seat has one other plan, or two if it may also do nothing."""
    words = {"red": ("rest", "push"), "blue": ("wait", "block")}
    z = []
    for number in range(8):
        orders = moves(number)
        game = played(3_000 + number, orders)
        line, given = line_of(game.turns[0].before), {who: row[0] for who, row in orders.items()}
        better = best_alternative(game, rollouts(), 1, seat)
        assert better is not None
        own = words[seat][given[seat]]
        plans = {plan.orders for plan in plans_of(rollouts(), game.turns[0], seat)}
        assert better.tried == len(plans) and written(exact(), own) not in plans
        does = int(any(order.action == words[seat][1] for order in better.plan.orders))
        true = {move: ordered(line, 1, tuple({**given, seat: move}.items()))[SEATS.index(seat)] for move in (0, 1)}
        gain = true[does] - true[given[seat]]
        if better.gain.error:
            z.append((better.gain.mean - gain) / (better.gain.error / WIDE))
        else:
            assert better.gain.mean == pytest.approx(gain, abs=1e-9)
        assert better.certain == (better.gain.mean > 2.0 * better.gain.error)
        if gain > 1.0:
            assert better.certain
        if gain <= 0.0:
            assert better.gain.mean < 3.0 * better.gain.error + 1e-9
    assert max(map(abs, z)) < 4.0


def shown(number: str) -> float:
    """Read a number as players see it, with a minus of its own."""
    return float(number.replace("\N{MINUS SIGN}", "-"))


def test_a_better_plan_is_replayed_with_the_dice_of_the_game() -> None:
    """The line after the turn is where the game left it, and where the other orders would have left it."""
    checked = 0
    for number in range(8):
        orders = moves(number)
        game = played(3_000 + number, orders)
        for point in explained_points(
            game, rollouts(), turning_points(game, rollouts(), list(account(game, rollouts(), 0.0, 4))[-1], 3)
        ):
            better = point.better
            assert better is not None
            turn = game.only(better.turn).turns[0]
            left = line_of(game.only(better.turn).now)
            state = exact().restore(exact().snapshot(turn.before))
            exact().adjudicate(state, {**turn.orders, better.seat: better.plan.orders})
            rows = [tuple(map(shown, (row.before, row.without, row.with_it))) for row in better.replay]
            if line_of(state) == left:
                assert not rows
            else:
                assert rows == [(line_of(turn.before), left, line_of(state))]
                checked += 1
    assert checked > 3


def test_bots_that_play_the_reference_have_no_other_orders() -> None:
    game = played(5, {"red": moves(5)["red"]})
    *_, found = account(game, rollouts(), 0.0, 40)
    for each in explained_points(game, rollouts(), turning_points(game, rollouts(), found, 20)):
        assert (each.better is None) == (each.point.term.seat == "blue")


def test_a_replay_compares_other_orders_with_the_ruled_turn(tmp_path: Path) -> None:
    with Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, 5, save=tmp_path / "a.jsonl")) as session:
        match = session.match
        match.add("junta", "escort ABJ 2")
        match.commit("junta")
        rulings = match.facilitator.rulings
        rulings.rule(rulings.ruling(Target(metric="fear", entities=("ABJ",)), 0.77, "the drivers say so"))
        match.adjudicate()
        game = match.played_game()
        rows = _replay(Adjudicator(match.rulebook), game.turns[0], game.now, "junta", TriedPlan((), "nothing"))
    assert "77" in [row.without for row in rows if row.label.startswith("Fear of the drivers, Abidjan road")]
