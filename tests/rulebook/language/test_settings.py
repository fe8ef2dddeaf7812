"""Settings that no game could draw are told, with the range of the prior."""

import math

import pytest

from wargame.errors import Place
from wargame.model.rules.parameter import Parameter, Prior
from wargame.rulebook.language.settings import beyond_priors

PLACE = Place("a.yaml", 1, 1)


def told(prior: Prior | None, value: float | str, **more: object) -> tuple[str, ...]:
    return beyond_priors({"x": Parameter("x", PLACE, prior=prior, **more)}, {"x": value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("prior", "within", "beyond"),
    [
        (Prior("triangular", (6, 10.5, 16)), (6.0, 10.5, 16.0), (5.99, 16.01, -50.0)),
        (Prior("uniform", (0.2, 0.4)), (0.2, 0.4), (0.19, 0.41)),
        (Prior("beta", (2, 3)), (0.0, 1.0), (-0.01, 1.01)),
        (Prior("normal", (0, 1)), (-4.0, 4.0), (-5.0, 5.0)),
        (Prior("lognormal", (0, 1)), (0.02, 50.0), (0.0, 99.0)),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
def test_the_ends_of_a_prior_are_within_it(prior: Prior, within: tuple[float, ...], beyond: tuple[float, ...]) -> None:
    assert not [value for value in within if told(prior, value)]
    assert [value for value in beyond if told(prior, value)] == list(beyond)


def test_the_range_is_told() -> None:
    assert told(Prior("triangular", (6, 10.5, 16)), -50.0) == (
        "`x=-50` lies outside its prior triangular(6, 10.5, 16), which goes from 6 to 16",
    )


def test_what_has_no_prior_may_be_anything() -> None:
    assert told(None, math.pi * 1000) == ()
    assert told(None, "calm", pick={"calm": 0.5, "angry": 0.5}) == ()
