"""The JSON Schema of content files. The schema comes from the declarations with which the program reads the files.

Must not know: editors, or where files are.
"""

from __future__ import annotations

from wargame.content.schema.record import Record
from wargame.content.schema.shapes import Schema
from wargame.content.sections.balance import BALANCE
from wargame.content.sections.calibration import CALIBRATION
from wargame.content.sections.dated_record import DATED_RECORD
from wargame.content.sections.ruleset import RULES
from wargame.content.sections.scenario import SCENARIO
from wargame.language.registry import WORDS


def rules_schema() -> Schema:
    """Return the schema of one file of a rule set."""
    return _document(RULES, "A file of a rule set")


def scenario_schema() -> Schema:
    """Return the schema of one file of a scenario."""
    return _document(SCENARIO, "A file of a scenario")


def calibration_schema() -> Schema:
    """Return the schema of a calibration file."""
    return _document(CALIBRATION, "A file of calibration")


def balance_schema() -> Schema:
    """Return the schema of a balance file, which holds expected outcomes of games among bots."""
    return _document(BALANCE, "A file of balance")


def record_schema() -> Schema:
    """Return the schema of a file with a dated record."""
    return _document(DATED_RECORD, "A dated record")


def _document(record: Record, title: str) -> Schema:
    """Return the schema of a file. A file may hold any of the sections, so no section is required."""
    schema = record.schema()
    schema.pop("required", None)
    first = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**first, **schema, "$defs": {"formula": _formula()}}


def _formula() -> Schema:
    """Return the schema of a formula, which is text or a number.

    Editors show the description in this schema. The description lists the words of the rule language.
    """
    listed = "\n".join(f"{word.call}: {word.returns.replace('`', '')}" for word in WORDS.values())
    return {"type": ["string", "number", "boolean"], "description": f"A formula. Its functions:\n{listed}"}
