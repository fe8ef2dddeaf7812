"""`wargame list`: scenarios with their seats and lengths, and rule sets.

Must not know: how content is read.
"""

from __future__ import annotations

import json

import click

from wargame.cli.printing import tell
from wargame.content import Problems, load, load_rule_set, lookup
from wargame.content.lookup import Sort


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(as_json: bool) -> None:
    """List the scenarios and rule sets that go by name: your own and those shipped."""
    scenarios = [_scenario(name) for name in lookup.names(Sort.SCENARIO)]
    rule_sets = [_rule_set(name) for name in lookup.names(Sort.RULES)]
    if as_json:
        tell(json.dumps({"scenarios": scenarios, "rule_sets": rule_sets}, ensure_ascii=False, indent=2))
        return
    tell("Scenarios")
    for row in scenarios:
        tell(_line(row))
        if "seats" in row:
            tell(f"      seats {_words(row['seats'])} · turns {_words(row['lengths'])} · rules {row['rules']}")
    tell("Rule sets")
    for row in rule_sets:
        tell(_line(row))


def _scenario(name: str) -> dict[str, object]:
    problems = Problems()
    scenario = load(name, problems)
    if scenario is None:
        return {"name": name, "problems": len(problems.errors)}
    return {
        "name": name,
        "title": scenario.title,
        "rules": scenario.rules.name,
        "seats": [seat for seat, row in scenario.seats.items() if not row.npc],
        "lengths": [length.turns for length in scenario.lengths],
    }


def _rule_set(name: str) -> dict[str, object]:
    problems = Problems()
    rules = load_rule_set(name, problems)
    if rules is None:
        return {"name": name, "problems": len(problems.errors)}
    return {"name": name, "title": rules.title, "actions": len(rules.actions), "steps": len(rules.steps)}


def _line(row: dict[str, object]) -> str:
    if "problems" in row:
        return f"  {row['name']:<20} cannot be used: {row['problems']} problem(s), see `wargame check {row['name']}`"
    return f"  {row['name']:<20} {row['title']}"


def _words(values: object) -> str:
    return " ".join(str(value) for value in values) if isinstance(values, list) else str(values)
