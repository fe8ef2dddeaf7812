"""All output of commands: no text of content, saves or arguments can send control characters to the terminal."""

from __future__ import annotations

from io import StringIO

import click

from wargame.model.hidden_signs import safe


def tell(text: object, err: bool = False) -> None:
    """Print a text and a line end on stdout, or on stderr."""
    click.echo(safe(str(text)), err=err)


def tell_again(text: str, last: bool) -> None:
    """Print a line of progress on stderr over the one before; the last one stays."""
    click.echo("\r" + safe(text), err=True, nl=last)


def show_error(error: click.ClickException) -> None:
    """Print click's own message about wrong usage on stderr."""
    written = StringIO()
    error.show(written)
    tell(written.getvalue().rstrip("\n"), err=True)
