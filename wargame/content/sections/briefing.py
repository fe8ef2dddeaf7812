"""Reads `briefing`, `tutorial` and `glossary`: the texts for people before and during the game.

Must not know: any screen.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.content.context import ReadContext
from wargame.content.schema.record import Each, Key, Record
from wargame.content.schema.references import FACTION_CODE
from wargame.content.schema.shapes import Entries, Made, Many, OneOf, Text, Whole
from wargame.content.yaml.nodes import ScalarNode, YamlNode
from wargame.model.scenario.looks import Briefing, SeatBriefing, TutorialStep

WHO = Key("who", Text(), "")
COUNTS = Key("counts", Text(), "")
KNOWS = Key("knows", Text(), "")
FIRST: Key[tuple[str, ...]] = Key("first", Many(Text(empty=False), single=True), ())
SEAT_BRIEFING = Record("a seat's briefing", (WHO, COUNTS, KNOWS, FIRST))


def _seat(head: ScalarNode, node: YamlNode, context: ReadContext) -> SeatBriefing | None:
    row = SEAT_BRIEFING.read(node, context, head)
    return None if row is None else SeatBriefing(row[WHO], row[COUNTS], row[KNOWS], row[FIRST])


NOTE = Key("note", Text(), "")
SITUATION = Key("situation", Text(), "")
SEATS: Key[Mapping[str, SeatBriefing]] = Key("seats", Each("briefings", _seat, SEAT_BRIEFING, FACTION_CODE), {})
BRIEFING = Record("a briefing", (NOTE, SITUATION, SEATS))


def _briefing(node: YamlNode, context: ReadContext) -> Briefing | None:
    row = BRIEFING.read(node, context)
    return None if row is None else Briefing(row[NOTE], row[SITUATION], row[SEATS])


BRIEFING_SHAPE = Made(_briefing, BRIEFING.schema)

DEEDS = ("look", "order", "list", "commit", "playback", "why", "report", "inbox", "main", "open", "answer", "deals")
SAY = Key("say", Text("a sentence", empty=False), "", "write the sentence")
UNTIL = Key("until", OneOf(DEEDS), "", "say which deed it waits for")
TURN = Key("turn", Whole(1, 1_000), 1, note="the turn in which it is shown")
TUTORIAL_STEP = Record("a step of the tutorial", (SAY, UNTIL, TURN))


def _tutorial_step(node: YamlNode, context: ReadContext) -> TutorialStep | None:
    row = TUTORIAL_STEP.read(node, context)
    return None if row is None else TutorialStep(row[SAY], row[UNTIL], row[TURN])


TUTORIAL = Many(Made(_tutorial_step, TUTORIAL_STEP.schema), what="steps: a list")
GLOSSARY = Entries(Text(), what="terms: `term: what it means`")
