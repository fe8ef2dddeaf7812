"""The data that all readers of content share: the problems and the names that were found so far.

Must not know: files, or how any section is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from wargame.content.names import Names
from wargame.content.problems import Problems
from wargame.content.spelling import nearest, one_of
from wargame.content.yaml.nodes import BrokenNode, ScalarNode, YamlNode, describe

SUGGESTIONS = 100  # number of problems whose messages suggest the nearest name


@attrs.define
class ReadContext:
    """The problems and the names that were found so far.

    `torn`: files with unreadable parts, and sections that are missing, misspelt or of the wrong form. Unknown names are
        not reported if there are such parts, because one of these parts may define the names.
    """

    problems: Problems
    names: Names
    torn: frozenset[str] = frozenset()

    def wrong(self, node: YamlNode, message: str) -> None:
        """Report an error at a node."""
        self.problems.add(node.place, message)

    def expected(self, node: YamlNode, what: str, remedy: str = "") -> None:
        """Report that a node does not hold the expected value `what`.

        Nothing is reported for a node that was already refused.
        """
        if isinstance(node, BrokenNode):
            return
        self.problems.add(node.place, f"expected {what}, found {describe(node)}{remedy}")

    def meant(self, word: str, names: Iterable[str]) -> str:
        """Return the name among `names` that is nearest to a word, or an empty text.

        The text is also empty after the first 100 problems (`SUGGESTIONS`), because comparisons of names take time.
        """
        return (nearest(word, names) or "") if self.problems.error_count < SUGGESTIONS else ""

    def did_you_mean(self, word: str, names: Iterable[str]) -> str:
        """Return `; did you mean ...?` with the nearest name, or an empty text."""
        name = self.meant(word, names)
        return f"; did you mean `{name}`?" if name else ""

    def knows(self, node: ScalarNode, known: Iterable[str] | Mapping[str, object], what: str, remedy: str = "") -> bool:
        """Return whether the name at a node is one of the known names.

        Reports an unknown name with the nearest name, the choices or the remedy.
        """
        if node.text in known:
            return True
        self.unknown(node, known, what, remedy)
        return False

    def unknown(
        self, node: ScalarNode, known: Iterable[str] | Mapping[str, object], what: str, remedy: str = ""
    ) -> str | None:
        """Report an unknown name. The message has the nearest name, the choices or the remedy.

        Return the known name that the author probably meant, or None.

        Nothing is reported for a name whose entry was refused.
        """
        if self.torn or node.text in self.names.refused:
            return None
        given = self.names.given.get(node.text)
        near = "" if given is not None else self.meant(node.text, known)
        meant = f"; did you mean `{near}`?" if near else ""
        choices = list(known) if not self.problems.full else []
        if given is not None and given.sort.value not in what:
            self.problems.add(node.place, f"{what} is called `{node.text[:60]}`: that is a {given.sort.value}")
            return None
        if not meant and remedy:
            meant = f": {remedy}"
        elif not meant and 0 < len(choices) <= 12:
            meant = f" (known: {one_of(choices, 12)})"
        self.problems.add(node.place, f"{what} is called `{node.text[:60]}`{meant}", unknown=node.text)
        return near or None
