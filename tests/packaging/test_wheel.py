"""An installed wheel is the whole program: rules and scenarios inside, from any folder, with declared dependencies."""

import ast
import importlib.metadata
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from wargame.native.toolchain import find_compiler

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def declared() -> set[str]:
    """Distributions that pyproject.toml asks for, by their normalised names. Tables are optional."""
    asked = (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["tables"])
    return {re.split(r"[<>=!~; \[]", line)[0].lower().replace("_", "-") for line in asked}


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
    missing = {name for name in imported() if not {o.lower() for o in owners.get(name, [name])} & declared()}
    assert not missing, f"imported but not in pyproject.toml: {sorted(missing)}"


def run(command: list[str], folder: Path, user: int | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    other = {} if user is None else {"user": user, "group": user, "extra_groups": []}
    return subprocess.run(
        command,
        cwd=folder,
        env={**environment, **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        **other,
    )


NOBODY = 65534  # the user without rights on Linux and most others


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder), str(ROOT)], ROOT)
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = folder.glob("*.whl")
    return found


LENT = sysconfig.get_path("purelib")  # where the environment of the tests keeps what the wheel needs


def install(wheel: Path, folder: Path, python: str = sys.executable, user: int | None = None) -> Path:
    """Make an environment in a folder with our wheel in it, as a user; what the wheel needs is lent to it.

    Gives the folder of its programs.
    """
    done = run([python, "-m", "venv", "--without-pip", str(folder / "env")], folder, user)
    assert done.returncode == 0, done.stdout + done.stderr
    inner = str(folder / "env" / "bin" / "python")
    site = run([inner, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder, user).stdout
    # Found after the wheel's own files; files named .pth in it, such as our editable install, have no power there.
    (Path(site.strip()) / "lent.pth").write_text(LENT + "\n", encoding="utf-8")
    pips = ([p, "-m", "pip"] for p in (inner, sys.executable, "python3"))
    pip = next(pip for pip in pips if (user is None or pip[0] == inner) and works([*pip, "--version"], folder, user))
    words = ["--python", inner, "install", "-q", "--no-deps", "--no-index", "--no-cache-dir", "--no-compile"]
    done = run([*pip, *words, str(wheel)], folder, user)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "env" / "bin"


def works(command: list[str], folder: Path, user: int | None) -> bool:
    """Whether a user may run a command, and it succeeds."""
    try:
        return run(command, folder, user).returncode == 0
    except PermissionError:
        return False


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A fresh environment with our wheel in it."""
    return install(wheel, tmp_path_factory.mktemp("installed"))


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


def test_the_licence_and_the_citation_are_those_of_the_project():
    assert PROJECT["license"] == "Apache-2.0"
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in text and "END OF TERMS AND CONDITIONS" in text
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0" and cited["message"] and cited["authors"]
    assert (cited["title"].lower(), cited["version"], cited["license"]) == (
        PROJECT["name"],
        PROJECT["version"],
        PROJECT["license"],
    )


@pytest.mark.slow
def test_the_wheel_says_under_which_licence_it_comes(installed, tmp_path):
    code = (
        "from importlib.metadata import distribution as d; found = d('wargame'); "
        "print(found.metadata['License-Expression'], found.metadata.get_all('License-File'), "
        "any(str(f).endswith('licenses/LICENSE') and f.locate().is_file() for f in found.files))"
    )
    said = run([str(installed / "python"), "-c", code], tmp_path)
    assert said.stdout == "Apache-2.0 ['LICENSE'] True\n", said.stderr


@pytest.mark.slow
def test_pages_that_rules_cite_open_in_the_installed_program(wargame):
    source = next(
        line for line in wargame("explain", "tank", "--scenario", "first_convoy").splitlines() if "source: docs" in line
    )
    assert wargame("docs", source.partition("source: ")[2]).startswith("### 4.1 Roads and fuel\n")
    assert "model" in wargame("docs")


@pytest.fixture
def home() -> Iterator[tuple[Path, str, int | None]]:
    """The home of a user without rights, with spaces in its path; a Python for that user; and the user's number.

    The number is None for whoever runs the tests, where that is not root or nobody else may read what is lent.
    """
    folder = Path(tempfile.mkdtemp(prefix="wargame home "))
    folder.chmod(0o755)
    place = folder / "Jane Q. Doe"
    place.mkdir()
    python, user = sys.executable, None
    if os.geteuid() == 0:
        version = sys.version_info[:2]
        same = f"import sys; sys.path.append({LENT!r}); import numpy; assert sys.version_info[:2] == {version}"
        pythons = (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3")
        found = next((p for p in pythons if Path(p).exists() and works([p, "-c", same], place, NOBODY)), None)
        if found is not None:
            python, user = found, NOBODY
            os.chown(place, NOBODY, NOBODY)
    yield place, python, user
    shutil.rmtree(folder)


@pytest.mark.slow
def test_whoever_has_no_rights_installs_it_below_a_path_with_spaces_and_plays(wheel, home):
    place, python, user = home
    lent = Path(shutil.copy(wheel, place))
    programs = install(lent, place, python, user)
    settings = {"HOME": str(place), "XDG_DATA_HOME": "", "XDG_CACHE_HOME": "", "WARGAME_SAVES": ""}
    wargame = [str(programs / "wargame")]
    seats = ["--seat", "junta=doctrine", "--seat", "jnim=doctrine"]
    played = run([*wargame, "play", "--plain", "first_convoy", "--seed", "3", *seats], place, user, **settings)
    assert played.returncode == 0, played.stdout + played.stderr
    (save,) = place.glob(".local/share/wargame/saves/*.jsonl")
    assert f"wargame replay {shlex.quote(str(save))}" in played.stdout
    judged = run([*wargame, "replay", str(save), "--verify"], place, user, **settings)
    assert judged.stdout.startswith("Verified: "), judged.stderr
    batch = ["simulate", "first_convoy", "--games", "20", "--json"]
    assert "digest" in json.loads(run([*wargame, *batch], place, user, **settings).stdout)
