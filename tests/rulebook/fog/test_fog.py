"""The fog table as rules: which row counts for which cell, what is told of mistakes, and what doctrines may read."""

from __future__ import annotations

from statistics import fmean, pstdev

import numpy as np
import pytest

from tests.compiling import rulebook_of
from tests.rulebook.theatre import MORE, PART, Game, marked, sources, told
from wargame.adjudicator import Adjudicator
from wargame.adjudicator.visibility import fogged, visible
from wargame.bots import Policy
from wargame.model.rules.fog import Sharpness
from wargame.rulebook import Rulebook
from wargame.rulebook.ir.nodes import ConstNode

PARAMETERS = """\
parameters:
  rough: {value: 0.4, source: invented, status: assumption}
  wide: {value: 6, source: invented, status: assumption}
"""


def fog(*rows: str) -> str:
    return PARAMETERS + "fog:\n" + "".join(f"  - {row}\n" for row in rows)


def book(*rows: str) -> Rulebook:
    rulebook, problems = told(sources(fog(*rows)))
    assert rulebook is not None, problems
    return rulebook


def test_without_a_row_owners_decide() -> None:
    rulebook = book("{metric: fuel, to: jnim, within: wide}")
    assert visible(rulebook, "junta", "fuel") == {()}
    assert visible(rulebook, "jnim", "fuel") == frozenset()
    assert visible(rulebook, "junta", "cp") == {("junta", area) for area in ("BKO", "KYS", "MNK")}


def test_the_first_row_that_fits_a_cell_counts() -> None:
    rulebook = book(
        '{metric: "cp[jnim, BKO]", to: junta, exact: true}',
        '{metric: "cp[BKO]", to: junta, unseen: true}',
        '{metric: "cp[jnim]", to: junta, times: "lognormal(0, rough)", lag: 1}',
    )
    rows = fogged(rulebook, "junta", "cp")
    assert set(rows) == {("jnim", "KYS"), ("jnim", "MNK")}
    assert {(row.sharpness, row.lag) for row in rows.values()} == {(Sharpness.TIMES, 1)}
    assert visible(rulebook, "junta", "cp") == {("junta", "KYS"), ("junta", "MNK"), ("jnim", "BKO")}


def test_everyone_leaves_an_owner_its_own_eyes_and_a_name_does_not() -> None:
    rulebook = book(
        "{metric: cp, to: everyone, within: wide}",
        "{metric: [fuel, calm], to: everyone, within: wide}",
        '{metric: "money[jnim]", to: jnim, exact: true}',
        '{metric: "money[junta]", to: jnim, within: wide}',
    )
    assert visible(rulebook, "junta", "cp") == {("junta", area) for area in ("BKO", "KYS", "MNK")}
    assert set(fogged(rulebook, "junta", "cp")) == {("jnim", area) for area in ("BKO", "KYS", "MNK")}
    assert set(fogged(rulebook, "junta", "fuel")) == {()} == set(fogged(rulebook, "jnim", "calm"))


def guesses(settings: dict[str, float | str], *rows: str) -> tuple[list[float], float]:
    """The junta's estimates of fuel in 500 games whose hidden parameters are fixed, and the ± that it is told."""
    rulebook = rulebook_of(sources(fog(*rows)), "theatre", settings)
    state = Adjudicator(rulebook).open(3, games=500, seats=("junta",))
    found = rulebook.estimates["junta", "fuel"]
    assert isinstance(found.width, ConstNode)
    (values,) = rulebook.writer.dense("noise", [found.value])(state)
    return np.broadcast_to(values, (500,)).tolist(), found.width.low


def test_noise_may_hang_on_what_is_hidden_and_the_width_that_is_told_does_not() -> None:
    row = '{metric: fuel, to: junta, within: "wide * nerve"}'
    exact, told_exact = guesses({"nerve": 0.0}, row)
    rough, told_rough = guesses({"nerve": 1.0}, row)
    assert set(exact) == {10.0} and pstdev(rough) > 4
    assert told_exact == told_rough == 3.0  # 6 times the centre of nerve's prior, which the rules state


