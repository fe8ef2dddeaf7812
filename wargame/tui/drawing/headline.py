"""The two top lines of every screen: place and date, and the headlines of the seat.

Must not know: what the metrics mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.game.wording.number import WRITTEN
from wargame.model.scenario.looks import Headline
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import Draft, View
from wargame.tui.drawing import words
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Line, Span, width_of

WIDE = 100
FROM_LAST = " from last turn"
MORE: Line = ((" │ …", DIM),)


def seat_name(scenario: Scenario, seat: str) -> str:
    """Return the name of the seat's team. Return a word for the truth if `seat` is empty."""
    if not seat:
        return "Truth"
    known = scenario.seats.get(seat)
    return (known.label if known and known.label else "") or scenario.label(seat)


def turn_line(scenario: Scenario, view: View, draft: Draft | None, width: int, state: str = "") -> Line:
    """Return the first line: title, turn and dates, team, remaining action points, and draft.

    `state`: a text to show in place of the action points and the draft.
    """
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
        left = WRITTEN.amount(draft.left.get("ap", 0))
        kept = view.ap - scenario.seats[view.seat].ap if view.seat in scenario.seats else 0
        saved = f", {WRITTEN.amount(kept)} kept{FROM_LAST if wide else ''}"
        parts.append((f"{left} of {view.ap} AP left" if wide else f"{left} AP left") + (saved if kept > 0 else ""))
        count = len(draft.lines)
        written = f"draft {count}, saved" if count else "draft empty"
        parts.append("committed" if draft.committed else "; ".join(draft.over) if draft.over else written)
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


def headline_lines(scenario: Scenario, view: View, width: int, arrow: bool = False) -> tuple[Line, ...]:
    """Return each headline with its unit, ± and change. `arrow`: whether a change is written as `before → now`.

    The result is one line if all headlines fit, with short names if necessary. Otherwise the result is two lines, and
    `…` replaces headlines that do not fit.
    """
    shown = scenario.headlines_of(view.seat)
    for long in (True, False):
        line = _joined_spans(headline_spans(scenario, view, headline, long, arrow) for headline in shown)
        if width_of(line) <= width - 1:
            return (line,)
    short = [headline_spans(scenario, view, headline, False, arrow) for headline in shown]
    first = _fitting(short, width - 1)
    rest = short[first:]
    second = _fitting(rest, width - 1)
    if second < len(rest):
        second = _fitting(rest, width - 1 - width_of(MORE))
    return _joined_spans(short[:first]), (*_joined_spans(rest[:second]), *(MORE if second < len(rest) else ()))


def _fitting(parts: Sequence[Sequence[Span]], width: int) -> int:
    """Return how many parts fit into a line. The result is at least 1."""
    count = 1
    while count < len(parts) and width_of(_joined_spans(parts[: count + 1])) <= width:
        count += 1
    return count


def _joined_spans(parts: Iterable[Sequence[Span]]) -> Line:
    spans: list[Span] = []
    for part in parts:
        if spans:
            spans.append((" │ ", DIM))
        spans += part
    return tuple(spans)


def headline_spans(
    scenario: Scenario, view: View, headline: Headline, long: bool, arrow: bool = False
) -> tuple[Span, ...]:
    """Return one headline: its label, its value with ± and unit, and its change."""
    metric = scenario.rules.metrics[headline.metric]
    cell = headline.metric, *headline.entity
    value, estimate = view.value(*cell), view.estimate(*cell)
    name = headline.label if long else headline.short
    label = name or headline.label or metric.short or metric.label or metric.name
    now = WRITTEN.tight(metric, value, estimate, headline.unit)
    if arrow:
        before = view.before.get(headline.metric, {}).get(headline.entity)
        then, after = (WRITTEN.known(metric, moment, estimate) for moment in (before, value))
        return (f"{label} ", DIM), (f"{then} → {now}", BOLD if then != after else PLAIN)
    moved = WRITTEN.change(metric, view.change(*cell), estimate)
    return (f"{label} ", DIM), (now, PLAIN), *(((f" {moved}", BOLD),) if moved else ())
