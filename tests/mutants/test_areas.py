"""The areas name modules and tests that are there, and each mutant of them is another program than the module."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.areas import AREAS
from tests.mutants.changes import changed, mutants

MODULES = {path: tests for area in AREAS for path, tests in area.modules.items()}


def test_every_module_and_every_test_is_there() -> None:
    missing = [path for path in MODULES if not path.is_file()]
    assert not missing
    assert not [test for tests in MODULES.values() for test in tests if not Path(test.partition("::")[0]).is_file()]


def test_a_mutant_is_one_change_of_its_module() -> None:
    path = next(path for path in MODULES if path.name == "redaction.py")
    real = ast.unparse(ast.parse(path.read_text(encoding="utf-8")))
    for mutant in mutants(path, 1):
        text = ast.unparse(changed(mutant))
        assert text != real
        assert len(set(real.splitlines()) - set(text.splitlines())) <= 2, mutant


@pytest.mark.parametrize("seed", [1, 2])
def test_the_sample_is_the_same_each_time(seed: int) -> None:
    path = next(iter(MODULES))
    drawn = [str(mutant) for mutant in mutants(path, seed)]
    assert drawn == [str(mutant) for mutant in mutants(path, seed)]
    assert drawn != [str(mutant) for mutant in mutants(path, seed + 1)]


def test_the_settings_of_the_project_let_the_tests_run_without_a_mutant() -> None:
    code = "from tests.mutants.judging import judge; print(list(judge(['tests/store/test_shell.py'], [])))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stdout == "[]\n", run.stderr
