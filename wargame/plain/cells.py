"""Finds the number that a text names, such as `fuel`, `legitimacy BKO` or `trust peace`.

A cell is one number of a metric.

Must not know: values.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.errors import UsageError
from wargame.model.rules.metric import MetricCell
from wargame.model.scenario.scenario import Scenario
from wargame.plain.names import fitting_metrics

_MOST = 5  # number of metrics in the list for an ambiguous name, with their labels


def find_cell(scenario: Scenario, seat: str, text: str) -> MetricCell:
    """Find the cell that a text such as `fuel`, `legitimacy BKO` or `money junta` names.

    A cell is one number of a metric. The text names a metric by its id, or a headline of the seat by its label. A
    missing faction means the seat.

    Raises UsageError. The message about an ambiguous text lists the possible texts.
    """
    wanted = text.strip().lower()
    if not wanted:
        raise UsageError("Name a metric, as in: why fuel.")
    named = next((name for name in scenario.rules.metrics if name.lower() == wanted), "")
    if named and (cells := _cells(scenario, seat, (named,), ())):
        return cells[0]
    for headline in scenario.headlines_of(seat):
        names = (headline.short.lower(), headline.label.lower(), headline.formula.text.lower())
        if wanted in names or (wanted == headline.metric.lower() and headline.entity):
            return headline.metric, headline.entity
    words = text.split()
    for split in range(len(words), 0, -1):
        try:
            found = fitting_metrics(scenario, " ".join(words[:split]))
        except UsageError:
            if split == 1:
                raise
            continue
        return cell_among(scenario, seat, " ".join(words[:split]), found, words[split:])
    raise UsageError(f"There is no metric {text!r}.")


def cell_among(scenario: Scenario, seat: str, text: str, found: Sequence[str], words: Sequence[str]) -> MetricCell:
    """Find the one cell that the words name, among the metrics that a text fits best.

    Raises UsageError with the possible texts.
    """
    cells = _cells(scenario, seat, found, words) if words or len(found) == 1 else ()
    if len(cells) == 1:
        return cells[0]
    if len(found) > 1:
        raise UsageError(_could_be(scenario, text, found))
    axes, others = scenario.rules.metrics[found[0]].of, _namesakes(scenario, text, found[0])
    if axes and others and not words:
        raise UsageError(_could_be(scenario, text, (*found, *others), kind_of(scenario, axes[0])))
    return found[0], cell_of(scenario, seat, found[0], words)


def _cells(scenario: Scenario, seat: str, metrics: Sequence[str], words: Sequence[str]) -> tuple[MetricCell, ...]:
    """Return one cell for each of these metrics. The words name the entities of the cell."""
    cells = []
    for metric in metrics:
        try:
            cells.append((metric, cell_of(scenario, seat, metric, words)))
        except UsageError:
            continue
    return tuple(cells)


def _namesakes(scenario: Scenario, text: str, metric: str) -> tuple[str, ...]:
    """Return the other metrics with the same name or short name."""
    wanted = text.strip().lower()
    others = scenario.rules.metrics.items()
    return tuple(name for name, m in others if name != metric and wanted in (m.short.lower(), m.label.lower()))


def _could_be(scenario: Scenario, text: str, found: Sequence[str], kind: str = "") -> str:
    """Return as text what an ambiguous name can mean, such as `trust peace (Trust between parties)`."""
    told = []
    for name in found[:_MOST]:
        metric = scenario.rules.metrics[name]
        example = " ".join((name, *(next(iter(scenario.of_kind(kind_of(scenario, axis))), axis) for axis in metric.of)))
        told.append(f"{example} ({metric.label})" if metric.label else example)
    more = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
    which = f" There is one for each {kind}: {', '.join(scenario.of_kind(kind))}." if kind else ""
    return f"{text} could be {', '.join(told)}{more}. Type one of these.{which}"


def cell_of(scenario: Scenario, seat: str, metric: str, words: Sequence[str]) -> tuple[str, ...]:
    """Find the cell of a metric from the names of its entities, in any order. A missing faction means the seat."""
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
            raise UsageError(f"{metric} has a value for each {kind}: name one of {codes}.")
    if left:
        raise UsageError(f"{metric} has no {left[0]!r}.")
    return tuple(cell)


def kind_of(scenario: Scenario, axis: str) -> str:
    """Return the kind of a metric's axis: the kind with this name, or the kind whose second axis has this name."""
    kinds = scenario.rules.kinds
    return axis if axis in kinds else next(name for name, kind in kinds.items() if kind.again == axis)


def _known(scenario: Scenario, word: str, kind: str) -> str:
    """Return the code of the entity that a word means. The word is the code or the label of an entity of this kind.

    The text is empty if the word means no entity.
    """
    return next(
        (code for code in scenario.of_kind(kind) if word.lower() in (code.lower(), scenario.label(code).lower())), ""
    )
