"""Targets are what a plain recount of the games gives; a record replaces orders and nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tiny import tiny

from wargame.adjudicator import Adjudicator
from wargame.analysis.calibration.calibration import Calibrator
from wargame.batch import Plan
from wargame.batch.chunk import ChunkPlayer
from wargame.batch.run import settled
from wargame.content import Problems
from wargame.content.sections.calibration import CalibrationReader
from wargame.content.yaml.files import Saved
from wargame.errors import Place
from wargame.model.scenario.dated_record import DatedRecord, GivenEffort

TURNS, GAMES = 5, 60
BOTS = "{red: random, blue: random}"

RULES = """\
metrics:
  grain: {of: town, range: 0..1000, start: 10}
  seen: {range: 0..1000}
  truce: {range: 0..100}
  done: {flag: true}
parameters:
  step: {value: 0.25, source: invented, status: assumption}
  luck: {prior: [uniform, 0, 1], source: invented, status: assumption}
actions:
  buy: {label: Buy, by: red, target: town, levels: 1..3}
  raid: {label: Raid, by: [red, blue], target: town}
  wait: {label: Wait, by: blue}
steps:
  market:
    phase: early
    for: town
    let:
      crop: uniform(0, 4)
    add:
      grain: {bought: effort(buy), grown: crop * luck}
      seen: {raids: "total(ordered(raid)[blue], town)", waited: effort(wait)}
  growth:
    phase: late
    set:
      done: any(grain > 25, town) or truce > 50
"""
ENDINGS = {"endings": 'rich: {when: "grain[ALF] + grain[BEX] > 42", text: Enough.}'}
RECORD = """\
effort:
  buy:
    times: 1 / step
    by_turn: {ALF: [0.5, 0.25], COB: [0, 1, 0]}
  raid:
    by_turn:
      blue, DIT: [1, 0, 2]
none: [wait]
metrics:
  truce: {set: [7, 0, 99]}
  gold: {add: [0, 40]}
"""


@pytest.fixture(scope="module")
def adjudicator() -> Adjudicator:
    return tiny(RULES, **ENDINGS)


def calibrator(adjudicator: Adjudicator, text: str) -> tuple[Calibrator | None, list[str]]:
    problems = Problems()
    shelf = Saved({"t/targets.yaml": text, "t/record.yaml": RECORD}, "t/")
    calibration = CalibrationReader(adjudicator.scenario, shelf, problems).read("targets.yaml")
    made = Calibrator(adjudicator.scenario, calibration, problems) if calibration is not None else None
    return made, [str(problem) for problem in problems.errors]


def targets(**values: str) -> str:
    rows = "".join(
        f'  {name}: {{run: record, what: x, value: "{value}", tolerance: [0, 1]}}\n' for name, value in values.items()
    )
    return (
        f"runs:\n  record: {{games: {GAMES}, turns: {TURNS}, bots: {BOTS}, effort: record.yaml}}\n"
        f"  fixed: {{like: record, set: {{luck: 1}}}}\ntargets:\n{rows}"
    )


def measured(adjudicator: Adjudicator, value: str) -> float | None:
    made, told = calibrator(adjudicator, targets(T=value))
    assert made is not None
    assert not told
    (result,) = made.measure().targets
    return result.value


class Seen:
    """The games of the record run by hand: metric -> [turn, cells, games] after each turn, last values kept."""

    def __init__(self, adjudicator: Adjudicator) -> None:
        made, _ = calibrator(adjudicator, targets(T="average(at(seen, 1))"))
        assert made is not None
        plan = made.runs["record"].plan
        self.values: dict[str, list[np.ndarray[Any, Any]]] = {name: [] for name in ("grain", "seen", "truce", "gold")}
        self.last = np.zeros(GAMES, dtype=int)
        self.ending = np.full(GAMES, -1)
        ChunkPlayer(adjudicator, plan, self.record).play(0, GAMES)

    def record(self, state: Any, games: np.ndarray[Any, Any]) -> None:
        for name, kept in self.values.items():
            whole = kept[-1].copy() if kept else np.zeros((state.array(name).reshape(-1, state.games).shape[0], GAMES))
            whole[:, state.numbers[games]] = state.array(name).reshape(-1, state.games)[:, games]
            kept.append(whole)
        self.last[state.numbers[games]] = state.turn - 1
        self.ending[state.numbers[games]] = state.ended[games]

    def of(self, name: str, cell: int = 0) -> np.ndarray[Any, Any]:
        return np.array([turn[cell] for turn in self.values[name]])


@pytest.fixture(scope="module")
def seen(adjudicator: Adjudicator) -> Seen:
    return Seen(adjudicator)


def test_a_record_takes_the_place_of_orders(adjudicator: Adjudicator, seen: Seen) -> None:
    """Numbers times the constant, the last one standing; nobody else's orders; metrics added to or set."""
    assert (seen.of("seen")[1:4] == np.array([[1], [1], [3]])).all()
    assert (seen.of("gold")[1] == 3).all()
    assert (seen.of("gold")[2] == 20).all()  # 3 and 40, held at the metric's end
    assert (seen.of("truce")[1:4] == np.array([[7], [0], [99]])).all()
    fixed = calibrator(adjudicator, targets(A="in_run(fixed, average(at(total(grain, town), 1)))"))[0]
    assert fixed is not None
    (result,) = fixed.measure().targets
    assert result.value is not None
    assert 42 < result.value < 42 + 16  # 40 in four towns, two bought, four crops of 0 to 4


