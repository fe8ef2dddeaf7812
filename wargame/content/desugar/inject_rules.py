"""Turns injects into what rules are made of: metrics, steps and one action, so that nothing else need know of them.

Whether an inject comes is decided in the last phase of a turn, so that teams read it before they write orders; what it
does happens in the first phase of the next. Must not know: files, or how formulas are computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from wargame.content.schema.intervals import LAST_TURN
from wargame.errors import Place
from wargame.model.action import EVERYONE, Action, Requirement, Target
from wargame.model.formula import Formula
from wargame.model.inject import (
    ANSWER,
    CLOSING,
    DRAWN,
    DUE,
    KIND,
    OPENING,
    REPLY,
    WAITING,
    Choice,
    Follow,
    Inject,
    answered_of,
    came,
    landing_of,
    step_of,
    words_of,
)
from wargame.model.kinds import FACTION, Entity, Kind
from wargame.model.metric import AXIS, NOBODY, Form, Metric
from wargame.model.ruleset import RuleSet
from wargame.model.scenario import Scenario
from wargame.model.step import Let, Report, Set, Step

MOST_CHOICES = 20
_NO_ONE = ""  # an owner that is no seat: only the facilitator sees it
_NOT_ASKED = "It is not asked of you now."


def with_injects(rules: RuleSet, injects: Mapping[str, Inject]) -> RuleSet:
    """Give the rules with everything that the injects need; the same rules where there are none."""
    if not injects:
        return rules
    made = _Maker(injects)
    asking = {name: inject for name, inject in injects.items() if inject.choices}
    first = next(iter(injects.values()))
    metrics = {metric.name: metric for metric in map(_came, injects.values())}
    kinds, actions = dict(rules.kinds), dict(rules.actions)
    if asking:
        kinds[KIND] = _kind(asking)
        actions[ANSWER] = made.answer(asking)
        metrics[REPLY] = Metric(
            REPLY, (KIND, FACTION), WAITING, MOST_CHOICES, first.place, Form.WHOLE, owner=AXIS, label="Answer",
            inner=True,
        )  # fmt: skip
    return attrs.evolve(
        rules,
        kinds=kinds,
        phases=(OPENING, *rules.phases, CLOSING),
        metrics={**rules.metrics, **metrics},
        actions=actions,
        steps={**rules.steps, **{step.id: step for inject in injects.values() for step in made.steps(inject)}},
        injects=injects,
    )


def asked_at_start(entities: Mapping[str, Entity], injects: Mapping[str, Inject]) -> dict[str, Entity]:
    """Give the entities, with factions that are asked something in turn 1 waiting for their answer."""
    changed = dict(entities)
    for inject in injects.values():
        for seat in inject.by if _opens(inject) else ():
            if seat in changed:
                asked = changed[seat].start.get(REPLY, {})
                asked = {**(asked if isinstance(asked, Mapping) else {}), inject.id: _made(str(WAITING), inject.place)}
                changed[seat] = attrs.evolve(changed[seat], start={**changed[seat].start, REPLY: asked})
    return changed


def without_injects(scenario: Scenario) -> Scenario:
    """Give the scenario as it is when no inject ever comes, as a dated record is played."""
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
    """Give the ids of the steps that are made of an inject."""
    yield step_of(inject.id)
    yield landing_of(inject.id)
    for seat in inject.by:
        yield answered_of(inject.id, seat, len(inject.by) > 1)
        for choice in inject.choices:
            yield step_of(inject.id, choice.name, seat, len(inject.by) > 1)


def _made(text: str, place: Place) -> Formula:
    return Formula(text, place, made=True)


def _opens(inject: Inject) -> bool:
    """Whether it comes in turn 1, which no turn before it could decide."""
    return inject.turns is not None and inject.turns[0] == 1


def _kind(asking: Mapping[str, Inject]) -> Kind:
    place = next(iter(asking.values())).place
    members = {name: inject.title for name, inject in asking.items()}
    return Kind(KIND, place, members=members, was={name: row.was for name, row in asking.items() if row.was})


def _came(inject: Inject) -> Metric:
    everyone = EVERYONE in inject.seen_by
    readers = tuple(name for name in dict.fromkeys((*inject.seen_by, *inject.by)) if name != NOBODY)
    return Metric(
        came(inject.id), (), 0, LAST_TURN + 1, inject.place, Form.WHOLE,
        start=_made("1", inject.place) if _opens(inject) else None,
        owner=NOBODY if everyone else _NO_ONE,
        label=f"Turn in which {inject.id} came", readers=() if everyone else readers, inner=True,
    )  # fmt: skip


@attrs.frozen
class _Maker:
    """Makes the rules of injects that know of each other."""

    injects: Mapping[str, Inject]

    @property
    def _seats(self) -> tuple[str, ...]:
        """Everyone who is ever asked, in the order of the first question."""
        return tuple(dict.fromkeys(seat for inject in self.injects.values() for seat in inject.by))

    def answer(self, asking: Mapping[str, Inject]) -> Action:
        """Make the action by which seats answer: its target is the inject, its level the number of the choice."""
        place = next(iter(asking.values())).place
        waiting = Requirement(_made(f"{REPLY} == {WAITING}", place), _NOT_ASKED)
        words = words_of(asking)
        most = max(len(row) for row in words.values())
        return Action(
            ANSWER, self._seats, place, (Target(KIND, KIND),), tuple(float(n + 1) for n in range(most)),
            requires=(waiting,), label="Answer", describe="Answer {inject}.", effect="The choice counts this turn.",
            seen_by=(NOBODY,), words=words,
        )  # fmt: skip

    def steps(self, inject: Inject) -> Iterator[Step]:
        """Make the steps of one inject: that it comes, what is answered, what it does, and what each choice does.

        All answers are noted before anything happens, so that effects may ask what several seats chose together.
        """
        if not inject.facilitator and not _opens(inject):
            yield self._landing(inject)
        asked = inject.by if inject.choices else ()
        for seat in asked:
            yield self._answered(inject, seat)
        if inject.effects is not None:
            when = _and(_made(f"{came(inject.id)} == turn", inject.place), inject.effects.when)
            yield self._framed(inject, inject.effects, step_of(inject.id), inject.title, when)
        for seat in asked:
            for number, choice in enumerate(inject.choices, 1):
                if writes(choice.effects):
                    yield self._choice(inject, choice, number, seat)

    def _framed(self, inject: Inject, effects: Step, name: str, title: str, when: Formula) -> Step:
        return attrs.evolve(
            effects, id=name, phase=OPENING, name=title, when=when, inject=inject.id,
            because=effects.because or (inject.effects.because if inject.effects else ""),
            source=inject.source, was={"step": inject.was + name.removeprefix(inject.id)} if inject.was else {},
        )  # fmt: skip

    def _reply(self, inject: str, seat: str) -> str:
        return f"{REPLY}[{inject}, {seat}]"

    def _given(self, inject: str, seat: str) -> str:
        """Write what a seat answers this turn; with one seat that is ever asked, orders have no axis of factions."""
        several = len(self._seats) > 1
        return f"ordered({ANSWER})[{inject}{f', {seat}' if several else ''}]"

    def _answered(self, inject: Inject, seat: str) -> Step:
        """Make the step that notes what a seat chose; silence is the choice that the inject names for it."""
        reply, given = self._reply(inject.id, seat), self._given(inject.id, seat)
        silence = inject.words.index(inject.otherwise) + 1 if inject.otherwise in inject.words else 1
        labels = {number: choice.label or choice.name for number, choice in enumerate(inject.choices, 1)}
        said = {number: f"you chose {label}" for number, label in labels.items()}
        said[0] = f"not answered, which means {labels[silence]}"
        place = inject.place
        name = answered_of(inject.id, seat, len(inject.by) > 1)
        return Step(
            name, OPENING, place, f"{inject.title}: answered", when=_made(f"{reply} == {WAITING}", place),
            sets=(Set(_made(reply, place), _made(f"{given} if {given} > 0 else {silence}", place)),),
            reports=tuple(
                _report(f"{inject.id}, {inject.title}: {text}.", place, seat, f"{given} == {number}")
                for number, text in said.items()
            ),
            source=inject.source, inject=inject.id,
        )  # fmt: skip

    def _choice(self, inject: Inject, choice: Choice, number: int, seat: str) -> Step:
        taken = f"{came(inject.id)} == turn and {self._reply(inject.id, seat)} == {number}"
        when = _and(_made(taken, choice.place), choice.effects.when)
        name = step_of(inject.id, choice.name, seat, len(inject.by) > 1)
        step = self._framed(inject, choice.effects, name, f"{inject.title}: {choice.label or choice.name}", when)
        return attrs.evolve(step, because=choice.text or step.because)

    def _landing(self, inject: Inject) -> Step:
        place, metric = inject.place, came(inject.id)
        lets = []
        if inject.on is not None:
            lets.append(Let(DUE, inject.on))
        if inject.deck is not None:
            lets.append(Let(DRAWN, inject.deck.within("chance(", ")")))
        elif inject.on is None and inject.turns is not None and inject.turns[0] < inject.turns[1]:
            lets.append(Let(DRAWN, _made(f"chance(1 / max({inject.turns[1]} - turn, 1))", place)))
        condition = " and ".join(let.name for let in lets)
        if inject.dated:
            condition = f"{metric} == 0"  # the facilitator may have given it earlier

        def new(target: str, value: str) -> Set:
            text = f"{value} if {condition} else {target}" if condition else value
            return Set(_made(target, place), _made(text, place))

        asked = tuple(new(self._reply(inject.id, seat), str(WAITING)) for seat in inject.by)
        return Step(
            landing_of(inject.id), CLOSING, place, f"{inject.title}: sent", when=self._when(inject), lets=tuple(lets),
            sets=(new(metric, "turn + 1"), *asked), source=inject.source,
            was={"step": landing_of(inject.was)} if inject.was else {}, inject=inject.id,
        )  # fmt: skip

    def _when(self, inject: Inject) -> Formula:
        """Make the condition under which it may come next turn, as far as turns and other injects say."""
        first, last = inject.turns or (1, LAST_TURN)
        if inject.dated:
            return _made(f"turn == {first - 1}", inject.place)
        parts = [f"{came(inject.id)} == 0"]
        parts += [f"turn >= {first - 1}"] if first > 2 else []
        parts += [f"turn < {last}"] if last < LAST_TURN else []
        for follow in inject.follows:
            parts += self._after(follow, inject.later)
        return _made(" and ".join(parts), inject.place)

    def _after(self, follow: Follow, later: int) -> Iterator[str]:
        metric, other = came(follow.inject), self.injects.get(follow.inject)
        yield f"{metric} > 0"
        yield f"turn + 1 >= {metric} + {later}"
        if follow.choice and other is not None and follow.choice in other.words:
            number = other.words.index(follow.choice) + 1
            taken = (f"{self._reply(other.id, seat)} == {number}" for seat in other.by)
            yield f"({' or '.join(taken)})"


def _and(made: Formula, written: Formula | None) -> Formula:
    """Join a condition of the engine and one of the author; every character of the latter keeps its place."""
    if written is None:
        return made
    return written.within(f"{made.text} and (", ")")


def _report(text: str, place: Place, seat: str, when: str) -> Report:
    plain = text.replace("{", "{{").replace("}", "}}")
    return Report(plain, place, _made(when, place), (seat,))


def writes(effects: Step) -> bool:
    """Tell whether a step changes or reports anything."""
    return bool(effects.sets or effects.adds or effects.moves or effects.afters or effects.reports)
