"""Every command is documented, and every command that the documents show works as shown."""

import os
import re
import shlex
import subprocess
import sys

import pytest

from docs.blocks import ROOT, commands_in
from docs.write_commands import PAGE, page
from wargame.cli.main import COMMANDS

README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))


def test_the_page_of_commands_is_what_they_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python tests/docs/write_commands.py` and read the diff"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name):
    assert f"wargame {name}" in README.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("document", [page for page in PAGES if commands_in(page)], ids=lambda page: page.name)
def test_commands_work_as_shown(document, tmp_path):
    """Every `$ wargame` line of a page runs, in order, in a folder that holds the checkout's content; nobody types."""
    for name in ("rules", "scenarios", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "saves").mkdir()
    for sample in (ROOT / "saves").glob("sample_*.jsonl"):
        (tmp_path / "saves" / sample.name).symlink_to(sample)
    targets = set(re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "WARGAME_SAVES": str(tmp_path / "saves")}
    for line in commands_in(document):
        program, *words = shlex.split(line)
        if program == "make":
            assert {word for word in words if "=" not in word} <= targets, line
            continue
        assert program == "wargame", line
        done = subprocess.run(
            [sys.executable, "-m", "wargame", *words],
            cwd=tmp_path,
            env=settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{line}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
