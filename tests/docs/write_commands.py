"""Writes docs/commands.md from the commands: `python tests/docs/write_commands.py`. A test compares the page."""

import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "commands.md"
HEAD = """# Commands

This page shows the output of `wargame COMMAND --help`. `python tests/docs/write_commands.py` writes this page.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | the answer is no: a file has problems, the verification failed, or the game refused an order |
| 2 | wrong usage |
| 3 | a bug in the program. The program writes a report that you can send to the authors |
| 130, 143, 129 | Ctrl-C, SIGTERM or SIGHUP (signals to end) interrupted the command; a batch keeps its finished games |

A command accepts the name or the path of a scenario or rule set. The id of a seat is the id of its faction. An order is
one line of text: `ACTION [TARGET [TARGET2]] [LEVEL] [main]`, as in `escort ABJ 2 main`. You may shorten a word to its
first letters if no other word begins with these letters. An orders file has lines such as
`T3 junta: escort ABJ 2 main; services BKO`. A semicolon separates two orders. The line `T3 junta: -` means that the
junta gives no orders in turn 3. The sign `#` starts a comment.

| variable | effect |
| --- | --- |
| `WARGAME_SAVES` | names the folder for saves |
| `WARGAME_PLAIN=1` | `wargame play` starts plain mode, like the option `--plain` |
| `NO_COLOR=1` | the program uses no colours |
"""


def page() -> str:
    """Return the whole page."""
    from wargame.cli.main import group

    parts = [HEAD]
    outer = click.Context(
        group, info_name="wargame", terminal_width=100, max_content_width=100, **group.context_settings
    )
    for name in group.list_commands(outer):
        command = group.get_command(outer, name)
        inner = click.Context(command, info_name=name, parent=outer, terminal_width=100, max_content_width=100)
        parts.append(f"\n## {name}\n\n```text\n{command.get_help(inner)}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    PAGE.write_text(page(), encoding="utf-8")
