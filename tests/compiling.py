"""Compiles scenarios that tests write as texts, and returns their problems."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.content import Problems, load_sources
from wargame.rulebook import Rulebook, compile_scenario


def compiled(
    files: Mapping[str, str], name: str, settings: Mapping[str, float | str] | None = None
) -> tuple[Rulebook | None, Problems]:
    """Load and compile a scenario. Return the rule book, if the scenario has no errors, and every problem."""
    problems = Problems()
    loaded = load_sources(files, name, problems)
    return compile_scenario(loaded, problems, settings) if loaded is not None else None, problems


def rulebook_of(files: Mapping[str, str], name: str, settings: Mapping[str, float | str] | None = None) -> Rulebook:
    """Load and compile a scenario without errors."""
    rulebook, problems = compiled(files, name, settings)
    assert rulebook is not None, ([str(problem) for problem in problems.errors], files)
    return rulebook
