"""`wargame check`: prints every problem of rule sets and scenarios with its place in a file.

Must not know: how content is read or compiled.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from wargame.cli.main import DONE, NO
from wargame.cli.process.printing import tell
from wargame.cli.provenance import print_json, tell_hidden
from wargame.cli.wording.excerpt import pointed
from wargame.content import Problems, lookup
from wargame.content.bare import bare_scenario
from wargame.content.load import Attempt, attempt_rules, attempt_scenario
from wargame.content.lookup import ContentKind, Found
from wargame.content.sections.balance import read_balance
from wargame.content.sections.calibration import CalibrationReader
from wargame.content.targets import files_of, left_out, targets
from wargame.errors import Place, Problem, UsageError
from wargame.model.rules.parameter import Parameter, Status
from wargame.model.scenario.ruleset import RuleSet
from wargame.model.scenario.scenario import Scenario
from wargame.rulebook import Rulebook, compile_scenario
from wargame.store.provenance import content_found, program_provenance, provenance_line


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--lines/--no-lines",
    default=None,
    help="Show each line with a mark under the place; by default only on a terminal.",
)
def command(paths: tuple[str, ...], as_json: bool, lines: bool | None) -> int:
    """Check rule sets and scenarios by name, file or folder. Without PATH, check everything that has a name.

    Each problem is printed as file:line:col: message. The exit code is 1 if there is a problem. Warnings do not count.
    """
    found = _find(paths)
    for sort in ContentKind:
        tell_hidden([path for path in paths or lookup.names(sort) if not Path(path).exists()], sort)
    problems = Problems()
    parameters: dict[str, Mapping[str, Parameter]] = {}
    for path in paths:
        _check_included(path, problems)
    for item in found:
        parameters[f"{item.sort.word} {item.name}"] = check_found(item, problems)
    counts = _count(parameters.values())
    if as_json:
        print_json(_summary(found, problems.all, counts), _provenance(found))
    else:
        for problem in problems.all:
            tell(str(problem))
            if lines or (lines is None and sys.stdout.isatty()):
                for line in pointed(problem.place):
                    tell(line)
        tell(_words(found, problems, counts), err=bool(problems.all))
        tell(provenance_line(_provenance(found)), err=bool(problems.all))
    return NO if problems.errors else DONE


def _provenance(found: list[Found]) -> dict[str, Any]:
    return program_provenance({f"{item.sort.word} {item.name}": content_found(item) for item in found})


def _find(paths: tuple[str, ...]) -> list[Found]:
    """Return the rule sets and scenarios that the paths name, without repetitions."""
    found: dict[tuple[ContentKind, str, str], Found] = {}
    for path in paths or [name for sort in ContentKind for name in lookup.names(sort)]:
        here = targets(path)
        if not here:
            known = dict.fromkeys(name for sort in ContentKind for name in lookup.names(sort))
            raise UsageError(
                f"there is no rule set or scenario at `{path}`"
                + (", which exists but holds none" if Path(path).exists() else f" (known: {', '.join(known)})")
            )
        for item in here:
            found[item.sort, item.shelf.shown(item.entry), item.name] = item
    return list(found.values())


def _check_included(path: str, problems: Problems) -> None:
    """Report a file in the folder of a rule set or scenario if no other file of the content includes the file."""
    entry = left_out(path)
    if entry is not None:
        problems.add(Place(path, 1, 1), f"no file includes this one: add it to `include` in {entry}")


def check_found(item: Found, problems: Problems) -> Mapping[str, Parameter]:
    """Check a rule set or scenario. Return the readable parameters by name."""
    if item.sort is ContentKind.RULES:
        rules = attempt_rules(item, problems)
        if rules is None:
            return {}
        _check_rules(item, rules, problems)
        return rules.content.parameters
    scenario = attempt_scenario(item, problems)
    if scenario is None:
        return {}
    rulebook, told = _compiled(scenario)
    problems.take(told)
    if rulebook is not None and scenario.content.calibration:
        _check_calibration(item, scenario.content, problems)
    if rulebook is not None and scenario.content.balance:
        _check_balance(item, rulebook, problems)
    return scenario.content.rules.parameters


def _check_calibration(item: Found, scenario: Scenario, problems: Problems) -> None:
    """Check the calibration file that a scenario names. `wargame calibrate` makes the same checks."""
    from wargame.analysis.calibration.calibration import Calibrator

    found = Problems()
    calibration = CalibrationReader(scenario, item.shelf, found).read(scenario.calibration)
    if calibration is not None:
        Calibrator(scenario, calibration, found)
    problems.take(found, warnings=False)


def _check_balance(item: Found, rulebook: Rulebook, problems: Problems) -> None:
    """Check the balance file of a scenario: the expected results of games among its bots.

    `wargame balance` makes the same checks.
    """
    from wargame.adjudicator import Adjudicator
    from wargame.analysis.calibration.outcomes import Outcomes

    found = Problems()
    targets = read_balance(rulebook.scenario, item.shelf, rulebook.scenario.balance, found)
    Outcomes.read(Adjudicator(rulebook), targets, found)
    problems.take(found, warnings=False)


def _check_rules(item: Found, rules: Attempt[RuleSet], problems: Problems) -> None:
    """Check the formulas of a rule set on the map of a scenario with these rules.

    A rule set without a scenario is checked on a bare map. A bare map has the entities that the rules need, or two
    entities of a kind. Such a map cannot show which names are never used. Problems of the scenario are not reported.
    """
    for name in lookup.names(ContentKind.SCENARIO):
        found = lookup.find_scenario(name)
        scenario = None if found is None else attempt_scenario(found, Problems(), instead=item)
        if scenario is not None and scenario.sound:
            problems.take(_compiled(scenario)[1], files_of(item))
            return
    if rules.sound:
        bare = Attempt(bare_scenario(rules.content), rules.clean, rules.sound, rules.lost)
        problems.take(_compiled(bare)[1], warnings=False)


def _compiled(attempt: Attempt[Scenario]) -> tuple[Rulebook | None, Problems]:
    """Return the rule book and the problems of its formulas. The rule book is None if the scenario has an error.

    Problems that may come from unreadable parts are left out if the scenario has errors.
    """
    found = Problems()
    if attempt.clean:
        return compile_scenario(attempt.content, found), found
    # A scenario with errors may lack names that the rules need. An exception here must not hide the known problems.
    with suppress(KeyError, ValueError, IndexError, AttributeError, AssertionError):
        if attempt.sound:
            compile_scenario(attempt.content, found, lost=attempt.lost)
    errors = Problems()
    errors.take(found, warnings=False)
    return None, errors


def _count(parameters: Iterable[Mapping[str, Parameter]]) -> dict[str, int]:
    """Count parameters by status. A parameter that several scenarios share is counted once."""
    by_place = {parameter.place: parameter for some in parameters for parameter in some.values()}
    counts = Counter(parameter.status for parameter in by_place.values())
    return {status.value: counts[status] for status in Status}


def _summary(found: list[Found], problems: tuple[Problem, ...], counts: Mapping[str, int]) -> dict[str, object]:
    return {
        "ok": not any(not problem.warning for problem in problems),
        "checked": [
            {"kind": item.sort.word, "name": item.name, "file": item.shelf.shown(item.entry)} for item in found
        ],
        "problems": [
            {
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.column,
                "message": problem.message,
                "warning": problem.warning,
            }
            for problem in problems
        ],
        "parameters": dict(counts),
    }


def _words(found: list[Found], problems: Problems, counts: Mapping[str, int]) -> str:
    names = ", ".join(f"{item.sort.word} {item.name}" for item in found)
    errors = len(problems.errors)
    warnings = len(problems.all) - errors
    told = "no problems" if not problems.all else f"{errors} problem(s), {warnings} warning(s)"
    numbers = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    return f"{names}: {told}" + (f"; parameters: {numbers}" if numbers else "")
