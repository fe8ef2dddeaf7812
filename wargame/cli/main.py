"""The program `wargame`: finds the command, and turns every failure into a sentence and an exit code.

Exit code 0: the work is done.
Exit code 1: the answer is negative. For example, a check has found a problem.
Exit code 2: the usage is wrong.
Exit code 3: the program has a bug, and wrote a report file about the bug.

Must not know: what any command does. This module imports no large library except click, because help must appear at
once.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import attrs
import click
from click.shell_completion import CompletionItem

import wargame
from wargame.cli.process.collecting import collect_seldom
from wargame.cli.process.printing import show_error, tell
from wargame.cli.process.signals import exit_code, obey_signals
from wargame.cli.process.streams import drop_output, ready_streams
from wargame.errors import ContentError, OrderError, UsageError, WargameError

PROGRAM = "wargame"
DONE, NO, USAGE, BUG = 0, 1, 2, 3


@attrs.frozen
class CommandEntry:
    """A command: the module with its function `command`, and its line in the list of commands."""

    module: str
    help: str


# The commands in the order of `wargame --help`. A command is in the list if its module exists.
COMMANDS = {
    "play": CommandEntry("wargame.cli.commands.play", "Play a scenario in the terminal, or resume a save."),
    "simulate": CommandEntry("wargame.cli.commands.simulate", "Run many games and sum them up."),
    "check": CommandEntry(
        "wargame.cli.commands.check", "Check rule sets and scenarios, and print every problem with its place."
    ),
    "replay": CommandEntry("wargame.cli.commands.replay", "Print a saved game turn by turn, or verify it."),
    "why": CommandEntry("wargame.cli.commands.why", "Explain why a metric changed in a turn of a saved game."),
    "account": CommandEntry(
        "wargame.cli.commands.account", "Divide the margins of a saved game into decisions and luck."
    ),
    "branch": CommandEntry(
        "wargame.cli.commands.branch", "Take up a saved game from an earlier turn, or compare two saves."
    ),
    "report": CommandEntry("wargame.cli.commands.report", "Write the after-action review of a saved game as one page."),
    "sheets": CommandEntry("wargame.cli.commands.sheets", "Write hand-outs: a sheet for each seat, and the run sheet."),
    "export": CommandEntry("wargame.cli.commands.export", "Write a saved game or results as tables for statistics."),
    "inject": CommandEntry("wargame.cli.commands.inject", "Try an inject on a copy of a saved game, or trigger it."),
    "note": CommandEntry("wargame.cli.commands.note", "Write a note or a grade to a saved game, or print its notes."),
    "balance": CommandEntry(
        "wargame.cli.commands.balance", "Let the bots play each other and check how fair a scenario is."
    ),
    "calibrate": CommandEntry(
        "wargame.cli.commands.calibrate", "Play a scenario's dated record and check its targets."
    ),
    "estimates": CommandEntry("wargame.cli.commands.estimates", "Compare the estimates of the teams with the truth."),
    "odds": CommandEntry(
        "wargame.cli.commands.odds", "Try a seat's orders on what it knows, or check how well odds hold."
    ),
    "explain": CommandEntry(
        "wargame.cli.commands.explain", "Print a rule, metric or parameter with values and sources."
    ),
    "list": CommandEntry(
        "wargame.cli.commands.list", "List scenarios and rule sets, or a scenario's injects, metrics or parameters."
    ),
    "docs": CommandEntry("wargame.cli.commands.docs", "Print a page of the documentation."),
    "schema": CommandEntry("wargame.cli.commands.schema", "Print the JSON Schema of content files, for editors."),
    "completion": CommandEntry(
        "wargame.cli.commands.completion", "Print the script with which a shell completes commands."
    ),
}


class LazyGroup(click.Group):
    """Imports a command only when somebody calls this command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the table COMMANDS."""
        return [name for name, entry in COMMANDS.items() if importlib.util.find_spec(entry.module) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None or importlib.util.find_spec(entry.module) is None:
            return None
        command: click.Command = importlib.import_module(entry.module).command
        command.name = cmd_name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments call. The error for an unknown name suggests the nearest name."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            from difflib import get_close_matches

            known = self.list_commands(ctx)
            near = get_close_matches(name, known, n=1)
            meant = f"; did you mean `{near[0]}`?" if near else f" (there are: {', '.join(known)})"
            raise click.UsageError(f"no command is called `{name}`{meant}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin with this text.

        The names of the commands come from the table COMMANDS, so no command is imported.
        """
        found = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        commands = [CompletionItem(name, help=COMMANDS[name].help) for name in found]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands. The list comes from the table COMMANDS, so no command is imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].help) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(wargame.__version__, "--version", prog_name=PROGRAM)
def group() -> None:
    """Wargames in the terminal: teams, secret orders, rules in YAML, and a cause for every change."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. Errors are printed on stderr."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = group.main(given, prog_name=PROGRAM, standalone_mode=False, obj=tuple(given))
        sys.stdout.flush()
    except click.ClickException as error:
        show_error(error)
        return USAGE
    except (click.Abort, KeyboardInterrupt) as stop:
        tell("Interrupted.", err=True)
        return exit_code(stop)
    except BrokenPipeError:  # the program that reads our output has closed the pipe
        drop_output()
        return NO
    except SystemExit as leaving:  # click exits in this way after a broken pipe
        return leaving.code if isinstance(leaving.code, int) else NO
    except WargameError as error:
        return _tell(error)
    except OSError as error:  # for example a folder without rights or a full disk, which is no bug of the program
        if not _stands_somewhere():
            tell("wargame: the current folder no longer exists: go to another folder and try again", err=True)
            return NO
        what = f"{error.filename}: " if error.filename is not None else ""
        tell(f"wargame: {what}{error.strerror or error}", err=True)
        return NO
    except Exception as bug:  # only here: an unexpected error becomes a report instead of a traceback
        return _report(bug, given)
    return result if isinstance(result, int) else DONE


def main() -> NoReturn:
    """Run the program with its streams and signals."""
    collect_seldom()
    try:
        ready_streams()
    except WargameError as error:
        sys.exit(_tell(error))
    obey_signals()
    code = run()
    try:
        sys.stdout.flush()  # write the output of a failed command; the flush itself may fail on a full disk
    except OSError:
        drop_output()
    sys.exit(code)


def _stands_somewhere() -> bool:
    try:
        Path.cwd()
    except OSError:
        return False
    return True


def _tell(error: WargameError) -> int:
    """Print the message of an error. Return the exit code."""
    match error:
        case ContentError():
            tell(str(error), err=True)
            return NO
        case UsageError():
            tell(f"wargame: {error}", err=True)
            return USAGE
        case OrderError():
            tell(f"wargame: order refused: {error}", err=True)
            return NO
        case _:
            tell(f"wargame: {error}", err=True)
            return NO


def _report(bug: Exception, given: Sequence[str]) -> int:
    """Write a report file about a bug and print the path of the file. Return the exit code."""
    import platform
    import tempfile
    import traceback

    lines = [
        f"wargame {wargame.__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"arguments: {' '.join(given)}",
        "",
        *traceback.format_exception(bug),
    ]
    with tempfile.NamedTemporaryFile(
        "w", prefix="wargame-report-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as file:
        file.write("\n".join(lines))
    tell(f"wargame: this is our bug, not yours: {type(bug).__name__}. Please send us {file.name}", err=True)
    return BUG


if __name__ == "__main__":
    main()
