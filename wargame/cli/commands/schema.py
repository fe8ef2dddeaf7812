"""`wargame schema`: prints the JSON Schema of content files.

Must not know: how the schema is made.
"""

from __future__ import annotations

import json
import sys

import click

from wargame.cli.process.printing import tell
from wargame.content.json_schema import (
    balance_schema,
    calibration_schema,
    record_schema,
    rules_schema,
    scenario_schema,
)
from wargame.plain.plain_text import writes_letters
from wargame.store.provenance import program_provenance, provenance_line

_SCHEMAS = {
    "rules": rules_schema,
    "scenario": scenario_schema,
    "calibration": calibration_schema,
    "balance": balance_schema,
    "record": record_schema,
}


@click.command()
@click.argument("what", type=click.Choice(list(_SCHEMAS)))
def command(what: str) -> None:
    """Print the JSON Schema of content files, for editors that complete and check YAML.

    A calibration file holds targets. A record file holds the effort of actions by turn. A balance file holds targets
    for games among bots.
    """
    made_by = {"$comment": provenance_line(program_provenance())}
    tell(json.dumps({**made_by, **_SCHEMAS[what]()}, ensure_ascii=not writes_letters(sys.stdout.encoding), indent=2))
