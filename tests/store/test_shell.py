"""A path that a message prints for a command is read back by a shell as the same path."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.store.shell import shell_word

NAMES = [
    "plain.jsonl",
    "sp ace",
    "ünï 游戏 😀/x",
    "it's",
    "-n",
    "a\x1b[31mb",
    "a\u202eb",
    "new\nline",
    '$HOME `x` "y" \\ !',
]


def read_back(word: str) -> bytes:
    return subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, check=True, timeout=60).stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this machine")
@pytest.mark.parametrize("encoding", [None, "ascii"])
@pytest.mark.parametrize("name", [*NAMES, os.fsdecode(b"\xff.jsonl")])
def test_a_shell_reads_the_path_back(name: str, encoding: str | None) -> None:
    word = shell_word(Path(name), encoding)
    assert os.path.normpath(read_back(word)) == os.fsencode(name)
    assert word.isprintable()
    if encoding:
        assert word.isascii()


@given(st.text())
def test_nothing_in_a_name_drives_a_terminal(name: str) -> None:
    assert shell_word(Path(name.replace("\x00", "").encode(errors="replace").decode())).isprintable()


def test_a_name_is_spelled_as_it_is() -> None:
    assert shell_word(Path("ünï 游戏 😀/sp iel.jsonl")) == "'ünï 游戏 😀/sp iel.jsonl'"
