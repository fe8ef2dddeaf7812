"""Whatever is written behind `wargame`, it ends in an answer or in a sentence that says what is wrong."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.cli.main import COMMANDS, DONE, NO, USAGE, group, run
from wargame.model.text.hidden_signs import HIDDEN

SAMPLE = Path(__file__).parents[2] / "saves" / "sample_first_convoy.jsonl"
NAMES = ["first_convoy", "game.jsonl", "new.jsonl", "fuel_days", "cp", "BKO", "junta", "escort", "I3", "fog", "tank"]
NAMES += ["injects", "metrics", "rules", "bash", "model", "4.1", ".", "", "no_such_thing", "-", "-x", "--", "--help"]
PAIRS = ["junta=random", "jnim=doctrine", "junta=human", "week=7", "=", "a=b=c", "cp[BKO,junta]", "week=1..9 by 2"]
NUMBERS = ["0", "1", "2", "3", "-1", "1.5", "1e9", "99999999999999999999", "nan", "٣"]
LETTERS = st.characters(exclude_characters="/")  # no path leaves the folder of the example
WORDS = st.sampled_from([*NAMES, *PAIRS]) | st.sampled_from(NUMBERS) | st.text(LETTERS, max_size=6)
# What would take minutes, or write into the scenario that is shipped.
LEFT_OUT = {"--games", "--workers", "--compile", "--write"}
# These play many games; an option that bounds them stands before what is drawn.
HEAVY = ["simulate", "balance", "calibrate", "estimates"]
LIGHT = [command for command in COMMANDS if command not in HEAVY]


@st.composite
def lines(draw: st.DrawFn, commands: list[str]) -> list[str]:
    """Draw a command, mostly with names that are there, and options with mostly fitting values."""
    name = draw(st.sampled_from(commands))
    command = group.get_command(click.Context(group), name)
    assert command is not None
    said = [name, "--games", "2"] if name in HEAVY else [name]
    said.append(draw(st.sampled_from(["first_convoy", "game.jsonl"]) | WORDS))
    said += draw(st.lists(WORDS, max_size=2))
    options = [each for each in command.params if isinstance(each, click.Option) and each.opts[-1] not in LEFT_OUT]
    for option in draw(st.lists(st.sampled_from(options), max_size=4)) if options else ():
        said.append(option.opts[-1])
        if not option.is_flag:
            fit = option.type.choices if isinstance(option.type, click.Choice) else [*NUMBERS[:4], *PAIRS]
            said.append(draw(st.sampled_from([str(value) for value in fit]) | WORDS))
    return said


@settings(max_examples=25)
@given(lines(LIGHT))
def test_any_arguments_are_answered(arguments: list[str]) -> None:
    are_answered(arguments)


@pytest.mark.slow
@settings(max_examples=20)
@given(lines(HEAVY))
def test_any_arguments_of_commands_that_play_many_games_are_answered(arguments: list[str]) -> None:
    are_answered(arguments)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["plya", "--version", "-h"]) | WORDS, max_size=3))
def test_any_words_are_answered(arguments: list[str]) -> None:
    are_answered(arguments)


def are_answered(arguments: list[str]) -> None:
    """Run a command in a folder with one save, with nothing on its standard input."""
    stdout, stderr = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), pytest.MonkeyPatch.context() as patch:
        shutil.copy(SAMPLE, "game.jsonl")
        patch.setenv("WARGAME_SAVES", str(Path(folder) / "saves"))
        patch.setattr(sys, "stdin", io.StringIO())
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
            code = run(arguments)
    told = stderr.getvalue()
    assert code in (DONE, NO, USAGE), (code, told)
    assert code == DONE or told or stdout.getvalue()
    assert not HIDDEN.search(told)
    assert "Traceback" not in told
