"""Warns about a parameter value that is allowed but probably wrong.

The value is outside its prior, or the value should be a share but is not between 0 and 1.

Must not know: files, or who set the value.
"""

from __future__ import annotations

from wargame.model.rules.parameter import Parameter
from wargame.numeric import quantiles

SHARES = ("share", "probability", "chance")  # units of numbers from 0 to 1
_PERCENT = 2.0  # a larger share was probably written in percent; some correct shares are slightly above 1


def doubt(parameter: Parameter, value: float) -> str:
    """Return a sentence that warns about a doubtful value. Return an empty text for a plausible value."""
    prior = parameter.prior or parameter.sweep
    if prior is not None:
        low, high = quantiles.reach(prior.name, prior.values)
        if not low <= value <= high:
            return f"`{parameter.name}` is {value:g}, beyond its prior, which goes from {low:.4g} to {high:.4g}"
    if parameter.unit in SHARES and not -_PERCENT <= value <= _PERCENT:
        meant = f"; did you mean {value / 100:g}?"
        return f"`{parameter.name}` is {value:g}, but its unit is {parameter.unit}, which goes from 0 to 1{meant}"
    return ""
