"""Finds the links of an entity in both directions. Content files write a link at only one of its two entities.

Must not know: values.
"""

from __future__ import annotations

from wargame.game.wording.labels import capital, words
from wargame.model.scenario.scenario import Scenario


def linked(scenario: Scenario, code: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the relations of an entity that have at least one link, as (name of the relation, linked entities).

    A relation may have a second name for its opposite direction. The entity at the other end shows this second name.
    """
    entity = scenario.entities[code]
    found: dict[str, dict[str, None]] = {}
    for kind in scenario.rules.kinds.values():
        for relation in kind.relations:
            if kind.name == entity.kind:
                found.setdefault(relation.name, {}).update(dict.fromkeys(entity.links.get(relation.name, ())))
            back = relation.name if relation.mutual else relation.inverse
            if back and relation.goal == entity.kind:
                sources = (c for c in scenario.of_kind(kind.name) if c in scenario.entities)
                named = (c for c in sources if code in scenario.entities[c].links.get(relation.name, ()))
                found.setdefault(back, {}).update(dict.fromkeys(named))
    return tuple((capital(words(name)), tuple(codes)) for name, codes in found.items() if codes)
