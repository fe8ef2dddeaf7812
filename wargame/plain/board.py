"""The board line by line: headlines, roads and areas as one seat sees them.

Must not know: the true state. This module gets a view and the scenario's words.
"""

from __future__ import annotations

from wargame.game.wording.number import SPOKEN
from wargame.game.wording.relations import linked
from wargame.game.wording.road_state import road_state
from wargame.model.rules.kinds import FACTION
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import Cells, View


def headlines(scenario: Scenario, view: View, seat: str = "") -> list[str]:
    """Return the headlines of a seat, one in each line. `no report` stands for a value that the view lacks.

    `seat`: the seat whose headlines are wanted. An empty text means the seat of the view.
    """
    lines = []
    for headline in scenario.headlines_of(seat or view.seat):
        metric = scenario.rules.metrics[headline.metric]
        label = headline.label or metric.label or metric.name
        now, estimate = view.value(headline.metric, *headline.entity), view.estimate(headline.metric, *headline.entity)
        if now is None and estimate is None:
            lines.append(f"{label}: no report.")
        else:
            moved = _moved(metric, view, headline.entity)
            lines.append(_sentence(label, SPOKEN.in_full(metric, now, estimate, headline.unit), moved))
    return lines


def roads(scenario: Scenario, view: View, changed_only: bool = False) -> list[str]:
    """Return a line for each road: the word for its state, the value on the scale of the screen, and the change."""
    look = scenario.looks.road
    if not scenario.map.road or look.metric not in scenario.rules.metrics:
        return []
    metric = scenario.rules.metrics[look.metric]
    lines = []
    for code in scenario.of_kind(scenario.map.road):
        now = view.value(look.metric, code)
        name, estimate = f"{scenario.label(code)}, {code}", view.estimate(look.metric, code)
        if now is None:
            if not changed_only:
                lines.append(f"{name}: {estimate.word if estimate else 'no report'}.")
            continue
        state = road_state(look, metric, now, view.change(look.metric, code), SPOKEN)
        if state.change or not changed_only:
            what = (metric.short or metric.label or metric.name).lower()
            figure = state.figure if estimate is None else SPOKEN.about(state.figure)
            parts = (state.word, f"{what} {figure} of {SPOKEN.amount(look.scale)}", state.change)
            lines.append(f"{name}: {', '.join(part for part in parts if part)}.")
    return lines


def areas(scenario: Scenario, view: View, changed_only: bool = False) -> list[str]:
    """Return a line for each place: each faction's share, each faction's points, and at most two other numbers."""
    if not scenario.map.place:
        return []
    told = [(code, _area_parts(scenario, view, code)) for code in scenario.of_kind(scenario.map.place)]
    return [
        f"{scenario.label(code)}, {code}: {'; '.join(part for part, _ in parts)}."
        for code, parts in told
        if parts and (not changed_only or any(moved for _, moved in parts))
    ]


def _area_parts(scenario: Scenario, view: View, code: str) -> list[tuple[str, bool]]:
    """Return the parts of a place's line. Each part says whether it changed since the last turn."""
    look, metrics = scenario.looks.tile, scenario.rules.metrics
    parts = []
    for name in (look.share, look.points):
        if name not in metrics:
            continue
        label = (metrics[name].short or metrics[name].label or name).lower()
        said, moved = _by_faction(scenario, view, metrics[name], code)
        if said:
            parts.append((f"{label} {said}", moved))
    for name in look.figures:
        if name in metrics and (now := view.value(name, code)) is not None:
            label = (metrics[name].short or metrics[name].label or name).lower()
            moved_by = _moved(metrics[name], view, (code,))
            said = SPOKEN.in_full(metrics[name], now, view.estimate(name, code))
            parts.append((f"{label} {said}{', ' if moved_by else ''}{moved_by}", bool(moved_by)))
    return parts


def _by_faction(scenario: Scenario, view: View, metric: Metric, code: str) -> tuple[str, bool]:
    """Return the values of a metric at a place by faction as text. The largest value comes first.

    Values that would print as zero are left out.
    """
    found = []
    for cell, now in view.metrics.get(metric.name, {}).items():
        named = dict(zip(metric.of, cell, strict=True))
        if named.get(scenario.map.place) == code and FACTION in named and SPOKEN.shows(metric, now):
            moved = _moved(metric, view, cell)
            figure = SPOKEN.known(metric, now, view.estimate(metric.name, *cell))
            said = f"{scenario.label(named[FACTION])} {SPOKEN.with_unit(figure, metric)}"
            found.append((-now, f"{said} {moved}".rstrip(), bool(moved)))
    found.sort()
    return ", ".join(said for _, said, _ in found), any(moved for _, _, moved in found)


def everything_about(scenario: Scenario, view: View, code: str) -> list[str]:
    """Return lines with every metric of one entity that the seat sees.

    The name comes first, and the links come last.
    """
    lines = [f"{scenario.label(code)}, {code}."]
    for metric in scenario.rules.metrics.values():
        cells = {cell: value for cell, value in view.metrics.get(metric.name, {}).items() if code in cell}
        label, estimate = metric.label or metric.name, view.estimate(metric.name, code)
        if tuple(cells) == ((code,),) or (estimate is not None and estimate.word):
            told = SPOKEN.in_full(metric, cells.get((code,)), estimate)
            lines.append(_sentence(label, told, _moved(metric, view, (code,))))
        elif any(SPOKEN.shows(metric, value) for value in cells.values()):
            lines.append(f"{label}: {_others(scenario, metric, view, cells, code)}.")
    return [*lines, *(f"{name}: {', '.join(codes)}." for name, codes in linked(scenario, code))]


def _others(scenario: Scenario, metric: Metric, view: View, cells: Cells, code: str) -> str:
    told = []
    for cell, value in cells.items():
        if SPOKEN.shows(metric, value):
            rest = [scenario.label(part) for part in cell if part != code] or [scenario.label(code)]
            told.append(f"{', '.join(rest)} {SPOKEN.in_full(metric, value, view.estimate(metric.name, *cell))}")
    return "; ".join(told)


def _sentence(label: str, told: str, moved: str) -> str:
    """Return a sentence about one metric, such as `Fuel in Bamako: 3.4 days, down 2.9.`"""
    return f"{label}: {', '.join(part for part in (told, moved) if part)}."


def _moved(metric: Metric, view: View, cell: tuple[str, ...]) -> str:
    """Return the change of a cell since the opening of the last turn. The text is empty in the first turn."""
    now, moved = view.value(metric.name, *cell), view.change(metric.name, *cell)
    if now is None or not moved or view.turn == 1:
        return ""
    if metric.type in (MetricType.FLAG, MetricType.ENUM):
        return f"was {SPOKEN.value(metric, now - moved)}"
    return SPOKEN.change(metric, moved, view.estimate(metric.name, *cell))
