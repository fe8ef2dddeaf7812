"""Finds the metrics or the entity that a text means. The text is a code, a label, or the beginning of either.

Must not know: values.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.content.spelling import nearest
from wargame.errors import UsageError
from wargame.model.scenario.scenario import Scenario

_FEW = 12  # number of names that fit into one sentence


def find_entity(scenario: Scenario, text: str, kind: str = "") -> str:
    """Find an entity by code, name, or a unique prefix. Raises UsageError with the nearest name."""
    codes = [code for code, entity in scenario.entities.items() if not kind or entity.kind == kind]
    names = {code: (code.lower(), scenario.label(code).lower()) for code in codes}
    return _pick(text, names, "place" if kind == scenario.map.place else "name")


def fitting_metrics(scenario: Scenario, text: str) -> tuple[str, ...]:
    """Return the metrics that a name fits best. Ids come first, then short names, labels, and prefixes.

    Raises UsageError with the nearest name if the name fits no metric.
    """
    metrics = scenario.rules.metrics
    names = {name: (name.lower(), m.short.lower(), m.label.lower()) for name, m in metrics.items()}
    return _fitting(text, names, "metric")


def _pick(text: str, names: Mapping[str, tuple[str, ...]], what: str) -> str:
    found = _fitting(text, names, what)
    if len(found) > 1:
        raise UsageError(f"{text} could be {', '.join(found[:4])}. Write more of it.")
    return found[0]


def _fitting(text: str, names: Mapping[str, tuple[str, ...]], what: str) -> tuple[str, ...]:
    """Return the keys of `names` that a text fits best.

    `names`: key -> the texts that may be typed for the key, the best text first.
    `what`: the word for such a thing in the error message.

    A fit with a whole text comes before a fit with the beginning of a text.
    """
    wanted = text.strip().lower()
    tiers = [[key for key, said in names.items() if wanted == said[rank]] for rank in range(_ranks(names))]
    begun = [key for key, said in names.items() if wanted and any(name.startswith(wanted) for name in said)]
    found = next((tier for tier in (*tiers, begun) if tier and wanted), [])
    if not found:
        near = nearest(text, names)
        hint = f" Nearest: {near}." if near else f" There are: {', '.join(names)}." if len(names) <= _FEW else ""
        raise UsageError(f"There is no {what} {text!r}.{hint}")
    return tuple(found)


def _ranks(names: Mapping[str, tuple[str, ...]]) -> int:
    return max((len(said) for said in names.values()), default=0)
