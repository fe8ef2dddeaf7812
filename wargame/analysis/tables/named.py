"""Rows about the metrics and parameters of a scenario, for the table `dictionary`, which explains all names.

Must not know: a game.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.analysis.tables.table import TableRow
from wargame.game.wording.labels import metric_label
from wargame.model.rules.metric import MetricType
from wargame.model.scenario.scenario import Scenario


def metric_names(scenario: Scenario) -> Iterator[TableRow]:
    """Return a row for each metric. The tables have the values as the rules store them. A share is therefore a number
    from 0 to 1, and no percent.
    """
    for name, metric in scenario.rules.metrics.items():
        if metric.inner:
            continue
        meaning = f"{metric.low:g} to {metric.high:g}"
        if metric.type is MetricType.ENUM:
            meaning = ", ".join(f"{number} is {word}" for number, word in enumerate(metric.values))
        of = f", by {' and '.join(metric.of)}" if metric.of else ""
        unit = "" if metric.show == "percent" else metric.unit
        yield _named("metrics", name, unit, metric_label(scenario, name), f"{metric.type.value}{of}: {meaning}")


def parameter_names(scenario: Scenario) -> Iterator[TableRow]:
    """Return a row for each parameter. The column `meaning` has the status and the source of the parameter."""
    for name, parameter in scenario.rules.parameters.items():
        meaning = f"{parameter.status.value}; {parameter.source}".removesuffix("; ")
        yield _named("parameters", name, parameter.unit, parameter.label or name, meaning)


def _named(of: str, name: str, unit: str, label: str, meaning: str) -> TableRow:
    return {"table": of, "name": name, "unit": unit or None, "label": label, "meaning": meaning}
