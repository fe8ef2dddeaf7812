"""From a name, or from the texts in a save, to a compiled rule book, or to every problem on the way.

Must not know: games.
"""

from __future__ import annotations

from wargame.content import Problems, load, load_sources
from wargame.errors import SaveError, UsageError
from wargame.model.scenario import Scenario
from wargame.rulebook import Rulebook, compile_scenario
from wargame.store.header import Header


def rulebook_named(name: str) -> Rulebook:
    """Load and compile a scenario by name or path. Raises ContentError, UsageError."""
    problems = Problems()
    rulebook = _compiled(load(name, problems), problems)
    if rulebook is None:
        raise UsageError(f"The scenario {name!r} could not be read.")
    return rulebook


def rulebook_of(header: Header) -> Rulebook:
    """Compile the scenario that a save carries. Raises ContentError, SaveError."""
    problems = Problems()
    rulebook = _compiled(load_sources(header.sources, header.scenario, problems), problems)
    if rulebook is None:
        raise SaveError(f"The save does not hold the scenario {header.scenario}.", 1)
    return rulebook


def _compiled(scenario: Scenario | None, problems: Problems) -> Rulebook | None:
    problems.raise_if_errors()
    rulebook = compile_scenario(scenario, problems) if scenario else None
    problems.raise_if_errors()
    return rulebook
