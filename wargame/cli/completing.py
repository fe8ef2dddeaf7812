"""What a shell may complete a word to: the names of scenarios, parts and pages. Files are completed by the shell.

Must not know: how a shell asks. It imports what it looks up only when it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem


def scenarios(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the scenarios whose names begin so; what looks like a path is left to the shell."""
    from wargame.content.lookup import ContentKind, names

    if "/" in begun or begun.startswith("."):
        return [CompletionItem(begun, type="file")]
    return _beginning(names(ContentKind.SCENARIO), begun)


def pages(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the pages of the documentation whose names begin so."""
    from wargame.store.pages import page_names

    return _beginning(page_names(), begun)


def _beginning(known: Iterable[str], begun: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in known if name.startswith(begun)]
