"""`wargame list`: lists the scenarios and rule sets, or all injects, metrics or parameters of one scenario.

Must not know: how content is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click

from wargame.cli.options import completing
from wargame.cli.process.printing import tell
from wargame.cli.provenance import print_json, print_line, tell_hidden
from wargame.cli.wording.parts import PartRows, injects, metrics, parameters
from wargame.content import Problems, load, load_rule_set, lookup
from wargame.content.lookup import ContentKind
from wargame.errors import UsageError
from wargame.model.scenario.scenario import Scenario
from wargame.store.provenance import content_found, content_of, program_provenance

SCENARIOS = "scenarios"
PARTS: Mapping[str, Callable[[Scenario], PartRows]] = {"injects": injects, "metrics": metrics, "parameters": parameters}


@click.command()
@click.argument("what", type=click.Choice([SCENARIOS, *PARTS]), default=SCENARIOS)
@click.argument("scenario", default="", shell_complete=completing.scenarios)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(what: str, scenario: str, as_json: bool) -> None:
    """List the scenarios and rule sets with a name: your own and those that came with the program.

    With `injects`, `metrics` or `parameters` and a SCENARIO (a name or a path), list these parts of the scenario. The
    list of injects is for the facilitator only, because it shows what will come.
    """
    if what == SCENARIOS:
        if scenario:
            raise UsageError(f"`list {SCENARIOS}` lists them all; of {scenario} it lists {', '.join(PARTS)}")
        _list_content(as_json)
        return
    if not scenario:
        raise UsageError(f"of which scenario? Write `wargame list {what} SCENARIO`; `wargame list` names them")
    problems = Problems()
    loaded = load(scenario, problems)
    problems.raise_if_errors()
    if loaded is None:
        raise UsageError(f"{scenario} cannot be read")
    rows = PARTS[what](loaded)
    tell_hidden([scenario])
    provenance = program_provenance({loaded.name: content_of(scenario, loaded)})
    if as_json:
        print_json({"scenario": loaded.name, what: [row.values for row in rows]}, provenance)
        return
    tell(f"{loaded.title or loaded.name}: {len(rows)} {what}")
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        tell(f"  {row.name:<{width}}  {row.text}")
    print_line(provenance)


def _list_content(as_json: bool) -> None:
    scenarios = [_scenario(name) for name in lookup.names(ContentKind.SCENARIO)]
    rule_sets = [_rule_set(name) for name in lookup.names(ContentKind.RULES)]
    for sort in ContentKind:
        tell_hidden(lookup.names(sort), sort)
    if as_json:
        print_json({"scenarios": scenarios, "rule_sets": rule_sets}, program_provenance())
        return
    tell("Scenarios")
    for row in scenarios:
        tell(_line(row))
        if "seats" in row:
            tell(f"      seats {_words(row['seats'])} · turns {_words(row['lengths'])} · rules {row['rules']}")
    tell("Rule sets")
    for row in rule_sets:
        tell(_line(row))
    print_line(program_provenance())


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
        "content": content_of(name, scenario).sha256,
    }


def _rule_set(name: str) -> dict[str, object]:
    problems = Problems()
    rules = load_rule_set(name, problems)
    if rules is None:
        return {"name": name, "problems": len(problems.errors)}
    found = lookup.find(ContentKind.RULES, name)
    return {
        "name": name,
        "title": rules.title,
        "actions": len(rules.actions),
        "steps": len(rules.steps),
        "content": content_found(found).sha256 if found is not None else "",
    }


def _line(row: dict[str, object]) -> str:
    if "problems" in row:
        return f"  {row['name']:<20} cannot be used: {row['problems']} problem(s), see `wargame check {row['name']}`"
    return f"  {row['name']:<20} {row['title']}"


def _words(values: object) -> str:
    return " ".join(str(value) for value in values) if isinstance(values, list) else str(values)
