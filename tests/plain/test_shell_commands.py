"""The name of a program command, typed in play, is answered with a command line that people can copy."""

from __future__ import annotations

import io
import shlex
from pathlib import Path

import pytest

from tests.plain.sitting import ALONE, sit, start
from wargame.cli import main
from wargame.plain.prompt import COMMANDS
from wargame.plain.session import play_plain
from wargame.store.setup import PlaySetup
from wargame.store.shell_commands import SHELL_COMMANDS, ShellCommands

ELSEWHERE = [name for name in SHELL_COMMANDS if name not in COMMANDS]


def test_every_command_of_the_program_has_a_line() -> None:
    assert tuple(main.COMMANDS) == SHELL_COMMANDS


@pytest.mark.parametrize("name", SHELL_COMMANDS)
def test_the_line_has_words_that_the_command_accepts(name: str, tmp_path: Path) -> None:
    words = shlex.split(ShellCommands(tmp_path / "a b.jsonl", "first_convoy").line(name))
    assert words[:2] == ["wargame", name] and not {"SAVE", "SCENARIO"} & set(words)
    command = main.group.get_command(main.click.Context(main.group), name)
    assert command is not None
    context = command.make_context(name, words[2:])  # raises for an unknown option or a superfluous word
    assert context.params


def test_words_of_the_program_are_answered_with_the_path_of_the_save(tmp_path: Path) -> None:
    save = tmp_path / "my game.jsonl"
    typed = "".join(f"{name}\n" for name in ELSEWHERE)
    said = start(f"{typed}wargame report x\nAccount 3\nhelp account\nquit\n", save, turns=1)
    shell = ShellCommands(save, "first_convoy")
    assert ELSEWHERE and all(shell.line(name) in said for name in ELSEWHERE)
    assert said.count(shell.line("account")) == 3 and said.count(shell.line("report")) == 1
    assert "No order starts with" not in "\n".join(said)
    assert any(line.startswith("account: The margin of a team, divided into") for line in said)


def test_words_of_plain_mode_stay_words_of_plain_mode(tmp_path: Path) -> None:
    said = start("report\nwhy\nodds\nquit\n", tmp_path / "a.jsonl", turns=1)
    assert not any(line.startswith("wargame") and " play " not in line for line in said)


def test_again_repeats_the_line_and_ascii_keeps_the_path(tmp_path: Path) -> None:
    save = tmp_path / "Ségou.jsonl"
    stdout = io.StringIO()
    setup = PlaySetup("first_convoy", ALONE, 7, 1, save)
    play_plain(setup, io.StringIO("account\nagain\nquit\n"), stdout, ascii_only=True)
    lines = [line for line in stdout.getvalue().splitlines() if line.startswith("wargame account")]
    assert len(lines) == 2 and all(line.isascii() and "\\xc3\\xa9gou" in line for line in lines)


def test_the_facilitator_and_an_empty_table_get_the_line_too(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    setup = PlaySetup("first_convoy", ALONE, 7, 2, save, facilitator=True)
    said = sit("commit\naccount\npublish\nseat junta=doctrine\naccount\nquit\n", setup)
    assert said.count(f"wargame account {save}") == 2
