"""Finding the metric or entity that someone named by code, label or the beginning of one.

Must not know: values.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.content.spelling import nearest
from wargame.errors import UsageError
from wargame.model.scenario import Scenario

_FEW = 12  # names that can be listed in one sentence


def find_entity(scenario: Scenario, text: str, kind: str = "") -> str:
    """Find an entity by code, name, or any beginning of them that fits one only. Raises UsageError with the nearest."""
    codes = [code for code, entity in scenario.entities.items() if not kind or entity.kind == kind]
    names = {code: (code.lower(), scenario.label(code).lower()) for code in codes}
    return _pick(text, names, "place" if kind == scenario.map.place else "name")


def find_metric(scenario: Scenario, text: str) -> str:
    """Find a metric by id, short or full label, or any beginning that fits one only. Raises UsageError."""
    metrics = scenario.rules.metrics
    names = {name: (name.lower(), m.short.lower(), m.label.lower()) for name, m in metrics.items()}
    return _pick(text, names, "metric")


def _pick(text: str, names: Mapping[str, tuple[str, ...]], what: str) -> str:
    wanted = text.strip().lower()
    for fits in (lambda name: name == wanted, lambda name: bool(wanted) and name.startswith(wanted)):
        found = [key for key, said in names.items() if any(fits(name) for name in said)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{text} could be {', '.join(found[:4])}. Write more of it.")
    near = nearest(text, names)
    hint = f" Nearest: {near}." if near else f" There are: {', '.join(names)}." if len(names) <= _FEW else ""
    raise UsageError(f"There is no {what} {text!r}.{hint}")
