"""Whatever a line of a file becomes, the check says something at a place that the file has, and never dies."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.planted.bases import scenario_of, texts
from tests.planted.mutating import mutated, unreadable
from wargame.cli.commands.check import check_found
from wargame.content import Problems
from wargame.content.load import attempt_scenario
from wargame.content.lookup import ContentKind, in_save
from wargame.rulebook import compile_scenario

CASES = [
    pytest.param(base, name, marks=pytest.mark.slow if base == "convoy" else ())
    for base in ("bridge", "ferry", "convoy")
    for name in texts(base)
]
STRIDE = 3
EVERY = 199  # a prime, so that every kind of change is met


@pytest.mark.parametrize(("base", "name"), CASES)
def test_a_changed_line_is_told_of_in_its_file(base: str, name: str) -> None:
    _check(base, name, EVERY)


@pytest.mark.slow
@pytest.mark.parametrize(("base", "name"), CASES)
def test_more_changed_lines_are_told_of(base: str, name: str) -> None:
    _check(base, name, 7)


def _check(base: str, name: str, every: int) -> None:
    for what, text in islice(mutated(texts(base)[name]), None, None, every):
        files = {**texts(base), name: text}
        problems = Problems()
        found = in_save(files, ContentKind.SCENARIO, scenario_of(base))
        assert found is not None
        check_found(found, problems)
        for problem in problems.all:
            lines = files[problem.place.file].split("\n")
            assert 1 <= problem.place.line <= len(lines), (what, str(problem))
            assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, (what, str(problem))


@pytest.mark.parametrize(("base", "name"), CASES)
def test_values_that_cannot_be_read_are_told_of_and_nothing_else_breaks(base: str, name: str) -> None:
    """A value with a hidden character is no value: whatever reads it must go on without one."""
    text = texts(base)[name]
    for first in range(STRIDE):
        spoiled = unreadable(text, first, STRIDE)
        problems = Problems()
        found = in_save({**texts(base), name: spoiled}, ContentKind.SCENARIO, scenario_of(base))
        assert found is not None
        attempt = attempt_scenario(found, problems)
        if attempt is not None and attempt.sound:
            compile_scenario(attempt.content, problems, lost=attempt.lost)
        assert any("hidden control character" in str(problem) for problem in problems.errors)


@pytest.mark.parametrize(("base", "name"), CASES)
def test_what_is_left_of_a_changed_file_compiles_without_an_exception(base: str, name: str) -> None:
    _compile(base, name, EVERY)


@pytest.mark.slow
@pytest.mark.parametrize(("base", "name"), CASES)
def test_what_is_left_of_more_changed_files_compiles_without_an_exception(base: str, name: str) -> None:
    _compile(base, name, 11)


def _compile(base: str, name: str, every: int) -> None:
    """The check would not let an exception out; here nothing holds it back."""
    for _, text in islice(mutated(texts(base)[name]), 5, None, every):
        found = in_save({**texts(base), name: text}, ContentKind.SCENARIO, scenario_of(base))
        assert found is not None
        attempt = attempt_scenario(found, Problems())
        if attempt is not None and attempt.sound:
            compile_scenario(attempt.content, Problems(), lost=attempt.lost)
