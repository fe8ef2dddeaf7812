"""Finds the numbers that differ between two versions of the same turn.

Must not know: the cause of the differences.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.game.wording.labels import cell_label
from wargame.game.wording.number import WRITTEN
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.inject_trial import TrialRow
from wargame.model.telling.view import Cells

Values = Mapping[str, Cells]  # the cells of each metric


def difference_rows(scenario: Scenario, before: Values, without: Values, with_it: Values) -> tuple[TrialRow, ...]:
    """Return the numbers that differ between two versions of a turn: without and with something, such as an inject.

    `before`: the numbers at the opening of the turn.

    Headlines come first. The other differences are sorted by their share of the metric's range.
    """
    watched = {(h.metric, h.entity) for h in scenario.headlines_of(None)}
    rows: list[tuple[bool, float, TrialRow]] = []
    for name, metric in scenario.rules.metrics.items():
        for cell, value in with_it[name].items():
            gap = value - without[name][cell]
            figures = [WRITTEN.value(metric, v) for v in (before[name][cell], without[name][cell], value)]
            if gap == 0.0 or metric.inner or figures[1] == figures[2]:
                continue
            label = f"{cell_label(scenario, name, cell)}, {WRITTEN.unit(metric)}".removesuffix(", ")
            share = abs(gap) / max(metric.high - metric.low, 1e-9)
            rows.append(((name, cell) not in watched, -share, TrialRow(label, *figures)))
    return tuple(row for _, _, row in sorted(rows, key=lambda found: found[:2]))
