"""Writes docs/commands.md from the commands themselves: `python tests/docs/write_commands.py`; a test compares."""

import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "commands.md"
HEAD = """# Commands

This page shows the output of `wargame COMMAND --help`. `python tests/docs/write_commands.py` writes it.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | the answer is no: problems found, verification failed, order refused |
| 2 | wrong usage |
| 3 | our bug, with a report file to send |
| 130, 143, 129 | interrupted by Ctrl-C, SIGTERM or SIGHUP; finished games are kept |

Name a scenario or a rule set by its name or its path. Name a seat by the faction's id. An order is one line of text:
`ACTION [TARGET [TARGET2]] [LEVEL] [main]`, as in `escort ABJ 2 main`. Any unique prefix works. An orders file has lines
such as `T3 junta: escort ABJ 2 main`. `T3 junta: -` means no orders, and `#` starts a comment.

| variable | effect |
| --- | --- |
| `WARGAME_SAVES` | folder of saves |
| `WARGAME_PLAIN=1` | `play` runs line by line, as with `--plain` |
| `NO_COLOR=1` | no colours |
"""


def page() -> str:
    """The whole page."""
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
