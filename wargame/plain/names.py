"""Finding the metric or entity that someone named by code, label or the beginning of one.

Must not know: values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    exact = [key for key, said in names.items() if wanted in said]
    begun = [key for key, said in names.items() if wanted and any(name.startswith(wanted) for name in said)]
    for found in (exact, begun):
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{text} could be {', '.join(found[:4])}. Write more of it.")
    near = nearest(text, names)
    hint = f" Nearest: {near}." if near else f" There are: {', '.join(names)}." if len(names) <= _FEW else ""
    raise UsageError(f"There is no {what} {text!r}.{hint}")


def find_cell(scenario: Scenario, seat: str, text: str) -> tuple[str, tuple[str, ...]]:
    """Find a metric's cell from words such as `fuel`, `legitimacy BKO`, `money junta`.

    A headline of the seat stands for its cell; a missing faction means the seat. Raises UsageError.
    """
    wanted = text.strip().lower()
    if not wanted:
        raise UsageError("Name a metric, as in: why fuel.")
    for headline in scenario.headlines.get(seat, ()):
        names = (headline.short.lower(), headline.label.lower(), headline.formula.text.lower())
        if wanted in names or (wanted == headline.metric.lower() and headline.entity):
            return headline.metric, headline.entity
    words = text.split()
    for split in range(len(words), 0, -1):
        try:
            metric = find_metric(scenario, " ".join(words[:split]))
        except UsageError:
            if split == 1:
                raise
            continue
        return metric, cell_of(scenario, seat, metric, words[split:])
    raise UsageError(f"There is no metric {text!r}.")


def cell_of(scenario: Scenario, seat: str, metric: str, words: Sequence[str]) -> tuple[str, ...]:
    """Find the cell of a metric that entities in any order name; a missing faction means the seat."""
    axes = scenario.rules.metrics[metric].of
    left = list(words)
    cell: list[str] = []
    for axis in axes:
        kind = kind_of(scenario, axis)
        found = next((word for word in left if _known(scenario, word, kind)), None)
        if found is not None:
            left.remove(found)
            cell.append(_known(scenario, found, kind))
        elif seat and kind == scenario.player_kind(seat) and len(left) < len(axes):
            cell.append(seat)
        else:
            codes = ", ".join(scenario.of_kind(kind))
            raise UsageError(f"{metric} is told of each {kind}: name one of {codes}.")
    if left:
        raise UsageError(f"{metric} has no {left[0]!r}.")
    return tuple(cell)


def kind_of(scenario: Scenario, axis: str) -> str:
    """Give the kind of a metric's axis: its own name, or the kind whose second axis it is."""
    kinds = scenario.rules.kinds
    return axis if axis in kinds else next(name for name, kind in kinds.items() if kind.again == axis)


def _known(scenario: Scenario, word: str, kind: str) -> str:
    """Give the code of a kind that a word names by code or label, or nothing."""
    return next(
        (code for code in scenario.of_kind(kind) if word.lower() in (code.lower(), scenario.label(code).lower())), ""
    )
