"""Settings: values of parameters that a user fixes for every game. Hidden parameters can be fixed too.

Must not know: the origin of the words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from wargame.errors import UsageError
from wargame.model.rules.parameter import Parameter
from wargame.numeric import quantiles
from wargame.rulebook.language.names import LARGEST_NUMBER, nearest


def read_setting(parameter: Parameter, word: str) -> float | str | None:
    """Return the value that a word means for a parameter: a number or a choice.

    Return None if no value fits the word.
    """
    if parameter.pick:
        return word if word in parameter.pick else None
    try:
        value = float(word)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= LARGEST_NUMBER else None


def read_settings(parameters: Mapping[str, Parameter], words: Mapping[str, str]) -> dict[str, float | str]:
    """Return the settings by name. Raises UsageError for an unknown name, or for a value that does not fit."""
    found: dict[str, float | str] = {}
    for name, word in words.items():
        parameter = parameters.get(name)
        if parameter is None:
            raise UsageError(f"no parameter is called `{name}`{nearest(name, parameters)}")
        value = read_setting(parameter, word)
        if value is None:
            wanted = f"one of {', '.join(parameter.pick)}" if parameter.pick else "a number"
            raise UsageError(f"`{name}` takes {wanted}, not `{word}`")
        found[name] = value
    return found


def beyond_priors(parameters: Mapping[str, Parameter], settings: Mapping[str, float | str]) -> tuple[str, ...]:
    """Return a sentence for each setting whose value no game could draw.

    The sentence contains the range of the parameter's prior.
    """
    told = []
    for name, value in settings.items():
        prior = parameters[name].prior
        if prior is None or isinstance(value, str):
            continue
        low, high = quantiles.reach(prior.name, prior.values)
        if not low <= value <= high:
            numbers = ", ".join(f"{each:g}" for each in prior.values)
            whole = f"{prior.name}({numbers}), which goes from {low:.4g} to {high:.4g}"
            told.append(f"`{name}={value:g}` lies outside its prior {whole}")
    return tuple(told)
