"""Whatever a line of a file becomes, the check says something at a place that the file has, and never dies."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.planted.bases import scenario_of, texts
from tests.planted.mutating import mutated
from wargame.cli.check import check_found
from wargame.content import Problems
from wargame.content.load import attempt_scenario
from wargame.content.lookup import ContentKind, in_save
from wargame.rulebook import compile_scenario

CASES = [(base, name) for base in ("bridge", "ferry", "convoy") for name in texts(base)]
EVERY = 97  # a prime, so that every kind of change is met


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
def test_what_is_left_of_a_changed_file_compiles_without_an_exception(base: str, name: str) -> None:
    """The check would not let one out; here nothing holds it back."""
    for _, text in islice(mutated(texts(base)[name]), 5, None, EVERY):
        found = in_save({**texts(base), name: text}, ContentKind.SCENARIO, scenario_of(base))
        assert found is not None
        attempt = attempt_scenario(found, Problems())
        if attempt is not None and attempt.sound:
            compile_scenario(attempt.content, Problems(), lost=attempt.lost)
