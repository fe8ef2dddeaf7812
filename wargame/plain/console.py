"""What is said line by line: blocks of at most twelve lines, `more` for the rest, `again` for the last block.

Must not know: the game.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from wargame.plain.plain_text import to_ascii, wrap
from wargame.store.shell import shell_word

BLOCK = 12  # lines, the note about more among them: what a listener can hold


class Console:
    """Reads lines from one stream and tells blocks on another."""

    def __init__(self, stdin: TextIO, stdout: TextIO) -> None:
        self._stdin, self._stdout = stdin, stdout
        self._rest: list[list[str]] = []  # what was told, each cut to the width
        self._last: list[str] = []

    def tell(self, lines: Iterable[str]) -> None:
        """Say a block; what does not fit in twelve lines waits for `more`."""
        self._rest = [wrap(line) for line in lines]
        self._next_block()

    def say_all(self, lines: Iterable[str]) -> None:
        """Say lines that wait for no one, as when nobody listens at a prompt."""
        self._rest = []
        self._say([part for line in lines for part in wrap(line)])

    def say_path(self, words: str, path: Path, end: str = "") -> None:
        """Say a line with a path, as a shell reads it: spelled otherwise, it would name no file."""
        self._rest = []
        self._say([f"{to_ascii(words)} {shell_word(path, self._stdout.encoding)}{end}"])

    def more(self) -> None:
        """Say the next block of what was too long."""
        if self._rest:
            self._next_block()
        else:
            self._say(["There is no more."])

    def again(self) -> None:
        """Say the last block once more."""
        self._say(self._last)

    def ask(self, question: str) -> str | None:
        """Ask on a line of its own and give the answer without blanks around it; None when nobody is there."""
        self._say(wrap(question))
        line = self._stdin.readline()
        # Undecodable bytes arrive as lone surrogates, which no save could hold.
        return line.encode(errors="replace").decode().strip() if line else None

    def forget(self) -> None:
        """Keep nothing of what was said: the next listener must not call it up."""
        self._rest, self._last = [], []

    def _next_block(self) -> None:
        block: list[str] = []
        fits = BLOCK if sum(map(len, self._rest)) <= BLOCK else BLOCK - 1
        # What was told in one breath is not cut, unless it alone is longer than a block.
        while self._rest and len(block) + len(self._rest[0]) <= fits:
            block += self._rest.pop(0)
        if not block and self._rest:
            block, self._rest[0] = self._rest[0][:fits], self._rest[0][fits:]
        if self._rest:
            count = sum(map(len, self._rest))
            block.append(f"{count} more line{'s' if count > 1 else ''}: type more.")
        self._last = block
        self._say(block)

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._stdout.write(line + "\n")
        self._stdout.flush()
