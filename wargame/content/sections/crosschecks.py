"""Warnings about a whole scenario: seats without headlines, seasons that never come, steps that never run.

Must not know: formulas.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.content.context import ReadContext
from wargame.content.yaml.nodes import MappingNode, ScalarNode, YamlNode
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import Seat


def check_whole(scenario: Scenario, seasons: YamlNode | None, context: ReadContext) -> None:
    """Warn of seats without headlines, and of seasons that begin after the last turn."""
    if context.torn or context.problems.error_count:
        return
    shown = [seat for seat in scenario.seats.values() if scenario.headlines.get(seat.faction)]
    if not shown:
        message = "there are no headlines, so no number stands on the screen: write `headlines: {SEAT: [...]}`"
        context.problems.add(scenario.place, message, warning=True)
    for seat in scenario.seats.values() if shown else ():
        if seat not in shown and not seat.npc:
            message = f"seat `{seat.faction}` has no headlines: no number stands on its screen"
            context.problems.add(seat.place, message, warning=True)
    longest = max((length.turns for length in scenario.lengths), default=0)
    for name, turns in scenario.seasons.items():
        late = [turn for turn in turns if turn > longest]
        if late and isinstance(seasons, MappingNode):
            message = f"`{name}` comes in turn {min(late)}, and the longest game has {longest}"
            context.problems.add(seasons.entries[name][0].place, message, warning=True)


def check_plays(steps: YamlNode | None, seats: Mapping[str, Seat], context: ReadContext) -> None:
    """Warn of a step that never runs.

    The key `plays` of a step names a faction. The step runs only if nobody plays the seat of this faction. The function
    warns if this seat always has a player.
    """
    if context.torn or context.problems.error_count or not isinstance(steps, MappingNode):
        return
    for _, body in steps.entries.values():
        node = body.entries["plays"][1] if isinstance(body, MappingNode) and "plays" in body.entries else None
        seat = seats.get(node.text) if isinstance(node, ScalarNode) else None
        if seat is not None and node is not None and not seat.npc:
            message = f"{seat.faction} is played by its seat, so this never happens: write `npc: true` there"
            context.problems.add(node.place, message, warning=True)
