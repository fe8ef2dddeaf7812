"""Libraries by what they are built from: found again, mended where damaged, built behind."""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path

import platformdirs
import pytest

from wargame.errors import UsageError
from wargame.native import builds, cache
from wargame.native.toolchain import FAST, QUICK, SOON, CompileTarget, find_compiler, find_target

pytestmark = pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")

TEXT = "long long seven(void) { return 7; }"
FUNCTIONS = {"seven": 0}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "user_cache_dir", lambda name: str(tmp_path / name))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    return tmp_path / "wargame" / "compiled"


def seven(path: Path) -> int:
    return builds.load(path, FUNCTIONS).call("seven")()


def test_a_library_is_built_once_and_any_change_builds_another(folder: Path) -> None:
    target = find_target()
    path = builds.build([TEXT], target, QUICK)
    assert seven(path) == 7 and builds.build([TEXT], target, QUICK) == path
    assert builds.find([TEXT], target) == (path, QUICK)
    others = [
        builds.build([TEXT + " "], target, QUICK),
        builds.build([TEXT], target, FAST),
        builds.build([TEXT], CompileTarget(target.compiler, (*target.flags, "-g"), target.lanes, target.about), QUICK),
        builds.build([TEXT], CompileTarget(target.compiler, target.flags, target.lanes, "another version"), QUICK),
    ]
    assert len({path, *others}) == 5
    assert builds.find([TEXT], target, (FAST, QUICK)) == (others[1], FAST)
    assert builds.find([TEXT], target, (SOON,)) is None
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", [b"", b"no library", None], ids=["empty", "other", "one-bit"])
def test_a_damaged_library_is_built_again(folder: Path, damage: bytes | None) -> None:
    target = find_target()
    path = builds.build([TEXT], target, QUICK)
    held = path.read_bytes()
    path.write_bytes(held[:-1] + bytes([held[-1] ^ 1]) if damage is None else damage)
    assert builds.find([TEXT], target) is None and not path.exists()
    assert seven(builds.build([TEXT], target, QUICK)) == 7


def test_what_the_compiler_refuses_leaves_nothing(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot compile the rules: .*error"):
        builds.build([TEXT, "this is no C"], find_target(), QUICK)
    assert not list(folder.glob("*"))


def test_another_process_builds_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(cache, "user_cache_dir", platformdirs.user_cache_dir)
    folder = tmp_path / "wargame" / "compiled"
    target = find_target()
    process = builds.build_behind([TEXT], target, (QUICK, FAST))
    assert process is not None
    assert builds.build_behind([TEXT], target, (QUICK, FAST)) is None  # it is being done
    assert process.wait(300) == 0
    found = builds.find([TEXT], target)
    assert found is not None and found[1] == FAST and seven(found[0]) == 7
    assert not list(folder.glob("*.job"))
