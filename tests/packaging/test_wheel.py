"""An installed wheel is the whole program: rules and scenarios inside, from any folder, with declared dependencies."""

import ast
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

from wargame.native.toolchain import find_compiler

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def declared() -> set[str]:
    """Distributions that pyproject.toml asks for, by their normalised names."""
    return {re.split(r"[<>=!~; \[]", line)[0].lower().replace("_", "-") for line in PROJECT["dependencies"]}


def imported() -> set[str]:
    """Top-level modules that the package imports, its own and the standard library's left out."""
    names = set()
    for path in (ROOT / "wargame").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"wargame"}


def test_everything_imported_is_declared():
    owners = importlib.metadata.packages_distributions()
    missing = {name for name in imported() if not {o.lower() for o in owners.get(name, [])} & declared()}
    assert not missing, f"imported but not in pyproject.toml: {sorted(missing)}"


def run(command: list[str], folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        command, cwd=folder, env={**environment, **settings}, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A fresh environment with our wheel in it; the wheel's dependencies are lent by the environment of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    built = run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder), str(ROOT)], ROOT)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    site = Path(
        run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder).stdout.strip()
    )
    # Found after the wheel's own files; files named .pth in it, such as our editable install, have no power there.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = next(p for p in (sys.executable, "python3") if run([p, "-m", "pip", "--version"], folder).returncode == 0)
    done = run(
        [pip, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index", str(wheel)], folder
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "env" / "bin"


@pytest.fixture
def wargame(installed, tmp_path):
    """Calls the installed program from an empty folder."""

    def call(*words: str) -> str:
        done = run([str(installed / "wargame"), *words], tmp_path, WARGAME_SAVES=str(tmp_path / "saves"))
        assert done.returncode == 0, f"wargame {' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    return call


@pytest.mark.slow
def test_the_installed_package_is_the_wheel(installed, tmp_path):
    found = run([str(installed / "python"), "-c", "import wargame; print(wargame.__file__)"], tmp_path)
    assert found.stdout.startswith(str(installed.parent))


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["first_convoy", "harbour_winter", "bamako_siege"])
def test_scenarios_are_inside(wargame, scenario):
    assert scenario in wargame("list")
    wargame("check", scenario)
    assert '"digest"' in wargame("simulate", scenario, "--games", "3", "--turns", "2", "--json")


@pytest.mark.slow
def test_a_game_of_bots_plays_and_verifies(wargame, tmp_path):
    save = tmp_path / "game.jsonl"
    seats = ("--seat", "junta=doctrine", "--seat", "jnim=doctrine")
    wargame("play", "first_convoy", "--plain", "--seed", "3", *seats, "--save", str(save))
    wargame("replay", str(save), "--verify")
    assert "first_convoy" in save.read_text(encoding="utf-8").partition("\n")[0]


@pytest.mark.slow
@pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")
def test_compiled_batches_come_along(wargame):
    words = ("simulate", "first_convoy", "--games", "20", "--json")
    found = [json.loads(wargame(*words, "--compile", wanted))["digest"] for wanted in ("yes", "no")]
    assert found[0] == found[1]