def test_a_record_that_fixes_nothing_changes_nothing(adjudicator: Adjudicator) -> None:
    bots = {"red": "random", "blue": "random"}
    digests = []
    for record in (None, DatedRecord(), DatedRecord((GivenEffort("wait", Place("t", 1, 1), {}),))):
        plan = Plan(adjudicator.scenario.sources, "tiny", 8, length=3, bots=bots, dated_record=record)
        digests.append(ChunkPlayer(adjudicator, settled(adjudicator, plan)).play(0, 8).digests)
    assert digests[0] == digests[1]
    assert digests[0] != digests[2]  # blue did wait in some of them


@pytest.mark.parametrize(
    "value", ["average(at(grain[ALF], 3))", "average(least(grain[ALF], 2, 4))", "average(most(grain[ALF], 0, 2))"]
)
def test_looks_at_turns(adjudicator: Adjudicator, seen: Seen, value: str) -> None:
    grain = seen.of("grain")
    wanted = {
        "at": grain[3],
        "le": grain[2:5].min(axis=0),
        "mo": grain[:3].max(axis=0),
    }[value[8:10]].mean()
    assert measured(adjudicator, value) == pytest.approx(wanted, rel=1e-12)


def test_sums_and_means_over_turns_and_the_first_turn(adjudicator: Adjudicator, seen: Seen) -> None:
    grain = seen.of("grain")
    assert measured(adjudicator, "median(total(grain[ALF], 1, 3))") == pytest.approx(np.median(grain[1:4].sum(axis=0)))
    assert measured(adjudicator, "median(mean(grain[ALF], 1, 3))") == pytest.approx(np.median(grain[1:4].mean(axis=0)))
    towns = np.median([seen.of("grain", cell)[3] for cell in range(4)], axis=0)
    assert measured(adjudicator, "median(at(median(grain, town), 3))") == pytest.approx(np.median(towns))
    first = [next((t for t in range(1, TURNS + 1) if grain[t, g] > 17), TURNS + 1) for g in range(GAMES)]
    assert len(set(first)) > 1
    assert measured(adjudicator, "average(first(grain[ALF] > 17))") == pytest.approx(np.mean(first))


def test_shares_and_quantiles_over_games(adjudicator: Adjudicator, seen: Seen) -> None:
    grain = seen.of("grain")
    assert measured(adjudicator, "share(at(grain[ALF], 3) > 20)") == pytest.approx((grain[3] > 20).mean())
    some = grain[3][grain[3] > 18]
    assert 0 < some.size < GAMES
    wanted = np.quantile(some, 0.1)
    assert measured(adjudicator, "quantile(at(grain[ALF], 3), 0.1, at(grain[ALF], 3) > 18)") == pytest.approx(wanted)


def test_without_a_look_at_turns_all_turns_played_are_pooled(adjudicator: Adjudicator, seen: Seen) -> None:
    grain = seen.of("grain")
    pooled = [grain[t, g] for g in range(GAMES) for t in range(1, seen.last[g] + 1)]
    assert (seen.last < TURNS).any()
    assert measured(adjudicator, "average(grain[ALF])") == pytest.approx(np.mean(pooled))
    cells = np.concatenate([seen.of("grain", k)[1:3].ravel() for k in range(4)])
    assert measured(adjudicator, "average(grain, turn <= 2)") == pytest.approx(cells.mean())


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("average(total(2, 1, 3))", 6),
        ("share(at(step, 2) > 0)", 1),
        ("quantile(done, 0.5, most(step, 1, 2) > 1)", None),
        ("average(total(people, town), turn == 1)", 10.1),
    ],
)
def test_constants_are_looked_at_like_anything_else(adjudicator: Adjudicator, value: str, wanted: float | None) -> None:
    assert measured(adjudicator, value) == (wanted if wanted is None else pytest.approx(wanted))


