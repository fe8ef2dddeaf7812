"""Reads a whole scenario from its sections and its rule set.

Must not know: where the files are.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.content.context import ReadContext
from wargame.content.schema.record import Key, Record
from wargame.content.schema.shapes import Entries, Expression, Id, Made, Many, Text
from wargame.content.sections.bots import BOTS, DoctrineRows, doctrines_of
from wargame.content.sections.briefing import BRIEFING_SHAPE, GLOSSARY, TUTORIAL
from wargame.content.sections.calendar import CALENDAR_SHAPE, SEASONS
from wargame.content.sections.crosschecks import check_whole
from wargame.content.sections.entities import EntityRows, entities_schema, read_national_starts
from wargame.content.sections.fog import FOG, check_fog
from wargame.content.sections.headlines import HEADLINES
from wargame.content.sections.injects import INJECTS
from wargame.content.sections.kinds import check_needs
from wargame.content.sections.looks import LOOKS_SHAPE
from wargame.content.sections.map import MAP_SHAPE
from wargame.content.sections.outcomes import ENDINGS, SCORES, scores_of
from wargame.content.sections.overrides import OVERRIDES, overridden
from wargame.content.sections.screens import check_headlines, check_looks
from wargame.content.sections.seats import LENGTH, SEATS, check_lengths, check_purses, check_scored, read_length
from wargame.content.yaml.nodes import MappingNode, YamlNode
from wargame.model.rules.fog import FogRow
from wargame.model.rules.inject import Inject
from wargame.model.rules.parameter import Parameter
from wargame.model.scenario.looks import Briefing, Headline, Looks, MapLayout, TutorialStep
from wargame.model.scenario.ruleset import RuleSet
from wargame.model.scenario.scenario import Calendar, Scenario
from wargame.model.scenario.seat import Component, Doctrine, Ending, Length, Seat


def _as_it_is(node: YamlNode, context: ReadContext) -> YamlNode | None:
    """Return a section unread, because its reader needs the kinds and metrics. Kinds and metrics are read later."""
    return node


TITLE = Key("title", Text("a title", longest=200, empty=False), "", "write `title: ...`")
SHORT = Key("short", Text("a short title", longest=60), "")
RULES_KEY = Key("rules", Id("the name of a rule set"), "", "name the rule set")
INCLUDE: Key[tuple[str, ...]] = Key("include", Many(Text("the name of a file"), single=True), ())
PARAMETERS: Key[Mapping[str, float | str | Parameter]] = Key("parameters", OVERRIDES, {})
CALENDAR: Key[Calendar | None] = Key("calendar", CALENDAR_SHAPE, None)
SEASONS_KEY: Key[Mapping[str, frozenset[int]]] = Key("seasons", SEASONS, {})
START: Key[YamlNode | None] = Key("start", Made(_as_it_is, Entries(Expression()).schema), None)
ENTITIES: Key[YamlNode | None] = Key("entities", Made(_as_it_is, entities_schema), None, "say who and what there is")
SEATS_KEY: Key[Mapping[str, Seat]] = Key("seats", SEATS, {}, "say who plays")
LENGTHS: Key[tuple[Length, ...]] = Key(
    "lengths", Many(Made(read_length, LENGTH.schema), least=1), (), "say how many turns a game has"
)
HEADLINES_KEY: Key[Mapping[str, tuple[Headline, ...]]] = Key("headlines", HEADLINES, {})
FOG_KEY: Key[tuple[FogRow, ...]] = Key("fog", FOG, ())
MAP: Key[MapLayout] = Key("map", MAP_SHAPE, MapLayout())
LOOKS: Key[Looks] = Key("looks", LOOKS_SHAPE, Looks())
BRIEFING: Key[Briefing] = Key("briefing", BRIEFING_SHAPE, Briefing())
BOTS_KEY: Key[DoctrineRows] = Key("bots", BOTS, {})
SCORES_KEY: Key[Mapping[str, Mapping[str, Component]]] = Key("scores", SCORES, {})
ENDINGS_KEY: Key[Mapping[str, Ending]] = Key("endings", ENDINGS, {})
TUTORIAL_KEY: Key[tuple[TutorialStep, ...]] = Key("tutorial", TUTORIAL, ())
GLOSSARY_KEY: Key[Mapping[str, str]] = Key("glossary", GLOSSARY, {})
INJECTS_KEY: Key[Mapping[str, Inject]] = Key("injects", INJECTS, {})
WITHOUT: Key[tuple[str, ...]] = Key("without", Many(Id("an id"), single=True), (), note="ids of the rules left out")

CALIBRATION: Key[str] = Key("calibration", Text("the name of a file"), "", note="the scenario's file of targets")
BALANCE: Key[str] = Key("balance", Text("the name of a file"), "", note="what should come out when its bots meet")

SCENARIO = Record(
    "a scenario",
    (
        TITLE, SHORT, RULES_KEY, INCLUDE, PARAMETERS, CALENDAR, SEASONS_KEY, START, ENTITIES, SEATS_KEY, LENGTHS,
        HEADLINES_KEY, FOG_KEY, MAP, LOOKS, BRIEFING, BOTS_KEY, SCORES_KEY, ENDINGS_KEY, TUTORIAL_KEY, GLOSSARY_KEY,
        INJECTS_KEY, WITHOUT, CALIBRATION, BALANCE,
    ),
)  # fmt: skip


def read_scenario(
    name: str, sections: MappingNode, rules: RuleSet, sources: Mapping[str, str], context: ReadContext
) -> Scenario:
    """Read the sections of a scenario. All names must already be registered. Parts with errors are left out."""
    row = SCENARIO.read(sections, context)
    assert row is not None
    rules = attrs.evolve(rules, parameters=overridden(rules.parameters, row, PARAMETERS, context))
    seats, lengths = row[SEATS_KEY], row[LENGTHS]
    entities = EntityRows(rules.kinds, rules.metrics, context).read(row[ENTITIES])
    start = read_national_starts(row[START], rules.metrics, context)
    check_needs(context)
    seat_rows = row.node(SEATS_KEY) if SEATS_KEY in row else None
    check_purses(seat_rows, seats, rules.actions, rules.metrics, context)
    check_lengths(lengths, seat_rows, context)
    scores = {**rules.scores, **scores_of(row[SCORES_KEY])}
    check_scored(seats, scores, lengths, context)
    headlines = {**rules.headlines, **row[HEADLINES_KEY]}
    check_headlines([line for lines in headlines.values() for line in lines], rules.metrics, context)
    check_fog(row[FOG_KEY], rules.metrics, context)
    map_node = row.node(MAP) if MAP in row else None
    check_looks(row.node(LOOKS) if LOOKS in row else None, row[MAP], map_node, rules.metrics, context)
    scenario = Scenario(
        name=name,
        place=sections.place,
        rules=attrs.evolve(rules, injects={**rules.injects, **row[INJECTS_KEY]}),
        title=row[TITLE],
        short=row[SHORT],
        calendar=row[CALENDAR],
        seasons=row[SEASONS_KEY],
        entities=entities,
        start=start,
        seats=seats,
        lengths=lengths,
        scores=scores,
        endings={**rules.endings, **row[ENDINGS_KEY]},
        doctrines=_joined(rules.doctrines, doctrines_of(row[BOTS_KEY], rules.actions, context)),
        headlines=headlines,
        fog=(*row[FOG_KEY], *rules.fog),
        map=row[MAP],
        looks=row[LOOKS],
        briefing=row[BRIEFING],
        tutorial=row[TUTORIAL_KEY],
        glossary=row[GLOSSARY_KEY],
        without=row[WITHOUT],
        calibration=row[CALIBRATION],
        balance=row[BALANCE],
        sources=sources,
    )
    check_whole(scenario, row.node(SEASONS_KEY) if SEASONS_KEY in row else None, context)
    return scenario


def _joined(
    general: Mapping[str, Mapping[str, Doctrine]], own: Mapping[str, Mapping[str, Doctrine]]
) -> dict[str, dict[str, Doctrine]]:
    """Return the doctrines by bot and faction. A doctrine of the scenario replaces a doctrine of the rules."""
    return {bot: {**general.get(bot, {}), **own.get(bot, {})} for bot in {**general, **own}}
