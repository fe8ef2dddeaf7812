"""Prints all output of commands. Control characters in content, saves and arguments never reach the terminal."""

from __future__ import annotations

import sys
from io import StringIO

import click

from wargame.model.text.hidden_signs import safe
from wargame.plain.plain_text import to_ascii, writes_letters


def writable(text: str, err: bool = False) -> str:
    """Return a text without control characters. All characters of the text can be written to the stream.

    A stream without Unicode gets ASCII letters in place of other characters.
    """
    shown = safe(text)
    if shown.isascii() or writes_letters((sys.stderr if err else sys.stdout).encoding):
        return shown
    return "\n".join(map(to_ascii, shown.split("\n")))


def tell(text: object, err: bool = False) -> None:
    """Print a text and a line end on stdout. Print on stderr if `err` is true."""
    click.echo(writable(str(text), err), err=err)


def tell_again(text: str, last: bool) -> None:
    """Print a line of progress on stderr in place of the previous line.

    `last`: whether this line is the last line. The last line stays on the screen.
    """
    click.echo("\r" + writable(text, err=True), err=True, nl=last)


def show_error(error: click.ClickException) -> None:
    """Print click's own message about wrong usage on stderr."""
    written = StringIO()
    error.show(written)
    tell(written.getvalue().rstrip("\n"), err=True)
