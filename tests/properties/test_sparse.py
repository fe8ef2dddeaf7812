"""A step with `when` gives the bits of the same step written out for every cell: nothing where the condition fails."""

from __future__ import annotations

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.properties.formulas import METRICS, conditions, formulas
from tests.properties.test_formulas import fill
from tests.tiny import tiny
from wargame.adjudicator import Adjudicator
from wargame.adjudicator.digest import digests
from wargame.adjudicator.orders import OrderTable

GAMES = 70  # more than 64, where sums over entities change their way of adding
MORE = (
    METRICS
    + """\
out: {of: town, range: -90..90}
sum_n: {range: -5000..5000}
share: {of: [town, faction], range: 0..1}
pot: {range: 0..30, start: 20}
grain: {of: town, range: 0..9}
"""
)
LETS = ("one", "luck", "two")

amounts = formulas(town=True, lets=LETS, depth=3)


def masked(text: str) -> str:
    return f"(({text}) if (COND) else 0)"


def rules(when: str, one: str, two: str, new: str, amount: str, whole: str, moved: str, sparse: bool) -> str:
    """The same step twice over: left to `when`, or with every value cut to 0 by hand where the condition fails."""

    def cut(text: str) -> str:
        return text if sparse else masked(text).replace("COND", when)

    kept = new if sparse else f"({new}) if ({when}) else x"
    # What has not the step's axes is written where the condition holds for any town.
    once = whole if sparse else f"({whole}) if any({when}, town) else 0"
    flagged = f"{one} > 0" if sparse else f"({one} > 0) if ({when}) else flag_t"
    lines = {
        "one": cut(one),
        "luck": "uniform(0, 1)",
        "seen": cut("luck"),
        "two": cut(two),
    }
    lets = "\n".join(f"    {name}: '{text}'" for name, text in lines.items())
    text = f"""\
write:
  phase: early
  for: town
{f"  when: '{when}'" if sparse else ""}
  let:
{lets}
  set:
    x: '{kept}'
    flag_t: '{flagged}'
  add:
    out: {{first: '{cut(amount)}', second: '{cut("seen - 0.5")}'}}
    sum_n: {{once: '{once}', every: 'total(two * seen, town)'}}
    y: '{cut("seen * 0.1")}'
  move:
    - {{amount: '{cut(moved)}', from: "share[red]", to: "share[blue]"}}
    - {{amount: '{cut("seen * 0.2")}', from: "share[blue]", to: "share[red]"}}
    - {{amount: '{cut("0.03")}', from: "share[red]", to: "share[blue]"}}
    - {{amount: '{cut("3")}', from: pot, to: grain}}
"""
    return text.replace("\n\n", "\n")


def play(adjudicator: Adjudicator, seed: int, turns: int = 3) -> list[str]:
    state = adjudicator.open(2, GAMES)
    fill(state, seed)
    shares = state.array("share")
    shares[...] = 0.25
    for _ in range(turns):
        adjudicator.step(state, OrderTable.of(adjudicator.rulebook, state.seats, {}))
    return digests(state)


def with_seen(text: str) -> str:
    """Lets are read as they count where the step does not apply: as 0."""
    return text.replace("luck", "seen")


def of_towns(text: str) -> str:
    """Surely of towns: a let of the whole game counts as what it is everywhere."""
    return f"max({text}, x - 1000)"


@settings(max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    conditions,
    formulas(town=True, depth=3).map(of_towns),
    formulas(town=True, lets=("one", "luck"), depth=3).map(with_seen).map(of_towns),
    *([amounts.map(with_seen)] * 2),
    formulas(town=False, depth=3),
    amounts.map(with_seen),
    st.integers(0, 10_000),
)
def test_when_is_a_mask(
    when: str, one: str, two: str, new: str, amount: str, whole: str, moved: str, seed: int
) -> None:
    parts = (when, one, two, new, amount, whole, moved)
    sparse = tiny("", metrics=MORE, steps=rules(*parts, sparse=True))
    dense = tiny("", metrics=MORE, steps=rules(*parts, sparse=False))
    assert play(sparse, seed) == play(dense, seed), rules(*parts, sparse=True)
