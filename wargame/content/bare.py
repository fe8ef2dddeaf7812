"""Makes the smallest scenario on which the formulas of a rule set can be checked.

Must not know: files, or what formulas say.
"""

from __future__ import annotations

from wargame.content.desugar.inject_rules import with_injects
from wargame.content.names import SEASONS
from wargame.model.rules.kinds import Entity, Kind
from wargame.model.scenario.ruleset import RuleSet
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import Length


def bare_scenario(rules: RuleSet) -> Scenario:
    """Return a scenario with the entities that the rules need, or with two entities of each kind.

    All entities are linked to each other, and all attributes are 1.
    """
    codes = {name: _codes(kind, rules) for name, kind in rules.kinds.items()}
    entities = {
        code: Entity(
            code,
            kind.name,
            kind.place,
            attributes=dict.fromkeys(kind.attributes, 1.0),
            links={
                relation.name: tuple(goal for goal in codes.get(relation.goal, ()) if goal != code)
                for relation in kind.relations
            },
        )
        for kind in rules.kinds.values()
        for code in codes[kind.name]
    }
    return Scenario(
        rules.name,
        rules.place,
        with_injects(rules, rules.injects),
        title=rules.title,
        seasons={name: frozenset({1}) for name in rules.needs.get(SEASONS, ())},
        entities=entities,
        lengths=(Length(10, rules.place),),
        scores=rules.scores,
        endings=rules.endings,
        doctrines=rules.doctrines,
        headlines=rules.headlines,
        fog=rules.fog,
    )


def _codes(kind: Kind, rules: RuleSet) -> tuple[str, ...]:
    """Return the codes of a kind's entities. The result is empty for a kind that is a list of choices."""
    if kind.members:
        return ()
    return rules.needs.get(kind.name, ()) or (f"some_{kind.name}", f"other_{kind.name}")
