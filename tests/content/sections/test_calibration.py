"""Files of targets: what is wrong in them is told with its place, the nearest spelling and the remedy."""

import pytest

from content.small import FILES, MARK
from wargame.content import Problems, load_sources
from wargame.content.sections.calibration import CalibrationReader, files_named
from wargame.content.yaml.files import Saved
from wargame.model.scenario.calibration import Calibration

RECORD = """\
effort:
  buy:
    times: yield_share
    by_turn: {ALF: [1, 2], BEX: [0]}
metrics:
  tolls:
    add: {OLD: [3]}
none: [send]
"""
TARGETS = """\
runs:
  record: {games: 50, turns: 4, effort: record.yaml}
  poor:
    like: record
    seed: 7
    set: {yield_share: 0, aim: peace}
    bots: {red: random}
    effort: {metrics: {grain: {set: {ALF: [1]}}}}
targets:
  T1: {run: record, what: grain in Alford, value: "median(at(grain[ALF], 3))", tolerance: [0, 100]}
  T2: {run: poor, what: grain again, value: 1, tolerance: [2, 3], waived: a reason}
"""


def read(targets: str = TARGETS, record: str = RECORD) -> tuple[Calibration | None, list[str]]:
    problems = Problems()
    scenario = load_sources(FILES, "small", problems)
    assert scenario is not None
    shelf = Saved({"here/targets.yaml": targets, "here/record.yaml": record}, "here/")
    calibration = CalibrationReader(scenario, shelf, problems).read("targets.yaml")
    assert (calibration is None) == bool(problems.errors)
    return calibration, [str(problem) for problem in problems.all]


def test_a_run_takes_over_what_it_does_not_say_itself() -> None:
    calibration, told = read()
    assert calibration is not None
    assert not told
    record, poor = calibration.runs["record"], calibration.runs["poor"]
    assert (record.games, record.turns, record.seed) == (50, 4, 1)
    assert (poor.games, poor.turns, poor.seed) == (50, 4, 7)
    assert {row.action: dict(row.by_turn) for row in record.record.effort} == {
        "buy": {("ALF",): (1, 2), ("BEX",): (0,)},
        "send": {},
    }
    assert [(row.metric, row.added, dict(row.by_turn)) for row in record.record.metrics] == [
        ("tolls", True, {("OLD",): (3,)})
    ]
    assert [(row.metric, row.added) for row in poor.record.metrics] == [("grain", False)]
    assert {name: word.text for name, word in poor.settings.items()} == {"yield_share": "0", "aim": "peace"}
    assert [(t.low, t.high, t.waived) for t in calibration.targets.values()] == [(0, 100, ""), (2, 3, "a reason")]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("targets", "runs:", "«run:", "a calibration has no key `run`; did you mean `runs`?"),
        ("targets", "like: record", "like: «recrod", "no run above is called `recrod`; did you mean `record`?"),
        ("targets", "run: poor", "run: «pour", "no run is called `pour`; did you mean `poor`?"),
        ("targets", "yield_share: 0", "«yeild_share: 0", "no parameter is called `yeild_share`; did you mean"),
        ("targets", "bots: {red", "bots: {«rad", "no faction is called `rad`; did you mean `red`?"),
        ("targets", "seed: 7", "«seeds: 7", "a run has no key `seeds`; did you mean `seed`?"),
        ("targets", "games: 50", "games: «0", "expected a whole number from 1 to 1000000, found `0`"),
        ("targets", "tolerance: [0, 100]", "tolerance: «[0]", "expected two entries, found 1"),
        ("targets", "[2, 3]", "«[3, 2]", "the tolerance is empty: 3 is more than 2"),
        ("targets", "effort: record.yaml", "effort: «recrod.yaml", "there is no file `recrod.yaml` beside this one"),
        ("targets", "effort: record.yaml", "effort: «../record.yaml", "`../record.yaml` leads out of the folder"),
        ("record", "buy:", "«bye:", "no action is called `bye`; did you mean `buy`?"),
        ("record", "ALF: [1, 2]", "«ALP: [1, 2]", "no town is called `ALP`; did you mean `ALF`?"),
        ("record", "BEX: [0]", "BEX: [«x]", "expected a number, found `x`"),
        ("record", "{ALF: [1, 2], BEX: [0]}", "«[1, 2]", "`buy` takes lists by town, found numbers at once"),
        ("record", "tolls:", "«tols:", "no metric is called `tols`; did you mean `tolls`?"),
        ("record", "none: [send]", "none: [«sent]", "no action is called `sent`; did you mean `send`?"),
        ("record", "  buy:", "  «send: {by_turn: {red: [1]}}\n  buy:", "`send` has two targets: a record can feed"),
        ("record", "    add: {OLD: [3]}", "    «adds: {OLD: [3]}", "a metric's record has no key `adds`"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(file: str, old: str, new: str, message: str) -> None:
    texts = {"targets": TARGETS, "record": RECORD}
    assert texts[file].count(old) == 1
    marked = texts[file].replace(old, new)
    before = marked[: marked.index(MARK)]
    place = f"here/{file}.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    texts[file] = marked.replace(MARK, "")
    _, told = read(texts["targets"], texts["record"])
    assert any(line.startswith(f"{place}: {message}") for line in told), told


def test_three_waived_targets_are_one_too_many() -> None:
    more = "".join(
        f"  W{n}: {{run: record, what: x, value: 1, tolerance: [2, 3], waived: because}}\n" for n in range(2)
    )
    _, told = read(TARGETS + more)
    assert [line.split(": ", 1)[1] for line in told] == ["more than 2 targets are waived: meet this one or another"]


@pytest.mark.parametrize("text", ["", "[]", "runs: 3", "runs: {a: 3}\ntargets: {b: []}", "targets: {}", "runs: &x {}"])
def test_a_file_of_another_form_is_told_and_nothing_more(text: str) -> None:
    calibration, told = read(text)
    assert calibration is None
    assert told


def test_the_files_of_a_calibration_are_known_without_reading_the_scenario() -> None:
    shelf = Saved({"here/targets.yaml": TARGETS}, "here/")
    assert files_named(shelf, "targets.yaml") == ("targets.yaml", "record.yaml")
    assert files_named(shelf, "other.yaml") == ()
