"""What readers share while they work: the problems found and the names known so far.

Must not know: files, or how any section is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from wargame.content.names import Names
from wargame.content.problems import Problems
from wargame.content.spelling import nearest, one_of
from wargame.content.yaml.nodes import Node, Scalar, describe

SUGGESTIONS = 100  # problems that are told the nearest name


@attrs.define
class ReadContext:
    """Problems and names.

    `torn`: files not read to their end, and sections that are missing, misspelt or of the wrong form. With any of
    them an unknown name proves nothing, and what is missing in them is not told.
    """

    problems: Problems
    names: Names
    torn: frozenset[str] = frozenset()

    def wrong(self, node: Node, message: str) -> None:
        """Note an error at a node."""
        self.problems.add(node.place, message)

    def expected(self, node: Node, what: str, remedy: str = "") -> None:
        """Note that something else stands here than the rules ask for."""
        self.problems.add(node.place, f"expected {what}, found {describe(node)}{remedy}")

    def meant(self, word: str, names: Iterable[str]) -> str:
        """Give the nearest name or nothing, while there are not so many problems that comparing would take long."""
        return (nearest(word, names) or "") if self.problems.error_count < SUGGESTIONS else ""

    def did_you_mean(self, word: str, names: Iterable[str]) -> str:
        """Give `; did you mean ...?` for the nearest name, or nothing."""
        name = self.meant(word, names)
        return f"; did you mean `{name}`?" if name else ""

    def knows(self, node: Scalar, known: Iterable[str] | Mapping[str, object], what: str, remedy: str = "") -> bool:
        """Whether the name is known; notes the nearest spelling, the choices or the remedy when it is not."""
        if node.text in known:
            return True
        if self.torn:
            return False
        meant = self.did_you_mean(node.text, known)
        choices = list(known) if not self.problems.full else []
        if not meant and remedy:
            meant = f": {remedy}"
        elif not meant and 0 < len(choices) <= 12:
            meant = f" (known: {one_of(choices, 12)})"
        self.wrong(node, f"{what} is called `{node.text[:60]}`{meant}")
        return False
