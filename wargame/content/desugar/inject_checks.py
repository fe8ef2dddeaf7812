"""Checks injects against each other, against seats and game lengths, and against the engine's own names.

Must not know: formulas. The rulebook checks whether a condition can be true.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.content.context import ReadContext
from wargame.content.desugar.inject_rules import MOST_CHOICES, step_ids
from wargame.content.spelling import did_you_mean
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.inject import ANY_TARGET, CLOSING, OPENING, Inject
from wargame.model.rules.kinds import FACTION
from wargame.model.rules.metric import NOBODY
from wargame.model.scenario.ruleset import RuleSet
from wargame.model.scenario.seat import Length, Seat


def check_injects(
    injects: Mapping[str, Inject],
    rules: RuleSet,
    seats: Mapping[str, Seat],
    lengths: Sequence[Length],
    context: ReadContext,
) -> None:
    """Report injects that ask no seat, that come after the last turn, or that follow an unknown inject."""
    longest = max((length.turns for length in lengths), default=0)
    for inject in injects.values():
        for seat in inject.by if seats else ():
            if seat not in seats:
                place = inject.places.get("by") or inject.places.get("to") or inject.place
                context.problems.add(place, f"{seat} is asked, but nobody plays it: name a seat in `by`")
        for seat in inject.by if inject.choices else ():
            kind = context.names.kind_of(seat)
            if kind not in (None, FACTION):
                context.problems.add(
                    inject.place,
                    f"`{seat}` is a {kind}: only factions are asked to choose, others may read (`seen_by`)",
                )
        if inject.turns is not None and longest and inject.turns[0] > longest:
            place = inject.places.get("turn") or inject.places.get("date") or inject.place
            context.problems.add(
                place, f"`{inject.id}` comes in turn {inject.turns[0]}, and the longest game has {longest}"
            )
    _check_follows(injects, context)
    _check_against(injects, rules, context)
    _check_names(injects, rules, context)


def _check_follows(injects: Mapping[str, Inject], context: ReadContext) -> None:
    for inject in injects.values():
        for follow in inject.follows:
            other = injects.get(follow.inject)
            if other is None or not follow.choice or follow.choice in other.words:
                continue
            remedy = did_you_mean(follow.choice, other.words) or f" (its choices: {', '.join(other.words) or 'none'})"
            context.problems.add(follow.place, f"`{other.id}` has no choice `{follow.choice}`{remedy}")
    for inject in injects.values():
        ring = _ring(inject, injects)
        if ring and ring[0] == min(ring, key=lambda name: injects[name].place):
            around = " -> ".join((*ring, ring[0]))
            context.problems.add(inject.place, f"these injects wait for each other: {around}: take one `follows` away")


def _check_against(injects: Mapping[str, Inject], rules: RuleSet, context: ReadContext) -> None:
    """Check the key `against` of choices, which names orders that contradict the choice.

    Report an order whose target does not exist, or whose action has no such target.
    """
    for inject in injects.values():
        for choice in inject.choices:
            for name, target in choice.against.items():
                action = rules.actions.get(name)
                kinds = [role.kind for role in action.targets] if action else []
                if action is not None and target != ANY_TARGET and context.names.kind_of(target) not in (None, *kinds):
                    context.problems.add(
                        choice.place,
                        f"`{choice.name}` stands against `{name} {target}`, and `{target}` is no target of `{name}`: "
                        f"name one, or `{ANY_TARGET}`",
                    )
                elif action is not None and target != ANY_TARGET and context.names.kind_of(target) is None:
                    context.problems.add(
                        choice.place,
                        f"`{choice.name}` stands against `{name} {target}`, and nothing is called `{target}`",
                    )


def _ring(start: Inject, injects: Mapping[str, Inject]) -> tuple[str, ...]:
    """Return the ring of injects that starts and ends at `start`. Each inject of a ring follows another inject of the
    ring.

    The result is empty if there is no ring.
    """
    ways: list[tuple[str, ...]] = [(start.id,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for follow in injects[way[-1]].follows if way[-1] in injects else ():
            if follow.inject == start.id:
                return way if len(way) > 1 else ()
            if follow.inject not in seen:
                seen.add(follow.inject)
                ways.append((*way, follow.inject))
    return ()


def _check_names(injects: Mapping[str, Inject], rules: RuleSet, context: ReadContext) -> None:
    """Report steps and phases of the rule set whose names the engine needs for its own steps and phases."""
    taken: dict[str, Inject] = {}
    for inject in injects.values():
        for phase in (OPENING, CLOSING) if not taken else ():
            if phase in rules.phases:
                context.problems.add(
                    inject.place, f"the rules have a phase `{phase}`, which injects need: call theirs otherwise"
                )
        if len(inject.choices) > MOST_CHOICES:
            context.problems.add(inject.place, f"`{inject.id}` has more than {MOST_CHOICES} choices")
        for word in (EVERYONE, NOBODY):
            if word in inject.by:
                context.problems.add(inject.place, f"`{word}` cannot choose: name the seats in `by`")
        for step in step_ids(inject):
            other = taken.setdefault(step, inject)
            if step in rules.steps or other is not inject:
                whose = f"`{other.id}` has" if other is not inject else "the rules have"
                context.problems.add(
                    inject.place, f"`{inject.id}` needs a step `{step}`, which {whose} already: rename one"
                )
