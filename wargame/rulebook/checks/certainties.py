"""Warns about conditions that always or never hold within the declared ranges, and about scores outside the range 0 to
100.

Must not know: how formulas are computed, or any game.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from wargame.content import Problems
from wargame.model.scenario.scenario import Scenario
from wargame.model.text.formula import Formula
from wargame.rulebook.checked import CheckedAction, CheckedComponent, CheckedDoctrine, CheckedRules, CheckedStep
from wargame.rulebook.ir.nodes import ConstNode, Node

NEVER, ALWAYS = (0.0, 0.0), (1.0, 1.0)
Warn = Callable[[Formula, str], None]
_WORD = re.compile(r"[A-Za-z_]\w*")
_SLACK = 1e-6  # the largest numerical error of bounds, and of sums of weights


def check_certainties(scenario: Scenario, rules: CheckedRules, endings: Mapping[str, Node], problems: Problems) -> None:
    """Warn of each condition, weight and component that is probably wrong.

    `endings`: the conditions of endings as written. A condition may be a number.
    """

    parameters = scenario.rules.parameters

    def warn(formula: Formula, message: str) -> None:
        if not _is_switch(formula, parameters):
            problems.add(formula.place, message, warning=True)

    for name, node in endings.items():
        when = scenario.endings[name].when
        if not node.truth:
            warn(when, "this is a number, and counts as true unless it is 0: compare it, as in x > 10")
        if _bounds(node) == NEVER:
            warn(when, f"the ending `{name}` can never hold by the declared ranges")
        elif _bounds(node) == ALWAYS:
            warn(when, f"the ending `{name}` always holds by the declared ranges: every game ends in turn 1")
    for step in rules.steps:
        _check_step(step, warn)
    for action in rules.actions.values():
        _check_action(action, problems, warn)
    for of_seats in rules.doctrines.values():
        for doctrine in of_seats.values():
            _check_doctrine(doctrine, warn)
    for faction, parts in rules.scores.items():
        _check_score(scenario, faction, parts, problems)


def _is_switch(formula: Formula, parameters: Collection[str]) -> bool:
    """Return whether a formula reads a parameter.

    A scenario may use a parameter to switch off a rule that another scenario uses.
    """
    return any(word in parameters for word in _WORD.findall(formula.text))


def _bounds(node: Node) -> tuple[float, float]:
    if isinstance(node, ConstNode) and node.is_number:
        return float(bool(node.value)), float(bool(node.value))
    return (node.low, node.high) if node.truth else (0.0, 1.0)


def _check_step(checked: CheckedStep, warn: Warn) -> None:
    step = checked.step
    if (
        step.when is not None
        and not step.when.by_engine
        and checked.when is not None
        and _bounds(checked.when) == ALWAYS
    ):
        warn(step.when, "`when` always holds by the declared ranges: delete it")
    written = [report for report in step.reports if report.when is not None and not report.when.by_engine]
    found = [report for report in checked.reports if report.when is not None]
    for report, node in zip(written, found, strict=False):
        if report.when is not None and node.when is not None and _bounds(node.when) == NEVER:
            warn(report.when, "this is never told: it never holds by the declared ranges")


def _check_action(checked: CheckedAction, problems: Problems, warn: Warn) -> None:
    for requirement, node in zip(checked.action.requires, checked.requires, strict=False):
        if _bounds(node) == NEVER:
            told = f"`{checked.action.name}` can never be ordered: this never holds by the declared ranges"
            warn(requirement.that, told)
    for currency, node in checked.cost.items():
        if node.high < 0.0:
            warn(checked.action.cost[currency], f"this price is below 0: whoever orders it earns {currency}")


def _check_doctrine(checked: CheckedDoctrine, warn: Warn) -> None:
    ended = False  # whether the condition of an earlier row always holds
    for row, node in zip(checked.doctrine.rows, checked.rows, strict=True):
        begins = row.when or next(iter(row.weights.values()), None)
        if ended and begins is not None:
            warn(begins, "this row is never followed: one above always holds")
        if node.when is not None and row.when is not None and _bounds(node.when) == NEVER:
            warn(row.when, "this row is never followed: it never holds by the ranges")
        for name, weight in node.weights.items():
            if weight.high < 0.0:
                warn(row.weights[name], "a weight below 0 counts as 0: delete it")
        ended = ended or row.when is None or (node.when is not None and _bounds(node.when) == ALWAYS)


def _check_score(scenario: Scenario, faction: str, parts: Iterable[CheckedComponent], problems: Problems) -> None:
    """Check that a score goes from 0 to 100: each component goes from 0 to 100, and the weights have the sum 1."""
    written = {part.name: part for part in scenario.scores.get(faction, ())}
    whole = [part for part in parts if part.name in written]
    if len(whole) < len(written) or not whole:
        return
    for part in whole:
        formula, low, high = written[part.name].value, part.value.low, part.value.high
        if low == high == 0.0:
            problems.add(formula.place, f"`{part.name}` is always 0", warning=True)
        elif high > 100.0 + _SLACK:
            problems.add(
                formula.place,
                f"`{part.name}` can reach {high:.4g}, and a component goes from 0 to 100: "
                "scale it, or cut it with clip(x, 0, 100)",
                warning=True,
            )
        if part.weight.high < 0.0:
            problems.add(written[part.name].weight.place, "this weight is below 0: it goes from 0 to 1", warning=True)
            return
    low, high = sum(part.weight.low for part in whole), sum(part.weight.high for part in whole)
    if high < 1.0 - _SLACK or low > 1.0 + _SLACK:
        total = f"{low:.4g}" if high - low < _SLACK else f"{low:.4g} to {high:.4g}"
        first = next(iter(written.values()))
        problems.add(
            first.weight.place, f"the weights of `{faction}` sum to {total}, not to 1: its score is not of 100",
            warning=True,
        )  # fmt: skip
