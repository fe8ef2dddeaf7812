"""Text in lines of at most 100 columns for a screen reader.

Signs such as `≈` become ASCII text. Letters outside ASCII stay if the stream can write them.

Must not know: what the text says.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Mapping

WIDTH = 100

_SPOKEN = str.maketrans(
    {
        "≈": "about ",
        "±": " plus or minus ",
        "×": "x",
        "÷": "/",
        "−": "-",
        "–": "-",
        "—": "-",
        "…": "...",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "·": ",",
        "•": "-",
        "°": " degrees",
        "€": "EUR",
        "£": "GBP",
        "½": "1/2",
        "↑": "up ",
        "↓": "down ",
        "→": "to",
        "≥": "at least ",
        "≤": "at most ",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "ł": "l",
        "ŋ": "ng",
        "Ŋ": "Ng",
        "ɛ": "e",
        "ɔ": "o",
        "\t": " ",
    }
)

_SIGNS = {code: said for code, said in _SPOKEN.items() if not chr(code).isalpha()}

_SIGN_AND_SPACES = re.compile(r" ?(±) ?|([↑↓≈≥≤]) ")  # the words for these signs already have spaces around them
_SIGN_ALONE = re.compile(r"([↑↓≈≥≤])(?=[)\],;:!?]|$)")  # a sign that a text only mentions, as in (≈)


def to_ascii(text: str) -> str:
    """Return a text in ASCII. Accents are removed, signs become ASCII text, and other characters become `?`."""
    plain = unicodedata.normalize("NFKD", _signs_spelled(text))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "".join(letter if " " <= letter <= "~" else "?" for letter in letters)


def with_letters(text: str) -> str:
    """Return a text in which letters and digits of all alphabets stay.

    Signs become ASCII text, and other characters become `?`.
    """
    kept = (c if " " <= c <= "~" or unicodedata.category(c)[0] in "LMN" else "?" for c in _signs_spelled(text, _SIGNS))
    return unicodedata.normalize("NFC", "".join(kept))


def _signs_spelled(text: str, table: Mapping[int, str] = _SPOKEN) -> str:
    text = _SIGN_AND_SPACES.sub(lambda found: found[1] or found[2], text)
    return _SIGN_ALONE.sub(lambda found: table[ord(found[1])].rstrip(), text).translate(table)


def writes_letters(encoding: str | None) -> bool:
    """Return whether a stream of this encoding can write every letter."""
    return (encoding or "").lower().replace("-", "").replace("_", "").startswith("utf")


def wrap(text: str, indent: int = 2, *, letters: bool = False) -> list[str]:
    """Cut a text into lines of at most 100 columns. Newlines stay.

    `indent`: the number of blanks before later lines.
    `letters`: whether the letters of all alphabets stay. Otherwise, the text becomes ASCII.

    A short line stays whole if a single word, such as a path, takes half of the line or more. People can then copy the
    word.
    """
    lines: list[str] = []
    for part in map(with_letters if letters else to_ascii, text.split("\n")):
        longest = max(map(len, part.split()), default=0)
        if longest > WIDTH // 2 and len(part) - longest <= WIDTH // 2:
            lines.append(part)
            continue
        lines += textwrap.wrap(
            part, WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return lines


def sentence(text: str) -> str:
    """Return a text that begins with a capital letter and ends with a full stop.

    A screen reader reads this text as a sentence.
    """
    trimmed = text.strip()
    if not trimmed:
        return ""
    return capital(trimmed if trimmed[-1] in ".!?:…" else f"{trimmed}.")


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]