def test_a_size_that_is_open_and_fixed_is_told_as_it_is_and_leaves_nothing_open() -> None:
    row = "{metric: fuel, to: junta, within: wide}"
    assert guesses({"wide": 12.0}, row)[1] == 12.0
    for settings in ({}, {"wide": 12.0}):
        rulebook = rulebook_of(sources(fog(row)), "theatre", settings)
        (source,) = rulebook.estimates["junta", "fuel"].sources.values()
        assert (source.lean, source.open_size) == (0.0, False)
    hidden = '{metric: fuel, to: junta, within: "wide * nerve"}'
    for settings in ({}, {"nerve": 1.0}):
        rulebook = rulebook_of(sources(fog(hidden)), "theatre", settings)
        (source,) = rulebook.estimates["junta", "fuel"].sources.values()
        assert source.open_size


def test_noise_may_lean_to_a_side_that_nobody_knows() -> None:
    row = '{metric: fuel, to: junta, plus: "normal(nerve - 0.5, rough)"}'
    assert fmean(guesses({"nerve": 1.0}, row)[0]) - fmean(guesses({"nerve": 0.0}, row)[0]) == pytest.approx(1)


def test_a_row_of_the_scenario_stands_before_those_of_its_rules() -> None:
    files = sources(
        fog("{metric: fuel, to: junta, within: wide}"), "fog:\n  - {metric: fuel, to: junta, exact: true}\n"
    )
    rulebook, problems = told(files)
    assert rulebook is not None, problems
    assert visible(rulebook, "junta", "fuel") == {()}


