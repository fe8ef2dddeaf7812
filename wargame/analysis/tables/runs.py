"""The table of the run: the provenance of an export (its command, versions and rules) in one row.

Must not know: what a run was about.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wargame.analysis.tables.table import RUN, TableRow, TidyTable, column, table

_MEANINGS = {
    "program": "The version of the program.",
    "behaviour": "The version of rules and dice.",
    "content": "The SHA-256 of the texts of the scenario and its rules, and their first files.",
    "scenario": "The name of the scenario.",
    "seat": "The seat whose part of the game this is.",
    "set": "The parameters that were fixed.",
    "design": "The values of each swept parameter.",
    "orders": "The SHA-256 of the orders file.",
    "bots": "The player of each seat at the beginning.",
    "seed": "The seed of all dice.",
    "first": "The number of the first game.",
    "games": "The number of games.",
    "turns": "The number of turns of a game.",
    "record": "The recorded metrics.",
    "digest": "The digest of the games.",
    "parent": "The save from which the game was branched.",
}


def run_table(provenance: Mapping[str, Any]) -> TidyTable:
    """Return the table with one row. A value with parts is written as JSON."""
    shape = [RUN]
    row: TableRow = {"run": str(provenance["run"])}
    for name, meaning in _MEANINGS.items():
        if name in provenance:
            shape.append(column(name, "text", name.capitalize(), meaning))
            row[name] = _text(provenance[name])
    return table("runs", "run", shape, [row])


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
