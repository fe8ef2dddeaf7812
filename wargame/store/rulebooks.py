"""Makes a compiled rule book from a name or from the texts in a save, or reports every problem in the content.

Must not know: games.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import lru_cache

import attrs

from wargame.content import Problems, load, load_sources
from wargame.errors import Place, SaveError, UsageError
from wargame.model.scenario.scenario import Scenario
from wargame.rulebook import Rulebook, compile_scenario
from wargame.rulebook.language.settings import beyond_priors, read_settings
from wargame.store.header import Header
from wargame.store.kept_rulebooks import key_of, read_kept, write_kept

WORTH_KEEPING = 0.2  # s: a rule book that compiles faster is not kept in a file, because the file would save too little
KEPT = 2  # number of rule books in the cache of a process, for a verification, a resumed game or a second game


def rulebook_named(name: str, settings: tuple[tuple[str, str], ...] = (), beyond_allowed: bool = False) -> Rulebook:
    """Load and compile a scenario by name or path, with fixed parameters. Raises ContentError, UsageError.

    `beyond_allowed`: whether a setting may have a value that no game could draw. A value outside the prior is otherwise
        refused.
    """
    problems = Problems()
    scenario = load(name, problems)
    problems.raise_if_errors()
    if scenario is None:
        raise UsageError(f"The scenario {name!r} could not be read.")
    fixed = read_settings(scenario.rules.parameters, dict(settings))
    beyond = () if beyond_allowed else beyond_priors(scenario.rules.parameters, fixed)
    if beyond:
        raise UsageError(f"{'; '.join(beyond)}. --beyond-priors allows that")
    rulebook = _compiled(scenario, problems, fixed)
    if rulebook is None:
        raise UsageError(f"The scenario {name!r} could not be read.")
    return rulebook


def compiled(scenario: Scenario, problems: Problems, settings: Mapping[str, float | str]) -> Rulebook | None:
    """Return what `compile_scenario` returns, from the user's cache if the same rule book was compiled before.

    A rule book with fixed parameters is never kept: a sweep has one for each value, and its files would displace
    others.

    `problems`: gets the problems of the rule book, such as warnings.
    """
    if settings:
        return compile_scenario(scenario, problems, settings)
    key = key_of(scenario)
    known = read_kept(key, scenario)
    if known is not None:
        rulebook, found = known
        problems.take(found)
        return rulebook
    started, found = time.perf_counter(), Problems()
    new = compile_scenario(scenario, found)
    if new is not None and time.perf_counter() - started > WORTH_KEEPING:
        write_kept(key, new, found)
    problems.take(found)
    return new


def rulebook_of(header: Header) -> Rulebook:
    """Compile the scenario in a save. Raises ContentError, SaveError."""
    problems = Problems()
    scenario = load_sources(header.sources, header.scenario, problems)
    try:
        settings = _settings(header, scenario) if scenario is not None else {}
    except UsageError as misfit:
        raise SaveError(f"The settings of the save do not fit its rules: {misfit}.", 1) from misfit
    rulebook = _compiled(scenario, problems, settings)
    if rulebook is None:
        raise SaveError(f"The save does not hold the scenario {header.scenario}.", 1)
    return rulebook


def _settings(header: Header, scenario: Scenario) -> dict[str, float | str]:
    words = {name: value if isinstance(value, str) else repr(value) for name, value in header.settings.items()}
    return read_settings(scenario.rules.parameters, words)


def _compiled(scenario: Scenario | None, problems: Problems, settings: Mapping[str, float | str]) -> Rulebook | None:
    problems.raise_if_errors()
    if scenario is None:
        return None
    texts, fixed = tuple(sorted(scenario.sources.items())), tuple(sorted(settings.items()))
    rulebook, found = _checked(_Asked(scenario.name, scenario.place, texts, fixed, scenario))
    problems.take(found)
    problems.raise_if_errors()
    return rulebook


@attrs.frozen
class _Asked:
    """A request for the rule book of a scenario. Two requests with the same texts are equal."""

    name: str
    place: Place
    texts: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, float | str], ...]
    scenario: Scenario = attrs.field(eq=False)


@lru_cache(maxsize=KEPT)
def _checked(asked: _Asked) -> tuple[Rulebook | None, Problems]:
    found = Problems()
    return compiled(asked.scenario, found, dict(asked.settings)), found
