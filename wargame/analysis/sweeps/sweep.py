"""Plays sweeps. The same games are played, with the same dice, once for each value of a parameter.

Must not know: screens.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs
import numpy as np

from wargame.batch.plan import Plan
from wargame.batch.run import adjudicator_of, play_batch
from wargame.batch.summary import Batch
from wargame.errors import UsageError
from wargame.model.rules.parameter import Parameter
from wargame.model.scenario.scenario import Scenario
from wargame.numeric import quantiles
from wargame.rulebook.language.names import nearest
from wargame.rulebook.language.settings import read_settings

MOST_RUNS = 200
FROM_PRIOR = (0.05, 0.25, 0.5, 0.75, 0.95)  # the default values of a sweep: these quantiles of the prior

DesignPoint = tuple[float | str, ...]
_RANGE = re.compile(r"(?P<low>[^.]*(?:\.\d+)?)\.\.(?P<high>\S+?)(?: +by +(?P<step>\S+))?")


@attrs.frozen
class Swept:
    """The games that were played with one combination of values."""

    values: Mapping[str, float | str]
    batch: Batch


def read_sweep(parameters: Mapping[str, Parameter], text: str) -> tuple[str, DesignPoint]:
    """Read the text of a sweep: `stock0=6,10,16`, `stock0=6..16 by 2`, or `stock0` alone.

    The name alone means five quantiles of the parameter's prior, or all its choices. Raises UsageError if there is no
    such parameter, or if the parameter cannot have these values.
    """
    name, sign, words = (part.strip() for part in text.partition("="))
    if not sign:
        if name not in parameters:
            raise UsageError(f"no parameter is called `{name}`{nearest(name, parameters)}")
        return name, _usual(parameters[name])
    found = _RANGE.fullmatch(words)
    wanted = _range(text, found) if found else [word.strip() for word in words.split(",")]
    values = tuple(read_settings(parameters, {name: word})[name] for word in wanted)
    if len(set(values)) < len(values):
        raise UsageError(f"`{text}` names a value twice")
    return name, values


def _usual(parameter: Parameter) -> DesignPoint:
    prior = parameter.prior or parameter.sweep
    if parameter.pick:
        return tuple(parameter.pick)
    if prior is None:
        raise UsageError(f"`{parameter.name}` has no prior: give its values, as in {parameter.name}=1,2,3")
    slots = np.array([int(share * quantiles.SIZE) for share in FROM_PRIOR])
    return tuple(float(f"{value:.4g}") for value in quantiles.at(prior.name, prior.values, slots).tolist())


def _range(text: str, found: re.Match[str]) -> list[str]:
    try:
        low, high, step = (float(part) for part in found.groups(default="1"))
    except ValueError:
        raise UsageError(f"`{text}` is no range: write PARAMETER=0.2..0.6 by 0.1") from None
    if not (math.isfinite(low) and math.isfinite(high) and step > 0 and low <= high < low + step * MOST_RUNS):
        raise UsageError(f"`{text}` has no values, or more than {MOST_RUNS}: from the lower to the higher, by a step")
    return [f"{low + i * step:.9g}" for i in range(math.floor((high - low) / step + 1e-9) + 1)]


def combinations(sweeps: Sequence[tuple[str, DesignPoint]]) -> list[dict[str, float | str]]:
    """Return every combination of the values of several parameters. The last parameter changes fastest.

    Raises UsageError if there are too many combinations, or if two sweeps have the same parameter.
    """
    names = [name for name, _ in sweeps]
    if len(set(names)) < len(names):
        raise UsageError("a parameter is swept once: give all its values together")
    size = math.prod(len(values) for _, values in sweeps)
    if size > MOST_RUNS:
        raise UsageError(f"these are {size} combinations; {MOST_RUNS} is the limit")
    return [dict(zip(names, values, strict=True)) for values in itertools.product(*(values for _, values in sweeps))]


def sweep(
    plan: Plan,
    scenario: Scenario,
    runs: Sequence[Mapping[str, float | str]],
    workers: int,
    chunk: int,
    compiling: str,
    progress: Callable[[int, int], None] | None = None,
    note: Callable[[str], None] | None = None,
    with_digests: bool = True,
) -> Iterator[Swept]:
    """Play the games of the plan once for each combination, in order.

    An interruption stops the present combination early.

    The dice do not depend on the values. The games therefore differ in nothing but the values.
    """
    for number, values in enumerate(runs):
        here = attrs.evolve(plan, settings={**plan.settings, **values})
        adjudicator = adjudicator_of(here, scenario)
        before = number * plan.games

        def told(done: int, _: int, before: int = before) -> None:
            if progress is not None:
                progress(before + done, plan.games * len(runs))

        batch = play_batch(here, adjudicator, workers, chunk, told, compiling, note, with_digests)
        yield Swept(values, batch)
        if batch.stop is not None:
            return
