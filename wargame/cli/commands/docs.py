"""`wargame docs`: prints the documentation pages that screens and rules cite.

Must not know: where pages are.
"""

from __future__ import annotations

import click

from wargame.cli.options.completing import pages
from wargame.cli.process.printing import tell, writable
from wargame.store.pages import Citation, citations, page_names, page_text, page_title


@click.command()
@click.argument("page", nargs=-1, shell_complete=pages)
def command(page: tuple[str, ...]) -> None:
    """Print a page or a section of the documentation. Without PAGE, list the pages.

    Write the name of a page (`model`, `model 4.1`), or the page as rules cite it (`docs/model.md 4.1`).
    """
    if not page:
        for name in page_names():
            tell(f"{name:<44} {page_title(name)}")
        return
    click.echo_via_pager(writable(page_text(_wanted(" ".join(page)))))


def _wanted(text: str) -> Citation:
    cited = citations(text)
    if cited:
        return cited[0]
    name, _, section = text.partition(" ")
    return Citation(name, section.strip())
