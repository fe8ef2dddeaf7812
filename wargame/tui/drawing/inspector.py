"""The content of the inspector, which is the pane about the marked place, road or order.

Each line has one fact that the team knows.

Must not know: what the team cannot see. This module reads a view.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from wargame.game.wording import strength
from wargame.game.wording.number import WRITTEN
from wargame.game.wording.order_odds import OrderOddsText
from wargame.game.wording.relations import linked
from wargame.model.match.order import level_text
from wargame.model.rules.kinds import FACTION
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import DraftLine, View
from wargame.model.telling.why import NamedValue
from wargame.tui.drawing.board import Board, invented
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, PLAIN, Canvas, Line, Span, cut, fold, fold_parts, width_of
from wargame.tui.drawing.pen import Pen

NARROW = 36  # number of cells; a narrower pane shows short names and values


INVENTED = "[EST] These figures come from invented numbers; w names the numbers."


@attrs.frozen
class Fact:
    """A named line of the inspector.

    `metric`, `entities`: the number that `why` explains for this line. Both values are empty if `why` explains nothing.
    `short`: the name in a narrow pane.
    `brief`: the value in a narrow pane.
    """

    name: str
    value: Line
    metric: str = ""
    entities: tuple[str, ...] = ()
    short: str = ""
    brief: Line = ()


@attrs.frozen
class InspectorContent:
    """The content of the inspector: a title, odds if there are any, facts, and sentences below them."""

    title: str
    facts: tuple[Fact, ...] = ()
    prose: tuple[str, ...] = ()
    odds: tuple[tuple[str, ...], ...] = ()


def entity_content(scenario: Scenario, view: View, board: Board, pen: Pen, code: str) -> InspectorContent:
    """Return all facts in the view about a place or a road."""
    entity = scenario.entities[code]
    facts: list[Fact] = []
    road = board.road(code)
    look = scenario.looks
    first = [look.road.metric] if road else [look.tile.share, look.tile.points, *look.tile.figures]
    names = dict.fromkeys(name for name in (*first, *scenario.rules.metrics) if name in scenario.rules.metrics)
    for name in names:
        metric = scenario.rules.metrics[name]
        if metric.of == (entity.kind,):
            facts += _single(
                metric, view, code, road.sign + " " + road.word if road and name == look.road.metric else ""
            )
        elif entity.kind in metric.of and FACTION in metric.of:
            facts += _by_faction(scenario, metric, view, pen, code)
    facts += [Fact(name, ((" ".join(codes), PLAIN),)) for name, codes in linked(scenario, code)]
    if road is None:
        crossing = [r for r in board.roads if code in r.crosses]
        if crossing:
            facts.append(
                Fact("On the way of", tuple(s for r in crossing for s in ((f"{r.code}", PLAIN), (f"{r.sign} ", BOLD))))
            )
    kind = scenario.rules.kinds[entity.kind]
    for name, told in kind.labels.items():
        amount = entity.attributes.get(name, 0.0)
        if amount:
            text = "yes" if kind.attributes[name] == "flag" else f"{WRITTEN.free(amount)} {told.unit}".rstrip()
            facts.append(Fact(told.label, ((text, DIM),)))
    return InspectorContent(f"{code} {entity.label or code}", tuple(facts), (INVENTED,) if invented(scenario) else ())


def order_content(
    scenario: Scenario, line: DraftLine, behind: Sequence[NamedValue] = (), warning: str = ""
) -> InspectorContent:
    """Return the meaning of an order in the draft, its problem, and the numbers of its rules.

    `warning`: the promise that the order would break.
    """
    action = scenario.rules.actions.get(line.order.action)
    prose = [warning] if warning else []
    if line.problem:
        prose.append(f"Not legal now: {line.problem}")
    if line.may_fail:
        prose.append("Something you cannot see may forbid it.")
    if action:
        prose += [describe(scenario, line.order.action, line.order.targets, line.order.level), action.effect]
    prose.insert(0, strength.repeated(line.streak, line.strength))
    if line.order.main:
        prose.insert(0, f"★ {strength.main_effort(scenario.rules.effort, line.heeds_main)}")
    told = [text for text in prose if text]
    if behind:
        told += ["", "Reckoned with:", *(_number(each) for each in behind)]
    return InspectorContent(line.order.text, (), tuple(told))


def odds_content(text: OrderOddsText | None, order: str = "", refusal: str = "") -> tuple[tuple[str, ...], ...]:
    """Return the odds of an order as texts, each in parts between which a line may break. The first text is a heading.

    `order`: the order, for a box that is about a place or a road. `refusal`: why the draft has no odds.
    """
    of = (order,) if order else ()
    if refusal:
        return ("ODDS", *of), tuple(refusal.split())
    if text is None:
        return ("ODDS", *of), ("being tried on what you know ...",)
    heading = (f"ODDS {text.when}", *of)
    odds = text.text
    if odds is None:
        return heading, ("no clear change in the numbers that you watch",), (text.trials,)
    word, _, share = odds.chance.rpartition(", ")
    against = ((f"against {name}:", apart, f"({chance})") for name, chance, apart in odds.against)
    return (
        heading,
        (f"{odds.label}:", f"{odds.direction},", f"{word},", share),
        *against,
        (f"{odds.band},", "8 of 10 trials"),
        (text.trials,),
    )


def _number(reading: NamedValue) -> str:
    """Return a number of the rules as text, such as `Hope lost in a week 0.2 · share · [EST] · invented here`."""
    return " · ".join(part for part in (f"{reading.label} {reading.value}".rstrip(), reading.note) if part)


def describe(scenario: Scenario, action: str, targets: tuple[str, ...], level: float) -> str:
    """Return the description of an action with the names of its targets and with its level."""
    known = scenario.rules.actions[action]
    text = known.describe
    for target, code in zip(known.targets, targets, strict=False):
        text = text.replace("{" + target.role + "}", scenario.label(code)).replace(
            "{" + target.kind + "}", scenario.label(code)
        )
    return text.replace("{level}", level_text(level))


def _single(metric: Metric, view: View, code: str, state: str) -> list[Fact]:
    value, estimate = view.value(metric.name, code), view.estimate(metric.name, code)
    if (value is None and estimate is None) or ((metric.type is MetricType.TIMER or metric.inner) and not value):
        return []
    spans: list[Span] = [(WRITTEN.in_full(metric, value, estimate), PLAIN)]
    change = WRITTEN.change(metric, view.change(metric.name, code), estimate)
    if change:
        spans.append((f" {change}", BOLD))
    tight: Line = (*spans, (f" {state}", BOLD)) if state else ()
    if state:
        spans.append((f"  {state}", BOLD))
    if estimate is not None:
        tight = ((WRITTEN.known(metric, value, estimate), PLAIN), *spans[1:])
    return [Fact(_name(metric), tuple(spans), metric.name, (code,), metric.short, tight)]


def _by_faction(scenario: Scenario, metric: Metric, view: View, pen: Pen, code: str) -> list[Fact]:
    spans: list[Span] = []
    brief: list[Span] = []
    best: tuple[float, tuple[str, ...]] = (-1.0, ())
    for faction in scenario.factions:
        key = tuple(code if kind != FACTION else faction for kind in metric.of)
        value = view.value(metric.name, *key)
        if value is None:
            continue
        if not WRITTEN.shows(metric, value) and faction != view.seat:
            continue
        estimate = view.estimate(metric.name, *key)
        change = WRITTEN.change(metric, view.change(metric.name, *key), estimate)
        full = WRITTEN.known(metric, value, estimate) + WRITTEN.spread(metric, estimate)
        short = WRITTEN.brief(metric, value) if estimate is None else WRITTEN.known(metric, value, estimate)
        spans += [(pen.sign(faction), pen.ink(faction)), (f"{full}{change} ", PLAIN)]
        brief += [(pen.sign(faction), pen.ink(faction)), (f"{short}{change[:1]} ", PLAIN)]
        if value > best[0]:
            best = (value, key)
    return [Fact(_name(metric), tuple(spans), metric.name, best[1], metric.short, tuple(brief))] if spans else []


def _name(metric: Metric) -> str:
    return metric.label or _words(metric.name)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def draw_content(canvas: Canvas, sheet: InspectorContent, first: int = 0) -> None:
    """Draw the content, beginning with the row `first`. The title is part of a horizontal line.

    Names stand on the left, and values have a column of their own. The line of the title shows the keys for more rows.
    """
    rows = content_rows(sheet, canvas.width)
    room = max(0, canvas.height - 1)
    keys = (("PgUp ↑",) if first > 0 else ()) + (("PgDn ↓",) if first + room < len(rows) else ())
    more = f" {' '.join(keys)} " if keys else ""
    canvas.rule(0, 0, canvas.width, cut(sheet.title, canvas.width - len(more) - 4))
    canvas.put_right(canvas.width, 0, more, DIM)
    for y, row in enumerate(rows[first : first + room], 1):
        canvas.put(1, y, row.name, DIM, row.column - 2)
        canvas.put_line(row.column, y, row.value, canvas.width - row.column)


@attrs.frozen
class InspectorRow:
    """A row of the inspector: a name on the left, and a text that begins at some column. A sentence has no name."""

    name: str
    column: int
    value: Line


def content_rows(sheet: InspectorContent, width: int) -> tuple[InspectorRow, ...]:
    """Return the rows of the content. Long texts are broken at the width."""
    narrow = width < NARROW
    most = width * 11 // 20
    names = [fact.short if fact.short and (narrow or len(fact.name) > most - 2) else fact.name for fact in sheet.facts]
    column = min(max((len(name) for name in names), default=0) + 2, most)
    rows: list[InspectorRow] = []
    for number, parts in enumerate(sheet.odds):
        rows += [InspectorRow("", 1, ((text, PLAIN if number else BOLD),)) for text in fold_parts(parts, width - 2)]
    for fact, name in zip(sheet.facts, names, strict=True):
        tight = narrow or width_of(fact.value) > width - column
        rows.append(InspectorRow(name, column, fact.brief if tight and fact.brief else fact.value))
    for text in sheet.prose:
        ink = ALARM if text.startswith("Not legal") else PLAIN
        rows += [InspectorRow("", 1, ((part, ink),)) for part in fold(text, width - 2)]
    return tuple(rows)
