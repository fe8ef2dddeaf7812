"""Any formula is answered: told at a place inside it, or compiled, played and booked without a number out of range."""

from __future__ import annotations

import math

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.rulebook.theatre import MORE, PART, sources, told
from wargame.adjudicator import Adjudicator
from wargame.model.match.order import Order

VALUES = [
    "fuel",
    "calm",
    "legitimacy",
    "fear",
    "cp",
    "money",
    "trust",
    "harm",
    "posts",
    "lit",
    "open_for",
    "regime",
    "people",
    "rural",
    "capacity",
    "density",
    "kd",
    "nerve",
    "intention",
    "pressure",
    "rains",
    "turn",
    "0",
    "1",
    "2",
    "0.5",
    "10",
    "1000",
    "in_office",
    "capture",
    "x",
    "let_of_none",
    "effort(escort)",
    "effort(raid)",
    "ordered(redeploy,origin)",
    "effort(rationing)",
    "effort(appeal)",
    "neighbours[area,BKO]",
    "crosses[corridor,area]",
    "recent(fuel,3)",
    "recent(trust[other,faction],2)",
    "cp[junta]",
    "cp[BKO,jnim]",
    "money[other]",
    "trust[other,faction]",
    "crosses",
    "BKO",
    "area",
]
OVER = ["area", "corridor", "faction", "other", "crosses", "crossed_by", "neighbours", "ration"]
LEAF = st.sampled_from(VALUES)


def _calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(
            inner, st.sampled_from(["+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "and", "or"]), inner
        ).map(lambda t: f"({' '.join(t)})"),
        st.tuples(st.sampled_from(["total", "mean", "most", "least", "any"]), inner, st.sampled_from(OVER)).map(
            lambda t: f"{t[0]}({t[1]}, {t[2]})"
        ),
        st.tuples(inner, st.sampled_from(OVER), inner).map(lambda t: f"mean({t[0]}, {t[1]}, {t[2]})"),
        st.tuples(st.sampled_from(["exp", "logistic", "tanh", "abs", "floor", "rint", "not ", "-"]), inner).map(
            lambda t: f"{t[0]}({t[1]})"
        ),
        st.tuples(st.sampled_from(["min", "max", "odds"]), pair).map(lambda t: f"{t[0]}({t[1][0]}, {t[1][1]})"),
        inner.map(lambda t: f"clip({t}, 0, 1)"),
        inner.map(lambda t: f"log(max({t}, 0.5))"),
        inner.map(lambda t: f"max({t}, 0) ** 1.5"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
        st.tuples(pair, st.sampled_from(["BKO", "jnim", "other", "DKR"])).map(
            lambda t: f"max({t[0][0]}, {t[0][1]})[{t[1]}]"
        ),
    )


FREE = st.recursive(LEAF, _calls, max_leaves=6)
NATIONAL = FREE.map(lambda t: f"mean(mean(mean(mean({t}, area), corridor), faction), other)")
FORMULA = NATIONAL | FREE
DRAW = st.one_of(
    st.just("1"),
    LEAF.map(lambda t: f"chance(clip({t}, 0, 1))"),
    st.tuples(LEAF, LEAF).map(lambda t: f"normal({t[0]}, {t[1]})"),
    st.tuples(LEAF, LEAF).map(lambda t: f"{t[0]} * uniform({t[1]}, 2)"),
)
AXES = st.sampled_from(["", "area", "corridor", "faction", "[faction, area]", "[area, corridor]", "[faction, other]"])
TARGET = st.sampled_from(
    [
        "fuel",
        "legitimacy",
        "fear",
        "cp",
        "cp[junta]",
        "cp[BKO]",
        "cp[jnim,BKO]",
        "money",
        "money[jnim]",
        "trust",
        "trust[junta]",
        "harm",
        "posts",
    ]
)


@given(AXES, st.none() | FORMULA, DRAW, FORMULA, TARGET, TARGET, TARGET, st.booleans())
@settings(max_examples=120)
@example("[faction, area]", "rural > 0", "normal(density, 1)", "total(x, area)", "cp", "money", "legitimacy", True)
@example("area", "rural > 0", "uniform(people, 2)", "mean(x, neighbours)", "legitimacy", "legitimacy", "harm", False)
@example("", None, "1", "exp(exp(exp(1000)))", "fuel", "legitimacy", "harm", False)
def test_any_step(
    axes: str, when: str | None, draw: str, formula: str, target: str, source: str, goal: str, pooled: bool
) -> None:
    spread = f', spread: "{formula}"' if pooled else ""
    part = (
        "steps:\n  s:\n    phase: early\n"
        + (f"    for: {axes}\n" if axes else "")
        + (f'    when: "{when}"\n' if when is not None else "")
        + f'    let:\n      x: "{draw}"\n      y: "{formula}"\n'
        + f'    add:\n      "{target}": {{one: "y", two: "{formula}"}}\n'
        + f'    move: [{{amount: "{formula}", from: "{source}", to: "{goal}"{spread}}}]\n'
        + f'    after: [{{turns: 2, add: {{calm: {{late: "{formula}"}}}}}}]\n'
        + f'    report: [{{when: "{formula}", text: "{{x}} {{y:.1f}}"}}]\n'
    )
    files = sources(part)
    rulebook, problems = told(files)
    lines = part.split("\n")
    for problem in problems:
        file, line, column, _ = problem.split(":", 3)
        assert file not in (PART, MORE) or 1 <= int(column) <= len(lines[int(line) - 1]) + 1
    if rulebook is None:
        assert any("(warning)" not in problem for problem in problems)
        return
    adjudicator = Adjudicator(rulebook)
    single = adjudicator.open(3)
    for _ in range(3):
        before = {name: single.cells(name) for name in rulebook.scenario.rules.metrics}
        outcome = adjudicator.adjudicate(single, {"junta": (Order("escort", ("DKR",), 2), Order("raid", ("KYS",), 1))})
        for name, metric in rulebook.scenario.rules.metrics.items():
            after = single.cells(name)
            assert all(metric.low <= value <= metric.high for value in after.values()), name
            booked = dict.fromkeys(after, 0.0)
            for entry in outcome.entries:
                if entry.metric == name:
                    assert math.isfinite(entry.amount)
                    booked[entry.entities] += entry.amount
            if max((abs(entry.amount) for entry in outcome.entries), default=0.0) < 2.0**20:
                assert {cell: before[name][cell] + booked[cell] for cell in after} == after
