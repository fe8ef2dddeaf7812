"""Equal states have equal digests, however their hidden parameters came about."""

import attrs
import pytest

from wargame.batch import Plan
from wargame.batch.run import adjudicator_of, play_batch
from wargame.content import Problems, load

NAME = "harbour_winter"


@pytest.mark.parametrize(
    "some",
    [pytest.param(slice(None), marks=pytest.mark.slow), slice(0, 2), pytest.param(slice(2, 3), marks=pytest.mark.slow)],
    ids=["all", "the first two", "one"],
)
def test_a_parameter_that_a_setting_fixes_counts_like_one_that_is_drawn(some: slice) -> None:
    scenario = load(NAME, Problems())
    assert scenario is not None
    known = scenario.rules.parameters
    plan = Plan(scenario.sources, NAME, 3, length=3, parameters=True)
    drawn = play_batch(plan, adjudicator_of(plan, scenario), compiling="no")
    assert {bool(known[name].pick) for name in drawn.chunks[0].drawn} == {False, True}
    for game, digest in enumerate(drawn.chunks[0].digests):
        values = {name: float(row[game]) for name, row in drawn.chunks[0].drawn.items()}
        settings = {
            name: tuple(known[name].pick)[int(values[name])] if known[name].pick else values[name]
            for name in list(values)[some]
        }
        fixed = attrs.evolve(plan, settings=settings, first=game, games=1)
        again = play_batch(fixed, adjudicator_of(fixed, scenario), compiling="no")
        assert again.chunks[0].digests == [digest]
        other = attrs.evolve(fixed, first=game + 1)
        assert play_batch(other, adjudicator_of(other, scenario), compiling="no").chunks[0].digests != [digest]
