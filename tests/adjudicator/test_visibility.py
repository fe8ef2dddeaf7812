"""What a seat is given of a state: numbers in steps, with ±, age and words; the same whenever it is asked for."""

from __future__ import annotations

import math
from statistics import fmean, pstdev

import pytest

from tests.rulebook.fog.test_fog import fog
from tests.rulebook.theatre import sources, told
from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.estimate_filter import Readings
from wargame.adjudicator.visibility import Memory, ObservationModel, _step
from wargame.model.telling.view import Observation

DRIFT = """\
steps:
  drift:
    phase: early
    add: {fuel: {drift: 1}}
"""


class Watch:
    """The theatre under a fog table, its states turn by turn, and what the junta is told of each."""

    def __init__(self, *rows: str, seed: int = 3) -> None:
        rulebook, problems = told(sources(fog(*rows) + DRIFT))
        assert rulebook is not None, problems
        self.adjudicator = Adjudicator(rulebook)
        self.state: State = self.adjudicator.open(seed, seats=("junta",))
        self.snapshots = [self.adjudicator.snapshot(self.state)]
        self.observations = ObservationModel(rulebook)

    def turns(self, count: int) -> Watch:
        for _ in range(count):
            self.adjudicator.adjudicate(self.state, {})
            self.snapshots.append(self.adjudicator.snapshot(self.state))
        return self

    def at(self, moment: int, seat: str | None = "junta") -> Observation:
        return self.observations.observation(seat, moment, lambda m: self.adjudicator.restore(self.snapshots[m]))

    def reading(self, moment: int, metric: str) -> Readings:
        """What comes in at a moment, before it is weighed with what came in earlier."""
        state = self.adjudicator.restore(self.snapshots[moment])
        found = self.observations.tracks("junta", 0, lambda _: state, Memory())
        return next(track.readings for (name, _), track in found.items() if name == metric)

    def fuel(self, moment: int) -> float | None:
        return self.at(moment).value("fuel", ())


def test_exact_cells_and_the_truth_have_no_estimates() -> None:
    watch = Watch("{metric: fuel, to: junta, within: wide}")
    assert watch.at(0).value("calm", ()) == 20
    assert watch.at(0).estimate("calm", ()) is None
    assert watch.at(0, None).value("fuel", ()) == 10
    assert watch.at(0, None).estimates == {}


def test_an_estimate_is_no_finer_than_a_fifth_of_its_width_and_not_the_truth() -> None:
    watch = Watch("{metric: fuel, to: junta, within: wide}").turns(3)
    for moment in range(4):
        estimate = watch.at(moment).estimate("fuel", ())
        assert estimate is not None
        assert (estimate.age, estimate.word) == (0, "")
        assert 3.0 < estimate.half <= 6.0 + 1e-9
        assert 0.1 * estimate.half < estimate.step <= 0.2 * estimate.half + 1e-9
        assert moment or (estimate.half, estimate.step) == (pytest.approx(6.0), 1.0)
        value = watch.fuel(moment)
        assert value is not None
        assert value / estimate.step == pytest.approx(round(value / estimate.step))
    assert [watch.fuel(m) for m in range(4)] != [10, 11, 12, 13]


def test_an_estimate_is_the_same_whenever_it_is_asked_for() -> None:
    watch = Watch("{metric: fuel, to: junta, within: wide}").turns(2)
    again = [watch.at(1), watch.at(0), watch.at(1)]
    assert again[0] == again[2] == Watch("{metric: fuel, to: junta, within: wide}").turns(1).at(1)
    assert again[0] != again[1]


def test_other_seeds_and_seats_err_otherwise() -> None:
    row = "{metric: fuel, to: [junta, jnim], within: wide}"
    seen = {
        (seed, seat): Watch(row, seed=seed).at(0, seat).value("fuel", ())
        for seed in (1, 2)
        for seat in ("junta", "jnim")
    }
    assert len(set(seen.values())) > 2


def test_what_lags_is_told_as_it_was_and_the_start_before_there_is_a_past() -> None:
    watch = Watch("{metric: fuel, to: junta, exact: true, lag: 2}").turns(4)
    assert [watch.fuel(m) for m in range(5)] == [10, 10, 10, 11, 12]
    ages = [watch.at(m).estimate("fuel", ()) for m in range(5)]
    assert [e.age for e in ages if e is not None] == [0, 1, 2, 2, 2]


def test_a_survey_holds_until_the_next() -> None:
    watch = Watch("{metric: fuel, to: junta, within: wide, every: 3}").turns(6)
    told_of = [watch.fuel(m) for m in range(7)]
    assert told_of[0] == told_of[1] == told_of[2]
    assert told_of[3] == told_of[4] == told_of[5]
    known = watch.at(4).estimate("fuel", ())
    assert known is not None
    assert (known.age, known.due) == (1, 7)  # moment 6 is the opening of turn 7


def test_words_stand_for_bands_and_come_without_a_number() -> None:
    watch = Watch("{metric: fuel, to: junta, words: {0: none, 10: some, 12: much}}").turns(3)
    words = [watch.at(m).estimate("fuel", ()) for m in range(4)]
    assert [e.word for e in words if e is not None] == ["some", "some", "much", "much"]
    assert all(e is not None and e.half == 0 for e in words)
    assert watch.fuel(0) is None


