"""Which compiler is taken, and what it compiles for."""

from __future__ import annotations

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
