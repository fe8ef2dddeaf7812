"""The two top lines of every screen: where and when, and the seat's headline metrics.

Must not know: what the metrics mean.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from wargame.model.looks import Headline
from wargame.model.scenario import Scenario
from wargame.model.view import Draft, View
from wargame.tui.drawing import words
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Line, Span, width_of

WIDE = 100
FROM_LAST = " from last turn"


def headlines(scenario: Scenario, seat: str) -> tuple[Headline, ...]:
    """Give the headline metrics of a seat (of all without one); the scenario's own win over the rule set's."""
    if not seat:
        named = {**scenario.rules.headlines, **scenario.headlines}
        return tuple({(line.metric, line.entity): line for lines in named.values() for line in lines}.values())
    return scenario.headlines.get(seat) or scenario.rules.headlines.get(seat) or ()


def seat_name(scenario: Scenario, seat: str) -> str:
    """Give the team's name; without a seat it is the truth that is shown."""
    if not seat:
        return "Truth"
    known = scenario.seats.get(seat)
    return (known.label if known and known.label else "") or scenario.label(seat)


def turn_line(scenario: Scenario, view: View, draft: Draft | None, width: int, state: str = "") -> Line:
    """Write line 1: title, turn and dates, team, action points left, draft; `state` stands for the last two."""
    wide = width >= WIDE
    turn = min(view.turn, view.length)
    dates = words.span_text(scenario.calendar, turn, year=wide)
    season = words.season_text(scenario, turn)
    when = f"Turn {turn} of {view.length}" if wide else f"T{turn}/{view.length}"
    if dates:
        when += f", {dates}" if wide else f" {dates}"
    if season and wide:
        when += f", {season}"
    parts = [scenario.title, when, seat_name(scenario, view.seat).upper()]
    if state:
        parts.append(state)
    elif draft is not None:
        left = words.price(draft.left.get("ap", 0))
        kept = view.ap - scenario.seats[view.seat].ap if view.seat in scenario.seats else 0
        saved = f", {words.price(kept)} kept{FROM_LAST if wide else ''}"
        parts.append((f"{left} of {view.ap} AP left" if wide else f"{left} AP left") + (saved if kept > 0 else ""))
        count = len(draft.lines)
        written = f"draft {count}, saved" if count else "draft empty"
        parts.append("committed" if draft.committed else f"over by {'; '.join(draft.over)}" if draft.over else written)
    joined = _joined(parts)
    while width_of(joined) > width - 1 and len(parts) > 3:
        if parts[0] == scenario.title and scenario.short and scenario.short != scenario.title:
            parts[0] = scenario.short
        elif any(FROM_LAST in part for part in parts):
            parts = [part.replace(FROM_LAST, "") for part in parts]
        else:
            parts.pop()
        joined = _joined(parts)
    return joined


def _joined(parts: Sequence[str]) -> Line:
    spans: list[Span] = []
    for part in parts:
        if spans:
            spans.append((" │ ", DIM))
        spans.append((part, PLAIN))
    return tuple(spans)


def headline_line(scenario: Scenario, view: View, width: int, arrow: bool = False) -> Line:
    """Write line 2: each headline metric with unit and change; with `arrow` as `before → now`."""
    shown = headlines(scenario, view.seat)
    # Rather all numbers with short names, rather all of them without ± and then units, than some of them.
    for form in (_Form(True, True, True), _Form(False, True, True), _Form(False, False, True), _Form()):
        line = _metrics_line(scenario, view, shown, form, arrow)
        if width_of(line) <= width - 1:
            return line
    while len(shown) > 1 and width_of(line) > width - 1:
        shown = shown[:-1]
        line = (*_metrics_line(scenario, view, shown, _Form(), arrow), (" │ …", DIM))
    return line


@attrs.frozen
class _Form:
    """How much is written of a headline metric: its long name, the ± of an estimate, its unit."""

    long: bool = False
    widths: bool = False
    units: bool = False


def _metrics_line(scenario: Scenario, view: View, shown: Sequence[Headline], form: _Form, arrow: bool) -> Line:
    spans: list[Span] = []
    for headline in shown:
        if spans:
            spans.append((" │ ", DIM))
        spans += headline_spans(scenario, view, headline, form, arrow)
    return tuple(spans)


def headline_spans(scenario: Scenario, view: View, headline: Headline, form: _Form, arrow: bool = False) -> list[Span]:
    """Write one headline metric: label, value with unit, change."""
    metric = scenario.rules.metrics[headline.metric]
    value = view.value(headline.metric, *headline.entity)
    name = headline.label if form.long else headline.short
    label = name or headline.label or metric.short or metric.label or metric.name
    estimate = view.estimate(headline.metric, *headline.entity)
    worded = estimate is not None and estimate.word
    unit = words.unit_text(metric, headline.unit) if form.units and not worded else ""
    change = view.change(headline.metric, *headline.entity)
    if arrow:
        before = view.before.get(headline.metric, {}).get(headline.entity)
        then, now = (words.known_text(metric, moment, estimate) for moment in (before, value))
        return [(f"{label} ", DIM), (f"{then} → {now}{unit}", BOLD if then != now else PLAIN)]
    spans: list[Span] = [(f"{label} ", DIM), (words.known_text(metric, value, estimate, form.widths) + unit, PLAIN)]
    moved = words.change_text(metric, change, value)
    if moved:
        spans.append((f" {moved}", BOLD))
    return spans
