"""Makes the rows that `wargame list` prints: one row for each inject, metric or parameter of a scenario.

Must not know: how rows are printed.
"""

from __future__ import annotations

import attrs

from wargame.cli.wording.things import mark, worth
from wargame.game.wording.inject_times import inject_times
from wargame.model.rules.inject import Inject
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.rules.parameter import Parameter
from wargame.model.scenario.scenario import Scenario


@attrs.frozen
class PartRow:
    """One inject, metric or parameter: its name, its values for JSON, and its line for people."""

    name: str
    values: dict[str, object]
    text: str


PartRows = tuple[PartRow, ...]


def injects(scenario: Scenario) -> PartRows:
    """Return the injects in their order. A row says when the inject comes, who reads the inject, and who chooses."""
    return tuple(_inject(inject) for inject in scenario.rules.injects.values())


def metrics(scenario: Scenario) -> PartRows:
    """Return the metrics of the rules. The engine's own metrics are left out."""
    return tuple(_metric(metric) for metric in scenario.rules.metrics.values() if not metric.inner)


def parameters(scenario: Scenario) -> PartRows:
    """Return the parameters with their values in this scenario."""
    return tuple(_parameter(parameter) for parameter in scenario.rules.parameters.values())


def _inject(inject: Inject) -> PartRow:
    values: dict[str, object] = {
        "id": inject.id,
        "title": inject.title,
        "turns": list(inject.turns) if inject.turns else None,
        "dates": [date.isoformat() for date in inject.dates] if inject.dates else None,
        "on": inject.on.text if inject.on else None,
        "chance": inject.deck.text if inject.deck else None,
        "after": [f"{follow.inject} {follow.choice}".strip() for follow in inject.follows],
        "facilitator": inject.facilitator,
        "to": list(inject.to),
        "seen_by": list(inject.seen_by),
        "by": list(inject.by),
        "choices": list(inject.words),
        "otherwise": inject.otherwise or None,
        "source": inject.source,
    }
    asked = f"; {', '.join(inject.by)}: {' | '.join(inject.words)}" if inject.words else ""
    return PartRow(inject.id, values, f"{inject.title} ({inject_times(inject)}; to {', '.join(inject.to)}{asked})")


def _metric(metric: Metric) -> PartRow:
    values: dict[str, object] = {
        "name": metric.name,
        "label": metric.label,
        "of": list(metric.of),
        "form": metric.type.value,
        "range": [metric.low, metric.high],
        "values": list(metric.values),
        "unit": metric.unit,
        "owner": metric.owner,
    }
    of = f"[{', '.join(metric.of)}]" if metric.of else ""
    span = " | ".join(metric.values) if metric.type is MetricType.ENUM else f"{metric.low:g} to {metric.high:g}"
    label = metric.label or metric.short or metric.name
    return PartRow(f"{metric.name}{of}", values, f"{label}: {span}{f' {metric.unit}' if metric.unit else ''}")


def _parameter(parameter: Parameter) -> PartRow:
    prior = parameter.prior
    values: dict[str, object] = {
        "name": parameter.name,
        "label": parameter.label,
        "value": None if parameter.pick else parameter.value,
        "unit": parameter.unit,
        "hidden": parameter.hidden,
        "prior": {"name": prior.name, "values": list(prior.values)} if prior else None,
        "pick": dict(parameter.pick) or None,
        "status": parameter.status.value,
        "source": parameter.source,
    }
    label = f"{parameter.label}: " if parameter.label else ""
    return PartRow(parameter.name, values, f"{label}{worth(parameter)} {mark(parameter)}".rstrip())