def test_how_games_ended(adjudicator: Adjudicator, seen: Seen) -> None:
    share = (seen.ending == 0).mean()
    assert 0 < share < 1
    assert measured(adjudicator, "share(ended(rich))") == pytest.approx(share)
    assert measured(adjudicator, "share(ended(turn_limit))") == pytest.approx(1 - share)


def test_two_runs_are_compared_game_by_game(adjudicator: Adjudicator) -> None:
    paired = measured(adjudicator, "share(in_run(fixed, at(grain[DIT], 1)) >= at(grain[DIT], 1))")
    assert paired == 1.0  # the same dice, with more luck in every game
    assert measured(adjudicator, "in_run(fixed, average(at(grain[DIT], 1))) - average(at(grain[DIT], 1))") > 0


def test_where_no_game_counts_nothing_is_measured_and_the_target_is_missed(adjudicator: Adjudicator) -> None:
    made, _ = calibrator(adjudicator, targets(T="median(at(seen, 1), at(seen, 1) > 500)"))
    assert made is not None
    (result,) = made.measure().targets
    assert result.value is None
    assert not result.met


@pytest.mark.parametrize(
    ("value", "offset", "message"),
    [
        ("median(at(grian[ALF], 3))", 10, "nothing is called `grian`; did you mean `grain`?"),
        ("medan(at(grain[ALF], 3))", 0, "no function is called `medan`; did you mean `median`?"),
        ("at(grain[ALF], 3)", 0, "this is not one number: wrap it in share(...)"),
        ("grain[ALF]", 0, "this is not one number"),
        ("median(at(grain, 3)[ALF])", 7, "pick before turns are looked at, as in at(x[NAME], turn)"),
        ("median(total(at(grain, 3), town))", 7, "`total` comes before turns are looked at"),
        ("median(mean(at(grain, 3), town))", 7, "`mean` comes before turns are looked at"),
        ("median(at(at(grain[ALF], 3), 2))", 10, "turns are looked at once: a value of a moment is wanted here"),
        ("median(at(grain[ALF], seen))", 22, "a turn is a whole number; 0 is before the first"),
        ("median(at(grain[ALF], 1, 2))", 7, "write at(x, turn)"),
        ("median(least(grain[ALF], 3, 2))", 7, "write least(x, first turn, last turn)"),
        ("median(at(grain[ALF], 6))", 0, "turn 6 is looked at, but `record` has 5 turns"),
        ("quantile(at(seen, 1), 2)", 22, "a quantile is taken at a number from 0 to 1"),
        ("share(ended(poor))", 6, "no ending is called `poor`"),
        ("in_run(fixd, average(at(seen, 1)))", 7, "no run is called `fixd`; did you mean `fixed`?"),
        ("in_run(fixed, average(at(sen, 1)))", 25, "nothing is called `sen`; did you mean `seen`?"),
        ("in_run(fixed, seen)", 14, "look at turns or games here"),
        ("average(effort(raid)[red])", 8, "no rule reads this, so that games do not keep it"),
        ("share(chance(0.5))", 6, ""),
    ],
)
def test_a_wrong_formula_is_told_at_its_place(adjudicator: Adjudicator, value: str, offset: int, message: str) -> None:
    text = targets(T=value)
    line = next(n for n, row in enumerate(text.split("\n"), 1) if value in row)
    column = text.split("\n")[line - 1].index(value) + 1 + offset
    _, told = calibrator(adjudicator, text)
    assert [row for row in told if row.startswith(f"t/targets.yaml:{line}:{column}: {message}")], told


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{luck: 1}", "{luck: some}", "`luck` takes a number"),
        ("{like: record,", "{like: record, bots: {red: clever},", "red has no bot called `clever` (known: random"),
        ("effort: record.yaml}", "effort: {effort: {buy: {times: luck, by_turn: {}}}}}", "this must be a constant"),
        ("{like: record,", "{like: record, games: 3,", "the runs that are compared differ in games or turns"),
    ],
)
def test_a_wrong_run_is_told_at_its_place(adjudicator: Adjudicator, old: str, new: str, message: str) -> None:
    text = targets(T="in_run(fixed, average(at(seen, 1)))")
    assert old in text
    _, told = calibrator(adjudicator, text.replace(old, new))
    assert len(told) == 1
    assert message in told[0]
