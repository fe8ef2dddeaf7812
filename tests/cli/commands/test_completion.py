"""A shell is given a script by which it completes commands, options, scenarios and pages."""

import os
import shutil
import subprocess
import sys

import pytest

from wargame.cli.main import COMMANDS, run

HEAVY = ("numpy", "textual", "yaml")


def completed(line: str) -> list[str]:
    """What bash is told of a line that ends where the cursor stands."""
    words = line.split(" ")
    asked = {"_WARGAME_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    done = subprocess.run(
        [sys.executable, "-m", "wargame"], env={**os.environ, **asked}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return [row.partition(",")[2] for row in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert f"_WARGAME_COMPLETE={shell}_complete" in script
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=script, text=True, timeout=60).returncode == 0


def test_words_are_completed() -> None:
    assert set(completed("wargame ")) == set(COMMANDS)
    assert completed("wargame explain tank --scenario harb") == ["harbour_winter"]


@pytest.mark.slow
def test_all_kinds_of_words_are_completed() -> None:
    assert completed("wargame ch") == ["check"]
    assert completed("wargame play first") == ["first_convoy"]
    assert completed("wargame simulate --com") == ["--compile"]
    assert "model" in completed("wargame docs mod")
    assert completed("wargame list inj") == ["injects"]


def test_commands_are_completed_without_loading_them() -> None:
    code = (
        "import sys; from wargame.cli.main import run; run([]); "
        f"print('imported:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    asked = {"_WARGAME_COMPLETE": "bash_complete", "COMP_WORDS": "wargame ", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **asked}, capture_output=True, text=True, timeout=60
    )
    assert "simulate" in done.stdout
    assert done.stdout.endswith("imported: []\n")