MISTAKES = {
    "an unknown metric": (
        "{metric: «feul, to: junta, exact: true}",
        "no metric is called `feul`; did you mean `fuel`?",
    ),
    "an unknown seat": (
        "{metric: fuel, to: «jumta, exact: true}",
        "no faction is called `jumta`; did you mean `junta`?",
    ),
    "an entity of another kind": (
        '{metric: "«legitimacy[junta]", to: junta, exact: true}',
        "`junta` is of kind faction, but `legitimacy` is per area",
    ),
    "an entity of a national metric": (
        '{metric: "«fuel[BKO]", to: junta, exact: true}',
        "`BKO` is of kind area, but `fuel` is of the nation",
    ),
    "two ways at once": (
        "{metric: fuel, to: junta, within: «wide, plus: rough}",
        "a row says one thing: `plus` or `within`, not both",
    ),
    "no way at all": (
        "«{metric: fuel, to: junta, lag: 1}",
        "this row does not say how well it is seen: write exact, times, plus, within, unseen or words",
    ),
    "noise on a choice": (
        "{metric: «regime, to: junta, within: wide}",
        "`regime` is no plain number: it can be seen exactly, late or not at all",
    ),
    "noise that is no draw": (
        '{metric: fuel, to: junta, times: "«2 * lognormal(0, rough)"}',
        "noise is one draw: write `times: lognormal(0, size)`",
    ),
    "noise of the other kind": (
        '{metric: fuel, to: junta, plus: "«lognormal(0, rough)"}',
        "noise is one draw: write `plus: normal(0, size)`",
    ),
    "a size that the seat does not see": (
        '{metric: calm, to: junta, plus: "normal(0, total(«cp[jnim], area))"}',
        "this size reads `cp`, which junta does not see exactly: its ± would tell it",
    ),
    "a size that is fogged itself": (
        '{metric: calm, to: junta, within: "«legitimacy[BKO]"}',
        "this size reads `legitimacy`, which junta does not see exactly: its ± would tell it",
    ),
    "a size that a hidden choice would tell": (
        '{metric: calm, to: junta, within: "wide if «intention == capture else rough"}',
        "this size reads `intention`, which junta does not see exactly: its ± would tell it",
    ),
    "a leaning that tells what is seen otherwise": (
        '{metric: calm, to: junta, plus: "normal(total(«cp[jnim], area), rough)"}',
        "this size reads `cp`, which junta does not see exactly: its ± would tell it",
    ),
    "a size of other axes": (
        "{metric: fuel, to: junta, within: «legitimacy}",
        "this size is per area, but what it blurs is national: pick one or reduce",
    ),
    "a size below 0": ("{metric: fuel, to: junta, within: «wide - 7}", "a size is a plain number, 0 or more"),
    "a lag too long": (
        "{metric: fuel, to: junta, exact: true, lag: «9}",
        "expected a whole number from 0 to 8, found `9`",
    ),
    "bands that fall": (
        "{metric: fuel, to: junta, words: {2: few, «1: none}}",
        "bands go upwards: 1 does not lie above 2",
    ),
    "a blurred purse": (
        "{metric: «money, to: [junta, jnim], within: wide}",
        "junta pays with `money`: it sees its own purse exactly",
    ),
    "a row that never counts": (
        "{metric: «fuel, to: jnim, exact: true}",
        "rows above say how jnim sees `fuel` already: the first row counts (warning)",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_at_its_place(mistake: str) -> None:
    row, message = MISTAKES[mistake]
    before = ["{metric: legitimacy, to: junta, within: wide}", "{metric: fuel, to: jnim, within: wide}"]
    text, place = marked(fog(*before, row))
    found = [line for line in told(sources(text))[1] if "never used" not in line and "never written" not in line]
    assert f"{PART}:{place}: {message}" in found


DOCTRINE = """\
bots:
  doctrine:
    junta:
      rows: [{when: "%s > 12", weights: {escort: 1}}, {weights: {keep: 1}}]
      targets: {escort: "%s"}
      levels: {escort: "1 + 2 * (%s > 0.5)"}
"""


@pytest.mark.parametrize(
    ("row", "how"),
    [
        ("{metric: fuel, to: junta, within: wide, every: 3}", "sees only late or in words"),
        ("{metric: fuel, to: junta, within: wide, lag: 1}", "sees only late or in words"),
        ("{metric: fuel, to: junta, words: {0: low}}", "sees only late or in words"),
        ("{metric: fuel, to: junta, unseen: true}", "does not see"),
    ],
)
def test_a_doctrine_cannot_read_what_comes_late_in_words_or_not_at_all(row: str, how: str) -> None:
    _, problems = told(sources(fog(row), DOCTRINE % ("fuel", "fear", "fear")))
    assert [p for p in problems if p.startswith(MORE)] == [f"{MORE}:4:22: this reads `fuel`, which junta {how}"]


def test_a_doctrine_reads_estimates() -> None:
    """With fuel at 10 and ± 6, the row that wants more than 12 holds in as many games as the normal says."""
    rows = fog("{metric: fuel, to: junta, within: wide}", '{metric: fear, to: junta, times: "lognormal(0, rough)"}')
    rulebook, problems = told(sources(rows, DOCTRINE % ("fuel", "fear", "fear")))
    assert rulebook is not None, problems
    adjudicator = Adjudicator(rulebook)
    games = 4_000
    state = adjudicator.open(5, games, seats=("junta",))
    columns, row = Policy(adjudicator, "junta", "doctrine").choose(state)
    follows = (row == 0).mean()
    assert abs(follows - 0.3346) < 0.03  # P(z > 2 / (6 / 1.28155))
    levels = [level for _, _, _, _, _, found, _ in columns for level in found.tolist()]
    assert 0.3 < sum(level == 3 for level in levels) / len(levels) < 0.7  # fear is 0.5 everywhere: half are above


def test_estimates_move_no_other_die() -> None:
    step = """\
steps:
  s:
    phase: early
    for: area
    let: {luck: "normal(0, 1)"}
    add: {legitimacy: {luck: luck}}
"""
    plain, foggy = Game(step), Game(step + fog("{metric: [fuel, legitimacy, fear], to: junta, within: wide}"))
    assert plain.turn().of("legitimacy") == foggy.turn().of("legitimacy")


REPORT = """\
steps:
  s:
    phase: early
    let: {{half: 0.5 * fuel, guess: "lognormal(0, rough)", about: fuel * guess}}
    report:
      - {{text: "There is {text} left.", seen_by: {readers}}}
"""


@pytest.mark.parametrize(
    ("text", "readers", "refused"),
    [
        ("{«fuel:.1f}", "everyone", True),
        ("{«half:.0f}", "[junta]", True),
        ("{«about:.0f}", "everyone", False),
        ("{«fuel:.1f}", "[jnim]", False),
        ("{«calm}", "everyone", False),
    ],
)
def test_a_report_tells_no_number_that_its_reader_estimates(text: str, readers: str, refused: bool) -> None:
    row = fog("{metric: fuel, to: junta, within: wide}")
    part, place = marked(
        row + REPORT.replace("{text}", text, 1).replace("{{", "{").replace("}}", "}").replace("{readers}", readers)
    )
    found = [problem for problem in told(sources(part))[1] if "through a draw" in problem]
    message = "this tells junta `fuel`, which it only estimates: tell it through a draw of its own"
    assert found == ([f"{PART}:{place}: {message}"] if refused else [])


ACTION = """\
actions:
  sortie:
    by: junta
    target: area
    levels: 1..2
    requires: [{that: "%s", else: "It cannot be."}]
"""


def sorties(condition: str, *rows: str) -> dict[str, tuple[bool, bool]]:
    """Give for each area whether the order is legal and whether it may fail, as the junta sees it."""
    rulebook, problems = told(sources(fog(*rows) + ACTION % condition))
    assert rulebook is not None, problems
    adjudicator = Adjudicator(rulebook)
    options = adjudicator.options(adjudicator.open(1, seats=("junta",)), "junta")
    return {o.targets[0]: (o.legal, o.may_fail) for o in options if o.action == "sortie"}


FUEL = "{metric: [fuel, legitimacy], to: junta, within: wide}"  # fuel 10, legitimacy 50, each ± 6


@pytest.mark.parametrize(
    ("condition", "may_fail"),
    [
        ("fuel > 9", True),
        ("fuel < 60", False),
        ("not fuel > 60", False),
        ("fuel > 9 or calm > 1", False),
        ("fuel > 9 and calm > 1", True),
        ("fuel < 60 and fuel < 70", False),
        ("legitimacy - fuel > 1", False),
        ("2 * fuel + calm >= 1", False),
        ("not lit or cp[jnim] > 5", False),
        ("lit or cp[jnim] > 5", True),
        ("legitimacy[BKO] < 90", False),
        ("legitimacy * 0.02 > 0.5", False),
        ("legitimacy * 0.02 > 0.9", True),
        ("total(legitimacy, area) > 70", False),
        ("most(legitimacy, area) < 48", True),
        ("min(fuel, calm) < 49", False),
        ("cp[jnim] < 1", True),
        ("cp[jnim] > 200 or fear[DKR] < 2", False),
    ],
)
def test_an_order_may_fail_where_its_estimate_leaves_it_open(condition: str, may_fail: bool) -> None:
    assert set(sorties(condition, FUEL).values()) == {(True, may_fail)}


def test_an_order_that_only_estimates_forbid_is_open_and_may_fail() -> None:
    assert set(sorties("fuel > 90", FUEL).values()) == {(True, True)}
    assert set(sorties("calm > 90", FUEL).values()) == {(False, False)}


def test_a_cell_that_is_seen_exactly_is_sure_beside_others_that_are_not() -> None:
    exact = '{metric: "legitimacy[BKO]", to: junta, exact: true}'
    found = sorties("legitimacy < 51", exact, FUEL)
    assert found["BKO"] == (True, False)
    assert found["KYS"][1] and found["MNK"][1]
