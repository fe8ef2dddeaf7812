"""The program finds its commands lazily and turns every failure into a sentence and an exit code."""

import os
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import click
import pytest

from wargame.cli import main
from wargame.cli.main import COMMANDS, run
from wargame.errors import ContentError, OrderError, Place, Problem, Refusal, SaveError, UsageError

HEAVY = ("numpy", "textual", "yaml", "rich")


def test_help_lists_the_commands_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from wargame.cli.main import run; assert run(['--help']) == 0; "
        f"print('imported:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("imported: []\n")
    for name in ("check", "explain", "list", "schema"):
        assert f"  {name} " in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_listed_has_a_module_and_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (Path(main.__file__).parent / "commands" / f"{name}.py").is_file()
    assert run([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: wargame {name} ")


def test_an_unknown_command_is_told_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["chek"]) == 2
    assert "no command is called `chek`; did you mean `check`?" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--nothing"], ["check", "--nothing"], ["schema", "everything"], ["explain"]])
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "Error: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("failure", "code", "said"),
    [
        (UsageError("no such thing"), 2, "wargame: no such thing\n"),
        (SaveError("line 3 is damaged", 3), 1, "wargame: line 3 is damaged\n"),
        (OrderError(Refusal.NOT_LEGAL, "too late"), 1, "wargame: order refused: too late\n"),
        (ContentError((Problem(Place("a.yaml", 2, 3), "odd"),)), 1, "a.yaml:2:3: odd\n"),
        (PermissionError(13, "Permission denied", "/secret"), 1, "wargame: /secret: Permission denied\n"),
        (OSError("odd"), 1, "wargame: odd\n"),
        (click.UsageError("wrong"), 2, "Error: wrong\n"),
        (KeyboardInterrupt(), 130, "Interrupted.\n"),
    ],
)
def test_failures_become_a_sentence_and_a_code(
    failure: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_with(failure, monkeypatch) == code
    assert capsys.readouterr().err.endswith(said)


def test_our_bug_leaves_a_report_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run_with(ZeroDivisionError("ours"), monkeypatch) == 3
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.count("\n") == 1
    report = Path(said.rstrip().rsplit(" ", 1)[1])
    text = report.read_text(encoding="utf-8")
    assert "ZeroDivisionError: ours" in text
    assert "arguments: list" in text


@pytest.mark.parametrize(("value", "code"), [(None, 0), (0, 0), (1, 1)])
def test_a_command_gives_its_code(value: int | None, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_with(value, monkeypatch) == code


def test_a_reader_who_has_seen_enough_gets_no_complaint() -> None:
    code = "import sys; from wargame.cli.main import run; sys.exit(run(['schema', 'rules']))"
    first = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert first.stdout is not None
    first.stdout.close()
    _, said = first.communicate(timeout=60)
    assert (first.returncode, said) == (1, b"")


def test_a_terminal_without_our_signs_still_shows_the_text() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wargame.cli.main", "explain", "tank", "--scenario", "first_convoy"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        check=True,
    )
    assert done.stdout.startswith(b"step tank - The tank of Bamako")


def run_with(outcome: object, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run `wargame list` with a command that ends so."""

    @click.command()
    def command() -> object:
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    name = COMMANDS["list"].module
    module = ModuleType(name)
    module.__spec__ = ModuleSpec(name, None)
    vars(module)["command"] = command
    monkeypatch.setitem(sys.modules, name, module)
    return run(["list"])
