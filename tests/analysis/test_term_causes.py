"""Only a cause that a replay confirms is named: an order, the dice of a rule, or the choices of a bot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np
import pytest

from tests.analysis.exact_game import SEATS, exact, line_of, moves, ordered, played
from wargame.adjudicator import Adjudicator
from wargame.analysis.account.account import account
from wargame.analysis.account.margin_term import MarginTerm, TermKind
from wargame.analysis.account.term_causes import MOST_OF, CauseKind, TermCause, TurnReplay, cause_of
from wargame.analysis.account.turning import turning_points
from wargame.analysis.rollouts.rollouts import RolloutJob, Rollouts, reference_of, rollout_keys
from wargame.analysis.rollouts.samples import WIDE, MeanWithError
from wargame.game.played_game import PlayedGame
from wargame.store.look_back import look_back

ROOT = Path(__file__).parents[2]
OTHER_DICE = range(100, 140)  # the test's own draws, which the program never uses
OTHER_KEYS = range(9_000_000, 9_000_240)


def rollouts() -> Rollouts:
    return Rollouts(exact(), reference_of(exact().scenario, SEATS))


def explained(game: PlayedGame, most: int = 6) -> Iterator[tuple[MarginTerm, TermCause | None]]:
    *_, found = account(game, rollouts(), 0.0, 40)
    for point in turning_points(game, rollouts(), found, most):
        yield point.term, cause_of(game, rollouts(), point.term)


def test_the_effect_of_an_order_is_what_enumeration_says() -> None:
    """Without its push or block, a seat rests or waits."""
    z, named = [], 0
    for number in range(6):
        orders = moves(number)
        game = played(3_000 + number, orders)
        for term, cause in explained(game):
            if cause is None or cause.kind is not CauseKind.ORDER:
                continue
            place = term.turn - 1
            line = line_of(game.turns[place].before)
            given = {seat: row[place] for seat, row in orders.items()}
            assert cause.what in ("push", "block") and cause.tried == 1
            assert (cause.seat == term.seat) is (term.kind is TermKind.DECISION)
            here = SEATS.index(term.seat)
            with_it, without = (
                ordered(line, term.turn, tuple({**given, cause.seat: move}.items()))[here] for move in (1, 0)
            )
            named += 1
            if cause.effect.error:
                z.append((cause.effect.mean - (with_it - without)) / (cause.effect.error / WIDE))
            else:
                assert cause.effect.mean == pytest.approx(with_it - without, abs=1e-9)
    assert named > 8
    assert max(map(abs, z)) < 4.0


def test_luck_is_explained_by_the_dice_of_the_rule_or_by_the_bot_that_drew() -> None:
    found = [
        (term, cause) for number in range(6) for term, cause in explained(played(number, {"red": moves(number)["red"]}))
    ]
    luck = [cause for term, cause in found if term.kind is TermKind.LUCK and cause is not None]
    assert {cause.kind for cause in luck} == {CauseKind.DICE, CauseKind.BOT}
    assert {(cause.seat, cause.what) for cause in luck} == {("", "moving"), ("blue", "doctrine")}


def test_what_does_not_hold_is_not_named() -> None:
    term = MarginTerm(2, "red", TermKind.DECISION, MeanWithError(-0.5, 0.05))
    for mean, error, holds in ((-0.3, 0.1, True), (-0.24, 0.1, False), (0.5, 0.01, False), (-0.3, 0.16, False)):
        assert TermCause(CauseKind.ORDER, "red", "push", MeanWithError(mean, error), 3).explains(term) is holds
    game = played(5, moves(5))
    false = attrs.evolve(term, estimate=MeanWithError(50.0, 0.1))
    assert cause_of(game, rollouts(), false) is None
    assert cause_of(game, rollouts(), attrs.evolve(term, kind=TermKind.START, turn=1)) is None


def test_other_dice_of_one_rule_leave_all_other_dice() -> None:
    """The same number gives the same dice, and dice that fall as before leave the state as it was."""
    adjudicator, turn = exact(), played(5, moves(5)).turns[0]
    snapshot = adjudicator.snapshot(turn.before)

    def after(other: tuple[str, int] | None) -> tuple[str, tuple[float, ...]]:
        state = adjudicator.restore(snapshot)
        outcome = adjudicator.adjudicate(state, turn.orders, other_dice=other)
        return outcome.digest, tuple(draw.value for draw in outcome.draws)

    as_rolled = after(None)
    again = [after(("moving", number)) for number in range(1, 30)]
    assert again == [after(("moving", number)) for number in range(1, 30)]
    assert after(("elsewhere", 1)) == as_rolled
    assert len({faces for _, faces in again}) == 4  # two dice with two faces each
    assert all((digest == as_rolled[0]) or faces != as_rolled[1] for digest, faces in again)


# -- shipped games -----------------------------------------------------------------------------------------------------


def effect_again(game: PlayedGame, played_by: Rollouts, term: MarginTerm, cause: TermCause) -> float:
    """The effect of a cause with dice that its measurement did not have."""
    one = game.only(term.turn)
    turn, seat = one.turns[0], played_by.seats.index(term.seat)
    if cause.kind is CauseKind.ORDER:
        given = {who: row for who, row in turn.orders.items() if turn.players[who] != played_by.reference[who]}
        less = tuple(order for order in given[cause.seat] if order.text != cause.what)
        asks = given, {**given, cause.seat: less}
        job = RolloutJob(turn.before, asks, rollout_keys(turn.before, OTHER_KEYS), turn.people)
        with_it, without = played_by.play(job).margins[:, seat]
        return float((with_it - without).mean())
    replay = TurnReplay(turn, played_by)
    suspect = next(each for each in replay.suspects(OTHER_DICE) if (each.kind, each.what) == (cause.kind, cause.what)
                   and each.seat == cause.seat)  # fmt: skip
    keys = rollout_keys(one.now, OTHER_KEYS[:40])
    states = [replay.actual(), *(suspect.state(number) for number in OTHER_DICE)]
    ends = [
        played_by.adjudicator.margins(state)[term.seat].mean()
        if state.ending()
        else played_by.play(RolloutJob(state, ({},), keys)).margins[0, seat].mean()
        for state in states
    ]
    return float(ends[0] - np.mean(ends[1:]))


@pytest.mark.slow
@pytest.mark.parametrize("save", ["docs/examples/truce.jsonl", "docs/examples/coup.jsonl"])
def test_named_causes_hold_again_with_other_dice(save: str) -> None:
    """Every claim that is printed holds: the direction, and at least two thirds of the share that makes it a cause."""
    seen = look_back(ROOT / save)
    game = seen.match.played_game()
    player = Rollouts(Adjudicator(seen.rulebook), reference_of(seen.match.scenario, game.seats))
    player.compile(300_000, "auto")
    *_, found = account(game, player, 0.0, 60)
    named = 0
    for point in turning_points(game, player, found, 8):
        cause = cause_of(game, player, point.term)
        if cause is not None:
            named += 1
            assert effect_again(game, player, point.term, cause) / point.term.estimate.mean > MOST_OF * 2 / 3, cause
    assert named >= 2
