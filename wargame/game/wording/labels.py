"""Names for people: names of metrics, cells, rules, phases, orders and factions.

Must not know: any value.
"""

from __future__ import annotations

import re

import attrs

from wargame.model.match.order import Order
from wargame.model.rules.metric import MetricCell
from wargame.model.scenario.scenario import Scenario

# The beginning of the step in a ledger entry for the price of an order. The step is `orders: LABEL`.
ORDERS = "orders: "


def words(code: str) -> str:
    """Return an id as words, such as `fuel days` for `fuel_days`."""
    return code.replace("_", " ")


def capital(text: str) -> str:
    """Return the text with a capital letter at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"


def metric_label(scenario: Scenario, metric: str) -> str:
    """Return the full name of a metric."""
    return scenario.rules.metrics[metric].label or capital(words(metric))


def cell_label(scenario: Scenario, metric: str, entities: tuple[str, ...], seat: str | None = None) -> str:
    """Return the name of a cell, which is one number of a metric.

    The name is the label of the seat's headline. A cell without a headline has the name `Metric, Entity`.

    `seat`: the seat that reads. None: the headlines of all seats count.

    A label that several of these headlines share is followed by the names of the entities.
    """
    shown = scenario.headlines_of(seat)
    for headline in shown:
        if (headline.metric, headline.entity) == (metric, entities) and headline.label:
            alike = sum(other.label == headline.label for other in shown) > 1
            return _with_names(scenario, headline.label, entities) if alike else headline.label
    return _with_names(scenario, metric_label(scenario, metric), entities)


def _with_names(scenario: Scenario, label: str, entities: tuple[str, ...]) -> str:
    """Return a label with the names of entities. Names that the label already contains are not added."""
    names = (scenario.label(code) for code in entities)
    return ", ".join((label, *(name for name in names if not re.search(rf"\b{re.escape(name)}\b", label))))


def rule_label(scenario: Scenario, step: str) -> str:
    """Return the name of a rule. The id of a step that the engine made is returned as words."""
    known = scenario.rules.steps.get(step)
    return (known.name if known and known.name else "") or capital(words(step))


def phase_label(phase: str) -> str:
    """Return the name of a phase."""
    return capital(words(phase))


def seat_label(scenario: Scenario, seat: str) -> str:
    """Return the name of a seat or faction on screens."""
    known = scenario.seats.get(seat)
    return (known.label if known else "") or scenario.label(seat)


def cause_label(cause: str) -> str:
    """Return a cause as words. The price of an order has the name of the order as its cause."""
    return words(cause.removeprefix(ORDERS))


def headline_owner(scenario: Scenario, cell: MetricCell, label: str) -> str:
    """Return the name of the only seat that has a cell as a headline.

    The text is empty if no seat or several seats have this headline, or if its label already names the seat.
    """
    having = [seat for seat, shown in scenario.headlines.items() if any((h.metric, h.entity) == cell for h in shown)]
    name = seat_label(scenario, having[0]) if len(having) == 1 else ""
    return name if name not in label else ""


def seen_text(order: Order) -> str:
    """Return the text of an order for other seats. The mark of the main effort is secret and is removed."""
    return attrs.evolve(order, main=False).text


def seen_order(scenario: Scenario, order: Order) -> str:
    """Return an order as other seats read it, such as `Border operation, Burkina north (border_operation BFN)`."""
    names = [scenario.label(code) for code in order.targets if code in scenario.entities]
    label = scenario.rules.actions[order.action].label
    if not label or len(names) < len(order.targets):
        return f"{seen_text(order)} ({label})" if label else seen_text(order)
    return f"{', '.join((label, *names))} ({seen_text(order)})"


def order_effect(scenario: Scenario, order: Order) -> str:
    """Return what an order does: the action's description with the names of the targets, or the action's name."""
    action = scenario.rules.actions[order.action]
    text = action.describe or action.label or words(action.name)
    for target, code in zip(action.targets, order.targets, strict=False):
        for slot in (target.role, target.kind):
            text = text.replace(f"{{{slot}}}", scenario.label(code))
    return text.replace("{level}", order.level_word)


def place_of(scenario: Scenario, entities: tuple[str, ...]) -> str:
    """Return the place of a cell: its first entity that has no seat and is not a choice.

    Return None without such an entity.
    """
    players = scenario.players
    return next((code for code in entities if code in scenario.entities and code not in players), "")
