"""Output in blocks of at most twelve lines. `more` prints the rest, and `again` repeats the last block.

Must not know: the game.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

from wargame.plain.plain_text import to_ascii
from wargame.plain.spelling import Spelling
from wargame.store.shell import shell_word
from wargame.store.shell_commands import ShellCommands

BLOCK = 12  # number of lines, including the note about `more`; a listener can remember twelve lines


class Console:
    """Reads lines from one stream and prints blocks on another stream."""

    def __init__(self, stdin: TextIO, stdout: TextIO, ascii_only: bool = False) -> None:
        self._stdin, self._stdout = stdin, stdout
        self._rest: list[list[str]] = []  # the texts that `more` will print, each cut to the width
        self._last: list[str] = []
        self._encoding = "ascii" if ascii_only else stdout.encoding
        self._spelling = Spelling.of(stdout.encoding, ascii_only)

    @property
    def attended(self) -> bool:
        """Return whether a person types at a terminal. The input otherwise comes from a file or a program."""
        return self._stdin.isatty()

    def know(self, names: Mapping[str, str]) -> None:
        """Store the names of things with their codes.

        A code is printed in place of a name that the stream cannot write.
        """
        self._spelling = Spelling(self._spelling.letters, names)

    def spell(self, text: str) -> str:
        """Return a text in letters that the stream can print."""
        return self._spelling.spell(text)

    def tell(self, lines: Iterable[str]) -> None:
        """Print a block of lines. `more` prints the lines after the twelfth line."""
        self._rest = [self._spelling.wrap(line) for line in lines]
        self._next_block()

    def add(self, lines: Iterable[str]) -> None:
        """Print lines below the last block. The rest of this block is still there for `more`."""
        told = self._spelling.lines(lines)
        self._last = [*self._last, *told]
        self._say(told)

    def say_all(self, lines: Iterable[str]) -> None:
        """Print all lines at once, even if there are more than twelve lines."""
        self._rest = []
        self._say(self._spelling.lines(lines))

    def say_path(self, words: str, path: Path, end: str = "") -> None:
        """Print a line with a path that people can copy into a shell. Its letters are not changed to ASCII."""
        self._rest = []
        self._say([f"{to_ascii(words)} {shell_word(path, self._encoding)}{end}"])

    def tell_command(self, shell: ShellCommands, name: str, meaning: str = "") -> None:
        """Print for whom a command of the program is, and its command line as people can copy this line.

        `meaning`: a sentence that comes first, or an empty text.
        """
        self.tell([*filter(None, [meaning]), shell.notice(name)])
        line = shell.line(name, self._encoding)
        self._last = [*self._last, line]
        self._say([line])

    def more(self) -> None:
        """Print the next part of a long block."""
        if self._rest:
            self._next_block()
        else:
            self._say(["There is no more."])

    def again(self) -> None:
        """Print the last block again."""
        self._say(self._last)

    def ask(self, question: str) -> str | None:
        """Print a question on a line of its own. Return the answer without the blanks around it.

        Return None if the input has ended.
        """
        self._say(self._spelling.wrap(question))
        line = self._stdin.readline()
        # Bytes that cannot be decoded arrive as lone surrogates. A save cannot hold lone surrogates.
        return line.encode(errors="replace").decode().strip() if line else None

    def forget(self) -> None:
        """Forget all printed text. The next person then cannot print the text again."""
        self._rest, self._last = [], []

    def _next_block(self) -> None:
        block: list[str] = []
        fits = BLOCK if sum(map(len, self._rest)) <= BLOCK else BLOCK - 1
        # Lines of one text stay in one block, unless the text is longer than a block.
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
