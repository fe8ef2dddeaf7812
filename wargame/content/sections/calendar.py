"""Reads `calendar` and `seasons`: the dates of turns, and the turns of each season.

Must not know: how dates are shown.
"""

from __future__ import annotations

import datetime

from wargame.content.context import ReadContext
from wargame.content.schema.intervals import read_turns, turns_schema
from wargame.content.schema.record import Key, Record
from wargame.content.schema.shapes import Date, Entries, Id, Made, Whole
from wargame.content.yaml.nodes import YamlNode
from wargame.model.scenario.scenario import Calendar

START: Key[datetime.date | None] = Key("start", Date(), None, "say on which day turn 1 begins")
DAYS = Key("days", Whole(1, 3_660), 14)
CALENDAR = Record("a calendar", (START, DAYS))


def _calendar(node: YamlNode, context: ReadContext) -> Calendar | None:
    row = CALENDAR.read(node, context)
    start = row[START] if row is not None else None
    return None if row is None or start is None else Calendar(start, row[DAYS])


CALENDAR_SHAPE = Made(_calendar, CALENDAR.schema)
SEASONS = Entries(Made(read_turns, turns_schema), Id("a season"), "seasons as in {winter: 3..7}")
