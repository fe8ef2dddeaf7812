"""The pages of the documentation, which rules cite as sources. A checkout and the installed program have these pages.

Must not know: how a page is shown.
"""

from __future__ import annotations

import re
from pathlib import Path

import attrs

from wargame.content.lookup import shipped_root
from wargame.content.spelling import did_you_mean
from wargame.errors import UsageError

_CITED = re.compile(r"docs/(?P<page>[\w-]+(?:/[\w-]+)*)\.md(?: +(?P<section>\d+(?:\.\d+)*))?")
_HEAD = re.compile(r"(?P<level>#+) +(?:(?P<number>\d+(?:\.\d+)*)\.? +)?(?P<title>.+)")


@attrs.frozen
class Citation:
    """A page and the number of a section in this page. An empty number means the whole page."""

    page: str
    section: str = ""

    def __str__(self) -> str:
        return f"docs/{self.page}.md {self.section}".rstrip()


def citations(text: str) -> tuple[Citation, ...]:
    """Return the pages that a text cites, such as `docs/model.md 4.1; docs/facts.md 2`."""
    return tuple(Citation(found["page"], found["section"] or "") for found in _CITED.finditer(text))


def page_names() -> tuple[str, ...]:
    """Return the sorted names of all pages, such as `model` and `decisions/0001-...`."""
    root = _folder()
    return tuple(sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.md")))


def page_title(name: str) -> str:
    """Return the first heading of a page."""
    heads = (_HEAD.fullmatch(line) for line in page_text(Citation(name)).splitlines())
    return next((head["title"] for head in heads if head), name)


def page_text(cited: Citation) -> str:
    """Return the Markdown text of a page, or of one section with its subsections.

    Raises UsageError if the page or the section does not exist.
    """
    known = page_names()
    if cited.page not in known:
        raise UsageError(
            f"there is no page called `{cited.page}`{did_you_mean(cited.page, known)}; `wargame docs` lists them"
        )
    text = (_folder() / f"{cited.page}.md").read_text(encoding="utf-8")
    return _section(text, cited) if cited.section else text


def _section(text: str, cited: Citation) -> str:
    lines = text.splitlines()
    heads = [(at, found) for at, line in enumerate(lines) if (found := _HEAD.fullmatch(line))]
    here = next(((at, found) for at, found in heads if found["number"] == cited.section), None)
    if here is None:
        numbers = ", ".join(found["number"] for _, found in heads if found["number"])
        raise UsageError(f"docs/{cited.page}.md has no section {cited.section} (there are: {numbers or 'none'})")
    first, level = here[0], len(here[1]["level"])
    last = next((at for at, found in heads if at > first and len(found["level"]) <= level), len(lines))
    return "\n".join(lines[first:last]).rstrip() + "\n"


def _folder() -> Path:
    return shipped_root() / "docs"
