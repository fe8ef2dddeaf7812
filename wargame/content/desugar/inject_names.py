"""The engine's own names in scenarios with injects. Authors must not use these names for other things.

The names come from the engine's rule templates.

Must not know: what the names mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.content.desugar.engine_rules import NOWHERE
from wargame.content.desugar.inject_rules import inject_file
from wargame.content.desugar.template import FilledWords


def names_of(injects: Iterable[str]) -> Iterator[str]:
    """Return every name that the engine makes for injects.

    This includes the names that `let` lines of its steps define.
    """
    template, words = inject_file().template, _words(injects)
    for section in ("metrics", "actions"):
        yield from template.keys(section, words)
    yield from dict.fromkeys(template.keys("steps", words, "let"))


def _words(injects: Iterable[str]) -> FilledWords:
    nobody = {"seat that is asked": ()}  # only the steps for the asked seats have names
    named = tuple(FilledWords(NOWHERE, {"inject": inject}, nobody) for inject in injects)
    return FilledWords(NOWHERE, {}, {"inject": named, "inject that asks": named})
