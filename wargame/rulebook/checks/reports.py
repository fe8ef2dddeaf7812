"""Checks that no report shows a number that one of its readers only estimates.

Must not know: values. A report may show a number if all its readers see the number exactly, or if a draw decides the
number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.content import Problems
from wargame.model.rules.action import EVERYONE
from wargame.rulebook.checked import CheckedStep
from wargame.rulebook.ir.fog_map import EXACT
from wargame.rulebook.ir.nodes import MetricNode, Node
from wargame.rulebook.ir.walk import walk
from wargame.rulebook.language.world import World


def check_reports(world: World, steps: Iterable[CheckedStep], problems: Problems) -> None:
    """Report a problem for each number in a report that would reveal a hidden value to a reader.

    Such a number depends on values that the reader does not see exactly, and contains no draw.
    """
    for checked in steps:
        for written, report in zip(checked.step.reports, checked.reports, strict=False):
            for name, node in report.values.items():
                told = None if node.has_draw else next(_told(world, node, report.seen_by), None)
                if told is not None:
                    metric, seat = told
                    place = written.place_at(max(written.text.find("{" + name.replace(" ", ".")), 0) + 1)
                    problems.add(
                        place,
                        f"this tells {seat} `{metric}`, which it only estimates: tell it through a draw of its own",
                    )


def _told(world: World, node: Node, seen_by: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return each metric that a value would reveal, with the seat that would learn the metric."""
    readers = [seat for seat in world.scenario.seats if {seat, EVERYONE} & set(seen_by)]
    for metric, cells in ((n.name, n.cells) for n in walk([node]) if isinstance(n, MetricNode)):
        for seat in readers:
            rows = world.fog.rows(seat, metric)[world.places(seat, cells)]
            if (rows >= 0).any() or ((rows != EXACT) & world.fog.owned(seat, metric)[world.places(seat, cells)]).any():
                yield metric, seat
