"""The reference workload is one game: plain objects, a Mesa model and rules agree on what comes out."""

import statistics

import pytest

from benchmarks.reference import engine, plain
from wargame.adjudicator.digest import digests
from wargame.batch import compiled
from wargame.native.toolchain import QUICK, find_compiler

GAMES, MESA_GAMES = 2000, 1000


@pytest.fixture(scope="module")
def adjudicator():
    return engine.load()


def test_games_of_a_batch_are_games_alone(adjudicator):
    batch = engine.play(adjudicator, 7, turns=4)
    alone = engine.play(adjudicator, 1, first=5, turns=4)
    assert adjudicator.digest(batch, 5) == adjudicator.digest(alone)
    assert adjudicator.digest(batch, 4) != adjudicator.digest(alone)


@pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")
def test_orders_drawn_inside_are_those_drawn_outside():
    adjudicator = engine.load()
    whole = compiled.prepare_drawn(adjudicator, engine.orders(), QUICK)
    by_c, by_numpy = engine.play(adjudicator, 21, whole=whole), engine.play(adjudicator, 21)
    assert digests(by_c) == digests(by_numpy)
    assert (by_c.banked == by_numpy.banked).all() and by_c.turn == by_numpy.turn


def plain_games() -> list[dict[str, float]]:
    games = [plain.Game(seed) for seed in range(GAMES)]
    for game in games:
        game.play()
    return [plain.outcome(game) for game in games]


def mesa_games() -> list[dict[str, float]]:
    from benchmarks.reference.mesa_model import ReferenceModel  # `make test-slow` installs it, `make test` does not

    games = [ReferenceModel(seed) for seed in range(MESA_GAMES)]
    for game in games:
        game.play()
    return [plain.outcome(game) for game in games]


@pytest.mark.slow
@pytest.mark.parametrize("play", [plain_games, mesa_games])
def test_means_agree(adjudicator, play):
    theirs = play()
    ours = engine.outcomes(engine.play(adjudicator, GAMES))
    assert set(ours) == set(theirs[0])
    for name, values in ours.items():
        other = [outcome[name] for outcome in theirs]
        error = (values.var() / GAMES + statistics.variance(other) / len(other)) ** 0.5
        gap = values.mean() - statistics.fmean(other)
        # Thirteen means with fixed seeds; four standard errors leave room for no chance and for no mistake.
        assert abs(gap) < 4 * error, f"{name}: {values.mean()} here, {statistics.fmean(other)} there"
        assert 0.85 < values.std() / statistics.stdev(other) < 1.15, f"{name}: spreads differ"
