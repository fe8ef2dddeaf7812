"""`wargame schema`: the JSON Schema of content files.

Must not know: how the schema is made.
"""

from __future__ import annotations

import json

import click

from wargame.content.schema import rules_schema, scenario_schema


@click.command()
@click.argument("what", type=click.Choice(["rules", "scenario"]))
def command(what: str) -> None:
    """Print the JSON Schema of rule set or scenario files, for editors that complete and check YAML."""
    schema = rules_schema() if what == "rules" else scenario_schema()
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
