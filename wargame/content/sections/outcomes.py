"""Reads `scores` and `endings`: the components of each seat's score, and the conditions that end a game early.

Must not know: any particular goal.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.content.context import ReadContext
from wargame.content.schema.record import Each, Key, Record
from wargame.content.schema.references import FACTION_CODE
from wargame.content.schema.shapes import Entries, Expression, Id, Text
from wargame.content.yaml.nodes import ScalarNode, YamlNode
from wargame.model.scenario.seat import Component, Ending
from wargame.model.text.formula import Formula

LABEL = Key("label", Text(), "")
WEIGHT: Key[Formula | None] = Key("weight", Expression(), None, "say how much it counts")
VALUE: Key[Formula | None] = Key("value", Expression(), None, "say how it is measured, from 0 to 100")
COMPONENT = Record("a component", (LABEL, WEIGHT, VALUE))


def read_component(head: ScalarNode, node: YamlNode, context: ReadContext) -> Component | None:
    """Read one component of a score."""
    row = COMPONENT.read(node, context, head)
    if row is None:
        return None
    weight, value = row[WEIGHT], row[VALUE]
    return None if weight is None or value is None else Component(head.text, weight, value, row[LABEL])


SCORES = Entries(Each("a score", read_component, COMPONENT, Id("a component")), FACTION_CODE, "scores by faction")


def scores_of(scores: Mapping[str, Mapping[str, Component]]) -> dict[str, tuple[Component, ...]]:
    """Return the components of scores by faction, in the order of the file."""
    return {faction: tuple(components.values()) for faction, components in scores.items()}


ENDING_LABEL = Key("label", Text(), "")
WHEN: Key[Formula | None] = Key("when", Expression(), None, "say when the game ends so")
TEXT = Key("text", Text(), "")
ENDING = Record("an ending", (ENDING_LABEL, WHEN, TEXT))
TURN_LIMIT = "turn_limit"


def read_ending(head: ScalarNode, node: YamlNode, context: ReadContext) -> Ending | None:
    """Read one ending."""
    row = ENDING.read(node, context, head)
    if head.text == TURN_LIMIT:
        context.wrong(head, f"`{TURN_LIMIT}` is how a game ends at its last turn: choose another name")
    when = row[WHEN] if row is not None else None
    return None if row is None or when is None else Ending(head.text, when, row[ENDING_LABEL], row[TEXT])


ENDINGS = Each("endings", read_ending, ENDING, Id("an ending"))
