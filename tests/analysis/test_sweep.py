"""Sweeps: how values are read, and that games differ by nothing but them."""

from __future__ import annotations

import pytest

from tests.contracts.shipped import plan, scenario_of
from wargame.analysis.sweeps.sweep import combinations, read_sweep, sweep
from wargame.batch import run_games
from wargame.errors import UsageError

SIEGE = "bamako_siege"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("stock0=6,10.5, 16", (6, 10.5, 16)),
        ("stock0=6..16 by 5", (6, 11, 16)),
        ("stock0=0.1..0.3 by .1", (0.1, 0.2, 0.3)),
        ("stock0=6..8", (6, 7, 8)),
        ("outside_bias=-0.5..0.5 by 0.5", (-0.5, 0, 0.5)),
        ("intention=capture,emirate", ("capture", "emirate")),
        ("intention", ("concessions", "friendly", "emirate", "capture")),
        ("bamako_share", (0.487, 0.515, 0.55, 0.585, 0.613)),
    ],
)
def test_values_are_read_as_written(text: str, values: tuple[float | str, ...]) -> None:
    name, found = read_sweep(scenario_of(SIEGE).rules.parameters, text)
    assert name == text.split("=")[0] and found == values


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("stock=1", "no parameter is called `stock`; did you mean `stock0`?"),
        ("stok0", "no parameter is called `stok0`; did you mean `stock0`?"),
        ("price_support", "`price_support` has no prior: give its values, as in price_support=1,2,3"),
        ("stock0=1,x", "`stock0` takes a number, not `x`"),
        ("stock0=1,1.0", "`stock0=1,1.0` names a value twice"),
        ("stock0=a..3", "`stock0=a..3` is no range: write PARAMETER=0.2..0.6 by 0.1"),
        ("stock0=3..1", "`stock0=3..1` has no values, or more than 200: from the lower to the higher, by a step"),
        (
            "stock0=0..1 by 0",
            "`stock0=0..1 by 0` has no values, or more than 200: from the lower to the higher, by a step",
        ),
    ],
)
def test_what_cannot_be_swept_is_said(text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_sweep(scenario_of(SIEGE).rules.parameters, text)
    assert str(caught.value) == told


def test_several_parameters_make_every_combination() -> None:
    found = combinations([("a", (1, 2)), ("b", ("x", "y"))])
    assert found == [{"a": 1, "b": "x"}, {"a": 1, "b": "y"}, {"a": 2, "b": "x"}, {"a": 2, "b": "y"}]
    assert combinations([]) == [{}]
    with pytest.raises(UsageError, match="swept once"):
        combinations([("a", (1, 2)), ("a", (3,))])
    with pytest.raises(UsageError, match="400 combinations"):
        combinations([("a", tuple(range(20))), ("b", tuple(range(20)))])


def test_each_value_plays_the_games_that_a_setting_of_it_plays() -> None:
    games = plan("first_convoy", 20, 3, {}, length=4)
    told: list[tuple[int, int]] = []
    runs = combinations([("week", (7.0, 10.0))])
    done = list(sweep(games, scenario_of("first_convoy"), runs, 1, 8, "no", lambda *at: told.append(at)))
    assert [one.values for one in done] == runs and told[-1] == (40, 40)
    for one in done:
        alone = run_games(one.batch.plan)
        assert one.batch.report()["digest"] == alone["digest"]
    assert done[0].batch.report()["digest"] != done[1].batch.report()["digest"]
