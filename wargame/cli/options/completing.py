"""Completes a word for a shell. The completions are names of scenarios and pages.

The shell itself completes file names.

Must not know: how a shell asks. The program looks up names only when a shell asks for completions.
"""

from __future__ import annotations

from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem


def scenarios(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the scenarios whose names begin with `begun`. The shell itself completes paths."""
    from wargame.content.lookup import ContentKind, names

    if "/" in begun or begun.startswith("."):
        return [CompletionItem(begun, type="file")]
    return _beginning(names(ContentKind.SCENARIO), begun)


def pages(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the pages of the documentation whose names begin with `begun`."""
    from wargame.store.pages import page_names

    return _beginning(page_names(), begun)


def _beginning(known: Iterable[str], begun: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in known if name.startswith(begun)]
