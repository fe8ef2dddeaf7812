"""`make play` and `make test` of a fresh clone say what they do before they do it, and do it once."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Stands for python and pip: it says that it works, and makes an environment whose programs only say their names.
PYTHON = """#!/bin/sh
echo "WORKS $*"
case "$*" in
  "-m venv "*)
    mkdir -p .venv/bin
    for name in wargame python; do
      printf '#!/bin/sh\\necho RUNS %s\\n' $name > .venv/bin/$name
      chmod +x .venv/bin/$name
    done
    ;;
esac
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    fake = tmp_path / "fakepython"
    fake.write_text(PYTHON, encoding="utf-8")
    fake.chmod(0o755)
    return tmp_path


def made(clone: Path, target: str) -> list[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", target, "PYTHON=./fakepython", "WORKERS=1"],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
@pytest.mark.parametrize("target", ["play", "test"])
def test_setting_up_is_told_before_it_is_done(clone: Path, target: str) -> None:
    lines = made(clone, target)
    worked = [at for at, line in enumerate(lines) if line.startswith("WORKS")]
    assert worked
    assert all(lines[at - 1].startswith("==> Setting up") for at in worked)
    assert "RUNS" in lines[-1]
    again = made(clone, target)
    assert not [line for line in again if line.startswith(("WORKS", "==>"))]


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
def test_playing_waits_for_nothing_that_only_tests_need(clone: Path) -> None:
    assert not [line for line in made(clone, "play") if "dev" in line]
