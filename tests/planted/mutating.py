"""Makes a file wrong in every way that its form allows: each value is changed, each line is removed or moved.

Each result has one change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

VALUES = ("[]", "{}", "", "-1", "1e9", "nothing_like_it", '"x: {"', "[a, b]", "{a: 1}", "none", "0..1", "true")
_ENTRY = re.compile(r"(?P<indent> *)(?P<dash>- )?(?P<key>[^:#{}\[\]]+): (?P<value>\S.*)")
_WORD = re.compile(r"[A-Za-z_]\w*|\d+(?:\.\d+)?|[\[\]{}(),:]")


def mutated(text: str) -> Iterator[tuple[str, str]]:
    """Yield a description of each change, and the text after the change."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        yield f"line {n + 1} gone", "\n".join([*lines[:n], *lines[n + 1 :]])
        yield f"line {n + 1} twice", "\n".join([*lines[: n + 1], *lines[n:]])
        yield f"line {n + 1} deeper", "\n".join([*lines[:n], f"  {line}", *lines[n + 1 :]])
        yield f"line {n + 1} less deep", "\n".join([*lines[:n], line.removeprefix("  "), *lines[n + 1 :]])
        entry = _ENTRY.fullmatch(line)
        if entry is not None:
            for value in VALUES:
                new = f"{line[: entry.start('value')]}{value}"
                yield f"line {n + 1} {value}", "\n".join([*lines[:n], new, *lines[n + 1 :]])
        for word in _WORD.finditer(line):
            for new in ("", "zzz", "[", "0", "junta"):
                changed = line[: word.start()] + new + line[word.end() :]
                yield f"line {n + 1} {word.group()} {new}", "\n".join([*lines[:n], changed, *lines[n + 1 :]])


_VALUE = re.compile(r"(?<=: )[^\s{}\[\],\"'&*|>][^{}\[\],\"']*(?=[,}\]]|$)|\"[^\"]*\"(?=[,}\]]|$)", re.MULTILINE)


def unreadable(text: str, first: int, every: int) -> str:
    """Return the text with every nth value replaced by a value that cannot be read.

    `first`: the position of the first replaced value, counted from 0.
    `every`: the number n.
    """
    at = iter(range(len(text)))
    return _VALUE.sub(lambda found: '"\\e[31m"' if next(at) % every == first else found.group(), text)
