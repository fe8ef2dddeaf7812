"""Fills the engine's rule templates for injects (`engine/injects.yaml`) with the injects of a scenario.

The words of a template are the texts that replace its names in braces, such as `{inject}`.

Must not know: files, or how formulas are computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from wargame.content.desugar.engine_rules import EngineFile, engine_file, engine_rules
from wargame.content.desugar.template import FilledWords
from wargame.content.schema.intervals import LAST_TURN
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.inject import (
    ANSWER,
    CLOSING,
    KIND,
    OPENING,
    REPLY,
    WAITING,
    Choice,
    Inject,
    Prerequisite,
    came,
    words_of,
)
from wargame.model.rules.kinds import FACTION, Entity, Kind
from wargame.model.rules.metric import NOBODY
from wargame.model.rules.step import Step
from wargame.model.scenario.ruleset import RuleSet
from wargame.model.scenario.scenario import Scenario
from wargame.model.text.formula import Formula

MOST_CHOICES = 20


def inject_file() -> EngineFile:
    """Return the engine's rules for injects as templates."""
    return engine_file("injects.yaml")


def with_injects(rules: RuleSet, injects: Mapping[str, Inject]) -> RuleSet:
    """Return the rule set with further rules for the injects. The rule set stays the same if there are no injects."""
    if not injects:
        return rules
    file = inject_file()
    asking = {name: inject for name, inject in injects.items() if inject.choices}
    people = {name: None for inject in injects.values() for name in (*inject.by, *inject.seen_by)}
    made = engine_rules(file, _InjectWords(injects).words(), (*rules.kinds, KIND, FACTION), people)
    answers = {name: attrs.evolve(action, words=words_of(asking)) for name, action in made.actions.items()}
    return attrs.evolve(
        rules,
        kinds={**rules.kinds, **({KIND: _kind(asking)} if asking else {})},
        phases=(*file.before, *rules.phases, *file.after),
        metrics={**rules.metrics, **made.metrics},
        actions={**rules.actions, **answers},
        steps={**rules.steps, **made.steps},
        injects=injects,
    )


def asked_at_start(entities: Mapping[str, Entity], injects: Mapping[str, Inject]) -> dict[str, Entity]:
    """Return the entities with their starting values.

    A faction that gets a question in turn 1 starts with an open question.
    """
    changed = dict(entities)
    for inject in injects.values():
        for seat in inject.by if _opens(inject) else ():
            if seat in changed:
                asked = changed[seat].start.get(REPLY, {})
                asked = {
                    **(asked if isinstance(asked, Mapping) else {}),
                    inject.id: Formula(str(WAITING), inject.place, by_engine=True),
                }
                changed[seat] = attrs.evolve(changed[seat], start={**changed[seat].start, REPLY: asked})
    return changed


def without_injects(scenario: Scenario) -> Scenario:
    """Return the scenario without the steps that deliver injects. The play of a dated record uses this scenario."""
    rules = scenario.rules
    if not rules.injects:
        return scenario
    of_injects = {REPLY, *map(came, rules.injects)}
    bare = attrs.evolve(
        rules,
        kinds={name: kind for name, kind in rules.kinds.items() if name != KIND},
        phases=tuple(phase for phase in rules.phases if phase not in (OPENING, CLOSING)),
        metrics={name: metric for name, metric in rules.metrics.items() if name not in of_injects},
        actions={name: action for name, action in rules.actions.items() if name != ANSWER},
        steps={name: step for name, step in rules.steps.items() if not step.inject},
        injects={},
    )
    entities = {
        code: attrs.evolve(entity, start={name: start for name, start in entity.start.items() if name != REPLY})
        for code, entity in scenario.entities.items()
    }
    doctrines = {
        bot: {seat: attrs.evolve(doctrine, answers={}) for seat, doctrine in of_seats.items()}
        for bot, of_seats in scenario.doctrines.items()
    }
    return attrs.evolve(scenario, rules=bare, entities=entities, doctrines=doctrines)


def step_ids(inject: Inject) -> Iterator[str]:
    """Return the ids of the steps that are made from an inject."""
    return inject_file().template.keys("steps", _InjectWords({inject.id: inject}).words())


def _opens(inject: Inject) -> bool:
    """Return whether the inject comes in turn 1.

    The program decides in each turn about the injects of the next turn, so turn 1 has no such decision.
    """
    return inject.turns is not None and inject.turns[0] == 1


def _kind(asking: Mapping[str, Inject]) -> Kind:
    place = next(iter(asking.values())).place
    members = {name: inject.title for name, inject in asking.items()}
    return Kind(KIND, place, members=members, was={name: row.was for name, row in asking.items() if row.was})


