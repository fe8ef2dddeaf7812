"""Which compiler is taken, and what it compiles for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wargame.errors import UsageError
from wargame.native import toolchain
from wargame.native.toolchain import find_compiler, find_target


def compiler(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_the_compiler_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mine = compiler(tmp_path / "mycc", "exit 1")
    monkeypatch.setenv("CC", f"{mine} --hard")
    assert find_compiler() == (mine, "--hard")


def test_without_a_compiler_a_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toolchain, "find_compiler", lambda: None)
    with pytest.raises(UsageError, match=r"install one .*ziglang"):
        find_target()


@pytest.mark.parametrize(
    ("defined", "lanes"),
    [
        ("__SSE2__ __AVX2__ __AVX512F__ __AVX512DQ__", 8),
        ("__SSE2__ __AVX2__ __AVX512F__", 4),
        ("__SSE2__", 2),
        ("__ARM_NEON", 2),
        ("__riscv", 1),
    ],
)
def test_vectors_are_as_wide_as_the_processor_s(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, defined: str, lanes: int
) -> None:
    lines = "".join(f"echo '#define {name} 1'\n" for name in defined.split())
    monkeypatch.setenv("CC", compiler(tmp_path / "mycc", lines))
    target = find_target()
    assert target.lanes == lanes
    assert ("-mprefer-vector-width=512" in target.flags) == (lanes == 8)
    assert "-march=native" in target.flags


def test_a_compiler_without_the_option_compiles_for_what_it_does_by_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refuses = 'case "$*" in *march*) exit 1;; esac\necho "#define __SSE2__ 1"'
    monkeypatch.setenv("CC", compiler(tmp_path / "mycc", refuses))
    target = find_target()
    assert target.lanes == 2 and not any(flag.startswith("-march") for flag in target.flags)


LEAVES = """
import sys, tempfile, threading, time
from pathlib import Path
from wargame.native.toolchain import CompileTarget, compile_units
compiler, told = sys.argv[1], Path(sys.argv[2])
def build():
    with tempfile.TemporaryDirectory(dir=told.parent, prefix="half") as folder:
        compile_units(["", ""], CompileTarget((compiler,), (), 1), "-O0", Path(folder))
threading.Thread(target=build, daemon=True).start()
while not (told.exists() and told.read_text().endswith("\\n")):
    time.sleep(0.01)
"""


def ends(process: int) -> bool:
    """Return whether a process ends. The system may need a moment to take a killed process out of its list."""
    for _ in range(600):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_no_compiler_and_no_half_built_file_outlives_the_program(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    slow = compiler(tmp_path / "slowcc", f'echo $$ >> "{told}"\nsleep 600')
    subprocess.run([sys.executable, "-c", LEAVES, slow, str(told)], check=True, timeout=60)
    for process in map(int, told.read_text().split()):
        assert ends(process)
    assert not list(tmp_path.glob("half*"))
