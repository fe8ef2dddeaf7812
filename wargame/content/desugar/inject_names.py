"""The engine's names in scenarios with injects. They come from the engine's rules, and nothing else may use them.

Must not know: what the names mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.content.desugar.engine_rules import NOWHERE
from wargame.content.desugar.inject_rules import inject_file
from wargame.content.desugar.template import FilledWords


def names_of(injects: Iterable[str]) -> Iterator[str]:
    """Return every name that the engine makes for injects. The names of `let` values in its steps are included."""
    template, words = inject_file().template, _words(injects)
    for section in ("metrics", "actions"):
        yield from template.keys(section, words)
    yield from dict.fromkeys(template.keys("steps", words, "let"))


def _words(injects: Iterable[str]) -> FilledWords:
    nobody = {"seat that is asked": ()}  # only the steps of these have names
    named = tuple(FilledWords(NOWHERE, {"inject": inject}, nobody) for inject in injects)
    return FilledWords(NOWHERE, {}, {"inject": named, "inject that asks": named})
