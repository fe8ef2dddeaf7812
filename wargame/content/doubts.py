"""Says when the value of a parameter is allowed and probably not meant: beyond its prior, or no share.

Must not know: files, or who gave the value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wargame.model.parameter import Parameter, Prior
from wargame.numeric import quantiles

SHARES = ("share", "probability", "chance")  # units of numbers from 0 to 1
_PERCENT = 2.0  # beyond this a share is probably written in percent; a little more than all happens


def doubt(parameter: Parameter, value: float) -> str:
    """Give a sentence, or nothing."""
    prior = parameter.prior or parameter.sweep
    if prior is not None:
        low, high = _ends(prior)
        if not low <= value <= high:
            return f"`{parameter.name}` is {value:g}, beyond its prior, which goes from {low:.4g} to {high:.4g}"
    if parameter.unit in SHARES and not -_PERCENT <= value <= _PERCENT:
        meant = f"; did you mean {value / 100:g}?"
        return f"`{parameter.name}` is {value:g}, but its unit is {parameter.unit}, which goes from 0 to 1{meant}"
    return ""


def _ends(prior: Prior) -> tuple[float, float]:
    """Give what a prior can be at all, or nearly so where it has no ends."""
    match prior.name:
        case "beta":
            return 0.0, 1.0
        case "uniform" | "triangular":
            return prior.values[0], prior.values[-1]
    return quantiles.ends(prior.name, prior.values)


def doubts(parameters: Mapping[str, Parameter], settings: Mapping[str, float | str]) -> Iterator[str]:
    """Give a sentence for each value that is probably not meant."""
    for name, value in settings.items():
        if not isinstance(value, str) and (told := doubt(parameters[name], value)):
            yield told