def test_an_estimate_stays_within_the_range_of_its_metric() -> None:
    found = [Watch("{metric: fuel, to: junta, within: 10 * wide}", seed=seed).fuel(0) for seed in range(60)]
    assert min(v for v in found if v is not None) == 0
    assert max(v for v in found if v is not None) <= 100


@pytest.mark.parametrize(
    ("noise", "mean", "sd"),
    [
        ("within: wide", 50.0, 6 / 1.2815515655),
        ('plus: "normal(3, wide)"', 53.0, 6.0),
        pytest.param(
            'times: "lognormal(0, rough / 4)"', 50 * math.exp(0.1**2 / 2), 50 * 0.1003, marks=pytest.mark.slow
        ),
    ],
)
def test_noise_is_as_large_as_the_row_says(noise: str, mean: float, sd: float) -> None:
    """Legitimacy is 50 in three areas: 3 x 12 turns x 40 seeds of independent errors."""
    found = []
    for seed in range(40):
        watch = Watch(f"{{metric: legitimacy, to: junta, {noise}}}", seed=seed).turns(9)
        for reading in (watch.reading(m, "legitimacy") for m in range(10)):
            found += reading.value[:, 0].tolist()
    assert len(found) == 1200
    assert fmean(found) == pytest.approx(mean, abs=4 * sd / math.sqrt(1200))
    assert pstdev(found) == pytest.approx(sd, rel=0.1)


@pytest.mark.slow
def test_eight_of_ten_truths_or_more_lie_within_the_width_where_nothing_moves() -> None:
    inside, halves = [], []
    for seed in range(40):
        observation = Watch('{metric: legitimacy, to: junta, times: "lognormal(0, rough)"}', seed=seed).turns(9)
        for m in range(10):
            at = observation.at(m)
            for cell, value in at.cells["legitimacy"].items():
                estimate = at.estimate("legitimacy", cell)
                assert estimate is not None
                inside.append(abs(value - 50) <= estimate.half)
                halves.append(estimate.half if m in (0, 9) else math.nan)
    assert 0.78 < sum(inside) / len(inside) < 0.94
    assert fmean(halves[27::30]) < 0.6 * fmean(halves[0::30])  # ten readings say more than one


@pytest.mark.slow
def test_a_change_is_told_when_it_is_beyond_its_error_and_not_before() -> None:
    """The tank rises by one a turn, a sixth of the ± of a reading: one turn tells nothing, many do."""
    steps, whole = [], []
    for seed in range(30):
        watch = Watch("{metric: fuel, to: junta, within: wide}", seed=seed).turns(20)
        for moment in range(1, 21):
            estimate = watch.at(moment).estimate("fuel", ())
            assert estimate is not None
            steps += [estimate.change] if estimate.change else []
            whole += [estimate.since] if estimate.since and moment == 20 else []
    assert len(steps) < 60  # of 600
    assert sum(change > 0 for change in steps) >= 0.85 * len(steps)
    assert len(whole) > 20
    assert all(change > 0 for change in whole)


def test_what_is_told_late_and_exactly_has_its_change() -> None:
    watch = Watch("{metric: fuel, to: junta, exact: true, lag: 2}").turns(4)
    told = [watch.at(m).estimate("fuel", ()) for m in range(5)]
    assert [e.change for e in told if e is not None] == [0, 0, 0, 1, 1]
    assert [e.since for e in told if e is not None] == [0, 0, 0, 1, 2]


def test_what_was_made_of_readings_is_kept_and_forgotten_with_an_amended_state() -> None:
    watch, memory = Watch("{metric: fuel, to: junta, within: wide}").turns(3), Memory()
    restored: list[int] = []

    def state_at(moment: int) -> State:
        restored.append(moment)
        return watch.adjudicator.restore(watch.snapshots[moment])

    kept = [watch.observations.observation("junta", moment, state_at, memory) for moment in range(4)]
    assert kept == [watch.at(moment) for moment in range(4)]
    assert len(restored) == 8  # each once for what is seen exactly, and once for its reading
    memory.forget(3)
    assert {moment for _, moment in memory.tracks} == {0, 1, 2}


@pytest.mark.parametrize(("every", "due"), [(1, 0), (2, 7), (3, 7)])
def test_only_what_is_told_every_few_turns_says_when_it_comes_again(every: int, due: int) -> None:
    watch = Watch(f"{{metric: fuel, to: junta, within: wide, every: {every}}}").turns(5)
    known = watch.at(5).estimate("fuel", ())
    assert known is not None
    assert known.due == due


@pytest.mark.parametrize("step", [m * 10.0**power for power in range(-3, 4) for m in (1, 2, 5)])
def test_a_step_is_the_largest_round_number_that_is_not_above(step: float) -> None:
    assert _step(step) == pytest.approx(step)
    assert _step(step * 1.5) == pytest.approx(step)
    assert _step(step * 0.99) < step


def test_what_has_no_width_has_no_step() -> None:
    assert _step(0.0) == 0.0
