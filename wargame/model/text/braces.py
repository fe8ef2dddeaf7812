"""Names in braces in a text, as in `{lost:.0f}` or `{fear.ABJ}`.

Must not know: what the names mean.
"""

from __future__ import annotations

from collections.abc import Callable
from string import Formatter

import attrs

from wargame.errors import Place


@attrs.frozen
class Brace:
    """A name in braces.

    `form`: the format behind the colon. The text is empty if the name has no format.
    `offset`: the position of the name in the text.
    """

    name: str
    form: str
    offset: int


@attrs.frozen
class ShownValue:
    """A name in braces in a letter (the text of an inject), and the name's place in the file.

    The name is a metric, or a metric and its entities.
    """

    name: str
    form: str
    place: Place

    @property
    def metric(self) -> str:
        """Return the name of the metric."""
        return self.name.split(".")[0]

    @property
    def entities(self) -> tuple[str, ...]:
        """Return the codes of the entities."""
        return tuple(self.name.split(".")[1:])


def braces_in(text: str) -> tuple[Brace, ...] | None:
    """Return the names in braces, in their order. Return None if a brace is not closed, or stands within braces.

    A conversion such as `!r` belongs to the name.
    """
    found, at = [], 0
    try:
        for before, name, form, conversion in Formatter().parse(text):
            at += len(before) + (name is None)  # a brace that is plain text is written twice
            if name is None:
                continue
            if "{" in (form or ""):
                return None
            found.append(Brace(f"{name}!{conversion}" if conversion else name, form or "", at + 1))
            at = text.index("}", at) + 1
    except ValueError:
        return None
    return tuple(found)


def filled(text: str, value: Callable[[str], str]) -> str:
    """Return the text with a value for each name in braces. The braces `{{` become `{`, and `}}` become `}`."""
    return "".join(before + ("" if name is None else value(name)) for before, name, _, _ in Formatter().parse(text))
