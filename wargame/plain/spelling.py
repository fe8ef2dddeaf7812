"""Spells texts for a stream: with the letters of all alphabets, or in ASCII.

A code replaces a name that ASCII cannot write.

Must not know: what the texts say, or to which stream the texts go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.plain.plain_text import to_ascii, with_letters, wrap, writes_letters


class Spelling:
    """Spells and wraps texts. `names`: the names of things, by code."""

    def __init__(self, letters: bool, names: Mapping[str, str] | None = None) -> None:
        self.letters = letters
        lost: dict[str, str] = {}
        if not letters:
            lost = {name: code for code, name in (names or {}).items() if "?" in to_ascii(name.replace("?", ""))}
        self._codes = dict(sorted(lost.items(), key=lambda pair: -len(pair[0])))

    @classmethod
    def of(cls, encoding: str | None, ascii_only: bool, names: Mapping[str, str] | None = None) -> Spelling:
        """Return the spelling for a stream with this encoding. `ascii_only`: whether every text must be in ASCII."""
        return cls(writes_letters(encoding) and not ascii_only, names)

    def spell(self, text: str) -> str:
        """Return a text in letters that the stream can print."""
        text = self._with_codes(text)
        return with_letters(text) if self.letters else to_ascii(text)

    def wrap(self, text: str) -> list[str]:
        """Spell a text and cut it into lines."""
        return wrap(self._with_codes(text), letters=self.letters)

    def lines(self, texts: Iterable[str]) -> list[str]:
        """Spell several texts and return all their lines."""
        return [line for text in texts for line in self.wrap(text)]

    def _with_codes(self, text: str) -> str:
        for name, code in self._codes.items():
            text = text.replace(f"{name}, {code}", code).replace(name, code)
        return text


ASCII = Spelling(letters=False)
