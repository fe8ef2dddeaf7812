"""Where libraries lie: found again, mended where damaged, kept from others, built behind."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from wargame.errors import UsageError
from wargame.native import cache
from wargame.native.toolchain import FAST, QUICK, SOON, Target, find_compiler, find_target

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
    return cache.load(path, FUNCTIONS).call("seven")()


def test_a_library_is_built_once_and_any_change_builds_another(folder: Path) -> None:
    target = find_target()
    path = cache.build([TEXT], target, QUICK)
    assert seven(path) == 7 and cache.build([TEXT], target, QUICK) == path
    assert cache.find([TEXT], target) == (path, QUICK)
    others = [
        cache.build([TEXT + " "], target, QUICK),
        cache.build([TEXT], target, FAST),
        cache.build([TEXT], Target(target.compiler, (*target.flags, "-g"), target.lanes, target.about), QUICK),
        cache.build([TEXT], Target(target.compiler, target.flags, target.lanes, "another version"), QUICK),
    ]
    assert len({path, *others}) == 5
    assert cache.find([TEXT], target, (FAST, QUICK)) == (others[1], FAST)
    assert cache.find([TEXT], target, (SOON,)) is None
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", [b"", b"no library", None], ids=["empty", "other", "one-bit"])
def test_a_damaged_library_is_built_again(folder: Path, damage: bytes | None) -> None:
    target = find_target()
    path = cache.build([TEXT], target, QUICK)
    held = path.read_bytes()
    path.write_bytes(held[:-1] + bytes([held[-1] ^ 1]) if damage is None else damage)
    assert cache.find([TEXT], target) is None and not path.exists()
    assert seven(cache.build([TEXT], target, QUICK)) == 7


def test_what_the_compiler_refuses_leaves_nothing(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot compile the rules: .*error"):
        cache.build([TEXT, "this is no C"], find_target(), QUICK)
    assert not list(folder.glob("*"))


def test_libraries_that_were_used_last_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    paths = []
    for i in range(3):
        paths.append(cache.build([f"int number_{i}(void) {{ return {i}; }}"], find_target(), QUICK))
        os.utime(paths[-1], (i, i))
    assert [path.exists() for path in paths] == [False, True, True]
    cache.load(paths[1], {})  # used now, so the other one is older
    last = cache.build(["int number_3(void) { return 3; }"], find_target(), QUICK)
    assert [path.exists() for path in (paths[1], paths[2], last)] == [True, False, True]


def test_a_folder_that_others_may_write_is_made_private(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    cache.build([TEXT], find_target(), QUICK)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_link_is_followed_and_nothing_that_is_no_folder_is_used(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.parent.mkdir()
    folder.symlink_to(elsewhere)
    path = cache.build([TEXT], find_target(), QUICK)
    assert path.parent.parent == tmp_path / "temporary" and not list(elsewhere.iterdir())


def test_without_any_folder_of_ones_own_that_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(parents=True)
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    with pytest.raises(UsageError, match=r"kept nowhere: .*compiled belongs to somebody else; .*--compile no"):
        cache.build([TEXT], find_target(), QUICK)


def test_a_folder_that_cannot_be_made_gives_way_to_one_beside_temporary_files(folder: Path) -> None:
    folder.parent.write_text("in the way")
    path = cache.build([TEXT], find_target(), QUICK)
    assert seven(path) == 7 and path.parent.name == f"wargame-{os.getuid()}"


def test_another_process_builds_behind(folder: Path) -> None:
    target = find_target()
    process = cache.build_behind([TEXT], target, (QUICK, FAST))
    assert process is not None
    assert cache.build_behind([TEXT], target, (QUICK, FAST)) is None  # it is being done
    assert process.wait(300) == 0
    found = cache.find([TEXT], target)
    assert found is not None and found[1] == FAST and seven(found[0]) == 7
    assert not list(folder.glob("*.job"))