@attrs.frozen
class _InjectWords:
    """The words that depend on all injects together. These words fill the templates."""

    injects: Mapping[str, Inject]

    @property
    def _seats(self) -> tuple[str, ...]:
        """Return every seat that some inject asks. The seat with the earliest inject in the list comes first."""
        return tuple(dict.fromkeys(seat for inject in self.injects.values() for seat in inject.by))

    def words(self) -> FilledWords:
        """Return the words for the whole file. The words include the injects."""
        asking = [inject for inject in self.injects.values() if inject.choices]
        place = (*asking, *self.injects.values())[0].place
        most = max((len(inject.choices) for inject in asking), default=0)
        values = {
            "after_last_turn": f"{LAST_TURN + 1}",
            "waiting": f"{WAITING}",
            "most_choices": f"{MOST_CHOICES}",
            "several are ever asked": len(self._seats) > 1,
        }
        things = {
            "inject": tuple(map(self._inject, self.injects.values())),
            "inject that asks": tuple(FilledWords(inject.place, {}) for inject in asking),
            "seat that is ever asked": tuple(FilledWords(place, {"seat": seat}) for seat in self._seats),
            "level": tuple(FilledWords(place, {"level": f"{level}"}) for level in range(1, most + 1)),
        }
        return FilledWords(place, values, things)

    def _inject(self, inject: Inject) -> FilledWords:
        place, effects = inject.place, inject.effects
        first, last = inject.turns or (1, LAST_TURN)
        drawn = inject.deck is None and inject.on is None and inject.turns is not None and first < last
        silence = next((choice for choice in inject.choices if choice.name == inject.otherwise), None)
        silent = silence or next(iter(inject.choices), None)
        values = {
            "inject": inject.id,
            "title": inject.title,
            "because": effects.because if effects else "",
            "source": inject.source,
            "was": inject.was,
            "comes in turn 1": _opens(inject),
            "everyone reads it": EVERYONE in inject.seen_by,
            "decided by rule": not inject.facilitator and not _opens(inject),
            "inject.dated": inject.dated,
            "inject.on": inject.on,
            "inject.deck": inject.deck,
            "inject.drawn": drawn or inject.deck is not None,
            "one of several turns": drawn,
            "more is decided": inject.dated or inject.on is not None or inject.deck is not None or drawn,
            "earliest": first > 2,
            "turn_before": f"{first - 1}",
            "latest": last < LAST_TURN,
            "last_turn": f"{last}",
            "later": f"{inject.later}",
            "silence": f"{inject.words.index(silent.name) + 1}" if silent else "",
            "silence.label": (silent.label or silent.name) if silent else "",
            "effects": effects,
            "effects.when": effects.when if effects else None,
        }
        readers = (name for name in dict.fromkeys((*inject.seen_by, *inject.by)) if name != NOBODY)
        numbered = tuple(_choice(choice, number) for number, choice in enumerate(inject.choices, 1))
        seats = tuple(
            FilledWords(place, {"seat": seat, "of_seat": f"_{seat}" if len(inject.by) > 1 else ""})
            for seat in inject.by
        )
        things = {
            "reader": tuple(FilledWords(place, {"reader": name}) for name in readers),
            "seat": seats,
            "seat that is asked": seats if inject.choices else (),
            "choice": numbered,
            "choice with effects": tuple(
                words for words, choice in zip(numbered, inject.choices, strict=True) if writes(choice.effects)
            ),
            "inject that it follows": tuple(map(self._followed, inject.follows)),
        }
        return FilledWords(place, values, things)

    def _followed(self, follow: Prerequisite) -> FilledWords:
        """Return the words for a prerequisite: the inject that must come first, and the choice of a seat."""
        other = self.injects.get(follow.inject)
        there = other if other is not None and follow.choice in other.words else None
        number = f"{there.words.index(follow.choice) + 1}" if there else ""
        seats = tuple(
            FilledWords(follow.place, {"seat": seat, "number": number}) for seat in (there.by if there else ())
        )
        values = {"followed": follow.inject, "choice to follow": bool(seats)}
        return FilledWords(follow.place, values, {"seat that chose": seats})


def _choice(choice: Choice, number: int) -> FilledWords:
    values = {
        "choice": choice.name,
        "choice.label": choice.label or choice.name,
        "choice.text": choice.text,
        "number": f"{number}",
        "effects": choice.effects,
        "effects.when": choice.effects.when,
    }
    return FilledWords(choice.place, values)


def writes(effects: Step) -> bool:
    """Return whether a step changes or reports anything."""
    return bool(effects.sets or effects.adds or effects.moves or effects.afters or effects.reports)
